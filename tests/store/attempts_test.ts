import { assert, assertEquals } from "@std/assert";
import { type Attempts, createAttempts, unlimitedAttempts } from "../../lib/store/attempts.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

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
