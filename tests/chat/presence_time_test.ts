import { assertEquals } from "@std/assert";
import { ChatInstances } from "../support/chat_instances.ts";

Deno.test("presence - a clock that is set back delays no push (P3)", async () => {
  const { world, presence, pushed } = await ChatInstances.open();
  const [ana, ben] = [await world.person("ana"), await world.person("ben")];
  presence.connect(ana.user, "a");
  await world.clock.advance(600);
  assertEquals(pushed.length, 1);
  world.clock.set(-3_600_000);
  presence.connect(ben.user, "b");
  await world.clock.advance(600);
  assertEquals(pushed.length, 2);
});
