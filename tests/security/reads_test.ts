import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { FarEnd } from "../support/far_end.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { oneInstance } from "../support/one_instance.ts";
import type { Range } from "../../lib/kv/kv.ts";
import { type KvCall, WatchedKv } from "../support/watched_kv.ts";

const SOCKETS = 20;
const REQUESTS = 95;

/** Each page is a read of the log; beside it goes a read of what the reader marked, counted with it. */
function isOwn(call: KvCall): boolean {
  return call.call === "list" && call.key[0] === "own";
}

function isOwnRange(range: Range): boolean {
  return range.start?.[0] === "own";
}

/** A guest with as many sockets as may be, who asks the same on each as often as frames may come. */
async function flooded() {
  const kv = new WatchedKv(new MemoryKv());
  const fixture = await oneInstance({ kv, rates: true });
  const { clock, instance, person, join } = fixture;
  const guest = { ...await person("eve", "guest"), address: "one address" };
  const writer = await join(await person("ada"));
  const ends: FarEnd[] = [];
  for (let n = 0; n < SOCKETS; n++) ends.push(FarEnd.at(instance, guest));
  await clock.advance(1_000);
  kv.take();
  return { ...fixture, kv, guest, writer, ends };
}

Deno.test("reads - one guest's costly reads over twenty sockets are bounded, and said to be", async () => {
  const { clock, kv, ends } = await flooded();
  const asked: Array<{ end: FarEnd; ref: number }> = [];
  for (const end of ends) {
    for (let n = 0; n < REQUESTS; n++) {
      const before = 1_000 + asked.length;
      asked.push({
        end,
        ref: end.ask({ type: "history", conversation: GENERAL, before, limit: 9 }),
      });
    }
    await clock.advance(10);
  }
  await clock.advance(2_000);
  const replies = asked.map(({ end, ref }) => end.reply(ref));
  const allowed = replies.filter(({ ok }) => ok).length;
  assert(allowed >= 20, `${allowed} were answered`);
  assert(allowed <= 200, `${allowed} of ${asked.length} were answered`);
  for (const reply of replies) {
    if (!reply.ok) assertEquals(reply.error.code, "rate-limited");
  }
  const reads = kv.take().filter((one) => one.call !== "commit" && !isOwn(one)).length;
  assert(reads <= 300, `${reads} reads of the store`);
  assertEquals(ends.map(({ closed }) => closed), ends.map(() => undefined));
});

Deno.test("reads - a person's reads run four at a time, and do not hold up who writes", async () => {
  const { clock, kv, ends, writer } = await flooded();
  const { list } = kv;
  let [running, most] = [0, 0];
  kv.list = async <T>(...asked: Parameters<typeof list>) => {
    if (isOwnRange(asked[0])) return await list.call(kv, ...asked) as never[] & T[];
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => clock.after(500, resolve));
    running--;
    return await list.call(kv, ...asked) as never[] & T[];
  };
  ends.forEach((end, n) =>
    end.ask({ type: "history", conversation: GENERAL, before: 1_000 + n, limit: 200 })
  );
  await clock.advance(10);
  const ref = writer.ask({
    type: "send",
    conversation: GENERAL,
    id: crypto.randomUUID(),
    text: "still here",
  });
  await clock.advance(20);
  assert(writer.reply(ref).ok);
  await clock.advance(10_000);
  assertEquals(most, 4);
});

Deno.test("reads - what one person asks twice at once is read once", async () => {
  const { clock, kv, ends } = await flooded();
  const ask = { type: "history", conversation: GENERAL, before: 50, limit: 200 } as const;
  for (const end of ends) end.ask(ask);
  await clock.advance(1_000);
  const lists = kv.take().filter((one) => one.call === "list" && !isOwn(one)).length;
  assert(lists <= 2, `${lists} lists: the one under way, and one that began after all had asked`);
});
