import { assertEquals } from "@std/assert";
import { MemoryKv } from "../../support/memory_kv.ts";
import { oneInstance } from "../../support/one_instance.ts";
import { WatchedKv } from "../../support/watched_kv.ts";

/** The page, what the reader marked about it, and the people whom nobody named lately. */
const MAX_READS = 3;

Deno.test("history - a page is one read where its people are known, and one more for what can be marked", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const { clock, instance, person, join, send } = await oneInstance({ kv });
  const [ada, ben] = [await person("ada"), await person("ben")];
  const [adas, bens] = [await join(ada), await join(ben)];
  for (let n = 0; n < 30; n++) await send(n % 2 === 0 ? adas : bens, "general", `message ${n}`);
  let newest = 0;
  const page = async () => {
    kv.take();
    const asked = instance.chat.history(ada, { conversation: "general", limit: 20 });
    const { events } = await clock.runUntil(asked);
    assertEquals(events.length, 20);
    newest = events.at(-1)?.seq ?? 0;
    return kv.take().map(({ call }) => call).filter((call) => call !== "commit");
  };
  await clock.advance(120_000); // names were read too long ago to be trusted
  await clock.runUntil(instance.chat.summary(ada, { room: "general" })); // who may read here is known
  const first = await page();
  assertEquals([first[0], first.length <= MAX_READS], ["list", true], first.join(" "));
  assertEquals(await page(), ["list"]);
  await clock.runUntil(
    instance.chat.react(ben, {
      conversation: "general",
      target: newest - 3,
      emoji: "🌳",
      on: true,
    }),
  );
  assertEquals(await page(), ["list", "list"]);
  adas.gone();
  bens.gone();
  await clock.runUntil(instance.close());
});
