import { assertEquals } from "@std/assert";
import { ADMINISTRATION_CATALOGS } from "../../../lib/i18n/catalogs.ts";
import type { en } from "../../../lib/i18n/administration/en.ts";
import { type Locale, LOCALES } from "../../../lib/i18n/locale.ts";
import { translatorOf } from "../../../lib/i18n/translator.ts";
import { BOT_MAKERS, NEWCOMER_RULES, REGISTRATIONS } from "../../../lib/protocol/administration.ts";
import { REQUEST_RULES } from "../../../lib/protocol/message_requests.ts";
import { retentionWords, settingsWords } from "../../../lib/ui/administration/changed_settings.ts";

const wordsIn = (locale: Locale) =>
  translatorOf<typeof en>(locale, ADMINISTRATION_CATALOGS[locale]);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, "_");

Deno.test("journal - changed settings read as a sentence of their language", () => {
  const what = "guests: false, registration: closed, guestsPerAddress: 50, newcomerDays: 1";
  const said = (locale: Locale) => plain(settingsWords(wordsIn(locale), what));
  assertEquals(
    said("en"),
    "entry without an account closed, registration “Nobody”, " +
      "50 people without an account from one address, and newcomers for 1 day",
  );
  assertEquals(
    said("fr"),
    "entrée sans compte fermée, inscription «_Personne_», " +
      "50 personnes sans compte depuis une même adresse et arrivée récente pendant 1 jour",
  );
  assertEquals(
    said("es"),
    "entrada sin cuenta cerrada, registro «Nadie», " +
      "50 personas sin cuenta desde una misma dirección y personas nuevas durante 1 día",
  );
  assertEquals(settingsWords(wordsIn("fr"), "of: later"), "of: later", "of another version");
});

/** Each setting with each of its values, as the store writes them. */
const SETTINGS = [
  ...["guests", "proof", "secondFactor", "previews"].flatMap((name) => [
    `${name}: true`,
    `${name}: false`,
  ]),
  ...["guestsPerAddress", "newcomerDays", "newcomerMessages", "newcomerSlowSeconds"].flatMap(
    (name) => [`${name}: 0`, `${name}: 60`],
  ),
  ...REGISTRATIONS.map((one) => `registration: ${one}`),
  ...REQUEST_RULES.map((one) => `requests: ${one}`),
  ...BOT_MAKERS.map((one) => `bots: ${one}`),
  ...NEWCOMER_RULES.flatMap((one) => [`newcomerLinks: ${one}`, `newcomerFiles: ${one}`]),
];

Deno.test("journal - in the middle of a line, no setting has a capital but what is quoted", () => {
  for (const locale of LOCALES) {
    const words = wordsIn(locale);
    for (const setting of SETTINGS) {
      const said = settingsWords(words, setting);
      assertEquals(said.includes(setting), false, `${locale} has no words for ${setting}`);
      const bare = said.replaceAll(/“[^”]*”|«[^»]*»/g, "");
      assertEquals(/\p{Lu}|[:;]/u.test(bare), false, `${locale}: ${said}`);
    }
  }
});

Deno.test("journal - how long messages are kept is said in words", () => {
  const all = (what: string) =>
    (["en", "fr", "es"] as const).map((locale) => plain(retentionWords(wordsIn(locale), what)));
  assertEquals(all("*: 30"), [
    "all rooms: 30 days",
    "tous les salons_: 30_j",
    "todas las salas: 30 d",
  ]);
  assertEquals(all("*: –"), ["messages stay", "les messages restent", "los mensajes se quedan"]);
  assertEquals(all("#mill: 0"), [
    "#mill: messages stay",
    "#mill_: les messages restent",
    "#mill: los mensajes se quedan",
  ]);
  assertEquals(all("#mill: –"), [
    "#mill: as in all rooms",
    "#mill_: comme dans tous les salons",
    "#mill: como en todas las salas",
  ]);
  assertEquals(all("odd"), ["odd", "odd", "odd"], "of another version");
});
