import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { StatusPreset } from "../lib/protocol/community.ts";
import type { SettingsPageProps } from "../lib/ui/pages/props.ts";
import { SettingsPage } from "../lib/ui/pages/settings_page.tsx";
import { DENSITIES, THEMES } from "../lib/ui/settings/preferences.ts";
import { PictureCropProvider } from "../lib/ui/settings/picture_crop.ts";
import { readingOf } from "../lib/ui/reading.ts";
import { postPicture, showError } from "./post_form.ts";
import { installPrompt, keepPrompt } from "./room/install/prompt.ts";
import { isAppleTouch, isInstalled } from "./home_screen.ts";
import { tellTimeZone } from "./tell_time_zone.ts";
import { watchUnsaved } from "./watch_unsaved.ts";
import { useSquarePicture } from "./use_square_picture.tsx";
import { reportFault } from "./report_fault.ts";

/** The settings: a choice of the look is seen at once, and saved with the rest. */
export function SettingsApp(props: SettingsPageProps) {
  useEffect(() => tellTimeZone(props.reader.preferences), []);
  const [byHand, setByHand] = useState(false);
  useEffect(() => setByHand(isAppleTouch() && !isInstalled()), []);
  useEffect(keepPrompt, []);
  useEffect(() => watchUnsaved(".page-form"), []);
  const crop = useSquarePicture();
  const own = useOwnPicture(props);
  return (
    <PictureCropProvider value={crop}>
      <SettingsPage
        {...props}
        {...own}
        installs={installPrompt.value ? askToInstall : byHand ? "by-hand" : undefined}
        onLook={showLook}
        onPreset={takePreset}
      />
    </PictureCropProvider>
  );
}

/** One's own picture, posted without leaving the page: what is typed in the other form stays. */
function useOwnPicture({ me, error: first, reader }: SettingsPageProps) {
  const [picture, setPicture] = useState(me.picture);
  const [error, setError] = useState(first);
  const [pictureSaved, setSaved] = useState(false);
  useLayoutEffect(() => {
    if (error) showError();
  }, [error]);

  async function post(form: HTMLFormElement, submitter: HTMLElement | null) {
    setSaved(false);
    const reply = await postPicture(form, submitter);
    const message = reply ? reply.error : readingOf(reader).words.t("failure.lost");
    setError(message === undefined ? undefined : { field: "picture", message });
    if (!reply || message !== undefined) return;
    setPicture(reply.picture);
    setSaved(true);
    form.reset();
  }

  return {
    me: { ...me, picture },
    error,
    pictureSaved,
    onPicture(event: SubmitEvent) {
      event.preventDefault();
      if (event.currentTarget instanceof HTMLFormElement) {
        void post(event.currentTarget, event.submitter);
      }
    },
  };
}

/** Has the browser ask, which it does once. */
function askToInstall(): void {
  installPrompt.value?.prompt().catch(reportFault);
  installPrompt.value = undefined;
}

/** Saved with the rest of the form, once it was looked at. */
function takePreset({ status, until }: StatusPreset) {
  const field = document.querySelector<HTMLInputElement>("#field-status");
  const end = document.querySelector<HTMLSelectElement>("#field-until");
  if (!field || !end) return;
  field.value = status;
  end.value = until;
  field.focus();
}

function showLook({ target }: Event) {
  if (!(target instanceof HTMLInputElement) || !target.checked) return;
  const { name, value } = target;
  const theme = THEMES.find((one) => name === "theme" && one === value);
  const density = DENSITIES.find((one) => name === "density" && one === value);
  const { dataset } = document.documentElement;
  if (theme) dataset.theme = theme;
  if (density) dataset.density = density;
}
