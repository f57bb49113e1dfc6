import { assertEquals, assertRejects } from "@std/assert";
import { gatherReads } from "../../lib/kv/gathered_reads.ts";
import { type Key, Unavailable } from "../../lib/kv/kv.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { WatchedKv } from "../support/watched_kv.ts";

async function stored(count: number) {
  const kv = new WatchedKv(new MemoryKv());
  const keyOf = (n: number): Key => ["key", n];
  for (let n = 0; n < count; n++) {
    await kv.commit([], [{ type: "set", key: keyOf(n), value: n }]);
  }
  kv.take();
  return { kv, gathered: gatherReads(kv), keyOf };
}

Deno.test("gathered reads - what is read in one turn is one read, each gets its own", async () => {
  const { kv, gathered, keyOf } = await stored(5);
  const [one, many, none, missing] = await Promise.all([
    gathered.get<number>(keyOf(3)),
    gathered.getMany<number>([keyOf(0), keyOf(4)]),
    gathered.getMany<number>([]),
    gathered.get(keyOf(99)),
  ]);
  assertEquals(
    [one.value, many.map(({ value }) => value), none, missing.versionstamp],
    [3, [0, 4], [], null],
  );
  assertEquals(kv.take().map(({ call }) => call), ["getMany"]);
  await gathered.get(keyOf(1));
  assertEquals(kv.take().map(({ call }) => call), ["get"], "alone it is what it was");
});

Deno.test("gathered reads - what is asked for while enough are under way goes together, and is read after it was asked", async () => {
  const { kv, gathered, keyOf } = await stored(1);
  const gate = Promise.withResolvers<void>();
  kv.before = () => gate.promise;
  const early: Promise<unknown>[] = [];
  for (let n = 0; n < 8; n++) {
    early.push(gathered.get(keyOf(0)));
    await new Promise((resolve) => setTimeout(resolve)); // a turn each
  }
  const late = Array.from({ length: 250 }, (_, n) => gathered.get<number>(keyOf(n)));
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(kv.take().length, 8);
  kv.before = () => {};
  gate.resolve();
  await Promise.all([...early, ...late]);
  assertEquals(kv.take().map((call) => call.call === "getMany" && call.keys.length), [
    100,
    100,
    50,
  ]);
});

Deno.test("gathered reads - that fail, fail for all who went together, and for nobody after", async () => {
  const { kv, gathered, keyOf } = await stored(2);
  kv.away = true;
  const together = [0, 1].map((n) => gathered.get(keyOf(n)));
  for (const one of together) await assertRejects(() => one, Unavailable);
  kv.away = false;
  assertEquals((await gathered.get<number>(keyOf(1))).value, 1);
});

Deno.test("gathered reads - what several ask for is read once, and what only looks alike is not it", async () => {
  const { kv, gathered } = await stored(0);
  const keys: Key[] = [["a", "b"], ["a b"], ["a", 1], ["a", "1"], ["a1", "b"], ["a", "string 1 b"]];
  for (const [n, key] of keys.entries()) await kv.commit([], [{ type: "set", key, value: n }]);
  kv.take();
  const asked = [...keys, ...keys.toReversed()];
  const found = await Promise.all(asked.map((key) => gathered.get<number>(key)));
  assertEquals(found.map(({ value }) => value), [0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0]);
  const calls = kv.take().map((call) => call.call === "getMany" ? call.keys.length : call.call);
  assertEquals(calls, [keys.length]);
});
