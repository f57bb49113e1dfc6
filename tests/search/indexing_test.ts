import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { decodeRow, type Postings } from "../../lib/search/postings.ts";
import { rebuildIndexesLater } from "../../lib/search/indexing.ts";
import { type IndexRow, STEP_MESSAGES } from "../../lib/search/segments.ts";
import { ChatInstances, saying } from "../support/chat_instances.ts";

/** A room of which so many messages are indexed as one step takes, over two instances whose jobs run. */
async function indexed() {
  const { fixture, ...one } = await ChatInstances.open();
  const two = await fixture.start("two");
  one.jobs.start();
  two.jobs.start();
  const ana = await fixture.person("ana");
  const say = async (text: string, more: object = {}) => {
    await fixture.clock.advance(100); // not in a rush
    return await one.chat.post(ana, { ...saying(text), conversation: GENERAL, ...more });
  };
  const first = await say("needle in the hay");
  for (let n = 1; n < STEP_MESSAGES; n++) await say(`hay ${n}`);
  await fixture.clock.advance(100);
  /** The terms that are stored, of all segments. */
  async function terms(): Promise<string[]> {
    const { value } = await fixture.store.get<IndexRow>(keys.searchIndex(GENERAL));
    const rows = await fixture.store.list<Uint8Array>(
      { prefix: keys.allSearchTerms(GENERAL) },
      { limit: 1_000 },
    );
    const postings: Postings = new Map();
    for (const { value } of rows) decodeRow(value, 0, postings);
    assert(value, "it was indexed behind what was said");
    return [...postings.keys()];
  }
  const found = async (query: string, of = two) =>
    (await of.chat.search(ana, { query, limit: 50 })).hits.map(({ event }) => event.seq);
  return {
    fixture,
    one,
    two,
    ana,
    say,
    first,
    terms,
    found,
    place: { conversation: GENERAL, target: first.seq },
  };
}

Deno.test("search - follows by itself, and an edited message is found by its new words alone (M3, S2)", async () => {
  const { fixture, one, ana, first, terms, found, place } = await indexed();
  assert((await terms()).includes("needle"));
  assertEquals(await found("needle"), [first.seq]);
  await one.chat.edit(ana, { ...place, text: "thread in the hay" });
  assertEquals(await found("needle"), [], "at once");
  await fixture.clock.advance(2_500);
  assertEquals(await found("thread"), [first.seq]);
  assertEquals((await terms()).filter((term) => term === "needle"), []);
});

Deno.test("search - a deleted message is in no index, whoever goes meanwhile (M3, S2)", async () => {
  const { fixture, one, ana, terms, found, place } = await indexed();
  await one.chat.delete(ana, place);
  assertEquals(await found("needle"), []);
  const stopped = one.jobs.stop();
  await fixture.clock.advance(8_000);
  await stopped;
  assertEquals((await terms()).filter((term) => term === "needle"), []);
});

Deno.test("search - all is indexed anew while the server serves, by what runs beside it (S2)", async () => {
  const { fixture, say, first, terms, found } = await indexed();
  const segments = async () =>
    (await fixture.store.get<IndexRow>(keys.searchIndex(GENERAL))).value?.segments.map(({ id }) =>
      id
    );
  const before = await segments();
  await fixture.store.commit([], [rebuildIndexesLater(fixture.clock.now())]); // as the task does
  let there = 0;
  for (let second = 0; second < 70; second++) {
    await fixture.clock.advance(1_000);
    if (second % 10 === 0) await say(`meanwhile ${second}`);
    there += (await found("needle")).length;
  }
  assertEquals(there, 70, "found at any time");
  assert((await segments())?.every((id) => !before?.includes(id)), "none of them is the old one");
  assert((await terms()).includes("needle"));
  assertEquals((await found("needle"))[0], first.seq);
  assertEquals((await found("meanwhile")).length, 7);
});

Deno.test("search - a message that vanished is neither found nor in the index (M11)", async () => {
  const { fixture, one, say, terms, found } = await indexed();
  const mod = await fixture.person("mod", "moderator");
  await one.chat.vanish(mod, { conversation: GENERAL, afterMs: 60_000 });
  const gone = await say("soon gone");
  for (let n = 0; n <= STEP_MESSAGES; n++) await say(`straw ${n}`);
  await fixture.clock.advance(100);
  assertEquals(await found("soon"), [gone.seq]);
  await fixture.clock.advance(60_000);
  assertEquals(await found("soon"), []);
  await fixture.clock.advance(10_000);
  assertEquals((await terms()).filter((term) => term === "soon" || term === "straw"), []);
});
