import { TextField } from "../elements/text_field.tsx";
import { ACCOUNT_PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { type AccountPageProps, type OwnPasskey, useAccountWords } from "./account.ts";
import { deviceText } from "./device_text.ts";
import { errorAt, isAnew } from "./form_panel.tsx";
import { Said } from "../elements/said.tsx";
import { OwnProof } from "./own_proof.tsx";

const DONE = ["passkey-added", "passkey-renamed", "passkey-removed"] as const;

/** A member’s passkeys, each to be renamed or removed; a new one is made by a script. */
export function PasskeysPanel(
  { passkeys, hasPassword, canAdd, working, done, failed }: AccountPageProps,
) {
  const words = useAccountWords();
  const said = DONE.find((one) => one === done);
  const wrong = failed?.form === "passkeys" && failed.field === undefined && failed.message;
  return (
    <section class="panel" id="passkeys">
      <h2>{words.t("passkeys.title")}</h2>
      {wrong && <p class="error said" role="alert">{wrong}</p>}
      {passkeys.length > 0 && (
        <ul class="rooms-list">
          {passkeys.map((passkey) => <PasskeyRow key={passkey.id} passkey={passkey} />)}
        </ul>
      )}
      <form class="fields" method="post" action={ACCOUNT_PATHS.ownPasskeys} data-adds>
        <p class="quiet small">{words.t("passkeys.text")}</p>
        {canAdd === true && (
          <OwnProof
            words={words}
            hasPassword={hasPassword}
            hasPasskey={passkeys.length > 0}
            act="passkey"
            name="proof"
            id="field-passkey-proof"
            label={words.t("password.current")}
            again={isAnew(failed, "passkeys")}
            error={errorAt(failed, "passkeys", "proof")}
          />
        )}
        <div class="row">
          {canAdd === true && (
            <button type="submit" class="button">{words.t("passkeys.add")}</button>
          )}
          {canAdd === false && <p class="note">{words.t("passkeys.unsupported")}</p>}
          <span role="status">{working === "passkeys" && words.t("passkeys.working")}</span>
          {said && working === undefined && <Said>{words.t(`passkeys.${said}`)}</Said>}
        </div>
      </form>
      <noscript>
        <p class="note said">{words.t("passkeys.no-script")}</p>
      </noscript>
    </section>
  );
}

function PasskeyRow({ passkey }: { passkey: OwnPasskey }) {
  const words = useAccountWords();
  const { times, now } = useReading();
  const { id, createdAt, usedAt } = passkey;
  const name = deviceText(words, passkey.name);
  return (
    <li>
      <div>
        <b dir="auto">{name}</b>
        <p>
          {words.t("passkeys.created", { time: times.dayWithin(createdAt, now) })}
          {" · "}
          {usedAt === undefined
            ? words.t("passkeys.unused")
            : words.t("sessions.used", { time: times.dayWithin(usedAt, now) })}
        </p>
      </div>
      <div class="doing">
        <details class="pop">
          <summary class="button" aria-label={words.t("passkeys.rename-one", { name })}>
            {words.t("passkeys.rename")}
          </summary>
          <form class="menu" method="post" action={ACCOUNT_PATHS.ownPasskeys}>
            <input type="hidden" name="passkey" value={id} />
            <TextField
              name="name"
              id={`field-passkey-${id}`}
              label={words.t("passkeys.name")}
              autocomplete="off"
              required
              defaultValue={name}
            />
            <button type="submit">{words.t("passkeys.save")}</button>
          </form>
        </details>
        <form method="post" action={ACCOUNT_PATHS.ownPasskeys}>
          <input type="hidden" name="passkey" value={id} />
          <button
            type="submit"
            class="button danger"
            name="remove"
            value="on"
            aria-label={words.t("passkeys.remove-one", { name })}
          >
            {words.t("passkeys.remove")}
          </button>
        </form>
      </div>
    </li>
  );
}
