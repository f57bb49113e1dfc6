import { assertEquals } from "@std/assert";
import { leadingDuration, parseDuration } from "../../lib/protocol/durations.ts";

Deno.test("durations - are read in seconds, minutes, hours and days", () => {
  const read = ["10s", "5m", "1h", "2d", " 3 H ", "90S", "3650d"].map(parseDuration);
  assertEquals(read, [
    10_000,
    300_000,
    3_600_000,
    172_800_000,
    10_800_000,
    90_000,
    315_360_000_000,
  ]);
});

Deno.test("durations - what is written differently is none", () => {
  const wrong = [
    "",
    "s",
    "10",
    "0s",
    "-1m",
    "1.5h",
    "1x",
    "2 joursx",
    "1h30m",
    "1e3s",
    "10 s ec",
    "3651d",
  ];
  assertEquals(wrong.map(parseDuration), wrong.map(() => undefined));
});

Deno.test("durations - are read in the words of every language that Palabre speaks", () => {
  const DAY_MS = 86_400_000;
  const alike: ReadonlyArray<readonly [number, readonly string[]]> = [
    [30_000, ["30s", "30 sec", "30 secondes", "30 segundos", "30 seconds"]],
    [300_000, ["5m", "5min", "5 min.", "5 mn", "5 minutes", "5 minutos", "5\u202fminutes"]],
    [7_200_000, ["2h", "2 H", "2 hrs", "2 heures", "2 horas", "2 hours"]],
    [2 * DAY_MS, [
      "2d",
      "2j",
      "2J",
      "2 jours",
      "2 Jours",
      "2\u00a0jours",
      "2 días",
      "2 dias",
      "2 days",
    ]],
    [7 * DAY_MS, ["1w", "1 sem.", "1 week", "1 semaine", "1 semana"]],
  ];
  for (const [ms, written] of alike) {
    for (const one of written) assertEquals(parseDuration(one), ms, one);
  }
});

Deno.test("durations - what a text begins with is split from what follows", () => {
  const read = (text: string) => leadingDuration(text);
  assertEquals(read("2 jours bavardage"), { duration: "2 jours", rest: "bavardage" });
  assertEquals(read("10m take a breath"), { duration: "10m", rest: "take a breath" });
  assertEquals(read("1 h"), { duration: "1 h", rest: "" });
  assertEquals(read("2 fois déjà"), undefined);
  assertEquals(read(""), undefined);
});
