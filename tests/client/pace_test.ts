import { assert, assertEquals } from "@std/assert";
import type { Timeline } from "../../lib/client/model.ts";
import { Paced, PaintPace } from "../../lib/client/paced.ts";
import { ChatWorld } from "../support/chat_world.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

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

Deno.test("timeline - who comes to it in a burst sees at once all that was counted", async () => {
  const { world, timeline } = await reading();
  await say(world, 250, 5);
  assert(timeline.newest.value < 251, "it is drawn once a second");
  timeline.catchUp();
  assertEquals(timeline.newest.value, 251);
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

Deno.test("paced - a clock that is set back delays nothing", async () => {
  const clock = new VirtualClock();
  let painted = 0;
  const paced = new Paced(clock, () => 33, () => void painted++);
  paced.ask();
  clock.set(-3_600_000);
  paced.ask();
  await clock.advance(33);
  assertEquals(painted, 2);
});

Deno.test("paced - a clock that is set back makes no burst of what comes now and then", () => {
  const clock = new VirtualClock();
  const pace = new PaintPace(clock);
  pace.count(1);
  const slowly = pace.ms;
  clock.set(-3_600_000);
  pace.count(1);
  assertEquals(pace.ms, slowly);
});
