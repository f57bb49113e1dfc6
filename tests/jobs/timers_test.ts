import { assertEquals } from "@std/assert";
import { createJobs } from "../../lib/jobs/jobs.ts";
import { createJobTable } from "../../lib/jobs/job_table.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { recordingLogger } from "../support/loggers.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

/** A clock of a machine so busy that time passes between two looks at it. */
class HurriedClock extends VirtualClock {
  readonly waits: number[] = [];
  #late = 0;

  override elapsed(): number {
    return super.elapsed() + (this.#late += 7);
  }

  override after(ms: number, run: () => void) {
    this.waits.push(ms);
    return super.after(ms, run);
  }
}

Deno.test("jobs - an overdue look is waited for no negative time (J)", async () => {
  const clock = new HurriedClock();
  const kv = new MemoryKv();
  const random = new SeededRandom(1);
  const jobs = createJobs({
    table: createJobTable({ kv, clock, random }),
    clock,
    random,
    logger: recordingLogger(() => {}),
    bus: { alone: true },
  });
  jobs.start();
  jobs.wake(clock.now());
  await clock.advance(1_000);
  jobs.wake(clock.now() - 5_000);
  await clock.advance(1_000);
  assertEquals(clock.waits.length > 1, true, "it looked more than once");
  assertEquals(clock.waits.filter((ms) => ms < 0), []);
  await jobs.stop();
});
