import type { en } from "../../i18n/mail/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import { PATHS } from "../paths.ts";

export type MailTranslator = Translator<typeof en>;

export interface MailSectionProps {
  words: MailTranslator;
  /** What may be chosen, in hours. */
  choices: readonly number[];
  mail: { address?: string; asked?: string; afterHours: number; problem?: string };
  /** Why what was sent was not taken, and what was typed. */
  failed?: { message: string; address: string };
}

/** Where what somebody misses is mailed. Needs no script. */
export function MailSection({ words, choices, mail, failed }: MailSectionProps) {
  const { address, asked, afterHours, problem } = mail;
  const described = failed ? "mail-error" : undefined;
  return (
    <section class="panel" id="mail">
      <h2>{words.t("title")}</h2>
      <form method="post" action={PATHS.mail} class="fields">
        <p class="quiet small">{words.t("why")}</p>
        {address !== undefined && <p role="status">{words.t("goes", { address })}</p>}
        {asked !== undefined && <p role="status">{words.t("asked", { address: asked })}</p>}
        {problem !== undefined && <p class="error">{words.t("problem", { said: problem })}</p>}
        <div class="input">
          <label for="mail-address">{words.t("address")}</label>
          <input
            id="mail-address"
            type="email"
            name="address"
            autocomplete="email"
            required
            autofocus={failed ? true : undefined}
            value={failed?.address ?? asked ?? address ?? ""}
            aria-invalid={failed ? "true" : undefined}
            aria-describedby={described}
          />
          {failed && <span class="error" role="alert" id={described}>{failed.message}</span>}
        </div>
        <div class="input">
          <label for="mail-after">{words.t("after")}</label>
          <select id="mail-after" name="hours">
            {choices.map((hours) => (
              <option key={hours} value={hours} selected={hours === afterHours}>
                {words.t("hours", { count: hours })}
              </option>
            ))}
          </select>
        </div>
        <div class="row">
          <button type="submit" class="button" name="do" value="set">
            {words.t(address === undefined ? "send-link" : "save")}
          </button>
          {(address ?? asked ?? problem) !== undefined && (
            <button type="submit" class="button" name="do" value="stop" formNoValidate>
              {words.t("stop")}
            </button>
          )}
        </div>
      </form>
    </section>
  );
}
