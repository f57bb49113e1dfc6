import { Confirmation } from "../elements/confirmation.tsx";
import { ACCOUNT_PATHS } from "../paths.ts";
import { TextField } from "../elements/text_field.tsx";
import { type AccountPageProps, useAccountWords } from "./account.ts";
import { useReading } from "../reading.ts";
import { errorAt, FormPanel, isAnew, typedIn } from "./form_panel.tsx";

/** Deletes the account, or what is kept of a guest: what happens to messages, password, confirmation. */
export function DeletePanel({ me, hasPassword, failed }: AccountPageProps) {
  const words = useAccountWords();
  const { words: common } = useReading();
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
      {me.role !== "guest" && hasPassword && (
        <TextField
          name="password"
          type="password"
          label={words.t("delete.password")}
          autocomplete="current-password"
          required
          hint={isAnew(failed, "delete") ? common.t("door.password-again") : undefined}
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
