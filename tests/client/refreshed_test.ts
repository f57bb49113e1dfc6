import { assertEquals } from "@std/assert";
import { signal } from "@preact/signals";
import { Refreshed } from "../../lib/client/refreshed.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

Deno.test("refreshed - is read at once, again with what changes, at most once a second", async () => {
  const clock = new VirtualClock();
  const changed = signal(0);
  let [reads, fails] = [0, false];
  const list = new Refreshed(clock, {
    start: 0,
    read: () => fails ? Promise.reject(new Error("offline")) : Promise.resolve(++reads),
    changes: () => changed.value,
  });
  assertEquals(list.value.value, 0, "what the page was drawn from");
  list.start();
  await clock.advance(10);
  assertEquals(list.value.value, 1);
  for (let n = 0; n < 5; n++) changed.value++;
  await clock.advance(500);
  assertEquals(list.value.value, 1);
  await clock.advance(2_000);
  assertEquals(list.value.value, 2, "five changes are one read");
  fails = true;
  changed.value++;
  await clock.advance(2_000);
  assertEquals(list.value.value, 2, "what is known stays");
  fails = false;
  list.stop();
  changed.value++;
  await clock.advance(5_000);
  assertEquals(reads, 2);
});
