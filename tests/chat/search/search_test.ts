import { assertEquals, assertRejects } from "@std/assert";
import type { Actor, Chat } from "../../../lib/chat/chat.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
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

Deno.test("search - page by page finds what reading everything does, each once (S1)", async () => {
  const { fixture, chat, indexing, ana, ben, mod, say } = await people();
  const [garden, barn] = [
    (await chat.create(mod, { name: "garden" })).id,
    (await chat.create(mod, { name: "barn" })).id,
  ];
  for (const who of [ana, ben]) await chat.join(who, { conversation: garden });
  const random = new SeededRandom(5);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(of.length * random.fraction())] as T;
  const said: { at: number; text: string; by: string; conversation: string }[] = [];
  for (let n = 0; n < 260; n++) {
    const [who, conversation] = pick(
      [
        [ana, GENERAL],
        [ben, garden],
        [mod, barn],
        [ana, garden],
      ] as const,
    );
    const text = `${pick(["pump", "well", "tank"])} ${pick(["old", "new"])} ${n}`;
    const { at } = await say(who, text, conversation);
    said.push({ at, text, by: who.user.id, conversation });
  }
  for (const id of [GENERAL, garden, barn]) indexing.follow(id);
  await fixture.clock.advance(1);
  for (const query of ["pump old ", "from:ana well ", "in:garden new ", "-pump tank "]) {
    const wanted = said.filter(({ text, by, conversation }) =>
      conversation !== barn && // ben is not in it
      (!query.startsWith("from:") || by === ana.user.id) &&
      (!query.startsWith("in:") || conversation === garden) &&
      query.trim().split(" ").every((word) =>
        word.includes(":") ||
        (word.startsWith("-") ? !text.includes(word.slice(1)) : text.includes(word))
      )
    ).map(({ text }) => text).reverse();
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await chat.search(ben, { query, limit: 7, ...(after && { after }) });
      for (const { event } of page.hits) if (event.kind === "message") found.push(event.text);
      after = page.next;
    } while (after !== undefined);
    assertEquals(found, wanted, query);
  }
});

Deno.test("search - the best first finds the same as the newest first, page by page, each once (S1)", async () => {
  const { chat, ana, say, find } = await people();
  const random = new SeededRandom(6);
  for (let n = 0; n < 230; n++) {
    const more = " well".repeat(Math.floor(5 * random.fraction()));
    await say(ana, random.fraction() < 0.1 ? `the pump ${n}` : `pump ${n}${more}`);
  }
  const best: string[] = [];
  let after: string | undefined;
  do {
    const asked = { query: "pump ", order: "best" as const, limit: 30 };
    const page = await chat.search(ana, { ...asked, ...(after && { after }) });
    for (const { event } of page.hits) if (event.kind === "message") best.push(event.text);
    after = page.next;
    assertEquals(page.more, after !== undefined);
  } while (after !== undefined);
  const all: string[] = [];
  do {
    const page = await chat.search(ana, { query: "pump ", limit: 50, ...(after && { after }) });
    for (const { event } of page.hits) if (event.kind === "message") all.push(event.text);
    after = page.next;
  } while (after !== undefined);
  assertEquals(all.length, 230);
  assertEquals(best.toSorted(), all.toSorted());
  assertEquals(best.slice(0, 3).every((text) => /^(the )?pump \d+$/.test(text)), true);
  assertEquals(await find(ana, "pump 229"), [best.find((text) => text.includes(" 229"))]);
});

Deno.test("search - finds an edited message by its new word, on two instances, and not by its old one (M3, S1)", async () => {
  const { fixture, chat, indexing, ana, ben, say, find } = await people();
  const two = await fixture.start("two");
  two.jobs.start();
  const places = [];
  for (const [n, word] of ["needle", "spindle"].entries()) {
    places.push((await say(ana, `${word} in the hay`)).seq);
    if (n > 0) break;
    for (let more = 0; more < 260; more++) await say(ben, `hay ${more}`); // so that it is indexed
    indexing.follow(GENERAL);
    await fixture.clock.advance(10);
  }
  for (const instance of [chat, two.chat]) {
    assertEquals(await find(ben, "needle", instance), ["needle in the hay"]);
    assertEquals(await find(ben, "spindle", instance), ["spindle in the hay"]);
  }
  for (const [n, target] of places.entries()) {
    await chat.edit(ana, { conversation: GENERAL, target, text: `thread ${n} in the hay` });
  }
  for (const instance of [chat, two.chat]) {
    assertEquals(await find(ben, "needle", instance), [], "at once");
    assertEquals(await find(ben, "spindle", instance), []);
    assertEquals(
      await find(ben, "thread 1", instance),
      ["thread 1 in the hay"],
      "from the end, at once",
    );
  }
  await fixture.clock.advance(3_000);
  for (const instance of [chat, two.chat]) {
    assertEquals(await find(ben, "thread", instance), [
      "thread 1 in the hay",
      "thread 0 in the hay",
    ]);
    assertEquals(await find(ben, "needle", instance), []);
  }
});

Deno.test("search - what one may not read is neither found nor opened, after a membership ended too, on two instances (S1)", async () => {
  const { fixture, chat, ana, ben, mod, say, find } = await people();
  const two = await fixture.start("two");
  const garden = (await chat.create(mod, { name: "garden" })).id;
  await chat.join(ana, { conversation: garden });
  const { seq } = await say(mod, "the secret seeds", garden);
  const direct = (await chat.open(mod, "ana")).id;
  await say(mod, "secret for ana", direct);
  for (const instance of [chat, two.chat]) {
    assertEquals(await find(ana, "secret", instance), ["secret for ana", "the secret seeds"]);
    for (const query of ["secret", "in:garden secret", "from:mod secret", "-nothing from:mod"]) {
      assertEquals(await find(ben, query, instance), [], query);
    }
  }
  await chat.leave(ana, { conversation: garden });
  for (const instance of [chat, two.chat]) {
    assertEquals(await find(ana, "secret", instance), ["secret for ana"]);
    assertEquals(await find(ana, "in:garden seeds", instance), []);
    const page = { conversation: garden, after: seq - 1, limit: 5 };
    for (const who of [ana, ben]) await assertRejects(() => instance.history(who, page), ChatError);
    await assertRejects(() => instance.history(ben, { ...page, conversation: direct }), ChatError);
  }
});

Deno.test("search - who was added to a group finds what was said from then on (M13, S1)", async () => {
  const { fixture, chat, ana, find } = await people();
  const [cleo, dan] = [await fixture.person("cleo"), await fixture.person("dan")];
  const { id } = await chat.openWith(ana, { people: ["ben", "cleo"] });
  await chat.post(ana, { ...saying("secret seeds"), conversation: id });
  await chat.add(cleo, { conversation: id, user: "dan", all: false });
  await chat.post(ana, { ...saying("seeds for all"), conversation: id });
  assertEquals(await find(cleo, "seeds"), ["seeds for all", "secret seeds"]);
  assertEquals(await find(dan, "seeds"), ["seeds for all"]);
  const { hits } = await chat.search(dan, { query: "seeds", limit: 5, context: true });
  assertEquals(hits.map(({ before }) => before), [undefined], "nor beside it");
});
