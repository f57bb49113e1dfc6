import { assertEquals, assertRejects } from "@std/assert";
import { SharedReads } from "../../lib/chat/shared_reads.ts";

/** Reads that end when the test says so; each gives its number. */
function countedReads() {
  const under: Array<PromiseWithResolvers<number>> = [];
  return {
    under,
    load: () => {
      under.push(Promise.withResolvers<number>());
      return under.at(-1)?.promise ?? Promise.reject();
    },
  };
}

Deno.test("shared reads - however many ask at once, one read is under way and one follows", async () => {
  const shared = new SharedReads<number>();
  const { under, load } = countedReads();
  const first = shared.read("ana", load);
  const later = Array.from({ length: 100 }, () => shared.read("ana", load));
  assertEquals(under.length, 1);
  under[0]?.resolve(1);
  assertEquals(await first, 1);
  await Promise.resolve();
  assertEquals(under.length, 2);
  under[1]?.resolve(2);
  assertEquals(new Set(await Promise.all(later)), new Set([2]));
  const again = shared.read("ana", load);
  assertEquals(under.length, 3);
  under[2]?.resolve(3);
  assertEquals(await again, 3);
});

Deno.test("shared reads - those of different keys do not wait for each other", async () => {
  const shared = new SharedReads<number>();
  const { under, load } = countedReads();
  const [one, other] = [shared.read("ana", load), shared.read("ben", load)];
  assertEquals(under.length, 2);
  under[1]?.resolve(2);
  assertEquals(await other, 2);
  under[0]?.resolve(1);
  assertEquals(await one, 1);
});

Deno.test("shared reads - one that fails fails for who asked for it, and the next is tried", async () => {
  const shared = new SharedReads<number>();
  const { under, load } = countedReads();
  const [first, second] = [shared.read("ana", load), shared.read("ana", load)];
  under[0]?.reject(new Error("away"));
  await assertRejects(() => first, Error, "away");
  await Promise.resolve();
  under[1]?.resolve(2);
  assertEquals(await second, 2);
});
