import type { AccountWords } from "../../i18n/catalogs.ts";
import type { Kept } from "../../protocol/kept.ts";
import type { AskedRules } from "../../protocol/community.ts";
import { AcceptRules } from "../composer/rules_panel.tsx";
import { DoorFrame } from "../door/door_frame.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { KeptSection } from "./kept_section.tsx";
import type { PageProps } from "./props.ts";

export interface RulesPageProps extends PageProps {
  /** There may be none. */
  rules: readonly string[];
  asked: AskedRules | undefined;
  /** Why they were not accepted. */
  problem?: string;
  /** Of all rooms. */
  kept: Kept;
  words: AccountWords;
}

/** The rules of the community, and what is kept here: to accept, where the reader has to. */
export function RulesPage(
  { reader, community, icon, rules, asked, problem, kept, words: catalog }: RulesPageProps,
) {
  const reading = readingOf(reader);
  const { words } = reading;
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={words.t(rules.length > 0 ? "rules.title" : "kept.title")}
        icon={icon}
        language={{ next: PATHS.rules }}
      >
        {rules.length > 0 && (
          <article class="card rules">
            {problem && <p class="error" role="alert">{problem}</p>}
            {asked
              ? <AcceptRules class="fields" rules={asked} next={PATHS.home} />
              : <ol>{rules.map((rule) => <li key={rule} dir="auto">{rule}</li>)}</ol>}
          </article>
        )}
        <KeptSection words={catalog} kept={kept} of="all" titled={rules.length > 0} />
        <a class="button wide" href={PATHS.home}>{community}</a>
      </DoorFrame>
    </ReadingProvider>
  );
}
