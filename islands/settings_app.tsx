import { useEffect } from "preact/hooks";
import type { SettingsPageProps } from "../lib/ui/pages/props.ts";
import { SettingsPage } from "../lib/ui/pages/settings_page.tsx";
import { DENSITIES, type Preferences, preferencesCookie, THEMES } from "../lib/ui/preferences.ts";

/** The settings: a choice of the look is seen at once, and saved with the rest. */
export function SettingsApp(props: SettingsPageProps) {
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    document.cookie = preferencesCookie({ ...props.reader.preferences, timeZone });
    if (props.chosen) show(props.chosen.look);
  }, []);
  return <SettingsPage {...props} onLook={showLook} />;
}

function showLook(event: Event) {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || !target.checked) return;
  show({
    theme: THEMES.find((one) => target.name === "theme" && one === target.value),
    density: DENSITIES.find((one) => target.name === "density" && one === target.value),
  });
}

function show({ theme, density }: Partial<Pick<Preferences, "theme" | "density">>) {
  const { dataset } = document.documentElement;
  if (theme) dataset.theme = theme;
  if (density) dataset.density = density;
}
