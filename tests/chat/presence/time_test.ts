import { assertEquals } from "@std/assert";
import { ChatInstances } from "../../support/chat_instances.ts";

Deno.test("presence - a clock that is set back delays no push (P3)", async () => {
  const { fixture, presence, pushed } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  presence.connect(ana.user, "a");
  await fixture.clock.advance(600);
  assertEquals(pushed.length, 1);
  fixture.clock.set(-3_600_000);
  presence.connect(ben.user, "b");
  await fixture.clock.advance(600);
  assertEquals(pushed.length, 2);
});
