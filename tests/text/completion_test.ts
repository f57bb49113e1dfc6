import { assertEquals } from "@std/assert";
import { compareNames } from "../../lib/text/name_matching.ts";
import { complete, completionAt, matchingNames } from "../../lib/text/completion.ts";

Deno.test("completion - the word at the caret says what it may become", () => {
  assertEquals(completionAt("hi @in", 6), { what: "person", query: "in", from: 3 });
  assertEquals(completionAt("#ha", 3), { what: "room", query: "ha", from: 0 });
  assertEquals(completionAt("so :smi", 7), { what: "emoji", query: "smi", from: 3 });
  assertEquals(completionAt("/jo", 3), { what: "command", query: "jo", from: 0 });
});

Deno.test("completion - addresses, times and smileys are no words to complete", () => {
  for (const text of ["me@in", "8:30", ":)", ":s", "a /jo", "hi"]) {
    assertEquals(completionAt(text, text.length), undefined, text);
  }
});

Deno.test("completion - only what stands before the caret counts", () => {
  assertEquals(completionAt("@in and more", 3)?.query, "in");
  assertEquals(completionAt("@in and more", 7), undefined);
});

Deno.test("completion - names are found without their accents, by any of their words", () => {
  const names = ["Mei", "Ana María", "Inès", "Irène Mahé"];
  assertEquals(matchingNames(names, "ine"), ["Inès"]);
  assertEquals(matchingNames(names, "ma"), ["Ana María", "Irène Mahé"]);
  assertEquals(matchingNames(names, "m"), ["Mei", "Ana María", "Irène Mahé"]);
  const pupils = [1, 10, 11, 2].map((n) => `Pupil ${n}`);
  const counted = ["Pupil 1", "Pupil 2", "Pupil 10", "Pupil 11"];
  assertEquals(matchingNames(pupils, "p", compareNames), counted);
});

Deno.test("completion - what is chosen replaces the word, and the caret stands behind it", () => {
  const completing = { what: "person" as const, query: "in", from: 3 };
  const edit = { from: 3, to: 6, text: "@Inès ", caret: 9 };
  assertEquals(complete("hi @in", 6, completing, "@Inès"), edit);
  assertEquals(complete("hi @in there", 6, completing, "@Inès"), { ...edit, text: "@Inès" });
  assertEquals(complete("hi @in there", 12, completing, "@Inès"), { ...edit, to: 12 });
});

Deno.test("completion - a command that is about somebody asks who, with or without an @", () => {
  const whom = (text: string) => completionAt(text, text.length);
  const person = (query: string, from: number, command: "msg" | "kick") =>
    ({ what: "person", query, from, command }) as const;
  assertEquals(whom("/kick "), person("", 6, "kick"));
  assertEquals(whom("/kick no"), person("no", 6, "kick"));
  assertEquals(whom("/KICK  @no"), person("no", 7, "kick"));
  assertEquals(whom("/msg @"), person("", 5, "msg"));
  assertEquals(whom("/msg Inès no"), undefined);
  assertEquals(whom("/msg Inès @no"), { what: "person", query: "no", from: 10 });
  assertEquals(whom("/away no"), undefined);
  assertEquals(whom("so /kick no"), undefined);
});

Deno.test("completion - behind whom it is about, a sanction asks for how long", () => {
  const span = (text: string, names: string[] = []) => {
    const found = completionAt(text, text.length, names);
    return found?.what === "duration" ? [found.command, found.query, found.from] : found;
  };
  assertEquals(span("/kick @Inès "), ["kick", "", 12]);
  assertEquals(span("/mute Inès 10"), ["mute", "10", 11]);
  assertEquals(span('/ban @"Ana María" 1'), ["ban", "1", 18]);
  assertEquals(span("/ban ana maría 1", ["Ana", "Ana María"]), ["ban", "1", 15]);
  assertEquals(span('/ban @"Ana Mar'), undefined);
  assertEquals(span("/kick @Inès 10m "), undefined);
  assertEquals(span("/kick @Inès 10m so lo"), undefined);
  assertEquals(span("/msg Inès 10"), undefined);
});
