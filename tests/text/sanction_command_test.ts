import { assertEquals } from "@std/assert";
import { leadingName, writeLeadingName } from "../../lib/text/leading_name.ts";
import { parseDuration } from "../../lib/protocol/durations.ts";
import { SANCTION_KINDS } from "../../lib/protocol/sanctions.ts";
import { ENDLESS, offeredDurations, readSanction } from "../../lib/text/sanction_command.ts";

const NAMES = ["Ana", "Ana María", "Inès"];

Deno.test("sanction command - whom, for how long and why", () => {
  const read = (written: string) => readSanction("kick", written, NAMES);
  const once = { name: "Inès", duration: "10m", reason: "take a breath" };
  assertEquals(read("@Inès 10m take a breath"), once);
  assertEquals(read("Inès  10m  take a breath"), once);
  assertEquals(read("ana maría 1H"), { name: "Ana María", duration: "1H", reason: "" });
  assertEquals(read('@"Old Tom" 2d'), { name: "Old Tom", duration: "2d", reason: "" });
  assertEquals(read("Inès 2 jours bavardage"), {
    name: "Inès",
    duration: "2 jours",
    reason: "bavardage",
  });
  assertEquals(read("zed 5m"), { name: "zed", duration: "5m", reason: "" });
});

Deno.test("sanction command - a kick and a mute need a duration", () => {
  for (const kind of ["kick", "mute"] as const) {
    assertEquals(readSanction(kind, "Inès 10m", NAMES)?.duration, "10m");
    for (const written of ["", "Inès", "Inès spam", `Inès ${ENDLESS}`]) {
      assertEquals(readSanction(kind, written, NAMES), undefined, `${kind} ${written}`);
    }
  }
});

Deno.test("sanction command - a ban may have no end, but not by a slip", () => {
  const read = (written: string) => readSanction("ban", written, NAMES);
  assertEquals(read("Inès"), { name: "Inès", reason: "" });
  assertEquals(read("Inès spam again"), { name: "Inès", reason: "spam again" });
  assertEquals(read(`Inès ${ENDLESS} spam`), { name: "Inès", reason: "spam" });
  assertEquals(read("Inès 7d spam"), { name: "Inès", duration: "7d", reason: "spam" });
});

Deno.test("sanction command - a slip is taken for the duration, which the server refuses in words", () => {
  for (const kind of SANCTION_KINDS) {
    for (const slip of ["10", "3x", "10minx", "1mes", "-5m", "99999d", "(1h)"]) {
      const once = { name: "Inès", duration: slip, reason: "spam" };
      assertEquals(readSanction(kind, `Inès ${slip} spam`, NAMES), once);
      assertEquals(parseDuration(slip), undefined, slip);
    }
  }
});

Deno.test("sanction command - the longest name wins over one that it begins with", () => {
  assertEquals(readSanction("ban", "Ana María spam", NAMES)?.name, "Ana María");
  assertEquals(readSanction("ban", "Ana Mariana", NAMES), { name: "Ana", reason: "Mariana" });
});

Deno.test("sanction command - a name is read as it was completed, whoever is known", () => {
  for (const name of ["Inès", "Ana María", "O'Neil", 'Tom"my']) {
    assertEquals(leadingName(`${writeLeadingName(name)} 10m`, []), { name, rest: "10m" });
  }
});

Deno.test('sanction command - who is called "Inès", with quotes, is not taken for Inès', () => {
  const names = [...NAMES, '"Inès"'];
  assertEquals(readSanction("kick", '"Inès" 10m', names)?.name, '"Inès"');
  assertEquals(readSanction("kick", '"Inès" 10m', NAMES)?.name, "Inès");
});

Deno.test("sanction command - durations are offered by what is typed, and all can be read", () => {
  assertEquals(offeredDurations("kick", "", "d"), ["10m", "1h", "1d"]);
  assertEquals(offeredDurations("ban", "", "d").at(-1), ENDLESS);
  assertEquals(offeredDurations("mute", "15", "d"), ["15m", "15h", "15d"]);
  assertEquals(
    offeredDurations("mute", "9999", "d"),
    ["9999m", "9999h"],
    "no duration is that long",
  );
  assertEquals(offeredDurations("kick", "", "j"), ["10m", "1h", "1j"], "in the reader's letters");
  assertEquals(offeredDurations("mute", "15", "j"), ["15m", "15h", "15j"]);
  assertEquals(offeredDurations("kick", "1H", "d"), ["1h"]);
  assertEquals(offeredDurations("ban", "spam", "d"), []);
  for (const kind of SANCTION_KINDS) {
    for (const one of offeredDurations(kind, "", "d")) {
      assertEquals(parseDuration(one) !== undefined, one !== ENDLESS, one);
      assertEquals(readSanction(kind, `Inès ${one}`, NAMES)?.name, "Inès", one);
    }
  }
});
