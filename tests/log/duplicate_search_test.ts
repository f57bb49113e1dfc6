import { assert, assertEquals, assertRejects } from "@std/assert";
import type { AppendRequest } from "../../lib/log/log.ts";
import { Unavailable } from "../../lib/kv/kv.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { appended, message, openLog } from "../support/opened_log.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const DAY_MS = 24 * 60 * 60_000;

/** A log that ana filled in “room”, and how other instances open it. */
async function longLog(entries: number) {
  const store = new MemoryKv();
  const clock = new VirtualClock();
  const { log } = openLog(store, clock);
  const requests = Array.from({ length: entries }, (_, n) => message(`${n}`));
  for (let from = 0; from < entries; from += 5_000) {
    const part = requests.slice(from, from + 5_000);
    await clock.runUntil(Promise.all(part.map((request) => appended(log, request))));
  }
  return { store, clock, requests, open: () => openLog(store, clock) };
}

async function assertTooOld(append: Promise<unknown>): Promise<void> {
  const error = await assertRejects(() => append, ChatError);
  assertEquals(error.refusal, "send-too-old");
}

Deno.test("duplicate search - goes back 10,000 entries, and refuses beyond (D3)", async () => {
  const { open, clock } = await longLog(10_100);
  const { kv, log } = open();
  const near = await clock.runUntil(appended(log, message("near", { by: "bo", after: 100 })));
  assertEquals(near.seq, 10_101);
  const { reads } = kv;
  await assertTooOld(log.append(message("far", { by: "bo", after: 0 })));
  assertEquals(kv.reads, reads, "nothing is read for it");
});

Deno.test("duplicate search - goes back 30 days, and refuses beyond (D3)", async () => {
  const { open, clock } = await longLog(20);
  await clock.advance(30 * DAY_MS - 1_000);
  assertEquals((await clock.runUntil(appended(open().log, message("1", { after: 10 })))).seq, 21);
  await clock.advance(2_000);
  await assertTooOld(clock.runUntil(open().log.append(message("2", { after: 10 }))));
  assertEquals((await clock.runUntil(appended(open().log, message("3", { after: 20 })))).seq, 22);
});

Deno.test("duplicate search - without after, the newest 500 entries are looked at (D3)", async () => {
  const { open, clock, requests } = await longLog(3_000);
  const { kv, log } = open();
  const unsaid = (request: AppendRequest | undefined) => ({ ...request!, after: undefined });
  const repeated = await clock.runUntil(appended(log, unsaid(requests[2_600])));
  assertEquals([repeated.seq, repeated.duplicate], [2_601, true]);
  assertEquals((await clock.runUntil(appended(log, unsaid(message("new"))))).seq, 3_001);
  assert(kv.reads <= 5, `${kv.reads} reads: a head, and at most two pages for each`);
});

Deno.test("duplicate search - a long one of one author delays no other author", async () => {
  const { open, clock } = await longLog(2_000);
  const { kv, log } = open();
  await clock.runUntil(appended(log, message("known", { by: "cy", after: 2_000 })));
  const gate = Promise.withResolvers<void>();
  kv.beforeRead = () => gate.promise;
  const long = appended(log, message("long", { by: "bo", after: 1_600 }));
  const quick = appended(log, message("quick", { by: "cy", after: 2_001 }));
  assertEquals((await clock.runUntil(quick, 100)).seq, 2_002);
  gate.resolve();
  assertEquals((await clock.runUntil(long)).seq, 2_003);
});

Deno.test("duplicate search - many of one author delay no search of another", async () => {
  const { store, open, clock } = await longLog(600);
  const rooms = Array.from({ length: 8 }, (_, n) => `room-${n}`);
  const filling = openLog(store, clock).log;
  const fill = (conversation: string) =>
    Array.from({ length: 600 }, (_, n) => appended(filling, message(`${n}`, { conversation })));
  await clock.runUntil(Promise.all(rooms.flatMap(fill)));
  const { kv, log } = open();
  const gates: Array<() => void> = [];
  kv.beforeRead = (reads) =>
    reads > rooms.length ? new Promise<void>((resolve) => gates.push(resolve)) : undefined;
  const many = rooms.map((conversation) =>
    appended(log, message("many", { by: "bo", conversation }))
  );
  await clock.settle(); // the heads are read, and the first search of bo's waits for its page
  const other = appended(log, message("other", { by: "cy" }));
  let settled = false;
  other.finally(() => void (settled = true));
  for (let round = 0; round < 7 && !settled; round++) {
    await clock.settle();
    for (const open of gates.splice(0)) open();
  }
  assert(settled, "cy's search waits for one of bo's at most");
  kv.beforeRead = () => {};
  for (const open of gates) open();
  await clock.runUntil(Promise.all(many));
});

Deno.test("duplicate search - a request that waits for one is given up after 10 s", async () => {
  const { open, clock } = await longLog(2_000);
  const { kv, log } = open();
  const gate = Promise.withResolvers<void>();
  kv.beforeRead = (reads) => reads > 1 ? gate.promise : undefined;
  const refused = assertRejects(() => log.append(message("long", { by: "bo" })), Unavailable);
  await clock.runUntil(refused, 11_500);
  gate.resolve();
  await clock.settle();
  assertEquals((await clock.runUntil(appended(log, message("next", { by: "bo" })))).seq, 2_001);
});
