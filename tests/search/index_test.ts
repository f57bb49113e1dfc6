import { assert, assertEquals } from "@std/assert";
import { repliesSent } from "../../lib/log/deliveries.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { emptied } from "../../lib/protocol/emptied.ts";
import { createIndexReader } from "../../lib/search/index_reader.ts";
import { createIndexWriter } from "../../lib/search/index_writer.ts";
import { decodeRow, type Postings } from "../../lib/search/postings.ts";
import { RecentEntries } from "../../lib/search/recent_entries.ts";
import type { IndexRow } from "../../lib/search/segments.ts";
import { indexTerms, says } from "../../lib/text/search/message.ts";
import { lookupsOf, readQuery } from "../../lib/text/search/query.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { openLog } from "../support/opened_log.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const ROOM = "room";
const clock = { now: 0, timeZone: "UTC" };

/** A log, and what keeps and reads its index, over stores of two instances. */
function opened(seed = 1, everyMs = 100) {
  const store = new MemoryKv();
  const recent = new RecentEntries();
  const time = new VirtualClock();
  const { log, delivered } = openLog(store, time);
  const random = new SeededRandom(seed);
  const hearing = createIndexWriter({ kv: store, log, random, recent });
  const writer: typeof hearing = {
    ...hearing,
    async follow(...asked) { // as an instance does, which heard what it committed
      await repliesSent(); // deliveries follow acknowledgements
      for (const one of delivered.splice(0)) recent.add(one);
      await hearing.followRecent(...asked);
    },
  };
  const other = createIndexWriter({ kv: store.open(), log, random });
  const reader = createIndexReader({ kv: store });
  let requests = 0;
  const request = { conversation: ROOM, by: "ana" };
  const say = async (text: string, more: Partial<MessageEvent> = {}) => {
    if (everyMs > 0) await time.advance(everyMs);
    return await log.append({
      ...request,
      id: `say ${++requests}`,
      draft: { kind: "message", id: `say ${requests}`, text, ...more },
    });
  };
  const change = (
    kind: "edit" | "delete",
    target: number,
    form: (was: MessageEvent) => MessageEvent,
  ) =>
    log.append({
      ...request,
      id: `change ${++requests}`,
      draft: { kind, target },
      revise: (was) => was?.kind === "message" ? form(was) : new Error("no message"),
    });
  return {
    store,
    log,
    delivered,
    random,
    writer,
    other,
    reader,
    say,
    edit: (target: number, text: string) => change("edit", target, (was) => ({ ...was, text })),
    remove: (target: number) => change("delete", target, (was) => emptied(was, was.at)),
    row: async () => (await store.get<IndexRow>(keys.searchIndex(ROOM))).value,
    /** What the index holds, by what is stored. */
    async stored(): Promise<Postings> {
      const row = (await store.get<IndexRow>(keys.searchIndex(ROOM))).value;
      const bases = new Map(row?.segments.map(({ id, from }) => [id, from]));
      const postings: Postings = new Map();
      const rows = await store.list<Uint8Array>({ prefix: keys.allSearchTerms(ROOM) }, {
        limit: 1e6,
      });
      for (const { key, value } of rows) {
        const base = bases.get(String(key[2]));
        assert(base !== undefined, "each row is of a segment that there is");
        decodeRow(value, base, postings);
      }
      return postings;
    },
    /** What it should hold: the terms of the messages that it reaches, as they are now. */
    async expected(): Promise<Postings> {
      const cursor = (await store.get<IndexRow>(keys.searchIndex(ROOM))).value?.cursor ?? 0;
      const postings: Postings = new Map();
      for (const { event } of await log.read(ROOM, { before: cursor + 1, limit: 1e6 })) {
        if (event.kind !== "message") continue;
        for (const term of indexTerms(event)) {
          postings.set(term, [...postings.get(term) ?? [], event.seq]);
        }
      }
      return postings;
    },
    async find(query: string) {
      const lookups = readQuery(query, clock).wanted.flatMap(lookupsOf);
      const [index] = await reader.open([ROOM]);
      assert(index);
      return await reader.find(ROOM, { from: 1, to: 1e9 }, lookups, index);
    },
  };
}

