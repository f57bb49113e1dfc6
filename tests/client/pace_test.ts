import { assert, assertEquals } from "@std/assert";
import type { Timeline } from "../../lib/client/model.ts";
import { ChatWorld } from "../support/chat_world.ts";

async function reading() {
  const world = new ChatWorld();
  world.server.say("general", "first");
  const model = await world.online();
  const timeline = model.timeline("general");
  await world.pass(100);
  return { world, timeline };
}

Deno.test("timeline - what is said is drawn at most thirty times a second", async () => {
  const { world, timeline } = await reading();
  const drawn = await drawnWhile(timeline, () => say(world, 50, 20));
  assert(drawn > 20 && drawn <= 32, `${drawn}`);
});

Deno.test("timeline - what comes faster than one reads is drawn once a second", async () => {
  const { world, timeline } = await reading();
  await say(world, 200, 5);
  const drawn = await drawnWhile(timeline, () => say(world, 800, 5));
  assert(drawn >= 3 && drawn <= 5, `${drawn}`);
  await world.pass(3_000, 10);
  assertEquals(await drawnWhile(timeline, () => say(world, 5, 40)), 5, "and then as it comes");
});

/** Lets `count` messages come, one every `everyMs`. */
async function say(world: ChatWorld, count: number, everyMs: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    world.server.say("general", "x");
    await world.pass(everyMs, everyMs);
  }
}

async function drawnWhile(timeline: Timeline, run: () => Promise<void>): Promise<number> {
  let drawn = -1;
  const stop = timeline.items.subscribe(() => void drawn++);
  await run();
  stop();
  return drawn;
}
