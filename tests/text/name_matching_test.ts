import { assertEquals } from "@std/assert";
import type { ConversationSummary, Person } from "../../lib/protocol/events.ts";
import { paletteEntries } from "../../lib/text/name_matching.ts";

const base = { head: 0, read: 0, unread: 0, mentions: 0 };
const room = (name: string, lastAt: number): ConversationSummary => ({
  ...base,
  id: name,
  kind: "room",
  name,
  lastAt,
});
const person = (name: string): Person => ({ id: `user ${name}`, name, role: "member" });
const direct = (name: string, lastAt: number): ConversationSummary => ({
  ...base,
  id: `with ${name}`,
  kind: "direct",
  with: person(name),
  lastAt,
});

const conversations = [room("general", 1), room("harvest-2026", 5), direct("Inès", 3)];
const people = [person("Inès"), person("Harry"), person("me")];
const found = (query: string) =>
  paletteEntries(query, conversations, people, "user me").map((entry) => entry.key);

Deno.test("palette - without a query the most recent come first", () => {
  assertEquals(found(""), ["harvest-2026", "with Inès", "general", "rooms"]);
});

Deno.test("palette - conversations come before people with whom there is none", () => {
  assertEquals(found("har"), ["harvest-2026", "@user Harry", "rooms"]);
});

Deno.test("palette - names are found without their accents, and by any word of theirs", () => {
  assertEquals(found("ines"), ["with Inès", "rooms"]);
  assertEquals(found("2026"), ["harvest-2026", "rooms"]);
});

Deno.test("palette - # finds rooms alone, @ people alone", () => {
  assertEquals(found("#"), ["harvest-2026", "general", "rooms"]);
  assertEquals(found("@har"), ["@user Harry", "rooms"]);
});

Deno.test("palette - nobody jumps to themselves", () => {
  assertEquals(found("me"), ["rooms"]);
});

Deno.test("palette - people are in the order in which one counts", () => {
  const pupils = [10, 2, 1].map((n) => person(`Pupil ${n}`));
  const keys = paletteEntries("pup", [], pupils, "user me").map(({ key }) => key);
  assertEquals(keys, ["@user Pupil 1", "@user Pupil 2", "@user Pupil 10", "rooms"]);
});
