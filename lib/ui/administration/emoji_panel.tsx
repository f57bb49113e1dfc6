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
          <EmojiRow key={name} {...{ name, tag }} />
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

/** One of them, with what changes it. */
function EmojiRow({ name, tag }: { name: string; tag: string }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.renameEmoji, name);
  const written = `:${name}:`;
  return (
    <div>
      <ActionForm action={ACTIONS.removeEmoji} about={{ name }} class="row">
        <img class="custom-emoji" src={emojiPath(tag)} alt="" />
        <code>{written}</code>
        <button
          type="submit"
          class="button danger"
          aria-label={words.t("custom.remove-one", { name: written })}
        >
          {words.t("custom.remove")}
        </button>
      </ActionForm>
      <details open={failed !== undefined}>
        <summary>{words.t("custom.rename-one", { name: written })}</summary>
        <ActionForm action={ACTIONS.renameEmoji} about={{ name }} class="fields">
          <TextField
            name="to"
            id={`field-emoji-rename-${name}`}
            label={words.t("custom.new-name", { name: written })}
            hint={words.t("custom.rename-hint")}
            autocomplete="off"
            required
            defaultValue={failed?.typed.name ?? name}
            error={failed?.field === "name" ? failed.message : undefined}
          />
          <button type="submit" class="button">{words.t("custom.rename")}</button>
        </ActionForm>
      </details>
    </div>
  );
}
