import type { ComponentChildren, Ref } from "preact";
import type { AskedRules } from "../../protocol/community.ts";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** In the composer's place until the rules are accepted: what they are, and one press. */
export function RulesPanel({ rules, next, note }: {
  rules: AskedRules;
  /** The path of the conversation: it is there again afterwards. */
  next: string;
  note?: Ref<HTMLElement>;
}) {
  const { words } = useReading();
  return (
    <section class="composer" ref={note} data-region tabIndex={-1}>
      <AcceptRules class="resting rules" rules={rules} next={next}>
        <b>{words.t("composer.resting.rules")}</b>
      </AcceptRules>
    </section>
  );
}

/** The rules as a form that accepts them. */
export function AcceptRules({ rules: { version, rules }, next, children, ...form }: {
  rules: AskedRules;
  next: string;
  class: string;
  children?: ComponentChildren;
}) {
  const { words } = useReading();
  return (
    <form method="post" action={PATHS.rules} {...form}>
      <div>
        {children}
        <ol>{rules.map((rule) => <li key={rule} dir="auto">{rule}</li>)}</ol>
      </div>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="next" value={next} />
      <button type="submit" class="button primary">{words.t("rules.accept")}</button>
    </form>
  );
}
