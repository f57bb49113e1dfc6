import { assert, assertEquals } from "@std/assert";
import {
  cityOf,
  countryOf,
  guessTimeZone,
  ZONE_AREAS,
  zonesByArea,
} from "../../lib/i18n/time_zones.ts";

Deno.test("time zones - the country of the first language tells one, where there is one", () => {
  const cases = [
    ["fr-FR,fr;q=0.9,en;q=0.5", "Europe/Paris"],
    ["es-ES", "Europe/Madrid"],
    ["es-MX, es", "America/Mexico_City"],
    ["pt-BR;q=0.9", "America/Sao_Paulo"],
    ["en-GB", "Europe/London"],
    ["fr-ML", "Africa/Bamako"],
    ["fr", undefined],
    ["en-US", undefined],
    ["en;q=0.5, fr-FR", undefined],
    ["*", undefined],
    ["", undefined],
    ["no such language", undefined],
    [undefined, undefined],
  ] as const;
  for (const [languages, zone] of cases) assertEquals(guessTimeZone(languages), zone, languages);
});

Deno.test("time zones - all are listed, each in its part of the world, and known to be one", () => {
  const listed = zonesByArea();
  assertEquals([...listed.keys()], [...ZONE_AREAS]);
  const zones = [...listed.values()].flat();
  assert(zones.length > 400);
  assertEquals(new Set(zones).size, zones.length);
  for (const languages of ["fr-FR", "es-ES", "en-GB", "es-AR", "pt-PT"]) {
    assert(zones.includes(guessTimeZone(languages) ?? ""), languages);
  }
  assertEquals(cityOf("America/Argentina/Buenos_Aires"), "Buenos Aires");
  assertEquals(cityOf("UTC"), "UTC");
});

Deno.test("time zones - each has its country, in the language of who reads it", () => {
  const cases = [
    ["Europe/London", "fr", "Royaume-Uni"],
    ["America/New_York", "es", "Estados Unidos"],
    ["Africa/Kinshasa", "en", "Congo - Kinshasa"],
    ["Europe/Berlin", "es", "Alemania"],
    ["UTC", "en", undefined],
  ] as const;
  for (const [zone, locale, country] of cases) assertEquals(countryOf(zone, locale), country, zone);
  const zones = [...zonesByArea().values()].flat();
  assertEquals(zones.filter((zone) => countryOf(zone, "en") === undefined), []);
});
