import { DoorFrame } from "../door/door_frame.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { Appealing } from "./error_page.tsx";
import type { ErrorPageProps, PageProps } from "./props.ts";

/** Where who is muted says why that was wrong, and reads the answer; `why`: what they are told. */
export function AppealPage({ reader, community, icon, title, why, appeal }: PageProps & {
  title: string;
  why: string;
  appeal: NonNullable<ErrorPageProps["appeal"]>;
}) {
  const reading = readingOf(reader);
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={title}
        icon={icon}
        lead={<p class="quiet" dir="auto">{why}</p>}
        language={{ next: PATHS.appeal }}
      >
        <Appealing {...appeal} />
        {appeal.said !== undefined && appeal.answer === undefined && (
          <a class="button wide" href={PATHS.appeal}>{reading.words.t("appeal.look")}</a>
        )}
        <a class="button wide" href={PATHS.home}>{community}</a>
      </DoorFrame>
    </ReadingProvider>
  );
}
