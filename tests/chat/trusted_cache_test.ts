import { assert, assertEquals } from "@std/assert";
import { TrustedCache } from "../../lib/chat/trusted_cache.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function trusted() {
  const clock = new VirtualClock();
  const suspicions: Array<() => void> = [];
  const bus = { alone: false, onSuspicion: (heard: () => void) => void suspicions.push(heard) };
  const cache = new TrustedCache<string>(bus, clock);
  let loads = 0;
  const read = () => cache.getOne("key", () => Promise.resolve(`read ${++loads}`));
  return { clock, bus, cache, read, suspect: () => suspicions.forEach((heard) => heard()) };
}

Deno.test("trusted cache - among others a row is trusted for 5 s", async () => {
  const { clock, read } = trusted();
  assertEquals(await read(), "read 1");
  await clock.advance(4_999);
  assertEquals(await read(), "read 1");
  await clock.advance(1);
  assertEquals(await read(), "read 2");
});

Deno.test("trusted cache - alone a row is trusted for longer, until another instance is seen", async () => {
  const { clock, bus, read } = trusted();
  bus.alone = true;
  assertEquals(await read(), "read 1");
  await clock.advance(20_000);
  assertEquals(await read(), "read 1");
  bus.alone = false;
  assertEquals(await read(), "read 2");
});

Deno.test("trusted cache - what is changed is read again at once", async () => {
  const { bus, cache, read } = trusted();
  bus.alone = true;
  await read();
  cache.delete("key");
  assertEquals(await read(), "read 2");
});

Deno.test("trusted cache - suspicions without end cause one read in 2 s, each within that time", async () => {
  const { clock, read, suspect } = trusted();
  await read();
  suspect();
  assertEquals(await read(), "read 2", "the first one counts at once");
  for (let ms = 0; ms < 10_000; ms += 100) {
    suspect();
    await clock.advance(100);
    await read();
  }
  const last = await read();
  assert(/^read [5-8]$/.test(last ?? ""), last);
  suspect();
  await clock.advance(2_000);
  assert(await read() !== last, "the last suspicion is not lost");
});
