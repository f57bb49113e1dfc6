import { TextField } from "../elements/text_field.tsx";
import { BrandMark } from "../elements/brand_mark.tsx";
import { communityPicturePath, PATHS } from "../paths.ts";
import { PictureForm } from "../settings/picture_form.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { KeptPanel } from "./kept_panel.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

const RULE_LINES = 4;

/** What the community says of itself: its name and icon, a welcome, its rules. */
export function Community({ view }: { view: ViewOf<"community"> }) {
  const { words } = useAdministration();
  const notTaken = useFailure(ACTIONS.picture);
  const failed = useFailure(ACTIONS.community);
  const { profile, kept } = view;
  const typed = (name: "name" | "icon" | "welcome") => failed?.typed[name] ?? profile[name];
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
          <div class="input">
            <label for="field-rules">{words.t("community.rules")}</label>
            <textarea
              id="field-rules"
              name="rules"
              rows={RULE_LINES}
              dir="auto"
              defaultValue={failed?.typed.rules ?? profile.rules.join("\n")}
              aria-invalid={errorAt("rules") ? "true" : undefined}
              aria-describedby={errorAt("rules") ? "field-rules-error" : "field-rules-hint"}
            />
            {errorAt("rules")
              ? <span class="error" role="alert" id="field-rules-error">{errorAt("rules")}</span>
              : <small id="field-rules-hint">{words.t("community.rules-hint")}</small>}
          </div>
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
      <KeptPanel kept={kept} />
    </>
  );
}
