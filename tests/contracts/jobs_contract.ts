import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import { type JobKind, planJob } from "../../lib/jobs/job.ts";
import { createJobTable, LEASE_MS } from "../../lib/jobs/job_table.ts";
import { createJobs, type JobsParts } from "../../lib/jobs/jobs.ts";
import { keys } from "../../lib/kv/keys.ts";
import { type Kv, Unavailable } from "../../lib/kv/kv.ts";
import { recordingLogger } from "../support/loggers.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { WatchedKv } from "../support/watched_kv.ts";
import type { OpenedKv } from "./kv_contract.ts";

const NOTE = v.object({ note: v.string() });
const MINUTE = 60_000;

/** Instances that run jobs over one store and one virtual clock. */
class Fixture {
  readonly clock = new VirtualClock();
  readonly ran: string[] = [];
  readonly reports: string[] = [];
  #seed = 1;
  #calls = 0;

  constructor(readonly store: Kv) {}

  async plan(id: string, inMs: number, kind = "note", payload: unknown = { note: id }) {
    const due = this.clock.now() + inMs;
    const committed = await this.store.commit([], [planJob({ kind, id, due, payload })]);
    assert(committed.ok);
    return due;
  }

  /** A kind that notes what it was given. */
  noting(as = "", over: Partial<JobKind<{ note: string }>> = {}): JobKind<{ note: string }> {
    const run = ({ note }: { note: string }) => {
      this.ran.push(as + note);
      return Promise.resolve();
    };
    return { kind: "note", payload: NOTE, run, ...over };
  }

