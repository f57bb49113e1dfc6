import { TextField } from "../elements/text_field.tsx";
import { BrandMark } from "../elements/brand_mark.tsx";
import { communityPicturePath, PATHS } from "../paths.ts";
import { PictureForm } from "../settings/picture_form.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { EmojiPanel } from "./emoji_panel.tsx";
import { KeptPanel } from "./kept_panel.tsx";
import { Panel } from "./panel.tsx";
import { PresetsPanel } from "./presets_panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

const LINES = 4;

/** What the community says of itself: its name and icon, a welcome, its rules. */
export function Community({ view }: { view: ViewOf<"community"> }) {
  const { words } = useAdministration();
  const notTaken = useFailure(ACTIONS.picture);
  const failed = useFailure(ACTIONS.community);
  const { profile, kept } = view;
  const typed = (name: "name" | "icon" | "welcome" | "accent" | "firstRoom") =>
    failed?.typed[name] ?? profile[name];
  const errorAt = (name: string) => failed?.field === name ? failed.message : undefined;
  return (
    <>
      <Panel
        title={words.t("community.title")}
        beside={<a class="small" href={PATHS.home}>{words.t("community.see")}</a>}
      >
        <ActionForm action={ACTIONS.community} class="fields" whole>
          <TextField
            name="name"
            label={words.t("community.name")}
            hint={words.t("community.name-hint")}
            required
            defaultValue={typed("name")}
            error={errorAt("name")}
          />
          <TextField
            name="icon"
            label={words.t("community.icon")}
            hint={words.t("community.icon-hint")}
            defaultValue={typed("icon")}
            error={errorAt("icon")}
          />
          <TextField
            name="welcome"
            label={words.t("community.welcome")}
            hint={words.t("community.welcome-hint")}
            defaultValue={typed("welcome")}
            error={errorAt("welcome")}
          />
          <Lines
            name="rules"
            label={words.t("community.rules")}
            hint={words.t("community.rules-hint")}
            defaultValue={failed?.typed.rules ?? profile.rules.join("\n")}
            error={errorAt("rules")}
          />
          <label class="check">
            <input
              type="checkbox"
              name="acceptRules"
              value="on"
              defaultChecked={failed ? failed.typed.acceptRules === "on" : profile.acceptRules}
            />
            {words.t("community.accept-rules")}
          </label>
          <label class="check">
            <input
              type="checkbox"
              name="asksAgain"
              value="on"
              defaultChecked={failed?.typed.asksAgain === "on"}
            />
            {words.t("community.asks-again")}
          </label>
          <Lines
            name="terms"
            label={words.t("community.terms")}
            hint={words.t("community.terms-hint")}
            defaultValue={failed?.typed.terms ?? profile.terms}
            error={errorAt("terms")}
          />
          <TextField
            name="firstRoom"
            label={words.t("community.first-room")}
            hint={words.t("community.first-room-hint")}
            defaultValue={typed("firstRoom")}
            error={errorAt("firstRoom")}
          />
          <TextField
            name="accent"
            label={words.t("community.accent")}
            hint={words.t("community.accent-hint")}
            placeholder="#1c6c49"
            defaultValue={typed("accent")}
            error={errorAt("accent")}
          />
          <button type="submit" class="button primary">{words.t("door.save")}</button>
        </ActionForm>
        <PictureForm
          action={ACTIONS.picture}
          now={
            <BrandMark
              icon={profile.picture === undefined
                ? profile.icon
                : communityPicturePath(profile.picture)}
            />
          }
          has={profile.picture !== undefined}
          label={words.t("community.picture")}
          error={notTaken?.message}
        />
      </Panel>
      <PresetsPanel presets={profile.presets} />
      <EmojiPanel emoji={view.emoji} />
      <KeptPanel kept={kept} />
    </>
  );
}

/** A field of several lines, with its hint and its error. */
function Lines({ name, label, hint, defaultValue, error }: {
  name: string;
  label: string;
  hint: string;
  defaultValue: string;
  error: string | undefined;
}) {
  const id = `field-${name}`;
  return (
    <div class="input">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        rows={LINES}
        dir="auto"
        defaultValue={defaultValue}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${id}-error` : `${id}-hint`}
      />
      {error
        ? <span class="error" role="alert" id={`${id}-error`}>{error}</span>
        : <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}
