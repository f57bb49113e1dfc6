import { useEffect } from "preact/hooks";
import type { SettingsPageProps } from "../lib/ui/pages/props.ts";
import { SettingsPage } from "../lib/ui/pages/settings_page.tsx";
import { DENSITIES, THEMES } from "../lib/ui/settings/preferences.ts";
import { squarePictures } from "./square_picture.ts";
import { tellTimeZone } from "./tell_time_zone.ts";

/** The settings: a choice of the look is seen at once, and saved with the rest. */
export function SettingsApp(props: SettingsPageProps) {
  useEffect(() => tellTimeZone(props.reader.preferences), []);
  useEffect(squarePictures, []);
  return <SettingsPage {...props} onLook={showLook} />;
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
