import { assert, assertEquals } from "@std/assert";
import type { Timeline } from "../../lib/client/model.ts";
import { PaintInterval, Throttle } from "../../lib/async/throttle.ts";
import { ClientFixture } from "../support/client_fixture.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

async function reading() {
  const fixture = new ClientFixture();
  fixture.server.say("general", "first");
  const model = await fixture.online();
  const timeline = model.timeline("general");
  await fixture.pass(100);
  return { fixture, timeline };
}

Deno.test("timeline - what is said is drawn at most thirty times a second", async () => {
  const { fixture, timeline } = await reading();
  const drawn = await drawnWhile(timeline, () => say(fixture, 50, 20));
  assert(drawn > 20 && drawn <= 32, `${drawn}`);
});

Deno.test("timeline - what comes faster than one reads is drawn once a second", async () => {
  const { fixture, timeline } = await reading();
  await say(fixture, 200, 5);
  const drawn = await drawnWhile(timeline, () => say(fixture, 800, 5));
  assert(drawn >= 3 && drawn <= 5, `${drawn}`);
  await fixture.pass(3_000, 10);
  assertEquals(await drawnWhile(timeline, () => say(fixture, 5, 40)), 5, "and then as it comes");
});

Deno.test("timeline - who comes to it in a burst sees at once all that was counted", async () => {
  const { fixture, timeline } = await reading();
  await say(fixture, 250, 5);
  assert(timeline.newest.value < 251, "it is drawn once a second");
  timeline.catchUp();
  assertEquals(timeline.newest.value, 251);
});

/** Lets `count` messages come, one every `everyMs`. */
async function say(fixture: ClientFixture, count: number, everyMs: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    fixture.server.say("general", "x");
    await fixture.pass(everyMs, everyMs);
  }
}

async function drawnWhile(timeline: Timeline, run: () => Promise<void>): Promise<number> {
  let drawn = -1;
  const stop = timeline.items.subscribe(() => void drawn++);
  await run();
  stop();
  return drawn;
}

Deno.test("throttle - a clock that is set back delays nothing", async () => {
  const clock = new VirtualClock();
  let painted = 0;
  const throttle = new Throttle(clock, () => 33, () => void painted++);
  throttle.request();
  clock.set(-3_600_000);
  throttle.request();
  await clock.advance(33);
  assertEquals(painted, 2);
});

Deno.test("throttle - a clock that is set back makes no burst of what comes now and then", () => {
  const clock = new VirtualClock();
  const pace = new PaintInterval(clock);
  pace.count(1);
  const slowly = pace.ms;
  clock.set(-3_600_000);
  pace.count(1);
  assertEquals(pace.ms, slowly);
});
