import { assertEquals } from "@std/assert";
import { TtlCache } from "../../lib/async/ttl_cache.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function cache(limits = { max: 3, ttlMs: 1_000 }) {
  const clock = new VirtualClock();
  const kept = new TtlCache<string>(clock, limits);
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

Deno.test("cache - drops the least recently used beyond its size", async () => {
  const { get, kept } = cache();
  for (const key of ["a", "b", "c", "a", "d"]) await get(key);
  assertEquals(["a", "b", "c", "d"].map((key) => kept.get(key) !== undefined), [
    true,
    false,
    true,
    true,
  ]);
});

Deno.test("cache - concurrent calls share one load, of one value and of many", async () => {
  const { kept } = cache();
  const loading = Promise.withResolvers<string>();
  let loads = 0;
  const one = () => kept.getOne("a", () => (loads++, loading.promise));
  const many = () =>
    kept.getMany(["a", "b"], async (missing) => {
      loads++;
      return new Map(
        await Promise.all(missing.map(async (k) => [k, await loading.promise] as const)),
      );
    });
  const asked = [one(), one(), many(), many()];
  loading.resolve("new");
  const [first, second, third] = await Promise.all(asked);
  assertEquals([first, second], ["new", "new"]);
  assertEquals(third, new Map([["a", "new"], ["b", "new"]]));
  assertEquals(loads, 2, "the second was only for b");
});

Deno.test("cache - a load that fails fails for all that share it, and is not kept", async () => {
  const { kept } = cache();
  const away = () => Promise.reject(new Error("away"));
  const asked = [kept.getOne("a", away), kept.getMany(["a"], away)];
  for (const { status } of await Promise.allSettled(asked)) assertEquals(status, "rejected");
  assertEquals(await kept.getOne("a", () => Promise.resolve("back")), "back");
});

Deno.test("cache - what is forgotten while it is loaded is not kept", async () => {
  const { kept } = cache();
  for (const forget of [() => kept.delete("a"), () => kept.clear()]) {
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
