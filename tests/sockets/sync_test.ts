import { assert, assertEquals } from "@std/assert";
import { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";

async function synced() {
  const fixture = await oneInstance();
  const { instance, clock, person } = fixture;
  const [ada, zed] = [await person("ada"), await person("zed")];
  /** Where people are, in the reply to a sync of ada's. */
  async function shown(): Promise<unknown> {
    const end = FarEnd.at(instance, ada);
    const ref = end.ask({ type: "sync", since: {} });
    await clock.settle();
    const reply = end.reply(ref);
    assert(reply.ok);
    const presence = reply.presence as Array<{ name: string; state: string }>;
    return presence.map(({ name, state }) => [name, state]);
  }
  return { ...fixture, ada, zed, shown };
}

Deno.test("sync - whoever is the first to sync is in the reply, before anyone is told (P3)", async () => {
  const { clock, instance, ada, shown } = await synced();
  assertEquals(await shown(), [["ada", "online"]]);
  assertEquals(instance.presence.of(ada.user.id), "offline", "others are not told yet");
  await clock.advance(1_000);
  assertEquals(await shown(), [["ada", "online"]]);
});

Deno.test("sync - who comes while it is read is told after its reply", async () => {
  const { clock, instance, ada, zed, kv } = await synced();
  const gate = Promise.withResolvers<void>();
  const { list } = kv;
  const end = FarEnd.at(instance, ada);
  await clock.settle(); // it is admitted
  kv.list = async <T>(...asked: Parameters<typeof list>) => {
    await gate.promise;
    return await list.call(kv, ...asked) as never[] & T[];
  };
  const ref = end.ask({ type: "sync", since: {} });
  FarEnd.at(instance, zed);
  await clock.advance(1_000);
  assertEquals(end.replies(ref), []);
  gate.resolve();
  await clock.settle();
  const types = end.frames.map((text) => JSON.parse(text).type);
  assertEquals(types, ["welcome", "reply", "presence"]);
});
