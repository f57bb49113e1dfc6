import { assertEquals } from "@std/assert";
import { ServerClock } from "../../lib/client/server_clock.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { BEN } from "../support/fake_server.ts";
import { ClientFixture } from "../support/client_fixture.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const HOUR_MS = 3600_000;
const WRONG_BY_MS = [-26 * HOUR_MS, 0, 3 * HOUR_MS];

/** A device whose clock is wrong. */
function device(clock: Clock, wrongByMs: number): Clock {
  return {
    now: () => clock.now() + wrongByMs,
    elapsed: () => clock.elapsed(),
    after: (ms, run) => clock.after(ms, run),
  };
}

Deno.test("server clock - goes on by the device's clock from what the server said", async () => {
  const clock = new VirtualClock();
  const server = new ServerClock(device(clock, 3 * HOUR_MS));
  assertEquals(server.now(), clock.now() + 3 * HOUR_MS);
  server.set(clock.now() + 5);
  await clock.advance(1_000);
  assertEquals(server.now(), clock.now() + 5);
  clock.set(8 * HOUR_MS); // a night asleep: timers stood still
  assertEquals(server.now(), clock.now() + 5);
});

Deno.test("server clock - a notice ends at its time on a device whose clock is wrong", async () => {
  for (const wrongByMs of WRONG_BY_MS) {
    const fixture = new ClientFixture();
    const model = await fixture.online({ clock: device(fixture.clock, wrongByMs) });
    const until = fixture.clock.now() + 5_000;
    fixture.server.push({ type: "notice", level: "warning", text: "Tea", until });
    await fixture.pass(4_900);
    assertEquals(model.notice.value?.text, "Tea", `${wrongByMs}`);
    await fixture.pass(200);
    assertEquals(model.notice.value, undefined, `${wrongByMs}`);
  }
});

Deno.test("server clock - what is written and who arrives have the server's time, so days are in order", async () => {
  for (const wrongByMs of WRONG_BY_MS) {
    const fixture = new ClientFixture();
    const model = await fixture.online({ clock: device(fixture.clock, wrongByMs) });
    const timeline = model.timeline("general");
    fixture.server.members = [{ ...BEN, state: "offline" }];
    model.members.show("general");
    await fixture.rest();
    fixture.server.push({ type: "presence", changes: [{ ...BEN, user: BEN.id, state: "online" }] });
    await fixture.rest();
    fixture.server.accepts = false;
    fixture.server.cut();
    await model.send("general", "one");
    await fixture.rest();
    const times = timeline.items.value.map((item) =>
      item.is === "presence" ? item.at : item.is === "outgoing" ? item.entry.writtenAt : undefined
    );
    assertEquals(times, [fixture.clock.now(), fixture.clock.now()], `${wrongByMs}`);
    assertEquals(model.now(), fixture.clock.now());
  }
});

Deno.test("server clock - a page that cannot connect counts by when the server drew it", () => {
  const fixture = new ClientFixture();
  const clock = device(fixture.clock, -26 * HOUR_MS);
  assertEquals(fixture.model({ clock, serverNow: fixture.clock.now() }).now(), fixture.clock.now());
});
