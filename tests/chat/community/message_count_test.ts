import { assertEquals } from "@std/assert";
import { createMessageCount } from "../../../lib/chat/community/message_count.ts";
import type { Committed } from "../../../lib/log/log.ts";
import { createMessageCounts, dayOf } from "../../../lib/store/community/message_counts.ts";
import { silentLogger } from "../../support/loggers.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

const DAY_MS = 24 * 60 * 60_000;

/** A count whose writes are answered when the test says so. */
function slowCount() {
  const clock = new VirtualClock();
  const stored = createMessageCounts(new MemoryKv());
  let hold: Promise<void> = Promise.resolve();
  const count = createMessageCount({
    tallies: {
      ...stored,
      async write(day, instance, value) {
        await hold;
        await stored.write(day, instance, value);
      },
    },
    instance: "one",
    clock,
    logger: silentLogger,
  });
  return {
    clock,
    count,
    stored,
    holdWrites(until: Promise<void>) {
      hold = until;
    },
    toMidnight: () => clock.advance(DAY_MS - clock.now() % DAY_MS),
  };
}

/** A commit of so many messages. */
function messages(n: number): Committed[] {
  const entries = Array.from({ length: n }, (_, at) => {
    const seq = at + 1;
    const event = { kind: "message" as const, seq, at: 0, by: "ana", id: `${seq}`, text: "hello" };
    return { event, id: `${seq}`, messages: seq };
  });
  return [{ conversation: "general", entries, alone: false }];
}

Deno.test("message count - a write that is under way at midnight takes nothing from the new day", async () => {
  const { clock, count, holdWrites, toMidnight } = slowCount();
  const answered = Promise.withResolvers<void>();
  holdWrites(answered.promise);
  count.committed(messages(5));
  await clock.advance(10_000);
  await toMidnight();
  count.committed(messages(2));
  answered.resolve();
  await clock.settle();
  assertEquals(await count.today(), 2);
  await clock.advance(10_000);
  assertEquals(await count.today(), 2);
});

Deno.test("message count - what was not written when the day ended is written to that day", async () => {
  const { clock, count, stored, toMidnight } = slowCount();
  const yesterday = dayOf(clock.now());
  await clock.advance(DAY_MS - clock.now() % DAY_MS - 1_000);
  count.committed(messages(5));
  await toMidnight();
  count.committed(messages(1));
  await clock.advance(10_000);
  assertEquals([await stored.sum(yesterday), await count.today()], [5, 1]);
});
