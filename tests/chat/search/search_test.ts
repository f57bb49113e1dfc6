import { assertEquals } from "@std/assert";
import type { Actor, Chat } from "../../../lib/chat/chat.ts";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { ChatInstances, saying } from "../../support/chat_instances.ts";

/** Chats of two instances, people, and what they find: the words of the hits, the newest first. */
async function people() {
  const opened = await ChatInstances.open();
  const { fixture, chat } = opened;
  const [mod, ana, ben] = [
    await fixture.person("mod", "moderator"),
    await fixture.person("ana"),
    await fixture.person("ben"),
  ];
  const say = async (who: Actor, text: string, conversation = GENERAL, more: object = {}) => {
    await fixture.clock.advance(1_000);
    return await chat.post(who, { ...saying(text), conversation, ...more });
  };
  const find = async (who: Actor, query: string, of: Pick<Chat, "search"> = chat) =>
    (await of.search(who, { query, limit: 50 })).hits.map(({ event }) =>
      event.kind === "message" ? event.text : ""
    );
  return { ...opened, mod, ana, ben, say, find };
}

Deno.test("search - finds words, beginnings and phrases, the newest first (S1)", async () => {
  const { ana, ben, say, find } = await people();
  await say(ana, "The pump does a clean restart now");
  await say(ben, "Restarted the pump by hand");
  await say(ben, "No restart of the old well");
  assertEquals(await find(ana, "pump restart"), [
    "Restarted the pump by hand",
    "The pump does a clean restart now",
  ]);
  assertEquals(await find(ana, "restart pump"), ["The pump does a clean restart now"]);
  assertEquals(await find(ana, '"clean restart"'), ["The pump does a clean restart now"]);
  assertEquals(await find(ana, "restart -pump"), ["No restart of the old well"]);
  assertEquals(await find(ana, "pump from:ben"), ["Restarted the pump by hand"]);
  assertEquals(await find(ana, "PÜMP from:me"), ["The pump does a clean restart now"]);
  assertEquals(await find(ana, "in:general old"), ["No restart of the old well"]);
  assertEquals(await find(ana, "nothing"), []);
});

Deno.test("search - finds what one is in and is shown, asked anew, on every instance (S1)", async () => {
  const { fixture, chat, ana, ben, mod, say, find } = await people();
  const two = await fixture.start("two");
  const garden = (await chat.create(mod, { name: "garden" })).id;
  await chat.join(ana, { conversation: garden });
  await say(mod, "the secret seeds", garden);
  assertEquals(await find(ana, "seeds"), ["the secret seeds"]);
  assertEquals(await find(ana, "seeds", two.chat), ["the secret seeds"]);
  assertEquals(await find(ben, "seeds"), []);
  await chat.leave(ana, { conversation: garden });
  assertEquals(await find(ana, "seeds"), []);
  assertEquals(await find(ana, "seeds", two.chat), []);
  const unread = (await chat.search(ana, { query: "in:garden seeds", limit: 5 })).unread;
  assertEquals(
    unread,
    [{ operator: "in", value: "garden" }],
    "no more than of a room that is none",
  );
});
