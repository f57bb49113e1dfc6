import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { cityOf, countryOf, zonesByArea } from "../../i18n/time_zones.ts";
import { translatorOf } from "../../i18n/translator.ts";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";
import { Said } from "../elements/said.tsx";

export interface TimeZonePageProps extends PageProps {
  words: AccountWords;
  saved: boolean;
}

/** Chooses the time zone where no script tells it. */
export function TimeZonePage({ words: catalog, saved, ...props }: TimeZonePageProps) {
  const reading = readingOf(props.reader);
  const { locale, timeZone } = props.reader.preferences;
  const words = translatorOf<typeof en>(locale, catalog);
  const now = { time: reading.times.time(props.reader.now), city: cityOf(timeZone) };
  const areas = zonesByArea();
  // Browsers have other names for some.
  const isListed = [...areas.values()].some((zones) => zones.includes(timeZone));
  const choice = (zone: string) => {
    const city = zone.slice(zone.indexOf("/") + 1).replaceAll("_", " ").replaceAll("/", ", ");
    const country = countryOf(zone, locale);
    return (
      <option key={zone} value={zone} selected={zone === timeZone}>
        {country === undefined || country === city ? city : `${city} (${country})`}
      </option>
    );
  };
  return (
    <ReadingProvider value={reading}>
      <Page
        icon={props.icon}
        title={reading.words.t("settings.title")}
        section={words.t("zone.title")}
      >
        <section class="panel">
          <h2>{words.t("zone.title")}</h2>
          <form class="fields" method="post" action={PATHS.timeZone}>
            <div class="input">
              <label for="field-zone">{words.t("zone.label")}</label>
              <select id="field-zone" name="zone" aria-describedby="field-zone-hint">
                {choice("UTC")}
                {timeZone !== "UTC" && !isListed && choice(timeZone)}
                {[...areas].map(([area, zones]) => (
                  <optgroup key={area} label={words.t(`zone.${area}`)}>
                    {zones.map(choice)}
                  </optgroup>
                ))}
              </select>
              <small id="field-zone-hint">{words.t("zone.hint")}</small>
            </div>
            {saved
              ? <Said>{words.t("zone.saved", now)}</Said>
              : <p role="status">{words.t("zone.now", now)}</p>}
            <div class="row">
              <button type="submit" class="button primary">{words.t("passkeys.save")}</button>{" "}
              <a class="button" href={PATHS.settings}>{reading.words.t("settings.title")}</a>
            </div>
          </form>
        </section>
      </Page>
    </ReadingProvider>
  );
}