Deno.test("search index - what was committed here is indexed without being read again, as it is now (M3)", async () => {
  const { say, edit, remove, writer, stored, expected, delivered, log } = opened();
  for (let n = 0; n < 130; n++) await say(`pump ${n} word${n}`);
  await edit(5, "the tank overflows");
  await remove(6);
  let read = 0;
  const { read: readLog } = log;
  log.read = (...asked) => {
    read++;
    return readLog(...asked);
  };
  await writer.follow(ROOM);
  log.read = readLog;
  assertEquals(read, 1, "only to see whether there is more");
  assertEquals(sorted(await stored()), sorted(await expected()));
  assert((await stored()).has("overflows"));
  // As if another instance had said something in between, which was not heard here.
  for (let n = 0; n < 100; n++) await say(`seal ${n}`);
  await say("orchard");
  await repliesSent();
  delivered.pop();
  for (let n = 0; n < 140; n++) await say(`float ${n}`);
  await writer.follow(ROOM);
  assertEquals(sorted(await stored()), sorted(await expected()));
  assert((await stored()).has("orchard"));
});

Deno.test("search index - follows what was changed elsewhere, of which nothing was heard here yet (M3)", async () => {
  const { store, log, random, delivered, say, edit, stored, expected } = opened(1, 50);
  const recent = new RecentEntries();
  const here = createIndexWriter({ kv: store, log, random, recent });
  const hear = async (messages: number) => {
    for (let n = 0; n < messages; n++) await say(`melon ${n}`);
    await repliesSent();
    for (const one of delivered.splice(0)) recent.add(one);
  };
  await hear(256);
  await here.followRecent(ROOM);
  await hear(150); // what is remembered here, and too little in a rush for another step
  await edit(3, "cherry");
  await here.followRecent(ROOM);
  assertEquals((await stored()).get("cherry"), undefined);
  await here.follow(ROOM);
  assertEquals((await stored()).get("cherry"), [3]);
  assertEquals(await stored(), await expected());
});

Deno.test("search index - of a rush, twice as many messages make one step (S3)", async () => {
  for (const [everyMs, said, cursor] of [[0, 255, 0], [0, 256, 256], [100, 130, 130]] as const) {
    const { say, writer, row, stored, expected } = opened(1, everyMs);
    for (let n = 0; n < said; n++) await say(`pump ${n}`);
    await writer.follow(ROOM);
    assertEquals((await row())?.cursor ?? 0, cursor, `${said} messages, each after ${everyMs} ms`);
    assertEquals((await row())?.segments.length ?? 0, cursor > 0 ? 1 : 0);
    assertEquals(sorted(await stored()), sorted(await expected()));
  }
});

Deno.test("search index - an edit that was found again, or made elsewhere, is not indexed as it was before (M3)", async () => {
  const { say, edit, writer, other, stored, expected, delivered } = opened();
  for (let n = 0; n < 130; n++) await say(`pump ${n} word${n}`);
  await edit(5, "the tank overflows");
  await repliesSent();
  const found = delivered.at(-1);
  assert(found?.revised);
  delivered[delivered.length - 1] = { ...found, revised: undefined }; // its answer was lost
  await writer.follow(ROOM);
  assertEquals(sorted(await stored()), sorted(await expected()));

  for (let n = 0; n < 140; n++) await say(`float ${n}`);
  await repliesSent();
  const known = delivered.splice(0);
  await edit(6, "the filter is new"); // by another instance, as all that follows
  await edit(140, "the seal leaks");
  await repliesSent();
  delivered.splice(0, Infinity, ...known);
  let looked = 0;
  const afterOneStep = {
    get aborted() {
      return looked++ > 0;
    },
  } as AbortSignal;
  await other.follow(ROOM, afterOneStep);
  await writer.follow(ROOM);
  assertEquals(sorted(await stored()), sorted(await expected()));
});

function sorted(postings: Postings) {
  return [...postings].map(([term, seqs]) => [term, [...seqs].sort((a, b) => a - b)] as const)
    .sort(([a], [b]) => a < b ? -1 : 1);
}

const WORDS = "pump restart tank float well seal orchard wax graft tractor 水ポンプ ปั๊มน้ำ Straße"
  .split(" ");

/** Few words often, many seldom, as people write. */
function sentence(random: SeededRandom): string {
  return Array.from({ length: 1 + Math.floor(random.fraction() * 12) }, () => {
    const n = Math.floor(WORDS.length ** (random.fraction() * 1.6));
    return WORDS[n] ?? `word${n}`;
  }).join(" ");
}

