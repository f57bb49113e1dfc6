/** The zone of most people, where a country has several; the rest of such countries is not guessed. */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  AR: "America/Buenos_Aires",
  BR: "America/Sao_Paulo",
  CD: "Africa/Kinshasa",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  DE: "Europe/Berlin",
  EC: "America/Guayaquil",
  ES: "Europe/Madrid",
  MX: "America/Mexico_City",
  NZ: "Pacific/Auckland",
  PT: "Europe/Lisbon",
};

/**
 * The time zone that the first language of an `Accept-Language` header tells of by its country:
 * “fr-CH”. Nothing is guessed of a bare language, nor where clocks of a country differ.
 */
export function guessTimeZone(acceptLanguage: string | undefined): string | undefined {
  const tag = acceptLanguage?.split(/[,;]/, 1)[0]?.trim() ?? "";
  try {
    const locale = new Intl.Locale(tag);
    if (locale.region === undefined) return undefined;
    const zones = zonesOf(locale);
    return zones.length === 1 ? zones[0] : MAIN_ZONES[locale.region];
  } catch {
    return undefined; // no language
  }
}

/** The zones of a locale's country; of an engine that does not know them, none. */
function zonesOf(locale: Intl.Locale & { getTimeZones?(): string[] | undefined }): string[] {
  return locale.getTimeZones?.() ?? [];
}

/** What a zone is called: by its city, “Buenos Aires”. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** Parts of the world, as zones are named by them. */
export const ZONE_AREAS = [
  "Africa",
  "America",
  "Antarctica",
  "Arctic",
  "Asia",
  "Atlantic",
  "Australia",
  "Europe",
  "Indian",
  "Pacific",
] as const;
export type ZoneArea = (typeof ZONE_AREAS)[number];

/** All zones that there are, by their part of the world. */
export function zonesByArea(): ReadonlyMap<ZoneArea, readonly string[]> {
  const all = Intl.supportedValuesOf("timeZone");
  return new Map(
    ZONE_AREAS.map((area) => [area, all.filter((zone) => zone.startsWith(`${area}/`))]),
  );
}

let regions: ReadonlyMap<string, string> | undefined;

/**
 * The country of a zone, in a language: cities are called as in English, for no engine tells their
 * names in others. `undefined` where the engine does not know it.
 */
export function countryOf(zone: string, locale: string): string | undefined {
  regions ??= regionsOfZones();
  const region = regions.get(zone);
  return region && new Intl.DisplayNames(locale, { type: "region", fallback: "none" }).of(region);
}

/** The region of each zone; looking takes some 200 ms, once. */
function regionsOfZones(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  for (const region of letters.flatMap((one) => letters.map((other) => one + other))) {
    const locale = new Intl.Locale(`und-${region}`);
    if (locale.region !== region) continue; // a country that is called otherwise now
    for (const zone of zonesOf(locale)) found.set(zone, region);
  }
  return found;
}
