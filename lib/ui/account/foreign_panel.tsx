import { ACCOUNT_PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { type AccountPageProps, useAccountWords } from "./account.ts";
import { errorAt } from "./form_panel.tsx";
import { Said } from "../elements/said.tsx";
import { OwnProof } from "./own_proof.tsx";

/** Connected accounts by which one comes in: those that are connected, and those that could be. */
export function ForeignPanel({ foreign, hasPassword, passkeys, done, failed }: AccountPageProps) {
  const words = useAccountWords();
  const { times, now } = useReading();
  const { accounts, providers } = foreign;
  if (accounts.length + providers.length === 0) return null;
  const own = failed?.form === "foreign" ? failed : undefined;
  const said = done === "foreign-linked"
    ? words.t("foreign.linked")
    : done === "foreign-unlinked" && words.t("foreign.unlinked");
  return (
    <section class="panel" id="foreign">
      <h2>{words.t("foreign.title")}</h2>
      {own && own.field === undefined && <p class="error said" role="alert">{own.message}</p>}
      {said && <Said class="said">{said}</Said>}
      {accounts.length > 0 && (
        <ul class="rooms-list">
          {accounts.map(({ id, provider, label, createdAt }) => (
            <li key={id}>
              <div>
                <b dir="auto">{provider}</b>
                <p>
                  <span dir="auto">{label}</span>
                  {" · "}
                  {words.t("foreign.connected", { time: times.dayWithin(createdAt, now) })}
                </p>
              </div>
              <form method="post" action={ACCOUNT_PATHS.foreign}>
                <button
                  type="submit"
                  class="button"
                  name="remove"
                  value={id}
                  aria-label={words.t("foreign.remove-one", { provider, label })}
                >
                  {words.t("foreign.remove")}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {providers.length > 0 && (
        <form class="fields" method="post" action={ACCOUNT_PATHS.foreign} data-plain>
          <p class="quiet small">{words.t("foreign.text")}</p>
          <OwnProof
            words={words}
            hasPassword={hasPassword}
            hasPasskey={passkeys.length > 0}
            act="foreign"
            id="field-foreign-password"
            label={words.t("password.current")}
            error={errorAt(failed, "foreign", "password")}
          />
          <div class="row">
            {providers.map(({ id, name }) => (
              <button key={id} type="submit" class="button" name="provider" value={id}>
                {words.t("foreign.connect", { provider: name })}
              </button>
            ))}
          </div>
        </form>
      )}
    </section>
  );
}
