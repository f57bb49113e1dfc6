import { assert, assertEquals } from "@std/assert";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { goodbyeMessage, refusalMessage } from "../../lib/i18n/refusals.ts";
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
    "Personne ici ne s’appelle « zed ».",
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
  assertEquals(refusalMessage("en", "too-fast"), "That was too fast.");
  assertEquals(
    refusalMessage("en", "too-fast", { seconds: 3 }),
    "That was too fast: try again in 3 s.",
  );
});

Deno.test("refusals - until when is said as a date in the reader's time zone", () => {
  const until = Date.UTC(2026, 2, 3, 22, 30);
  const said = refusalMessage("en", "banned", { until, reason: "spam" }, "Europe/Paris");
  assert(said.includes("March 3") && said.includes("11:30"), said);
  assert(said.endsWith(". Reason: spam"), said);
});

Deno.test("goodbyes - each reason has words in every language", () => {
  for (const locale of LOCALES) {
    for (const reason of GOODBYE_REASONS) assert(goodbyeMessage(locale, reason).endsWith("."));
  }
});
