import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { createPace } from "../../lib/moving/import/pace.ts";
import { createSink } from "../../lib/moving/import/sink.ts";
import type { Kv, Mutation } from "../../lib/kv/kv.ts";
import type { IndexRow } from "../../lib/search/segments.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { mattermostExport } from "../support/mattermost_export.ts";
import { MemoryKv } from "../support/memory_kv.ts";

/** A store whose commits take so long, on a clock that only commits, rests and `pass` move. */
function slowStore(tookMs: number) {
  const kv = new MemoryKv();
  const sizes: number[] = [];
  const rests: number[] = [];
  let now = 0;
  const clock = {
    ...systemClock,
    elapsed: () => now,
    after(ms: number, run: () => void) {
      rests.push(ms);
      now += ms;
      queueMicrotask(run);
      return { cancel() {} };
    },
  } as typeof systemClock;
  const commit: Kv["commit"] = async (checks, mutations) => {
    now += tookMs;
    sizes.push(mutations.length);
    const result = await MemoryKv.prototype.commit.call(kv, checks, mutations);
    // As a file has them: a number, and two bytes more.
    return result.ok ? { ok: true, versionstamp: `${result.versionstamp.slice(4)}0000` } : result;
  };
  return {
    kv: Object.assign(kv, { commit }) as Kv,
    clock,
    sizes,
    rests,
    pass: (ms: number) => void (now += ms),
    take: (ms: number) => void (tookMs = ms),
  };
}

const rows = (count: number): Mutation[] =>
  Array.from({ length: count }, (_, n) => ({
    type: "set" as const,
    key: keys.entry("room", n + 1),
    value: n,
  }));

Deno.test("X1 - commits become smaller where they take long, and each is followed by a longer rest", async () => {
  const { kv, clock, sizes, rests } = slowStore(40);
  const sink = createSink(createPace(kv, clock, "store"), clock);
  await sink.add(...rows(700));
  await sink.flush();
  assertEquals(sizes.slice(0, 4), [250, 125, 62, 32]);
  assert(sizes.every((size, n) => size <= (sizes[n - 1] ?? 250)));
  assertEquals(sizes.reduce((sum, one) => sum + one), 700);
  assertEquals(new Set(rests), new Set([120]));
});

Deno.test("X1 - quick commits stay as large as they may be, and a rest has an end", async () => {
  const quick = slowStore(1);
  const sink = createSink(createPace(quick.kv, quick.clock, "store"), quick.clock);
  await sink.add(...rows(1_000));
  await sink.flush();
  assertEquals(quick.sizes, [250, 250, 250, 250]);
  const stuck = slowStore(5_000);
  const { kv } = createPace(stuck.kv, stuck.clock, "store");
  await kv.commit([], rows(1));
  await kv.commit([], rows(1));
  assertEquals(stuck.rests, [1_000]);
});

Deno.test("X1 - what is made ready between two commits counts as rest, and one that had to wait says little", async () => {
  const { kv, clock, rests, pass, take } = slowStore(10);
  const pace = createPace(kv, clock, "store");
  for (let n = 0; n < 5; n++) {
    await pace.kv.commit([], rows(1));
    pass(20);
  }
  assertEquals(rests, Array(4).fill(10), "of 30 it worked 20");
  take(900);
  await pace.kv.commit([], rows(1));
  take(10);
  await pace.kv.commit([], rows(1));
  assertEquals(rests.slice(-2), [10, 30], "however long that one was");
});

Deno.test("X1 - where nobody else writes, nobody waits, and there is no rest", async () => {
  const { kv, clock, rests, pass } = slowStore(10);
  const pace = createPace(kv, clock, "store");
  await pace.kv.commit([], rows(1));
  pass(2_000);
  for (let n = 0; n < 3; n++) await pace.kv.commit([], rows(1));
  assertEquals(rests, []);
  for (let n = 0; n < 11; n++) await kv.commit([], rows(1)); // others
  await pace.kv.commit([], rows(1));
  await pace.kv.commit([], rows(1));
  assertEquals(rests, [30]);
});

Deno.test("X1 - in the process of a server, whoever waits for it has a turn every few milliseconds", async () => {
  const { kv, clock, rests, pass } = slowStore(10);
  const alone = createPace(kv, clock, "store");
  pass(100);
  await alone.breathe();
  assertEquals(rests, []);
  const pace = createPace(kv, clock, "process");
  pass(5);
  await pace.breathe();
  assertEquals(rests, []);
  pass(5);
  await pace.breathe();
  assertEquals(rests, [0]);
});

Deno.test("X1 - whoever brings rooms in makes their index: the server has nothing to catch up with", async () => {
  const kv = new MemoryKv();
  const { id } = await bringIn(kv, new TextEncoder().encode(mattermostExport(300)));
  const { entries, row } = await broughtRoom(kv, id, "coop/town");
  const index = (await kv.get<IndexRow>(keys.searchIndex(row.id))).value!;
  assert(entries.length - index.cursor < 256, `${index.cursor} of ${entries.length}`);
  assert(index.segments.length > 0);
});
