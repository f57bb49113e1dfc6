import { assertEquals } from "@std/assert";
import { ChatInstances } from "../support/chat_instances.ts";

Deno.test("status - of somebody who is not here is known too, at once after it was set", async () => {
  const { world, ...one } = await ChatInstances.open();
  const two = await world.start("two");
  const { user: ana } = await world.person("ana");
  const { clock } = world;
  await clock.advance(3_000);
  const until = clock.now() + 60_000;
  one.presence.report(ana.id, "", { status: "at lunch", until });
  assertEquals(await one.presence.status(ana.id), { status: "at lunch", until });
  assertEquals(await two.presence.status(ana.id), { status: "at lunch", until });

  one.presence.connect(ana, "a");
  await clock.advance(600);
  one.presence.report(ana.id, "a", { status: "back" });
  assertEquals(await one.presence.status(ana.id), { status: "back" });
  one.presence.disconnect(ana.id, "a", "left");
  await clock.advance(600);
  one.presence.report(ana.id, "", { status: "gone", until });
  assertEquals(await two.presence.status(ana.id), { status: "gone", until });
  await clock.advance(60_000);
  assertEquals(await two.presence.status(ana.id), undefined, "its time is over");
});
