import { assertEquals } from "@std/assert";
import type { Feeds } from "../../lib/chat/chat.ts";
import type { EventBatch } from "../../lib/protocol/events.ts";
import { Subscription } from "../../lib/sockets/subscription.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { silentLogger } from "../support/loggers.ts";

function batch(first: number, last: number): EventBatch {
  const events = Array.from({ length: last - first + 1 }, (_, n) => {
    const seq = first + n;
    return { seq, at: 0, by: "u", kind: "message" as const, id: `${seq}`, text: "hi" };
  });
  return { conversation: "c", events, users: {} };
}

/** What a client is sent that has 5, from a feed at 4 that delivers 5 and 6 `turns` after its log is read. */
async function sentWhenDelivered(turns: number): Promise<number[]> {
  const clock = new VirtualClock();
  const sent: number[] = [];
  let position = 4;
  let head = 5;
  async function move() {
    for (let turn = 0; turn < turns; turn++) await undefined;
    position = head = 6;
    subscription.deliver(batch(5, 6), () => [JSON.stringify(batch(5, 6))]);
  }
  const feeds: Feeds = {
    open: () => Promise.resolve(position),
    close: () => {},
    onDeliver: () => {},
    position: () => position,
    read: (_, { after, limit, newest }) => {
      if (position < head) void move();
      const first = newest ? head - limit + 1 : (after ?? 0) + 1;
      return Promise.resolve(batch(Math.max(first, 1), head));
    },
  };
  const receiver = {
    ended: false,
    waitingBytes: 0,
    sendText: (text: string) => {
      const { events }: EventBatch = JSON.parse(text);
      sent.push(...events.map(({ seq }) => seq));
    },
  };
  const parts = { feeds, clock, logger: silentLogger };
  const subscription = new Subscription(parts, receiver, { id: "c", kind: "room" }, 5);
  void subscription.begin();
  await clock.advance(60_000);
  return sent;
}

Deno.test("subscription - goes live over nothing that is delivered in the turns around it (D4)", async () => {
  const turns = Array.from({ length: 12 }, (_, turn) => turn);
  const sent = await Promise.all(turns.map(sentWhenDelivered));
  assertEquals(sent, turns.map(() => [6]));
});
