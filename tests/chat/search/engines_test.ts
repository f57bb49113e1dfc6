import { assert, assertEquals } from "@std/assert";
import type { Actor, Chat } from "../../../lib/chat/chat.ts";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { ChatInstances, saying } from "../../support/chat_instances.ts";
import { createScanningEngine } from "../../support/scanning_engine.ts";
import { pickOf, randomQuery, randomSentence } from "../../support/search_corpus.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

const INDEX_SIZES = { messages: 8, entries: 16, merges: [32, 128] };

/** An instance whose searches ask the index, and one whose searches read everything; people and rooms. */
async function beside(seed: number) {
  const { fixture } = await ChatInstances.open();
  const ours = await fixture.start("ours", { indexSizes: INDEX_SIZES });
  const plain = await fixture.start("plain", { createEngine: createScanningEngine });
  ours.jobs.start();
  const mod = await fixture.person("mod", "moderator");
  const [ana, ben, cleo] = [
    await fixture.person("ana"),
    await fixture.person("ben"),
    await fixture.person("cleo"),
  ];
  const { chat } = ours;
  const garden = (await chat.create(mod, { name: "garden" })).id;
  const barn = (await chat.create(mod, { name: "barn" })).id;
  for (const who of [ana, ben]) await chat.join(who, { conversation: garden });
  await chat.join(ana, { conversation: barn });
  const direct = (await chat.open(ana, "ben")).id;
  const places: [Actor, string][] = [
    ...[mod, ana, ben, cleo].map((who): [Actor, string] => [who, GENERAL]),
    ...[mod, ana, ben].map((who): [Actor, string] => [who, garden]),
    ...[mod, ana].map((who): [Actor, string] => [who, barn]),
    ...[ana, ben].map((who): [Actor, string] => [who, direct]),
  ];
  return {
    fixture,
    ours,
    plain,
    garden,
    mod,
    ana,
    ben,
    cleo,
    places,
    random: new SeededRandom(seed),
  };
}

/** All pages of what somebody finds: where and what, in its order, and what could not be read. */
async function allOf(chat: Pick<Chat, "search">, who: Actor, query: string, order?: "best") {
  const hits: string[] = [];
  for (let after: string | undefined, pages = 0;; pages++) {
    assert(pages < 100, `${query} ends`);
    const asked = { query, limit: 9, ...(order && { order }), ...(after && { after }) };
    const page = await chat.search(who, asked);
    for (const { conversation, event } of page.hits) {
      assert(event.kind === "message");
      hits.push(`${conversation} ${event.seq} ${event.text}`);
    }
    if (page.next === undefined) return { hits, unread: page.unread };
    after = page.next;
  }
}

Deno.test("search - the index finds what reading everything finds, whoever asks and whatever was changed (S1, M3)", async () => {
  let found = 0;
  for (const seed of [1, 2]) {
    const { fixture, ours, plain, garden, places, random, ...people } = await beside(seed);
    const said: { who: Actor; conversation: string; target: number }[] = [];
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 40; n++) {
        const [who, conversation] = pickOf(random, places);
        const chance = random.fraction();
        const one = pickOf(random, said);
        await fixture.clock.advance(200);
        const text = randomSentence(random);
        if (one && chance < 0.15) {
          const { who, ...place } = one;
          await ours.chat.edit(who, { ...place, text }).catch(() => {}); // it may be gone
        } else if (one && chance < 0.25) {
          const { who, ...place } = one;
          await ours.chat.delete(who, place).catch(() => {});
        } else {
          const thread = said.findLast((other) => other.conversation === conversation)?.target;
          const inThread = chance > 0.9 && thread !== undefined ? { thread } : {};
          const post = { ...saying(text), conversation, ...inThread };
          const posted = await ours.chat.post(who, post).catch(() => undefined); // the thread is gone
          if (posted) said.push({ who, conversation, target: posted.seq });
        }
      }
      if (round === 3) await ours.chat.leave(people.ben, { conversation: garden });
      if (round % 2 === 0) await fixture.clock.advance(5_000);
      for (let n = 0; n < 25; n++) {
        const names = { people: ["ana", "ben", "me", "nobody"], rooms: ["garden", "barn", "ana"] };
        const query = randomQuery(random, names);
        const who = pickOf(random, [people.mod, people.ana, people.ben, people.cleo]);
        const order = random.fraction() < 0.3 ? "best" as const : undefined;
        const all = await allOf(ours.chat, who, query, order);
        const told = `“${query}” of ${who.user.name}, ${order ?? "newest"} first, seed ${seed}`;
        assertEquals(all, await allOf(plain.chat, who, query, order), told);
        found += all.hits.length;
      }
    }
  }
  assert(found > 500, `${found} were found at all`);
});
