import { assert, assertEquals, assertRejects } from "@std/assert";
import { DenoKv } from "../../lib/kv/deno_kv.ts";
import { Unavailable } from "../../lib/kv/kv.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { recordingLogger } from "../support/loggers.ts";

/** Deno's store with some of its methods replaced: what it does when it fails. */
async function withStore(
  broken: (store: Deno.Kv) => Partial<Deno.Kv>,
  run: (kv: DenoKv, clock: VirtualClock, reports: string[]) => Promise<void>,
  reachable = () => Promise.resolve(true),
) {
  const store = await Deno.openKv(":memory:");
  const faults = broken(store);
  const standIn = new Proxy(store, {
    get(_, name) {
      if (name in faults) return Reflect.get(faults, name);
      const value = Reflect.get(store, name);
      return typeof value === "function" ? value.bind(store) : value;
    },
  });
  const clock = new VirtualClock();
  const reports: string[] = [];
  const logger = recordingLogger((what) => void reports.push(what));
  const random = new SeededRandom(1);
  const kv = new DenoKv(standIn, { clock, random, logger, maxChecks: 100, reachable });
  try {
    await run(kv, clock, reports);
  } finally {
    kv.close();
  }
}

const never = <T>() => new Promise<T>(() => {});

type Commit = Deno.AtomicOperation["commit"];

/** Atomic operations whose commit is what `replace` makes of the real one. */
function atomicThat(store: Deno.Kv, replace: (commit: Commit) => ReturnType<Commit>) {
  return () => {
    const operation = store.atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = () => replace(commit);
    return operation;
  };
}

Deno.test("deno kv - a read that hangs is unavailable after 2 s", () =>
  withStore(() => ({ get: never, list: () => hangingList() }), async (kv, clock) => {
    const refused = [
      assertRejects(() => kv.get(["a"]), Unavailable, "2000 ms"),
      assertRejects(() => kv.list({ prefix: ["a"] }, { limit: 1 }), Unavailable, "2000 ms"),
    ];
    const start = clock.now();
    await clock.runUntil(Promise.all(refused));
    assertEquals(clock.now() - start, 2_000);
    assertEquals(clock.pending, 0);
  }));

function hangingList(): Deno.KvListIterator<never> {
  const iterator = { cursor: "", next: () => never<IteratorResult<never>>() };
  return Object.assign(iterator, {
    [Symbol.asyncIterator]: () => iterator,
  }) as unknown as Deno.KvListIterator<never>;
}

Deno.test("deno kv - a commit that hangs is unavailable after 5 s", () =>
  withStore((store) => ({ atomic: atomicThat(store, never) }), async (kv, clock) => {
    const start = clock.now();
    const refused = assertRejects(() => kv.commit([], []), Unavailable, "5000 ms");
    await clock.runUntil(refused);
    assertEquals(clock.now() - start, 5_000);
  }));

Deno.test("deno kv - a locked file is tried again until it is free", async () => {
  let locked = 7;
  let tries = 0;
  const commit = (commit: Commit) => {
    tries++;
    return locked-- > 0 ? Promise.reject(new TypeError("database is locked")) : commit();
  };
  await withStore((store) => ({ atomic: atomicThat(store, commit) }), async (kv, clock) => {
    const set = { type: "set", key: ["a"], value: 1 } as const;
    const committing = kv.commit([], [set]);
    await clock.advance(2_000);
    assert((await committing).ok);
    assertEquals(tries, 8);
    assertEquals((await kv.get(["a"])).value, 1);
    locked = Infinity;
    await clock.runUntil(assertRejects(() => kv.commit([], [set]), Unavailable, "locked"), 6_000);
  });
});

Deno.test("deno kv - a watch that fails or ends is opened again until its signal", async () => {
  let opened = 0;
  const watch = ((_: unknown) => {
    opened++;
    if (opened === 1) throw new Error("no stream");
    return new ReadableStream({
      start(stream) {
        stream.enqueue([]);
        if (opened < 4) stream.close();
      },
    });
  }) as unknown as Deno.Kv["watch"];
  await withStore(() => ({ watch }), async (kv, clock, reports) => {
    let told = 0;
    const ended = new AbortController();
    const changed = () => {
      if (++told === 2) throw new Error("a listener that fails");
    };
    kv.watch(["w"], changed, ended.signal);
    await clock.advance(60_000);
    assertEquals([opened, told], [4, 3]);
    assertEquals(reports, [
      "A watch failed and is opened again",
      "What follows a watched key threw",
    ]);
    ended.abort();
    await clock.advance(60_000);
    assertEquals([opened, clock.pending], [4, 0]);
  });
});

