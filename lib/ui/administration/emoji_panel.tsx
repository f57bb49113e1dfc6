import type { CustomEmoji } from "../../protocol/custom_emoji.ts";
import { Said } from "../elements/said.tsx";
import { TextField } from "../elements/text_field.tsx";
import { emojiPath } from "../paths.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { FormError } from "./form_error.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS, formKey } from "./paths.ts";
import { EMOJI_SAID_ID } from "./views.ts";

/** What is done to one of them, in its row. */
const OF_ROWS = [ACTIONS.renameEmoji, ACTIONS.removeEmoji];

/** The emoji of the community, and the form that adds one. */
export function EmojiPanel({ emoji }: { emoji: CustomEmoji }) {
  const { words, shown } = useAdministration();
  const names = Object.keys(emoji);
  const rows = OF_ROWS.flatMap((action) => names.map((name) => formKey(action, name)));
  const { done, failed: wrong } = shown;
  const isOfGone = wrong && !rows.includes(wrong.form) &&
    OF_ROWS.some((action) => wrong.form.startsWith(formKey(action, "")));
  const failed = useFailure(ACTIONS.addEmoji);
  const errorAt = (name: string) => failed?.field === name ? failed.message : undefined;
  const problem = errorAt("picture");
  return (
    <Panel title={words.t("custom.title")} id="emoji">
      <div class="fields">
        {done?.what === "emoji" && !wrong && (
          <Said id={EMOJI_SAID_ID} class="note">{words.t("done.emoji")}</Said>
        )}
        {isOfGone && <FormError>{wrong.message}</FormError>}
        <p class="note">{words.t("custom.text")}</p>
        {Object.entries(emoji).sort(([one], [other]) => one < other ? -1 : 1).map(([name, tag]) => (
          <EmojiRow key={name} name={name} tag={tag} />
        ))}
      </div>
      <form method="post" action={ACTIONS.addEmoji} encType="multipart/form-data" class="fields">
        {failed && failed.field === undefined && <FormError>{failed.message}</FormError>}
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
            autofocus={problem ? true : undefined}
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
  const notRemoved = useFailure(ACTIONS.removeEmoji, name);
  const written = `:${name}:`;
  return (
    <div>
      <p class="row">
        <img class="custom-emoji" src={emojiPath(tag)} alt="" />
        <code>{written}</code>
      </p>
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
      <details open={notRemoved !== undefined}>
        <summary>{words.t("custom.remove-one", { name: written })}</summary>
        <ActionForm action={ACTIONS.removeEmoji} about={{ name }} class="fields">
          <p class="note">{words.t("custom.remove-sure", { name: written })}</p>
          <button type="submit" class="button danger">
            {words.t("custom.remove-do", { name: written })}
          </button>
        </ActionForm>
      </details>
    </div>
  );
}
