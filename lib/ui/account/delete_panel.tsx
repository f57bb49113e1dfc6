import { Confirmation } from "../elements/confirmation.tsx";
import { ACCOUNT_PATHS } from "../paths.ts";
import { type AccountPageProps, useAccountWords } from "./account.ts";
import { errorAt, FormPanel, isAnew, typedIn } from "./form_panel.tsx";
import { OwnProof } from "./own_proof.tsx";

/** Deletes the account, or what is kept of a guest: what happens to messages, password, confirmation. */
export function DeletePanel({ me, hasPassword, passkeys, failed }: AccountPageProps) {
  const words = useAccountWords();
  const whom = me.role === "guest" ? "leave" : "delete";
  const messages = typedIn(failed, "delete", "messages") ?? "stay";
  return (
    <FormPanel
      title={words.t(`${whom}.title`)}
      action={ACCOUNT_PATHS.deleteAccount}
      form="delete"
      failed={failed}
      danger
      button={words.t(`${whom}.save`)}
    >
      <p class="quiet small">{words.t(`${whom}.text`)}</p>
      <fieldset class="choice">
        <legend>{words.t("delete.messages")}</legend>
        {(["stay", "go"] as const).map((one) => (
          <label class="check" key={one}>
            <input type="radio" name="messages" value={one} defaultChecked={messages === one} />
            {words.t(`delete.${one}`)}
          </label>
        ))}
      </fieldset>
      {me.role !== "guest" && (
        <OwnProof
          words={words}
          hasPassword={hasPassword}
          hasPasskey={passkeys.length > 0}
          act="delete"
          label={words.t("delete.password")}
          again={isAnew(failed, "delete")}
          error={errorAt(failed, "delete", "password")}
        />
      )}
      <Confirmation
        name="confirmed"
        label={words.t(`${whom}.confirm`)}
        checked={typedIn(failed, "delete", "confirmed") === "on"}
        errorId="unconfirmed"
        error={errorAt(failed, "delete", "confirmed")}
      />
    </FormPanel>
  );
}
