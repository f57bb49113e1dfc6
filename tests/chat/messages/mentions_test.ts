import { assertEquals } from "@std/assert";
import { nameKey } from "../../../lib/protocol/names.ts";
import { ChatInstances, saying } from "../../support/chat_instances.ts";
import { MENTION_CASES, PEOPLE } from "../../support/mention_cases.ts";

async function community(names: readonly string[]) {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("writer");
  const people = new Map<string, string>();
  for (const name of names) people.set((await fixture.person(name)).user.id, name);
  return async (text: string): Promise<string[]> => {
    await chat.post(ana, { conversation: "general", ...saying(text) });
    const { events: [event] } = await chat.history(ana, { conversation: "general", limit: 1 });
    return (event?.kind === "message" && event.mentions || []).map((id) => people.get(id) ?? id);
  };
}

Deno.test("mentions - the server notifies whom the interface draws", async () => {
  const mentioned = await community(PEOPLE);
  for (const [text, names] of MENTION_CASES) {
    const expected = new Set(names.map(nameKey));
    assertEquals((await mentioned(text)).map(nameKey), [...expected], text);
  }
});

Deno.test("mentions - each person once, strangers not at all", async () => {
  const mentioned = await community(["ben", "ana"]);
  assertEquals(await mentioned("@ben @nobody @BEN @ana"), ["ben", "ana"]);
});

Deno.test("mentions - a name with signs of markup is found behind another", async () => {
  const mentioned = await community(["a`b", "ben"]);
  assertEquals(await mentioned("@a`b and @ben `x`"), ["a`b", "ben"]);
});

Deno.test("mentions - only members are mentioned", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
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
