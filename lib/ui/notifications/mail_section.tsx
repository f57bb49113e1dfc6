import type { en as accountEn } from "../../i18n/account/en.ts";
import type { en } from "../../i18n/mail/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import { PATHS } from "../paths.ts";
import { OwnProof } from "../account/own_proof.tsx";

export type MailTranslator = Translator<typeof en>;

export interface MailSectionProps {
  words: MailTranslator;
  /** What may be chosen, in hours. */
  choices: readonly number[];
  mail: { address?: string; asked?: string; afterHours: number; problem?: string };
  /** How the account asks for proofs. */
  account: Translator<typeof accountEn>;
  /** Without one, who signed in just now proves who they are by that. */
  hasPassword: boolean;
  hasPasskey: boolean;
  signInName: string | undefined;
  /** Why what was sent was not taken, and what was typed, passwords excepted. */
  failed?: {
    field: "address" | "password" | "form";
    message: string;
    address: string;
    hours: number;
  };
}

/** Where what somebody misses is mailed. Needs no script. */
export function MailSection(props: MailSectionProps) {
  const { words, choices, mail, failed } = props;
  const { address, asked, afterHours, problem } = mail;
  const wrong = failed?.field === "address" ? failed : undefined;
  const described = wrong ? "mail-error" : undefined;
  return (
    <section class="panel" id="mail" tabIndex={-1}>
      <h2>{words.t("title")}</h2>
      <form method="post" action={PATHS.mail} class="fields">
        <p class="quiet small">{words.t("why")}</p>
        {address !== undefined && <p role="status">{words.t("goes", { address })}</p>}
        {asked !== undefined && <p role="status">{words.t("asked", { address: asked })}</p>}
        {problem !== undefined && <p class="error">{words.t("problem", { said: problem })}</p>}
        {failed?.field === "form" && <p class="error" role="alert">{failed.message}</p>}
        <div class="input">
          <label for="mail-address">{words.t("address")}</label>
          <input
            id="mail-address"
            type="email"
            name="address"
            autocomplete="email"
            required
            autofocus={wrong ? true : undefined}
            value={failed?.address ?? asked ?? address ?? ""}
            aria-invalid={wrong ? "true" : undefined}
            aria-describedby={described}
          />
          {wrong && <span class="error" role="alert" id={described}>{wrong.message}</span>}
        </div>
        <div class="input">
          <label for="mail-after">{words.t("after")}</label>
          <select id="mail-after" name="hours">
            {choices.map((hours) => (
              <option key={hours} value={hours} selected={hours === (failed?.hours ?? afterHours)}>
                {words.t("hours", { count: hours })}
              </option>
            ))}
          </select>
        </div>
        <Proof {...props} />
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

/** Another address takes it; when mail is sent does not. */
function Proof(props: MailSectionProps) {
  const { words, account, hasPassword, hasPasskey, signInName, mail, failed } = props;
  const isNew = mail.address === undefined;
  return (
    <>
      {hasPassword && (
        <input type="text" autocomplete="username" value={signInName} readOnly hidden />
      )}
      <OwnProof
        words={account}
        hasPassword={hasPassword}
        hasPasskey={hasPasskey}
        act="mail"
        id="mail-password"
        label={account.t("password.current")}
        required={isNew}
        again={failed !== undefined}
        hint={isNew ? undefined : words.t("password.another")}
        error={failed?.field === "password" ? failed.message : undefined}
      />
    </>
  );
}
