import { assertEquals, assertRejects } from "@std/assert";
import { Unavailable } from "../../lib/kv/kv.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { appended, message, openLog } from "../support/opened_log.ts";
import { soundLog } from "../support/log_invariants.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

/** A store that may throw where nobody expects it: when it is asked for its limits. */
function breakableKv() {
  const [kv, fault] = [new MemoryKv(), { on: false }];
  Object.defineProperty(kv, "maxChecks", {
    get() {
      if (fault.on) throw new Error("a fault of our own");
      return 100;
    },
  });
  return { kv, fault };
}

Deno.test("group commit - a fault in its loop refuses what waits, says so, and is over", async () => {
  const [{ kv, fault }, clock] = [breakableKv(), new VirtualClock()];
  const { log, reports } = openLog(kv, clock);
  await clock.runUntil(appended(log, message("before")));
  fault.on = true;
  const requests = [message("1"), message("2", { conversation: "other" })];
  for (const request of requests) {
    await clock.runUntil(assertRejects(() => log.append(request), Unavailable), 1_000);
  }
  assertEquals(reports.length, 2);
  assertEquals(log.oldestPendingMs(), 0);
  fault.on = false;
  const [again] = requests;
  assertEquals((await clock.runUntil(appended(log, again!))).seq, 2);
  await soundLog(kv, "room");
  await clock.runUntil(log.drain());
});

Deno.test("group commit - tells for how long the oldest request has been waiting", async () => {
  const clock = new VirtualClock();
  const { kv, log } = openLog(new MemoryKv(), clock);
  const gate = Promise.withResolvers<void>();
  kv.before = () => gate.promise;
  const waiting = [appended(log, message("1"))];
  await clock.advance(3_000);
  waiting.push(appended(log, message("2")));
  await clock.advance(1_000);
  assertEquals(log.oldestPendingMs(), 4_000);
  gate.resolve();
  await clock.runUntil(Promise.all(waiting));
  assertEquals(log.oldestPendingMs(), 0);
});