  open(alone: boolean | (() => boolean) = true) {
    const kv = new WatchedKv(this.#counted());
    const { clock } = this;
    const random = new SeededRandom(this.#seed++);
    const logger = recordingLogger((what) => void this.reports.push(what));
    const table = createJobTable({ kv, clock, random });
    const bus = {
      get alone() {
        return typeof alone === "boolean" ? alone : alone();
      },
    };
    const parts: JobsParts = { table, clock, random, logger, bus };
    return { kv, table, jobs: createJobs(parts) };
  }

  async rows(): Promise<number> {
    return (await this.store.list({ prefix: keys.jobs() }, { limit: 100 })).length;
  }

  /** Moves on in steps; a store that is outside this process answers between them. */
  async pass(ms: number, stepMs = 500) {
    await this.#answered();
    for (let passed = 0; passed < ms; passed += stepMs) {
      await this.clock.advance(stepMs);
      await this.#answered();
    }
  }

  async #answered() {
    do await this.clock.settle(); while (this.#calls > 0);
  }

  /** The store; `pass` waits for what it is asked. */
  #counted(): Kv {
    const { store } = this;
    const count = async <T>(asked: Promise<T>): Promise<T> => {
      this.#calls++;
      return await asked.finally(() => this.#calls--);
    };
    return {
      maxChecks: store.maxChecks,
      get: (key) => count(store.get(key)),
      getMany: (many) => count(store.getMany(many)),
      list: (range, options) => count(store.list(range, options)),
      commit: (checks, mutations) => count(store.commit(checks, mutations)),
      watch: (key, changed, signal) => store.watch(key, changed, signal),
      close: () => store.close(),
    };
  }
}

/** What jobs must do, over whatever store. */
export function jobsContract(name: string, open: () => Promise<OpenedKv>): void {
  const test = (behaviour: string, run: (fixture: Fixture) => Promise<void>) =>
    Deno.test(`jobs over ${name} - ${behaviour}`, async () => {
      const { kv, close } = await open();
      try {
        await run(new Fixture(kv));
      } finally {
        await close();
      }
    });

  test("a job runs when it is due and not before, once, and leaves no row (J)", async (fixture) => {
    const { jobs } = fixture.open();
    jobs.register(fixture.noting());
    jobs.start();
    jobs.wake(await fixture.plan("later", 90_000));
    jobs.wake(await fixture.plan("soon", 10_000));
    await fixture.pass(9_000);
    assertEquals(fixture.ran, []);
    await fixture.pass(6_000);
    assertEquals(fixture.ran, ["soon"]);
    await fixture.pass(90_000);
    assertEquals(fixture.ran, ["soon", "later"]);
    assertEquals(await fixture.rows(), 0);
    await jobs.stop();
  });

  test("what was due while nobody lived starts with the next start (J)", async (fixture) => {
    await fixture.plan("missed", 1_000);
    await fixture.pass(10 * MINUTE, MINUTE);
    const { jobs } = fixture.open();
    jobs.register(fixture.noting());
    jobs.start();
    await fixture.pass(5_000);
    assertEquals(fixture.ran, ["missed"]);
    await jobs.stop();
  });

  test("of several instances one runs it; what a dead one planned starts within 5 s (J)", async (fixture) => {
    const many = [1, 2, 3].map((n) => {
      const instance = fixture.open(false);
      instance.jobs.register(fixture.noting());
      instance.jobs.start();
      return { n, ...instance };
    });
    await fixture.pass(6_000);
    await fixture.plan("orphan", 1_000); // nobody is told
    await fixture.pass(6_000);
    assertEquals(fixture.ran, ["orphan"]);
    assertEquals(await fixture.rows(), 0);
    for (const { jobs } of many) await jobs.stop();
  });

  test("what another planned starts within 5 s where one was alone until then (J)", async (fixture) => {
    let alone = true;
    const { jobs } = fixture.open(() => alone);
    jobs.register(fixture.noting());
    jobs.start();
    await fixture.pass(30_000);
    alone = false;
    await fixture.plan("strange", 0);
    await fixture.pass(5_000);
    assertEquals(fixture.ran, ["strange"]);
    await jobs.stop();
  });

  test("who dies while running it: another runs it when the lease has lapsed", async (fixture) => {
    await fixture.plan("lost", 0);
    const doomed = fixture.open(false);
    const [job] = (await doomed.table.look(() => true, 1)).due;
    assert(job && await doomed.table.take(job), "it is taken, and nothing more is heard");
    const { jobs } = fixture.open(false);
    jobs.register(fixture.noting());
    jobs.start();
    await fixture.pass(LEASE_MS - 5_000);
    assertEquals(fixture.ran, [], "the lease holds");
    await fixture.pass(11_000);
    assertEquals(fixture.ran, ["lost"]);
    assertEquals(await fixture.rows(), 0);
    await jobs.stop();
  });

  test("two that take the same job at once: one has it", async (fixture) => {
    await fixture.plan("contended", 0);
    const [one, other] = [fixture.open(false), fixture.open(false)];
    const [job] = (await one.table.look(() => true, 1)).due;
    assert(job);
    const taken = await Promise.all([one.table.take(job), other.table.take(job)]);
    assertEquals(taken.filter(Boolean).length, 1);
  });

  test("who was late changes nothing of a job that another has taken since", async (fixture) => {
    await fixture.plan("slow", 0);
    const { table } = fixture.open(false);
    const first = (await table.look(() => true, 1)).due[0];
    const slow = first && await table.take(first);
    assert(slow);
    fixture.clock.set(LEASE_MS + 1);
    const lapsed = (await table.look(() => true, 1)).due[0];
    const now = lapsed && await table.take(lapsed);
    assert(now, "the lease lapsed");
    await table.end(slow, { is: "done" });
    assertEquals(await fixture.rows(), 1, "it is still the other's");
    await table.end(now, { is: "done" });
    assertEquals(await fixture.rows(), 0);
  });

  test("a job that fails is tried again with growing pauses, and given up in the end", async (fixture) => {
    const { jobs } = fixture.open();
    const at: number[] = [];
    jobs.register(fixture.noting("", {
      attempts: 4,
      run: () => {
        at.push(fixture.clock.now());
        return Promise.reject(new Error("not today"));
      },
    }));
    jobs.start();
    jobs.wake(await fixture.plan("vain", 0));
    await fixture.pass(2 * MINUTE);
    assertEquals(at.length, 4);
    const pauses = at.slice(1).map((time, n) => time - (at[n] ?? 0));
    assert(pauses.every((pause, n) => pause > (pauses[n - 1] ?? 0)), `${pauses}`);
    assertEquals(await fixture.rows(), 0);
    const [dead] = await jobs.dead(10);
    assertEquals([dead?.kind, dead?.failure, dead?.attempt], ["note", "not today", 4]);
    assert(fixture.reports.includes("a job was given up"));
    await jobs.stop();
  });

  test("a job may go on as another run", async (fixture) => {
    const { jobs } = fixture.open();
    jobs.register(fixture.noting("", {
      run({ note }) {
        fixture.ran.push(note);
        const due = fixture.clock.now() + 2_000;
        return Promise.resolve(
          note.length < 3 ? { due, payload: { note: `${note}+` } } : undefined,
        );
      },
    }));
    jobs.start();
    jobs.wake(await fixture.plan("1", 0));
    await fixture.pass(10_000);
    assertEquals(fixture.ran, ["1", "1+", "1++"]);
    assertEquals(await fixture.rows(), 0);
    await jobs.stop();
  });

  test("a kind that this version does not know waits, and holds up nothing", async (fixture) => {
    const { jobs } = fixture.open();
    for (let n = 0; n < 70; n++) await fixture.plan(`strange ${n}`, n, "strange");
    jobs.register(fixture.noting());
    jobs.start();
    jobs.wake(await fixture.plan("known", 100));
    await fixture.pass(5_000);
    assertEquals(fixture.ran, ["known"]);
    assertEquals(await fixture.rows(), 70);
    await jobs.stop();
  });

  test("a payload that is none is given up at once", async (fixture) => {
    const { jobs } = fixture.open();
    jobs.register(fixture.noting());
    jobs.start();
    jobs.wake(await fixture.plan("odd", 0, "note", { other: 1 }));
    await fixture.pass(5_000);
    assertEquals([fixture.ran, await fixture.rows()], [[], 0]);
    assertEquals((await jobs.dead(10)).length, 1);
    await jobs.stop();
  });

  test("a commit that was applied and said no is known by what it left", async (fixture) => {
    const { jobs, kv } = fixture.open();
    kv.answer = () => ({ ok: false });
    jobs.register(fixture.noting());
    jobs.start();
    jobs.wake(await fixture.plan("denied", 0));
    await fixture.pass(5_000);
    assertEquals([fixture.ran, await fixture.rows()], [["denied"], 0]);
    await jobs.stop();
  });

  test("a store that is away is asked again, and what is due starts when it is back", async (fixture) => {
    const { jobs, kv } = fixture.open();
    jobs.register(fixture.noting());
    kv.away = true;
    jobs.start();
    jobs.wake(await fixture.plan("patient", 0));
    await fixture.pass(30_000);
    assertEquals(fixture.ran, []);
    kv.away = false;
    await fixture.pass(20_000);
    assertEquals(fixture.ran, ["patient"]);
    await jobs.stop();
  });

  test("stopping takes no more, and what runs is told and waited for", async (fixture) => {
    const { jobs } = fixture.open();
    const begun = Promise.withResolvers<AbortSignal>();
    const finish = Promise.withResolvers<void>();
    jobs.register(fixture.noting("", {
      run: (_, { signal }) => {
        begun.resolve(signal);
        return finish.promise;
      },
    }));
    jobs.start();
    jobs.wake(await fixture.plan("long", 0));
    await fixture.pass(1_000);
    const signal = await begun.promise;
    let stopped = false;
    const stopping = jobs.stop().then(() => void (stopped = true));
    await fixture.pass(500);
    assertEquals([signal.aborted, stopped], [true, false]);
    finish.reject(new Unavailable("cut short"));
    await stopping;
    assertEquals(await fixture.rows(), 1, "another instance has it at once");
    const { jobs: next } = fixture.open();
    next.register(fixture.noting());
    next.start();
    await fixture.pass(1_000);
    assertEquals(fixture.ran, ["long"]);
    await next.stop();
  });
}

/** How much an instance that has nothing to do asks of the store. */
export function jobCosts(): void {
  Deno.test("jobs - at rest an instance reads once in 4 s, and once in 20 s while it is alone", async () => {
    const { MemoryKv } = await import("../support/memory_kv.ts");
    const fixture = new Fixture(new MemoryKv());
    const [alone, among] = [fixture.open(true), fixture.open(false)];
    for (const { jobs } of [alone, among]) jobs.start();
    await fixture.pass(1_000);
    for (const { kv } of [alone, among]) kv.take();
    await fixture.pass(10 * MINUTE);
    const calls = [alone, among].map(({ kv }) => kv.take().map(({ call }) => call));
    assertEquals(calls.map((made) => new Set(made)), [new Set(["list"]), new Set(["list"])]);
    assertEquals(calls.map((made) => made.length), [30, 150]);
    for (const { jobs } of [alone, among]) await jobs.stop();
  });
}
