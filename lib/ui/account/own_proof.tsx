import type { proof } from "../../i18n/proof/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { ProvenAct } from "../../protocol/proofs.ts";
import { useReading } from "../reading.ts";
import { CurrentPassword, type CurrentPasswordProps } from "./current_password.tsx";

export interface OwnProofProps extends CurrentPasswordProps {
  words: Translator<typeof proof>;
  /** What the form does. */
  act: ProvenAct;
  /** Without one, who signed in just now proves who they are by that. */
  hasPassword: boolean;
  hasPasskey: boolean;
}

/**
 * By what a form is known to be given by oneself: the password, or a passkey, which takes a script
 * (`watchProofs`) and comes as `signed`.
 */
export function OwnProof({ words, act, hasPassword, hasPasskey, ...password }: OwnProofProps) {
  const reading = useReading();
  return (
    <>
      {hasPassword
        ? <CurrentPassword {...password} />
        : <p class="note">{words.t("foreign.fresh")}</p>}
      {hasPasskey && (
        <div class="row" data-proof={act} hidden>
          <button type="button" class="button">{words.t("proof.passkey")}</button>
          <span
            class="note"
            role="status"
            data-done={words.t("proof.done")}
            data-cancelled={words.t("proof.cancelled")}
            data-lost={reading.words.t("failure.lost")}
          />
        </div>
      )}
    </>
  );
}
