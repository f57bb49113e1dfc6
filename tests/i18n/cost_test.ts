import { assert, assertEquals } from "@std/assert";
import { CATALOGS } from "../../lib/i18n/catalogs.ts";
import { timesIn } from "../../lib/i18n/times.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";

Deno.test("times - made once for a language and a time zone, and each minute apart", () => {
  const times = timesIn("fr", "Europe/Paris");
  assert(times === timesIn("fr", "Europe/Paris"));
  assert(times !== timesIn("es", "Europe/Paris"));
  const at = Date.UTC(2026, 2, 3, 16, 59, 59, 999);
  assertEquals([times.time(at), times.time(at + 1), times.time(at)], ["17:59", "18:00", "17:59"]);
});

Deno.test("translator - made once for a catalogue, and filled in anew each time", () => {
  const words = translatorOf("en", CATALOGS.en);
  assert(words === translatorOf("en", CATALOGS.en));
  const told = ["Awa", "Diego"].map((name) => words.t("members.write", { name }));
  assertEquals(told, ["Write to Awa", "Write to Diego"]);
});
