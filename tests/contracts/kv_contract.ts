import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Key, KeyPart, Kv, Mutation } from "../../lib/kv/kv.ts";

/** A store under test; `close` also removes what it left. */
export interface OpenedKv {
  kv: Kv;
  close(): void | Promise<void>;
}

const set = (key: Key, value: unknown): Mutation => ({ type: "set", key, value });

/** What every `Kv` must do, over whatever it is. */
export function kvContract(name: string, open: () => Promise<OpenedKv>): void {
  const test = (behaviour: string, run: (kv: Kv) => Promise<void>) =>
    Deno.test(`kv over ${name} - ${behaviour}`, async () => {
      const { kv, close } = await open();
      try {
        await run(kv);
      } finally {
        await close();
      }
    });

  test("a value comes back as it was set, with the version of its commit", async (kv) => {
    const value = { text: "é😀", list: [1, null, true], at: 1.5, nested: { a: "b" } };
    const committed = await kv.commit([], [set(["a", 1], value), set(["b"], "two")]);
    assert(committed.ok);
    const found = await kv.get(["a", 1]);
    assertEquals(found.value, value);
    assertEquals(found.versionstamp, committed.versionstamp);
    assertEquals((await kv.get(["b"])).versionstamp, committed.versionstamp);
  });

  test("a key that is not there is null", async (kv) => {
    assertEquals(await kv.get(["nothing"]), {
      key: ["nothing"],
      value: null,
      versionstamp: null,
    });
  });

  test("a commit whose check fails changes nothing", async (kv) => {
    const first = await kv.commit([{ key: ["a"], versionstamp: null }], [set(["a"], 1)]);
    assert(first.ok);
    const again = await kv.commit([{ key: ["a"], versionstamp: null }], [
      set(["a"], 2),
      set(["b"], 2),
    ]);
    assertEquals(again, { ok: false });
    assertEquals((await kv.get(["a"])).value, 1);
    assertEquals((await kv.get(["b"])).value, null);
    const next = await kv.commit([{ key: ["a"], versionstamp: first.versionstamp }], [
      { type: "delete", key: ["a"] },
    ]);
    assert(next.ok && next.versionstamp > first.versionstamp);
    assertEquals((await kv.get(["a"])).value, null);
  });

  test("many keys are read in the order asked", async (kv) => {
    const many = Array.from({ length: 25 }, (_, n): Key => ["many", n]);
    await kv.commit([], many.map((key, n) => set(key, n)));
    const asked = [...many].reverse();
    const found = await kv.getMany(asked);
    assertEquals(found.map((entry) => entry.value), asked.map((key) => key[1]));
    assertEquals(await kv.getMany([]), []);
  });

  test("keys are listed by type, then by value", async (kv) => {
    const parts: KeyPart[] = [
      new Uint8Array([0]),
      new Uint8Array([0, 1]),
      new Uint8Array([255]),
      "",
      "a",
      "a\0b",
      "aa",
      "é",
      "\uffff",
      "😀",
      -(2n ** 70n),
      -300n,
      -2n,
      0n,
      2n,
      300n,
      2n ** 70n,
      -1e9,
      -1,
      -0.5,
      0,
      0.5,
      2,
      10,
      1e9,
      false,
      true,
    ];
    const shuffled = parts.map((part, n) => set(["order", part], n)).reverse();
    await kv.commit([], [...shuffled, set(["order"], "itself"), set(["ordes"], "after")]);
    const listed = await kv.list<number>({ prefix: ["order"] }, { limit: 100 });
    assertEquals(listed.map((entry) => entry.value), parts.map((_, n) => n));
  });

  test("a range starts with its start, ends before its end and keeps to its limit", async (kv) => {
    await kv.commit([], [1, 2, 3, 4, 5, 6].map((n) => set(["r", n], n)));
    const values = async (range: Parameters<Kv["list"]>[0], limit: number, reverse = false) =>
      (await kv.list<number>(range, { limit, reverse })).map((entry) => entry.value);
    assertEquals(await values({ start: ["r", 2], end: ["r", 5] }, 10), [2, 3, 4]);
    assertEquals(await values({ prefix: ["r"], start: ["r", 4] }, 10), [4, 5, 6]);
    assertEquals(await values({ prefix: ["r"], end: ["r", 3] }, 10), [1, 2]);
    assertEquals(await values({ prefix: ["r"] }, 2), [1, 2]);
    assertEquals(await values({ prefix: ["r"], end: ["r", 6] }, 2, true), [5, 4]);
  });

  test("more entries than one read of the platform holds are listed", async (kv) => {
    for (let from = 0; from < 1800; from += 600) {
      await kv.commit([], Array.from({ length: 600 }, (_, n) => set(["big", from + n], from + n)));
    }
    const listed = await kv.list<number>({ prefix: ["big"] }, { limit: 1500 });
    assertEquals(listed.map((entry) => entry.value), Array.from({ length: 1500 }, (_, n) => n));
  });

  test("a watch calls now and after a change, and ends with its signal", async (kv) => {
    const ended = new AbortController();
    let called = Promise.withResolvers<void>();
    kv.watch(["watched"], () => called.resolve(), ended.signal);
    await called.promise;
    called = Promise.withResolvers<void>();
    await kv.commit([], [set(["watched"], 1)]);
    await called.promise;
    ended.abort();
  });

  test("nothing stands under a key that is longer than a key can be", async (kv) => {
    const [longest, longer] = [["k", "x".repeat(2040)], ["k", "é".repeat(1100)]] as const;
    await kv.commit([], [set(longest, 1), set(["b"], 2)]);
    assertEquals((await kv.get(longest)).value, 1);
    assertEquals(await kv.get(longer), { key: longer, value: null, versionstamp: null });
    const found = await kv.getMany([longer, ["b"], longer, longest]);
    assertEquals(found.map(({ value }) => value), [null, 2, null, 1]);
    await assertRejects(() => kv.commit([], [set(longer, 1)]));
  });

  test("a value over 64 KiB is refused", async (kv) => {
    await kv.commit([], [set(["v"], "x".repeat(60 * 1024))]);
    await assertRejects(() => kv.commit([], [set(["v"], "x".repeat(66 * 1024))]));
  });

  test("a commit with more checks than the store takes is refused", async (kv) => {
    const checks = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ key: ["absent", n], versionstamp: null }));
    assert((await kv.commit(checks(kv.maxChecks), [set(["c"], 1)])).ok);
    await assertRejects(() => kv.commit(checks(kv.maxChecks + 1), [set(["c"], 2)]));
  });
}
