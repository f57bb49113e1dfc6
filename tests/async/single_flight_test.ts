import { assertEquals, assertRejects } from "@std/assert";
import { SingleFlight } from "../../lib/async/single_flight.ts";

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

Deno.test("single flight - however many ask at once, one read is under way and one follows", async () => {
  const flight = new SingleFlight<number>();
  const { under, load } = countedReads();
  const first = flight.run("ana", load);
  const later = Array.from({ length: 100 }, () => flight.run("ana", load));
  assertEquals(under.length, 1);
  under[0]?.resolve(1);
  assertEquals(await first, 1);
  await Promise.resolve();
  assertEquals(under.length, 2);
  under[1]?.resolve(2);
  assertEquals(new Set(await Promise.all(later)), new Set([2]));
  const again = flight.run("ana", load);
  assertEquals(under.length, 3);
  under[2]?.resolve(3);
  assertEquals(await again, 3);
});

Deno.test("single flight - those of different keys do not wait for each other", async () => {
  const flight = new SingleFlight<number>();
  const { under, load } = countedReads();
  const [one, other] = [flight.run("ana", load), flight.run("ben", load)];
  assertEquals(under.length, 2);
  under[1]?.resolve(2);
  assertEquals(await other, 2);
  under[0]?.resolve(1);
  assertEquals(await one, 1);
});

Deno.test("single flight - one that fails fails for who asked for it, and the next is tried", async () => {
  const flight = new SingleFlight<number>();
  const { under, load } = countedReads();
  const [first, second] = [flight.run("ana", load), flight.run("ana", load)];
  under[0]?.reject(new Error("away"));
  await assertRejects(() => first, Error, "away");
  await Promise.resolve();
  under[1]?.resolve(2);
  assertEquals(await second, 2);
});
