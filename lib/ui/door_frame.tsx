import type { ComponentChildren } from "preact";
import { Tree } from "./icons.tsx";
import { LanguageSwitch } from "./language_switch.tsx";

export interface DoorFrameProps {
  title: string;
  /** What is said below the title. */
  lead: ComponentChildren;
  /** Where another language leads to: this page, or the one that follows. */
  next: string;
  children: ComponentChildren;
}

/** What pages have in common that stand before the chat: the tree, a title, the languages. */
export function DoorFrame({ title, lead, next, children }: DoorFrameProps) {
  return (
    <div class="door">
      <main>
        <header>
          <Tree />
          <h1>{title}</h1>
          {lead}
        </header>
        {children}
        <LanguageSwitch next={next} />
      </main>
    </div>
  );
}