Deno.test("deno kv - a watch that waits to be opened again ends with its signal", async () => {
  const watch = (() => {
    throw new Error("no stream");
  }) as unknown as Deno.Kv["watch"];
  await withStore(() => ({ watch }), async (kv, clock) => {
    const ended = new AbortController();
    kv.watch(["w"], () => {}, ended.signal);
    await clock.settle();
    assertEquals(clock.pending, 1);
    ended.abort();
    await clock.settle();
    assertEquals(clock.pending, 0);
  });
});

Deno.test("deno kv - an error of the store is unavailable, a broken limit is a TypeError", async () => {
  let broken = false;
  const commit = (commit: Commit) =>
    broken ? Promise.reject(new Error("disk I/O error")) : commit();
  await withStore((store) => ({ atomic: atomicThat(store, commit) }), async (kv) => {
    const set = (size: number) => [
      { type: "set", key: ["a"], value: "x".repeat(size) } as const,
    ];
    assert((await kv.commit([], set(60_000))).ok);
    await assertRejects(() => kv.commit([], set(70_000)), TypeError, "too large");
    broken = true;
    await assertRejects(() => kv.commit([], set(1)), Unavailable, "disk I/O error");
  });
});

/** A store whose reads hang, and what becomes of them. */
async function awayStore(
  run: (away: {
    kv: DenoKv;
    clock: VirtualClock;
    reports: string[];
    /** Reads that the platform's client was given so far. */
    reads: () => number;
    answerAll: () => void;
    comesBack: () => void;
  }) => Promise<void>,
  reachable = true,
) {
  const hanging: Array<() => void> = [];
  let reads = 0;
  let away = true;
  const get = (key: Deno.KvKey) => {
    reads++;
    const found = { key, value: null, versionstamp: null };
    if (!away) return Promise.resolve(found);
    return new Promise((resolve) => hanging.push(() => resolve(found)));
  };
  await withStore(() => ({ get: get as Deno.Kv["get"] }), (kv, clock, reports) =>
    run({
      kv,
      clock,
      reports,
      reads: () => reads,
      answerAll: () => hanging.splice(0).forEach((answer) => answer()),
      comesBack: () => void (away = false),
    }), () => Promise.resolve(reachable));
}

Deno.test("deno kv - a store that is away for an hour is left with a few calls, and one line", () =>
  awayStore(async ({ kv, clock, reports, reads, answerAll, comesBack }) => {
    for (let second = 0; second < 3_600; second++) {
      const asked = assertRejects(() => kv.get(["a"]), Unavailable);
      await clock.advance(1_000);
      void asked;
    }
    assert(reads() <= 8, `${reads()} calls are repeated for ever`);
    assertEquals(reports.length, 1);
    comesBack();
    answerAll();
    await clock.settle();
    assertEquals((await kv.get(["a"])).value, null, "it is back with the first answer");
  }, false));

Deno.test("deno kv - a store that swallows calls is found again by a probe, within 5 s", () =>
  awayStore(async ({ kv, clock, comesBack }) => {
    const refusals = Array.from(
      { length: 4 },
      () => assertRejects(() => kv.get(["a"]), Unavailable),
    );
    await clock.advance(2_000);
    await Promise.all(refusals);
    comesBack();
    await assertRejects(() => kv.get(["a"]), Unavailable, "not tried");
    await clock.advance(5_000);
    assertEquals((await kv.get(["a"])).value, null);
    await clock.advance(100);
    assertEquals(clock.pending, 0);
  }));

Deno.test("deno kv - calls that are answered between are no sign that the store is away", () =>
  awayStore(async ({ kv, clock, reads, answerAll }) => {
    for (let n = 0; n < 10; n++) {
      const late = assertRejects(() => kv.get(["a"]), Unavailable);
      await clock.advance(1_500);
      const answered = kv.get(["b"]);
      await clock.advance(500);
      await late;
      answerAll();
      await answered;
    }
    assertEquals(reads(), 20);
  }));

Deno.test("deno kv - thousands of reads at once take their turns, and commits do not wait for them", async () => {
  let [running, most] = [0, 0];
  const clocks: VirtualClock[] = [];
  const get = (key: Deno.KvKey) =>
    new Promise((resolve) => {
      most = Math.max(most, ++running);
      clocks[0]?.after(100, () => {
        running--;
        resolve({ key, value: null, versionstamp: null });
      });
    });
  await withStore(() => ({ get: get as Deno.Kv["get"] }), async (kv, clock) => {
    clocks.push(clock);
    const reads = Array.from({ length: 4_000 }, (_, n) => kv.get(["a", n]));
    const committing = kv.commit([], [{ type: "set", key: ["b"], value: 1 }]);
    assert((await committing).ok);
    const found = await clock.runUntil(Promise.all(reads), 60_000);
    assertEquals(found.length, 4_000, "none passed its deadline, though the last waited for 3 s");
    assertEquals(most, 128);
  });
});
