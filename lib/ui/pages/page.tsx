import type { ComponentChildren } from "preact";
import { BrandMark } from "../elements/brand_mark.tsx";
import { icons } from "../elements/icons.tsx";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** The frame of a page outside the chat: title and a link back to it. */
export function Page({ icon, title, section, onSubmit, children }: {
  /** The community’s. */
  icon: string | undefined;
  title: string;
  /** What it is called where a list beside it says the title: in the frame of the settings. */
  section?: string;
  onSubmit?(event: SubmitEvent): void;
  children: ComponentChildren;
}) {
  const { words } = useReading();
  return (
    <main class="page" onSubmit={onSubmit}>
      <header>
        <BrandMark icon={icon} />
        <h1>
          <Heading title={title} section={section} />
        </h1>
        <BackToChat label={words.t("rooms.back")} />
        {" "}
      </header>
      {children}
    </main>
  );
}

/** A page's title; or the name of its section, where the title stands in the list beside it. */
export function Heading({ title, section }: { title: string; section: string | undefined }) {
  if (section === undefined) return <>{title}</>;
  return (
    <>
      <span class="whole">{title}</span> <span class="section">{section}</span>
    </>
  );
}

/** The link back; on a narrow page, a sign alone. */
export function BackToChat({ label }: { label: string }) {
  return (
    <a class="button leave" href={PATHS.home} title={label} aria-label={label}>
      <icons.close />
      <span>{label}</span>
    </a>
  );
}
