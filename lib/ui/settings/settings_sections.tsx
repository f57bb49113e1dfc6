import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

const SECTIONS = [
  ["you", PATHS.settings],
  ["account", PATHS.account],
  ["notifications", PATHS.notifications],
  ["blocked", PATHS.blocked],
] as const;

/** Links between the settings pages. */
export function SettingsSections({ current }: { current: (typeof SECTIONS)[number][0] }) {
  const { words } = useReading();
  return (
    <nav class="sections few" aria-label={words.t("settings.title")}>
      {SECTIONS.flatMap(([name, path]) => [
        <a key={name} href={path} aria-current={name === current ? "page" : undefined}>
          {words.t(`settings.${name}`)}
        </a>,
        " ",
      ])}
    </nav>
  );
}
