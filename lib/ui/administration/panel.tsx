import type { ComponentChildren } from "preact";

export interface PanelProps {
  title: string;
  /** At the title's end. */
  beside?: ComponentChildren;
  id?: string;
  children: ComponentChildren;
}

/** A titled section of the page. */
export function Panel({ title, beside, id, children }: PanelProps) {
  return (
    <section class="panel sheet" id={id}>
      <header>
        <h2>{title}</h2>
        {beside}
      </header>
      {children}
    </section>
  );
}
