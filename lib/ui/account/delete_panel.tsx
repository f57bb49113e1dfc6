import { Confirmation } from "../confirmation.tsx";
import { PATHS } from "../paths.ts";
import { TextField } from "../text_field.tsx";
import { type AccountPageProps, useAccountWords } from "./account.ts";
import { errorAt, FormPanel, typedIn } from "./form_panel.tsx";

/** The end of an account: what becomes of the messages, the password, and a clear yes. */
export function DeletePanel({ me, failed }: AccountPageProps) {
  const words = useAccountWords();
  const messages = typedIn(failed, "delete", "messages") ?? "stay";
  return (
    <FormPanel
      title={words.t("delete.title")}
      action={PATHS.deleteAccount}
      form="delete"
      failed={failed}
      danger
      button={words.t("delete.save")}
    >
      <p class="quiet small">{words.t("delete.text")}</p>
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
        <TextField
          name="password"
          type="password"
          label={words.t("delete.password")}
          autocomplete="current-password"
          required
          error={errorAt(failed, "delete", "password")}
        />
      )}
      <Confirmation
        name="confirmed"
        label={words.t("delete.confirm")}
        errorId="unconfirmed"
        error={errorAt(failed, "delete", "confirmed")}
      />
    </FormPanel>
  );
}