Deno.test("search index - holds of each message what it says now, and nothing that is gone (M3, S2)", async () => {
  for (let seed = 1; seed <= 2; seed++) {
    const { random, say, edit, remove, writer, other, stored, expected, row, find, log } = opened(
      seed,
    );
    let last = 0;
    for (let round = 0; round < 24; round++) {
      for (let n = 0; n < 40; n++) {
        const chance = random.fraction();
        const target = 1 + Math.floor(random.fraction() * last);
        const act = last > 5 && chance < 0.1
          ? () => edit(target, `${sentence(random)} edited`)
          : last > 5 && chance < 0.2
          ? () => remove(target)
          : () => say(sentence(random));
        // A change to what is a change: nothing.
        const done = await act().catch(() => undefined);
        if (done?.is === "appended") last = done.appended.seq;
      }
      if (round % 3 === 0) await Promise.all([writer.follow(ROOM), other.follow(ROOM)]);
    }
    await Promise.all([writer.follow(ROOM), other.follow(ROOM)]);
    assertEquals(sorted(await stored()), sorted(await expected()));
    const { cursor = 0, segments = [] } = await row() ?? {};
    assert(segments.length > 1 && segments.length < 15, `${segments.length} segments`);
    assert(last - cursor < 256, "what waits is little");
    const messages = (await log.read(ROOM, { before: cursor + 1, limit: 1e6 }))
      .map(({ event }) => event).filter((event) => event.kind === "message");
    for (const query of ["pump", "pump tank", "stra", "ポン", "น้", "word3 well", "nowhere"]) {
      const found = await find(query) ?? [];
      const { wanted } = readQuery(query, clock);
      const all = { ...readQuery(query, clock), unwanted: [] };
      const wants = messages.filter((one) => one.deletedAt === undefined && says(one, all));
      for (const { seq } of wants) assert(found.includes(seq), `${query} is found at ${seq}`);
      if (wanted[0]?.parts[0]?.is === "word") assertEquals(found, wants.map(({ seq }) => seq));
    }
  }
});

Deno.test("search index - is made anew beside the one that is read, and takes its place whole (S2)", async () => {
  const { random, say, edit, writer, other, stored, expected, row, store, find } = opened();
  for (let n = 0; n < 700; n++) await say(`${sentence(random)} ${n === 300 ? "needle" : ""}`);
  await writer.follow(ROOM);
  const before = await row();
  const never = new AbortController().signal;
  const [done] = await Promise.all([
    writer.rebuild(ROOM, never),
    (async () => {
      await edit(301, "no more");
      await other.follow(ROOM);
    })(),
    find("needle"),
  ]);
  assert(done);
  await writer.follow(ROOM);
  assertEquals(sorted(await stored()), sorted(await expected()));
  const kept = new Set((await row())?.segments.map(({ id }) => id));
  assert(before?.segments.every(({ id }) => !kept.has(id)), "all of it is new");
  assertEquals(await find("needle"), []);
  assertEquals((await store.get(keys.rebuiltIndex(ROOM))).value, null);
  const aborted = AbortSignal.abort();
  assertEquals(await writer.rebuild(ROOM, aborted), false, "and not done is said");
});

Deno.test("search index - of another form is not read, and made anew (S2)", async () => {
  const { random, say, writer, row, store, find, stored, expected } = opened();
  for (let n = 0; n < 200; n++) await say(`${sentence(random)} everywhere`);
  await writer.follow(ROOM);
  const { value } = await store.get<IndexRow>(keys.searchIndex(ROOM));
  await store.commit([], [{
    type: "set",
    key: keys.searchIndex(ROOM),
    value: { ...value, form: -1 },
  }]);
  assertEquals(await find("everywhere"), []);
  assert(await writer.rebuild(ROOM, new AbortController().signal));
  assertEquals((await find("everywhere"))?.length, 200);
  assertEquals(sorted(await stored()), sorted(await expected()));
  assert(((await row())?.form ?? 0) > 0);
});

Deno.test("search index - a step whose answer was lost is taken once (S2)", async () => {
  const { random, say, writer, stored, expected, log, store } = opened();
  let lost = 0;
  const kv = {
    get: store.get.bind(store),
    getMany: store.getMany.bind(store),
    list: store.list.bind(store),
    watch: store.watch.bind(store),
    close: () => {},
    maxChecks: 100,
    async commit(...commit: Parameters<typeof store.commit>) {
      const result = await store.commit(...commit);
      return ++lost % 2 === 1 ? { ok: false as const } : result;
    },
  };
  const unsure = createIndexWriter({ kv, log, random });
  for (let n = 0; n < 640; n++) {
    await say(sentence(random));
    if (n % 80 === 79) await unsure.follow(ROOM);
  }
  await writer.follow(ROOM);
  assert(lost > 1);
  assertEquals(sorted(await stored()), sorted(await expected()));
});
