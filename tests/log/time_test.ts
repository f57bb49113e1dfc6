import { assert, assertEquals, assertRejects } from "@std/assert";
import { Unavailable } from "../../lib/kv/kv.ts";
import { soundLog } from "../support/log_invariants.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { appended, message, openLog } from "../support/opened_log.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

/** Settles a promise's state without waiting for it. */
function watched<T>(promise: Promise<T>): { state: "waiting" | "settled" } {
  const seen: { state: "waiting" | "settled" } = { state: "waiting" };
  const settled = () => void (seen.state = "settled");
  promise.then(settled, settled);
  return seen;
}

Deno.test("log - a store that stays away fails a request after 10 s, not before", async () => {
  const clock = new VirtualClock();
  const { kv, log, reports } = openLog(new MemoryKv(), clock);
  await appended(log, message("before"));
  kv.fates.push(...Array<"lost">(1000).fill("lost"));
  const refused = assertRejects(() => log.append(message("lost")), Unavailable);
  const seen = watched(refused);
  await clock.advance(9_500);
  assertEquals(seen.state, "waiting");
  await clock.advance(1_000);
  await refused;
  assert(reports.length >= 5 && reports.length <= 12, `${reports.length} reports`);
  kv.fates.length = 0;
  assertEquals((await appended(log, message("after"))).seq, 2);
});

Deno.test("log - a clock that is set back makes no request wait for longer", async () => {
  const clock = new VirtualClock();
  const { kv, log } = openLog(new MemoryKv(), clock);
  await appended(log, message("before"));
  kv.fates.push(...Array<"lost">(1000).fill("lost"));
  const refused = assertRejects(() => log.append(message("lost")), Unavailable);
  clock.set(-3_600_000);
  await clock.runUntil(refused, 10_500);
});

Deno.test("log - a store that comes back in time loses no request (D1)", async () => {
  const clock = new VirtualClock();
  const store = new MemoryKv();
  const { kv, log } = openLog(store, clock);
  kv.failingReads = Infinity;
  const places = Promise.all(["1", "2", "3"].map((text) => appended(log, message(text))));
  await clock.advance(8_000);
  kv.failingReads = 0;
  const seqs = (await clock.runUntil(places, 1_000)).map(({ seq }) => seq);
  assertEquals(seqs, [1, 2, 3]);
  assertEquals((await soundLog(store, "room")).length, 3);
});

Deno.test("log - time never goes back, though the clocks of instances differ", async () => {
  const store = new MemoryKv();
  const ahead = openLog(store, new VirtualClock(5_000));
  const behind = openLog(store, new VirtualClock(1_000));
  assertEquals((await appended(behind.log, message("1"))).at, 1_000);
  assertEquals((await appended(ahead.log, message("2"))).at, 5_000);
  assertEquals((await appended(behind.log, message("3"))).at, 5_000);
  await soundLog(store, "room");
});

Deno.test("log - the 10,001st request that waits is turned away at once", async () => {
  const { kv, log } = openLog(new MemoryKv(), new VirtualClock());
  const gate = Promise.withResolvers<void>();
  kv.before = () => gate.promise;
  const waiting = Array.from({ length: 10_000 }, () => appended(log, message("waits")));
  await assertRejects(() => log.append(message("too many")), Unavailable);
  gate.resolve();
  assertEquals((await Promise.all(waiting)).at(-1)?.seq, 10_000);
  assertEquals((await appended(log, message("room again"))).seq, 10_001);
});

Deno.test("log - a conversation whose head was forgotten is read again", async () => {
  const { kv, log } = openLog(new MemoryKv(), new VirtualClock());
  const request = message("first", { conversation: "oldest" });
  const { seq, at } = await appended(log, request);
  const readsOf = async (run: () => Promise<unknown>) => {
    const { reads } = kv;
    await run();
    return kv.reads - reads;
  };
  assertEquals(await readsOf(() => log.append(request)), 0);
  const others = Array.from({ length: 10_000 }, (_, n) => `room-${n}`);
  await Promise.all(others.map((conversation) => log.append(message("hi", { conversation }))));
  assertEquals(await readsOf(() => log.append(message("hi", { conversation: "room-9999" }))), 0);
  assert(await readsOf(() => log.append(message("next", { conversation: "oldest" }))) > 0);
  assertEquals(await appended(log, request), { seq, at, duplicate: true });
});

Deno.test("log - a duplicate older than the ids kept is found in the log (D3)", async () => {
  const { kv, log } = openLog(new MemoryKv(), new VirtualClock());
  const first = message("first");
  const { seq } = await appended(log, first);
  await Promise.all(Array.from({ length: 1500 }, () => log.append(message("more"))));
  const { reads } = kv;
  assertEquals((await appended(log, message("now", { after: 1400 }))).seq, 1502);
  assertEquals(kv.reads, reads);
  assertEquals((await appended(log, first)).seq, seq);
  assert(kv.reads > reads);
});

Deno.test("log - a request too big for one commit is refused, alone", async () => {
  const { log } = openLog(new MemoryKv(), new VirtualClock());
  const also = (count: number) => () =>
    Array.from({ length: count }, (_, n) => (
      { type: "set", key: ["mention", n], value: true } as const
    ));
  const places = Promise.all([
    appended(log, message("one")),
    appended(log, message("many", { also: also(900) })),
    assertRejects(() => log.append(message("too many", { also: also(1000) })), RangeError),
    appended(log, message("two")),
  ]);
  assertEquals((await places).map((place) => "seq" in place ? place.seq : 0), [1, 2, 0, 3]);
});
