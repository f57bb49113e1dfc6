import { assert, assertEquals } from "@std/assert";
import { MemoryKv } from "../../support/memory_kv.ts";
import { oneInstance } from "../../support/one_instance.ts";

Deno.test("marks - of a poll that is deleted nobody's reaction or vote is left in the store (M3)", async () => {
  const kv = new MemoryKv();
  const { clock, instance, person } = await oneInstance({ kv });
  const { chat } = instance;
  const ana = await person("ana");
  const place = { conversation: "general", target: 1 };
  const message = { conversation: "general", id: crypto.randomUUID(), text: "rain", after: 0 };
  const poll = { options: ["yes", "no"], secret: true };
  await clock.runUntil(chat.post(ana, { ...message, poll }));
  const people = [];
  for (let n = 0; n < 230; n++) people.push(await person(`p${n}`));
  for (let n = 0; n < people.length; n += 46) {
    const some = people.slice(n, n + 46);
    await clock.runUntil(
      Promise.all(
        some.flatMap((who, n) => [
          chat.react(who, { ...place, emoji: n % 2 === 0 ? "🌧️" : "🌳", on: true }),
          chat.vote(who, { ...place, options: [n % 2] }),
        ]),
      ),
    );
  }
  const rows = async () =>
    (await Promise.all(
      [["reaction"], ["own"], ["voter"]].map((prefix) => kv.list({ prefix }, { limit: 999 })),
    ))
      .map(({ length }) => length);
  assertEquals(await rows(), [230 - 24, 230, 230]);
  await clock.runUntil(chat.delete(ana, place));
  await clock.advance(60_000);
  assertEquals(await rows(), [0, 0, 0]);
  const jobs = await kv.list({ prefix: ["job"] }, { limit: 9 });
  assert(!jobs.some(({ value }) => JSON.stringify(value).includes("forget-reactions")));
  await clock.runUntil(instance.close());
});
