import type { StatusPreset } from "../../protocol/community.ts";
import { PATHS } from "../paths.ts";
import { Avatar } from "../elements/avatar.tsx";
import { PictureProvider, picturesIn } from "../pictures.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { PictureForm } from "../settings/picture_form.tsx";
import { SettingsForm } from "../settings/settings_form.tsx";
import { StatusPresetsForm } from "../settings/status_presets.tsx";
import { SettingsSections } from "../settings/settings_sections.tsx";
import { Page } from "./page.tsx";
import { SignOut } from "../settings/sign_out.tsx";
import type { SettingsPageProps } from "./props.ts";

export interface SettingsPageView extends SettingsPageProps {
  onLook?(event: Event): void;
  onPreset?(preset: StatusPreset): void;
  /** Posts one's own picture, where a script does. */
  onPicture?(event: SubmitEvent): void;
  /** One's own picture was changed without leaving the page. */
  pictureSaved?: boolean;
  /** How it is installed here, if it can be: by a press, or by hand where the browser asks nothing. */
  installs?: "by-hand" | (() => void);
}

/** The settings page: profile, appearance, sign-out. */
export function SettingsPage(props: SettingsPageView) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  const isGuest = props.me.role === "guest";
  return (
    <ReadingProvider value={reading}>
      <PictureProvider value={picturesIn({ [props.me.id]: props.me })}>
        <Page
          icon={props.icon}
          title={words.t("settings.title")}
          section={words.t("settings.you")}
        >
          <SettingsSections current="you" />
          {!isGuest && <OwnPicture {...props} />}
          <SettingsForm {...props} />
          <StatusPresetsForm />
          {props.installs && <Install by={props.installs} />}
          <SignOut role={props.me.role} />
        </Page>
      </PictureProvider>
    </ReadingProvider>
  );
}

function Install({ by }: { by: NonNullable<SettingsPageView["installs"]> }) {
  const { words } = useReading();
  return (
    <section class="panel">
      <h2>{words.t("install.label")}</h2>
      <div class="fields">
        <p>{words.t(by === "by-hand" ? "install.ios" : "install.text")}</p>
        {by !== "by-hand" && (
          <button type="button" class="button" onClick={by}>{words.t("install.do")}</button>
        )}
      </div>
    </section>
  );
}

/** What stands for oneself: a picture, or initials. */
function OwnPicture({ me, error, pictureSaved, onPicture }: SettingsPageView) {
  const { words } = useReading();
  return (
    <section class="panel">
      <h2>{words.t("picture.own")}</h2>
      <PictureForm
        action={PATHS.ownPicture}
        now={<Avatar id={me.id} name={me.name} />}
        has={me.picture !== undefined}
        label={words.t("picture.choose")}
        error={error?.field === "picture" ? error.message : undefined}
        saved={pictureSaved}
        onSubmit={onPicture}
      />
    </section>
  );
}
