import { DoorFrame } from "../door/door_frame.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { PageProps } from "./props.ts";

/** The terms of the community: a paragraph for each that an empty line parts from the others. */
export function TermsPage({ reader, community, icon, terms }: PageProps & { terms: string }) {
  const reading = readingOf(reader);
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={reading.words.t("door.terms")}
        icon={icon}
        language={{ next: PATHS.terms }}
      >
        <article class="card terms" dir="auto">
          {terms.split(/\n{2,}/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
        </article>
        <a class="button wide" href={PATHS.home}>{community}</a>
      </DoorFrame>
    </ReadingProvider>
  );
}
