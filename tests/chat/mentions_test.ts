import { assertEquals } from "@std/assert";
import { mentionCandidates } from "../../lib/chat/mentions.ts";
import { ChatInstances, saying } from "../support/chat_instances.ts";

const CASES: Array<[text: string, candidates: string[][]]> = [
  ["hello", []],
  ["@ana", [["ana"]]],
  ["hi @ana, and @ben!", [["ana, and", "ana,", "ana"], ["ben!", "ben"]]],
  ["mail ana@example.org", []],
  ["@ ana", []],
  ["@@ana", []],
  ["(@ana)", [["ana)", "ana"]]],
  ["@Ana María dice", [["Ana María dice", "Ana María", "Ana"]]],
  ["@ana\nben", [["ana"]]],
];

for (const [text, candidates] of CASES) {
  Deno.test(`mentions - candidates in ${JSON.stringify(text)}`, () => {
    assertEquals(mentionCandidates(text), candidates);
  });
}

async function mentioned(names: string[], text: string): Promise<string[]> {
  const { world, chat } = await ChatInstances.open();
  const ana = await world.person("ana");
  const people = new Map<string, string>();
  for (const name of names) people.set((await world.person(name)).user.id, name);
  people.set(ana.user.id, "ana");
  await chat.post(ana, { conversation: "general", ...saying(text) });
  const { events: [event] } = await chat.history(ana, { conversation: "general", limit: 1 });
  return (event?.kind === "message" && event.mentions || []).map((id) => people.get(id) ?? id);
}

Deno.test("mentions - of names that begin alike, the longest is meant", async () => {
  assertEquals(await mentioned(["Eva", "Eva Luna"], "for @eva luna, not for @Eva."), [
    "Eva Luna",
    "Eva",
  ]);
});

Deno.test("mentions - each person once, strangers not at all", async () => {
  assertEquals(await mentioned(["ben"], "@ben @nobody @BEN @ana"), ["ben", "ana"]);
});

Deno.test("mentions - at most twenty", async () => {
  const names = Array.from({ length: 21 }, (_, n) => `p${String.fromCharCode(97 + n)}x`);
  const text = names.map((name) => `@${name}.`).join(" ");
  assertEquals((await mentioned(names, text)).length, 20);
});

Deno.test("mentions - only members are mentioned", async () => {
  const { world, chat } = await ChatInstances.open();
  const [ana, ben] = [await world.person("ana"), await world.person("ben")];
  const { id } = await chat.create(ana, { name: "tea" });
  const mentionsOf = async () => {
    const placed = await chat.post(ana, { conversation: id, ...saying("@ben") });
    const { events } = await chat.history(ana, {
      conversation: id,
      after: placed.seq - 1,
      limit: 1,
    });
    return events[0]?.kind === "message" ? events[0].mentions : [];
  };
  assertEquals(await mentionsOf(), undefined);
  await chat.join(ben, { room: "tea" });
  assertEquals(await mentionsOf(), [ben.user.id]);
});
