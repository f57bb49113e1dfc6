import type { AskedRules } from "../../protocol/community.ts";
import { AcceptRules } from "../composer/rules_panel.tsx";
import { DoorFrame } from "../door/door_frame.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { PageProps } from "./props.ts";

/** The rules of the community: to accept, where the reader has to. */
export function RulesPage({ reader, community, icon, rules, asked, problem }: PageProps & {
  rules: readonly string[];
  asked: AskedRules | undefined;
  /** Why they were not accepted. */
  problem?: string;
}) {
  const reading = readingOf(reader);
  const { words } = reading;
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={words.t("rules.title")}
        icon={icon}
        language={{ next: PATHS.rules }}
      >
        <article class="card rules">
          {problem && <p class="error" role="alert">{problem}</p>}
          {asked
            ? <AcceptRules class="fields" rules={asked} next={PATHS.home} />
            : <ol>{rules.map((rule) => <li key={rule} dir="auto">{rule}</li>)}</ol>}
        </article>
        <a class="button wide" href={PATHS.home}>{community}</a>
      </DoorFrame>
    </ReadingProvider>
  );
}
