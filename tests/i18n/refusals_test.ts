import { assert, assertEquals } from "@std/assert";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { closeNoticeMessage, refusalMessage } from "../../lib/i18n/refusals.ts";
import { type Refusal, REFUSALS } from "../../lib/protocol/errors.ts";
import { GOODBYE_REASONS } from "../../lib/protocol/server_frames.ts";

Deno.test("refusals - each has words in every language", () => {
  for (const locale of LOCALES) {
    for (const refusal of Object.keys(REFUSALS) as Refusal[]) {
      const said = refusalMessage(locale, refusal, { name: "zed" });
      assert(said.length > 10 && !/[[\]{}]/.test(said), `${locale} ${refusal}: ${said}`);
    }
  }
});

Deno.test("refusals - a name is filled in", () => {
  assertEquals(
    refusalMessage("en", "unknown-user", { name: "zed" }),
    "Nobody here is called “zed”.",
  );
  assertEquals(
    refusalMessage("fr", "unknown-user", { name: "zed" }),
    "Personne ici ne s’appelle « zed ».",
  );
});

Deno.test("refusals - a name full of placeholders stays what it is", () => {
  const name = "{reason}[x]$&";
  assertEquals(
    refusalMessage("en", "unknown-user", { name, reason: "no" }),
    "Nobody here is called “{reason}[x]$&”.",
  );
});

Deno.test("refusals - a part whose value is not known is left out", () => {
  assertEquals(refusalMessage("en", "too-fast"), "That is too much at once.");
  assertEquals(
    refusalMessage("en", "too-fast", { seconds: 3 }),
    "That is too much at once: try again in 3 sec.",
  );
});

Deno.test("refusals - until when is said as a date in the reader's time zone", () => {
  const until = Date.UTC(2026, 2, 3, 22, 30);
  const said = refusalMessage("en", "banned", { until, left: 30 * 60 * 60_000, reason: "spam" }, {
    timeZone: "Europe/Paris",
    hours: 24,
  });
  assert(said.includes("3 March") && said.includes("23:30"), said);
  assert(said.endsWith(". Reason: spam"), said);
  const american = { timeZone: "America/New_York", hours: 12 } as const;
  const muted = refusalMessage("en", "muted", { until }, american);
  assert(/\b5:30\sPM\.$/.test(muted), muted);
  const utc = refusalMessage("en", "muted", { until }, { timeZone: "UTC", hours: 24 });
  assert(/\b22:30\.$/.test(utc), "nobody names the zone that they are in");
});

Deno.test("refusals - what ends today is said by the hour alone, by the reader's day", () => {
  const until = Date.UTC(2026, 2, 3, 22, 30);
  const paris = { timeZone: "Europe/Paris", hours: 24 } as const;
  const hour = { until, left: 60 * 60_000 };
  const said = LOCALES.map((locale) => refusalMessage(locale, "muted", hour, paris));
  assertEquals(said, [
    "You cannot write for now, until 23:30.",
    "Vous ne pouvez pas écrire pour le moment, jusqu’à 23:30.",
    "De momento no puedes escribir, hasta las 23:30.",
  ]);
  const night = refusalMessage("en", "kicked", { ...hour, until: until + hour.left }, paris);
  assertEquals(night, "You were kicked. You can come back after 4 March at 00:30.");
  const kolkata = refusalMessage("en", "banned", hour, { ...paris, timeZone: "Asia/Kolkata" });
  assertEquals(kolkata, "You are banned until 04:00.");
});

Deno.test("refusals - whose clock is not known is told how long", () => {
  const values = { until: Date.UTC(2026, 2, 3, 22, 30), left: 2 * 60 * 60_000, reason: "spam" };
  assertEquals(
    refusalMessage("en", "kicked", values),
    "You were kicked. You can come back in 2 hr. Reason: spam",
  );
  assertEquals(
    refusalMessage("fr", "muted", values).replaceAll(/[\u00A0\u202F]/g, " "),
    "Vous ne pouvez pas écrire pour le moment, pendant encore 2 h. Motif : spam",
  );
});

Deno.test("goodbyes - each reason has words in every language", () => {
  for (const locale of LOCALES) {
    for (const reason of GOODBYE_REASONS) assert(closeNoticeMessage(locale, reason).endsWith("."));
  }
});
