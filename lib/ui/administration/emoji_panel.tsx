import type { CustomEmoji } from "../../protocol/custom_emoji.ts";
import { TextField } from "../elements/text_field.tsx";
import { emojiPath } from "../paths.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

/** The emoji of the community, and the form that adds one. */
export function EmojiPanel({ emoji }: { emoji: CustomEmoji }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.addEmoji);
  const errorAt = (name: string) => failed?.field === name ? failed.message : undefined;
  const problem = errorAt("picture");
  return (
    <Panel title={words.t("custom.title")} id="emoji">
      <div class="fields">
        <p class="note">{words.t("custom.text")}</p>
        {Object.entries(emoji).sort(([one], [other]) => one < other ? -1 : 1).map(([name, tag]) => (
          <ActionForm key={name} action={ACTIONS.removeEmoji} about={{ name }} class="row">
            <img class="custom-emoji" src={emojiPath(tag)} alt="" />
            <code>:{name}:</code>
            <button
              type="submit"
              class="button danger"
              aria-label={words.t("custom.remove-one", { name: `:${name}:` })}
            >
              {words.t("custom.remove")}
            </button>
          </ActionForm>
        ))}
      </div>
      <form method="post" action={ACTIONS.addEmoji} encType="multipart/form-data" class="fields">
        {failed && failed.field === undefined && <p class="error" role="alert">{failed.message}</p>}
        <TextField
          name="name"
          id="field-emoji-name"
          label={words.t("custom.name")}
          hint={words.t("custom.name-hint")}
          autocomplete="off"
          required
          defaultValue={failed?.typed.name}
          error={errorAt("name")}
        />
        <div class="input">
          <label for="field-emoji-picture">{words.t("custom.picture")}</label>
          <input
            id="field-emoji-picture"
            type="file"
            name="picture"
            accept="image/png,image/gif,image/jpeg,image/webp"
            required
            aria-invalid={problem ? "true" : undefined}
            aria-describedby={problem && "field-emoji-picture-error"}
          />
          {problem && (
            <span class="error" role="alert" id="field-emoji-picture-error">{problem}</span>
          )}
        </div>
        <button type="submit" class="button">{words.t("custom.add")}</button>
      </form>
    </Panel>
  );
}
