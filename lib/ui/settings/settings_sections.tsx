import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

const SECTIONS = [["you", PATHS.settings], ["account", PATHS.account]] as const;

/** Links between the settings pages. */
export function SettingsSections({ current }: { current: "you" | "account" }) {
  const { words } = useReading();
  return (
    <nav class="sections" aria-label={words.t("settings.title")}>
      {SECTIONS.flatMap(([name, path]) => [
        <a key={name} href={path} aria-current={name === current ? "page" : undefined}>
          {words.t(`settings.${name}`)}
        </a>,
        " ",
      ])}
    </nav>
  );
}
