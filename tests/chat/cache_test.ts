import { assertEquals } from "@std/assert";
import { Cache } from "../../lib/chat/cache.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function cache(limits = { max: 3, ttlMs: 1_000 }) {
  const clock = new VirtualClock();
  const kept = new Cache<string>(clock, limits);
  const loads: string[][] = [];
  const get = async (...keys: string[]) => {
    const found = await kept.getMany(keys, (missing) => {
      loads.push(missing);
      return Promise.resolve(new Map(missing.map((key) => [key, `${key} ${loads.length}`])));
    });
    return keys.map((key) => found.get(key));
  };
  return { clock, kept, loads, get };
}

Deno.test("cache - loads what is missing, at once, and keeps it for its time", async () => {
  const { clock, loads, get } = cache();
  await get("a", "b", "a");
  assertEquals(await get("a", "b", "c"), ["a 1", "b 1", "c 2"]);
  assertEquals(loads, [["a", "b"], ["c"]]);
  await clock.advance(1_000);
  assertEquals(await get("a"), ["a 3"]);
});

Deno.test("cache - drops the least recently loaded beyond its size", async () => {
  const { get, kept } = cache();
  for (const key of ["a", "b", "c", "d"]) await get(key);
  assertEquals(["a", "b", "c", "d"].map((key) => kept.get(key) !== undefined), [
    false,
    true,
    true,
    true,
  ]);
});

Deno.test("cache - what is forgotten while it is loaded is not kept", async () => {
  const { kept } = cache();
  for (const forget of [() => kept.forget("a"), () => kept.clear()]) {
    const loaded = await kept.getMany(["a"], () => {
      forget();
      return Promise.resolve(new Map([["a", "old"]]));
    });
    assertEquals([loaded.get("a"), kept.get("a")], ["old", undefined]);
    const one = await kept.getOne("a", () => {
      forget();
      return Promise.resolve("old");
    });
    assertEquals([one, kept.get("a")], ["old", undefined]);
  }
});

Deno.test("cache - one value is loaded once, and what is not there each time", async () => {
  const { kept } = cache();
  let loads = 0;
  const load = (value: string | undefined) => () => {
    loads++;
    return Promise.resolve(value);
  };
  assertEquals(await kept.getOne("a", load(undefined)), undefined);
  assertEquals(await kept.getOne("a", load("new")), "new");
  assertEquals(await kept.getOne("a", load("newer")), "new");
  assertEquals(loads, 2);
});

Deno.test("cache - keeps no longer over a clock that is set back", async () => {
  const { clock, get } = cache();
  await get("a");
  clock.set(-3_600_000);
  assertEquals(await get("a"), ["a 1"]);
  await clock.advance(1_000);
  assertEquals(await get("a"), ["a 2"]);
});
