import { assertEquals, assertNotEquals } from "@std/assert";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { timesIn } from "../../lib/i18n/times.ts";

const at = Date.UTC(2026, 5, 10, 22, 30); // a Wednesday

Deno.test("times - the clock is the reader's", () => {
  assertEquals(timesIn("en", "UTC").time(at), "22:30");
  assertEquals(timesIn("fr", "Europe/Paris").time(at), "00:30");
  assertEquals(timesIn("en", "America/New_York").time(at), "18:30");
  assertEquals(timesIn("en", "America/New_York", 12).time(at).replace(/\s/, " "), "6:30 PM");
  assertEquals(timesIn("fr", "Europe/Paris", 12).time(at).replace(/\s/, " "), "12:30 AM");
});

Deno.test("times - a day begins at the reader's midnight", () => {
  const next = at + 3 * 3600_000;
  assertEquals(
    timesIn("en", "Europe/Paris").dayKey(at),
    timesIn("en", "Europe/Paris").dayKey(next),
  );
  assertNotEquals(timesIn("en", "UTC").dayKey(at), timesIn("en", "UTC").dayKey(next));
});

Deno.test("times - a day is named as a person would", () => {
  const { day } = timesIn("en", "UTC");
  const days = (count: number) => at + count * 24 * 3600_000;
  assertEquals(day(at, at), "Today");
  assertEquals(day(at, days(1)), "Yesterday");
  assertEquals(day(at, days(4)), "Wednesday");
  assertEquals(day(at, days(8)), "10 June");
  assertEquals(day(at, days(300)), "10 June 2026");
});

Deno.test("times - within a sentence a day begins with a small letter, where its language has it so", () => {
  const days = (count: number) => at + count * 24 * 3600_000;
  const said = (["en", "fr", "es"] as const).map((locale) => {
    const { dayWithin } = timesIn(locale, "UTC");
    return [dayWithin(at, at), dayWithin(at, days(4)), dayWithin(at, days(8))];
  });
  assertEquals(said[0], ["today", "Wednesday", "10 June"]);
  assertEquals(said[1], ["aujourd’hui", "mercredi", "10 juin"]);
  assertEquals(said[2], ["hoy", "miércoles", "10 de junio"]);
});

Deno.test("times - days are named in the reader's language", () => {
  const tomorrow = at + 24 * 3600_000;
  assertEquals(timesIn("fr", "UTC").day(at, at), "Aujourd’hui");
  assertEquals(timesIn("fr", "UTC").day(at, tomorrow), "Hier");
  assertEquals(timesIn("es", "UTC").day(at, tomorrow), "Ayer");
});

Deno.test("times - a moment of today is brief, an older one is its day", () => {
  const { brief } = timesIn("en", "UTC");
  assertEquals(brief(at, at), "22:30");
  assertEquals(brief(at, at + 24 * 3600_000), "Yesterday");
  assertEquals(brief(at + 3 * 3600_000, at), "tomorrow 01:30", "a ban of a day ends then");
});

Deno.test("times - days are reckoned from parts, however an engine writes a date", () => {
  const { prototype } = Intl.DateTimeFormat;
  const own = Object.getOwnPropertyDescriptor(prototype, "format");
  // WebKit writes en-CA's short date as 6/10/26 where V8 writes 2026-06-10.
  Object.defineProperty(prototype, "format", { configurable: true, get: () => () => "6/10/26" });
  try {
    const { day, dayKey } = timesIn("en", "UTC");
    assertEquals(dayKey(at), "2026-06-10");
    assertEquals(day(at, at + 24 * 3600_000), "Yesterday");
  } finally {
    Object.defineProperty(prototype, "format", own ?? {});
  }
});

Deno.test("times - an English date begins with the month in America alone", () => {
  const days = (count: number) => at + count * 24 * 3600_000;
  const dated = (zone: string) => timesIn("en", zone).day(at, days(300));
  assertEquals(dated("Europe/London"), "10 June 2026");
  assertEquals(dated("Africa/Lagos"), "10 June 2026");
  assertEquals(dated("America/New_York"), "June 10, 2026");
  assertEquals(timesIn("en", "Africa/Lagos").full(at), "10 June 2026 at 23:30");
  assertEquals(timesIn("fr", "America/Montreal").day(at, days(300)), "10 juin 2026");
});

Deno.test("times - a moment is written alike wherever it is: in full as alone", () => {
  const morning = Date.UTC(2026, 5, 10, 9, 5);
  for (const locale of LOCALES) {
    for (const zone of ["UTC", "America/New_York", "Africa/Lagos"]) {
      for (const hours of [12, 24] as const) {
        for (const at of [morning, morning + 12 * 3600_000, morning - 9 * 3600_000]) {
          const { full, time } = timesIn(locale, zone, hours);
          assertEquals(full(at).endsWith(time(at)), true, `${full(at)} | ${time(at)}`);
        }
      }
    }
  }
});
