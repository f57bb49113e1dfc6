import { assertEquals } from "@std/assert";
import { readWhen } from "../../lib/text/when.ts";

const timeZone = "Europe/Paris";
/** A Tuesday, 10:30 in Paris. */
const now = Date.parse("2026-03-03T10:30:00+01:00");
const MINUTE = 60_000;

/** What is read, as minutes from now or a time in Paris, and the rest. */
function read(text: string): [number | string, string] | undefined {
  const when = readWhen(text, { now, timeZone });
  if (!when) return undefined;
  const paris = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" });
  return [paris.format(when.at), when.rest];
}

const minutes = (text: string) => {
  const when = readWhen(text, { now, timeZone });
  return when && [(when.at - now) / MINUTE, when.rest];
};

Deno.test("when - spans are read in every language, and what follows is left", () => {
  for (
    const text of ["20m call", "in 20 minutes call", "dans 20 minutes call", "en 20 minutos call"]
  ) {
    assertEquals(minutes(text), [20, "call"], text);
  }
  for (const text of ["in an hour x", "dans une heure x", "en una hora x", "1h x", "60 min x"]) {
    assertEquals(minutes(text), [60, "x"], text);
  }
  assertEquals(minutes("2h 30m tea"), [150, "tea"]);
  assertEquals(minutes("2d"), [2 * 24 * 60, ""]);
  assertEquals(minutes("dentro de 3 días: pagar"), [3 * 24 * 60, "pagar"]);
  assertEquals(minutes("in 2 weeks"), [14 * 24 * 60, ""]);
});

Deno.test("when - days and times are read in every language", () => {
  const at = (text: string, expected: string) => assertEquals(read(text), [expected, "go"], text);
  at("tomorrow go", "2026-03-04 09:00");
  at("demain go", "2026-03-04 09:00");
  at("mañana go", "2026-03-04 09:00");
  at("tomorrow at 5pm go", "2026-03-04 17:00");
  at("demain à 17h30 go", "2026-03-04 17:30");
  at("mañana a las 17:30 go", "2026-03-04 17:30");
  at("mañana por la mañana go", "2026-03-04 09:00");
  at("après-demain 8h go", "2026-03-05 08:00");
  at("pasado mañana go", "2026-03-05 09:00");
  at("Monday go", "2026-03-09 09:00");
  at("next monday 14:30 go", "2026-03-09 14:30");
  at("lundi 14h30 go", "2026-03-09 14:30");
  at("el lunes a las 14:30 go", "2026-03-09 14:30");
  at("miércoles go", "2026-03-04 09:00");
  at("tonight go", "2026-03-03 18:00");
  at("ce soir à 20h go", "2026-03-03 20:00");
  at("2026-12-24 18:00 go", "2026-12-24 18:00");
  at("24/12 à 18h go", "2026-12-24 18:00");
  at("1/2 go", "2027-02-01 09:00");
});

Deno.test("when - a time alone is today, or tomorrow when it is past; a weekday never today's past", () => {
  assertEquals(read("17:00 go"), ["2026-03-03 17:00", "go"]);
  assertEquals(read("at 5pm go"), ["2026-03-03 17:00", "go"]);
  assertEquals(read("à 17h go"), ["2026-03-03 17:00", "go"]);
  assertEquals(read("9:00 go"), ["2026-03-04 09:00", "go"]);
  assertEquals(read("tuesday 9:00 go"), ["2026-03-10 09:00", "go"]);
  assertEquals(read("mardi 17h30 go"), ["2026-03-03 17:30", "go"]);
});

Deno.test("when - what begins with no time is none", () => {
  for (
    const text of [
      "call mum",
      "2 apples",
      "in the garden",
      "mondays are long",
      "",
      "31/2 go",
      "25:00 go",
    ]
  ) {
    assertEquals(readWhen(text, { now, timeZone }), undefined, text);
  }
  assertEquals(read("today at 9:00 go"), undefined, "it is past");
});

Deno.test("when - the clock changes between now and then", () => {
  const before = Date.parse("2026-03-28T10:00:00+01:00");
  const when = readWhen("tomorrow 9:00", { now: before, timeZone });
  assertEquals(when?.at, Date.parse("2026-03-29T09:00:00+02:00"));
  const skipped = readWhen("tomorrow 2:30", { now: before, timeZone });
  assertEquals(skipped?.at, Date.parse("2026-03-29T03:30:00+02:00"), "there is no half past two");
});
