import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Appended, AppendRequest } from "../../lib/log/log.ts";
import { Unavailable } from "../../lib/kv/kv.ts";
import { createLog } from "../../lib/log/create_log.ts";
import { sleep } from "../../lib/runtime/clock.ts";
import { FaultyKv, type KvFaults } from "../simulation/faulty_kv.ts";
import { soundLog } from "../support/log_invariants.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { message } from "../support/opened_log.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { silentLogger } from "../support/loggers.ts";

/** Turns of the microtask queue that the longest chain of this test needs, with room to spare. */
const TURNS = 60;

const chance = (max: number) => fc.double({ min: 0, max, noNaN: true });

const scenario = fc.record({
  seed: fc.integer(),
  maxChecks: fc.constantFrom(10, 100),
  faults: fc.record<KvFaults>({
    maxDelayMs: fc.integer({ min: 0, max: 20 }),
    fail: chance(0.2),
    applyThenFail: chance(0.2),
    applyThenFalse: chance(0.2),
    hang: chance(0.05),
    silentWatch: fc.constant(0),
  }),
  writers: fc.array(
    fc.record({
      conversation: fc.constantFrom("general", "tea"),
      messages: fc.integer({ min: 1, max: 6 }),
      pauseMs: fc.integer({ min: 0, max: 50 }),
      /** How often a request is sent once more although it was answered. */
      repeats: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

Deno.test("log - whatever the store does, two logs keep one sound order (D1, D2, D3)", async () => {
  const holds = async (
    { seed, maxChecks, faults, writers }: typeof scenario extends fc.Arbitrary<infer W> ? W : never,
  ) => {
    const clock = new VirtualClock(0, TURNS);
    const random = new SeededRandom(seed);
    const store = new MemoryKv({ maxChecks });
    const logs = [0, 1].map(() => {
      const kv = new FaultyKv(store.open(), clock, random);
      kv.faults = faults;
      return createLog({ kv, clock, random, onCommitted: () => {}, logger: silentLogger });
    });
    const told: Array<{ request: AppendRequest; appended: Appended }> = [];

    /** As clients do: the same request until it is answered, each time through any instance. */
    const post = async (request: AppendRequest): Promise<Appended> => {
      for (;;) {
        try {
          const outcome = await (logs[random.below(2)] as typeof logs[0]).append(request);
          if (outcome.is !== "appended") throw new Error("There was nothing to conflict with");
          told.push({ request, appended: outcome.appended });
          return outcome.appended;
        } catch (error) {
          if (!(error instanceof Unavailable)) throw error;
          await sleep(clock, random.below(1000));
        }
      }
    };

    const write = async (writer: typeof writers[number], n: number) => {
      const { conversation } = writer;
      for (let count = 0, after = 0; count < writer.messages; count++) {
        const request = message("hi", { conversation, by: `user-${n}`, id: `${count}`, after });
        const tries = Array.from({ length: 1 + writer.repeats }, () => post(request));
        after = Math.max(...(await Promise.all(tries)).map(({ seq }) => seq));
        await sleep(clock, writer.pauseMs);
      }
    };

    await clock.runUntil(Promise.all(writers.map(write)), 3_600_000);
    await clock.runUntil(Promise.all(logs.map((log) => log.drain())), 60_000);
    await clock.advance(60_000); // commits that were given up may still be applied
    const asked = writers.reduce((sum, { messages }) => sum + messages, 0);
    const entries = new Map<string, number>();
    for (const conversation of ["general", "tea"]) {
      for (const { event, id } of await soundLog(store, conversation)) {
        entries.set(`${conversation} ${event.by} ${id}`, event.seq);
      }
    }
    assertEquals(entries.size, asked);
    for (const { request: { conversation, by, id }, appended } of told) {
      assertEquals(entries.get(`${conversation} ${by} ${id}`), appended.seq);
    }
  };
  await fc.assert(fc.asyncProperty(scenario, holds), { numRuns: 200 });
});
