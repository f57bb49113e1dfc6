import { assert, assertEquals } from "@std/assert";
import {
  type Attempts,
  createAttempts,
  unlimitedAttempts,
} from "../../../lib/store/people/attempt_limits.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { sleep } from "../../../lib/runtime/clock.ts";
import { WatchedKv } from "../../support/watched_kv.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

const random = new SeededRandom(1);
const twice = { count: 2, windowMs: 1000 };

Deno.test("attempts - so many in a window, then the time to wait; other people are not counted", async () => {
  const clock = new VirtualClock();
  const attempts = createAttempts({ kv: new MemoryKv(), clock, random });
  assertEquals(await attempts.take("sign-in", "zed", twice), 0);
  await clock.advance(300);
  assertEquals(await attempts.take("sign-in", "zed", twice), 0);
  await clock.advance(300);
  assertEquals(await attempts.take("sign-in", "zed", twice), 400);
  assertEquals(await attempts.take("sign-in", "ana", twice), 0);
  assertEquals(await attempts.take("register", "zed", twice), 0);
  await clock.advance(400);
  assertEquals(await attempts.take("sign-in", "zed", twice), 0);
  assertEquals(await attempts.take("sign-in", "zed", twice), 300);
});

Deno.test("attempts - instances that share a store count together", async () => {
  const kv = new MemoryKv();
  const clock = new VirtualClock();
  const [one, other] = [kv, kv.open()].map((kv) => createAttempts({ kv, clock, random }));
  assert(one && other);
  const waits = await Promise.all(
    [one, other, one, other, one].map((attempts) => attempts.take("sign-in", "zed", twice)),
  );
  assertEquals(waits.filter((ms) => ms === 0).length, 2);
  assert(waits.every((ms) => ms === 0 || ms === 1000));
});

Deno.test("attempts - the store holds no address and no name that was tried", async () => {
  const [kv, clock] = [new MemoryKv(), new VirtualClock()];
  const attempts = createAttempts({ kv, clock, random });
  for (const who of ["203.0.113.9", "my password, typed as a name"]) {
    assertEquals(await attempts.take("sign-in", who, twice), 0);
  }
  const stored = await kv.list({ start: [], end: [true] }, { limit: 100 });
  assertEquals(stored.filter(({ key }) => key[0] === "attempts").length, 2);
  for (const { key } of stored) assert(!/203|password/.test(String(key)), String(key));
});

Deno.test("attempts - switched off, nothing is limited", async () => {
  const once = { count: 1, windowMs: 5 };
  const attempts = createAttempts({ kv: new MemoryKv(), clock: new VirtualClock(), random });
  const waits = async (
    of: Attempts,
  ) => [await of.take("a", "b", once), await of.take("a", "b", once)];
  assertEquals(await waits(attempts), [0, 5]);
  assertEquals(await waits(unlimitedAttempts), [0, 0]);
});

Deno.test("attempts - 24 at once over a slow store are counted in one write, and none is told to wait", async () => {
  const clock = new VirtualClock();
  const kv = new WatchedKv(new MemoryKv());
  kv.before = () => sleep(clock, 100);
  const attempts = createAttempts({ kv, clock, random });
  await clock.runUntil(attempts.take("enter", "first", twice), 1_000); // makes the salt
  kv.take();
  const allowance = { count: 50, windowMs: 600_000 };
  const crowd = Array.from({ length: 24 }, () => attempts.take("enter", "school", allowance));
  const waits = await clock.runUntil(Promise.all(crowd), 1_000);
  assertEquals(waits, Array(24).fill(0));
  assert(kv.take().length <= 6, "a read and a write for the first, then for all others");
  const more = Array.from({ length: 30 }, () => attempts.take("enter", "school", allowance));
  const rest = await clock.runUntil(Promise.all(more), 2_000);
  assertEquals(rest.filter((ms) => ms === 0).length, 26);
});

Deno.test("attempts - of many instances at once, no more are let through than may be", async () => {
  const [kv, clock] = [new MemoryKv(), new VirtualClock()];
  const allowance = { count: 20, windowMs: 60_000 };
  const instances = Array.from(
    { length: 8 },
    (_, n) => createAttempts({ kv: kv.open(), clock, random: new SeededRandom(n) }),
  );
  let granted = 0;
  for (let round = 0; round < 6; round++) {
    const tries = instances.flatMap((one) => [0, 1].map(() => one.take("guess", "zed", allowance)));
    const waits = await clock.runUntil(Promise.all(tries));
    granted += waits.filter((ms) => ms === 0).length;
    await clock.advance(1);
  }
  assertEquals(granted, 20);
  await clock.advance(60_000);
  assertEquals(await clock.runUntil(instances[0]!.take("guess", "zed", allowance)), 0);
});

Deno.test("attempts - looking counts nothing, reads nothing before as many were seen here, and says how long", async () => {
  const [memory, clock] = [new MemoryKv(), new VirtualClock()];
  const kv = new WatchedKv(memory);
  const here = createAttempts({ kv, clock, random });
  const there = createAttempts({ kv: memory.open(), clock, random: new SeededRandom(2) });
  assertEquals(await here.look("a", "b", twice), 0); // makes the salt
  kv.take();
  for (let n = 0; n < 3; n++) assertEquals(await here.look("a", "b", twice), 0);
  assertEquals(kv.take(), [], "nothing is known here");
  assertEquals(await there.take("a", "b", twice), 0);
  await clock.advance(1);
  assertEquals(await there.take("a", "b", twice), 0);
  const waits = await here.take("a", "b", twice);
  assert(waits > 0);
  assertEquals(await here.look("a", "b", twice), waits);
  await clock.advance(waits);
  assertEquals(await here.look("a", "b", twice), 0);
});
