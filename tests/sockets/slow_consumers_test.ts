import { assert, assertEquals } from "@std/assert";
import { HEARTBEAT_MS, OFFLINE_GRACE_MS } from "../../lib/protocol/limits.ts";
import { Connection } from "../../lib/sockets/connection.ts";
import { watchSlowConsumers } from "../../lib/sockets/slow_consumers.ts";
import { every } from "../../lib/runtime/clock.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const LINE = "x".repeat(500);

/** A connection that is sent two lines a second, over a network that takes what the test says. */
function busyRoom() {
  const clock = new VirtualClock();
  const network = { waiting: 0, takes: true, endedAt: 0 };
  const socket = {
    get bufferedAmount() {
      return network.waiting;
    },
    send: (text: string) => void (network.waiting += network.takes ? 0 : text.length),
    close: () => void (network.endedAt = clock.now()),
  };
  const actor = { user: { id: "ada", name: "ada", role: "member" as const }, session: "s" };
  const connection = new Connection("1", actor, "en", clock.now(), socket, () => {});
  watchSlowConsumers({ connections: new Set([connection]) }, clock);
  every(clock, 500, () => connection.sendText(LINE));
  return { clock, network };
}

Deno.test("slow consumers - whoever vanishes from a busy room is ended in time to show within 45 s (P2)", async () => {
  for (let lookedBefore = 0; lookedBefore < 10_000; lookedBefore += 500) {
    const { clock, network } = busyRoom();
    await clock.advance(lookedBefore);
    const vanished = clock.now();
    assertEquals(network.endedAt, 0);
    // The system takes what is sent until the platform's ping would have come, and hides it then.
    await clock.advance(HEARTBEAT_MS / 2);
    network.takes = false;
    await clock.advance(60_000);
    const shownMs = network.endedAt - vanished + OFFLINE_GRACE_MS + 1_000;
    assert(shownMs > 0 && shownMs < 45_000, `shown after ${shownMs} ms`);
  }
});

Deno.test("slow consumers - a network that takes nothing for 15 s, or less than comes, ends nobody", async () => {
  const { clock, network } = busyRoom();
  network.takes = false;
  await clock.advance(15_000);
  for (let second = 0; second < 120; second++) {
    network.waiting -= LINE.length; // and two lines come
    await clock.advance(1_000);
  }
  assertEquals(network.endedAt, 0);
  await clock.advance(25_000);
  assert(network.endedAt > 0, "until it takes nothing more");
});
