import { assertEquals } from "@std/assert";
import { ADMINISTRATION_CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { en } from "../../lib/i18n/administration/en.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";

Deno.test("import words - messages and rooms are counted, each by itself", () => {
  const said = LOCALES.map((locale) => {
    const words = translatorOf<typeof en>(locale, ADMINISTRATION_CATALOGS[locale]);
    const rooms = words.t("import.rooms-here", { count: 1 });
    return [locale, words.t("import.in-rooms", { count: 2, rooms })];
  });
  assertEquals(Object.fromEntries(said), {
    en: "2 messages in 1 room.",
    fr: "2 messages dans 1 salon.",
    es: "2 mensajes en 1 sala.",
  });
});
