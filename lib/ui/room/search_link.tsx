import { cityOf } from "../../i18n/time_zones.ts";
import { icons } from "../elements/icons.tsx";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** Without a script: the way to the page that finds messages, and by which clock times are. */
export function SearchLink() {
  const { words, preferences } = useReading();
  return (
    <>
      <a class="jump" href={PATHS.search} data-plain>
        <icons.search /> {words.t("rooms.messages")}
      </a>
      {preferences.guessed && (
        <p class="faint small" data-plain>
          {words.t("nav.zone", { city: cityOf(preferences.timeZone) })}{" "}
          <a class="link" href={PATHS.timeZone}>{words.t("nav.set-zone")}</a>
        </p>
      )}
    </>
  );
}
