import { keys } from "../../../lib/store/keys.ts";
import type { Kv } from "../../../lib/store/kv.ts";
import { openKv } from "../../../lib/store/open_kv.ts";
import { OFFLINE_GRACE_MS } from "../../../lib/protocol/limits.ts";
import { sleep, systemClock, systemRandom } from "../../../lib/world/world.ts";
import { checkAll } from "../../support/guarantees.ts";
import { noFaults } from "../../support/kv_connect/faults.ts";
import { KvConnectServer } from "../../support/kv_connect/server.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { until } from "../../support/until.ts";
import { Witness } from "../../support/witness.ts";
import { Crowd, type Speaker } from "./crowd.ts";
import { Fleet } from "./fleet.ts";
import { leftovers } from "./leftovers.ts";
import { type Mishap, mishaps } from "./mishaps.ts";
import { Stopwatch } from "./stopwatch.ts";

export interface StormOptions {
  seed: number;
  /** How long things go wrong; coming to rest takes up to `REST_WITHIN_MS` more. */
  forMs: number;
  processes: number;
  workers: number;
  people: number;
}

/** What a run was, in numbers. Times in milliseconds. */
export interface Figures {
  messages: number;
  acknowledged: number;
  killed: number;
  endedInOrder: number;
  failedStarts: number;
  storeStops: number;
  reconnects: number;
  delivered: number;
  deliveredWithinMs: { half: number; "99 %": number; all: number };
  gapsMended: number;
  atRestAfterMs: number;
  departureShownAfterMs: number;
}

/** Each person writes once in up to this long. */
const WRITE_EVERY_MS = 2_000;
/** Everybody looks at the page and presses “try now” as often as this. */
const IMPATIENT_EVERY_MS = 4_000;
/** A half-open connection is given up within 15 s of a probe, a dead instance's rows within 20 s. */
const REST_WITHIN_MS = 45_000;
/** A clean close shows within this on another instance (P2), the moment for a reload included. */
const DEPARTURE_WITHIN_MS = OFFLINE_GRACE_MS + 1_000;
/** A vanished connection may still count as one for so long (P2). */
const GHOST_MS = 45_000;
const LEAVING = 5;

/**
 * Real processes, real sockets, one store, and everything that can go wrong with them; then rest, and
 * every promise is checked. Throws with all that was violated, the seed and what the processes said.
 */
export async function storm(options: StormOptions): Promise<Figures> {
  const run = new Storm(options);
  try {
    return await run.run();
  } finally {
    await run.close();
  }
}

class Storm {
  readonly #server = new KvConnectServer();
  readonly #witness = new Witness();
  readonly #stopwatch = new Stopwatch();
  readonly #random: SeededRandom;
  #fleet: Fleet | undefined;
  #crowd: Crowd | undefined;
  #kv: Kv | undefined;
  #storeStops = 0;
  /** What goes on beside the steps: a process that is down, a fault that lasts. */
  readonly #lasting = new Set<Promise<void>>();
  #state: "storm" | "rest" = "storm";

  constructor(readonly options: StormOptions) {
    this.#random = new SeededRandom(options.seed);
  }

  async run(): Promise<Figures> {
    Deno.env.set("DENO_KV_ACCESS_TOKEN", "any"); // the processes' clients want one, and ours
    await this.#server.start();
    const { processes, workers, people, forMs, seed } = this.options;
    const fleet = this.#fleet = new Fleet({ processes, workers, kv: this.#server.url });
    const crowd = this.#crowd = new Crowd(fleet, this.#witness, this.#stopwatch, seed);
    try {
      await fleet.startAll();
      await crowd.enter(people);
      const opened = crowd.opened;
      const writing = [...crowd.speakers.map((one) => this.#write(one)), this.#beImpatient()];
      for (const step of mishaps(this.#random, { forMs, processes, people })) {
        this.#happen(step);
        await sleep(systemClock, step.thenMs);
      }
      this.#state = "rest";
      await Promise.all([...writing, ...this.#lasting]);
      const atRestAfterMs = await this.#rest(fleet, crowd);
      const reconnects = crowd.opened - opened;
      const violations = await this.#check(crowd);
      const departureShownAfterMs = await this.#leave(crowd.speakers);
      violations.push(...await leftovers(this.#store, fleet.instances));
      crowd.close();
      await fleet.close();
      violations.push(...fleet.violations, ...crowd.reports);
      if (violations.length > 0) throw new Error(violations.join("\n"));
      return {
        messages: crowd.speakers.reduce((sum, { written }) => sum + written.length, 0),
        acknowledged: this.#witness.promised.length,
        killed: fleet.kills.SIGKILL,
        endedInOrder: fleet.kills.SIGTERM,
        failedStarts: fleet.failedStarts,
        storeStops: this.#storeStops,
        reconnects,
        delivered: this.#stopwatch.count,
        deliveredWithinMs: {
          half: this.#stopwatch.within(0.5),
          "99 %": this.#stopwatch.within(0.99),
          all: this.#stopwatch.within(1),
        },
        gapsMended: crowd.gaps,
        atRestAfterMs: Math.round(atRestAfterMs),
        departureShownAfterMs: Math.round(departureShownAfterMs),
      };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Seed ${seed}:\n${why}\n${fleet.lastWords()}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    this.#crowd?.close();
    await this.#fleet?.close();
    this.#kv?.close();
    await this.#server.stop();
  }

  get #store(): Kv {
    if (!this.#kv) throw new Error("The store was not opened");
    return this.#kv;
  }

  async #write(speaker: Speaker): Promise<void> {
    const random = new SeededRandom(this.#random.below(2 ** 31));
    while (this.#state === "storm") {
      await sleep(systemClock, random.below(WRITE_EVERY_MS));
      const burst = random.below(10) === 0 ? 8 : 1;
      for (let n = 0; n < burst; n++) this.#crowd?.write(speaker, random);
    }
  }

  async #beImpatient(): Promise<void> {
    while (this.#state === "storm") {
      await sleep(systemClock, IMPATIENT_EVERY_MS);
      for (const { model } of this.#crowd?.speakers ?? []) {
        if (model.connection.value.state === "waiting") model.retryNow();
        model.touch();
      }
    }
  }

  #happen(mishap: Mishap): void {
    const { faults } = this.#server;
    switch (mishap.is) {
      case "end":
        return this.#last(this.#end(mishap));
      case "store stops":
        return this.#last(this.#stopStore(mishap.forMs));
      case "store fails":
        faults[mishap.fault] += mishap.count;
        return;
      case "store is slow":
        faults.delayMs = mishap.delayMs;
        return this.#last(this.#after(mishap.forMs, () => faults.delayMs = 0));
      case "watches are silent":
        faults.silentWatch = true;
        return this.#last(this.#after(mishap.forMs, () => faults.silentWatch = false));
      case "cut":
        return this.#person(mishap).proxy.cut();
      case "cut mid-frame":
        return this.#person(mishap).proxy.cutMidFrame(mishap.bytes);
      case "vanish":
        this.#person(mishap).vanishedAt = performance.now();
        return this.#person(mishap).proxy.halfOpen();
      case "slow": {
        const { proxy } = this.#person(mishap);
        proxy.slow(7, 5);
        return this.#last(this.#after(mishap.forMs, () => proxy.heal()));
      }
    }
  }

  #person({ person }: { person: number }): Speaker {
    return this.#crowd?.speakers[person] as Speaker;
  }

  #last(work: Promise<void>): void {
    this.#lasting.add(work);
    void work.finally(() => this.#lasting.delete(work)).catch(() => {}); // `run` waits for it too
  }

  async #after(ms: number, then: () => void): Promise<void> {
    await sleep(systemClock, ms);
    then();
  }

  async #end({ process, signal, downMs }: Mishap & { is: "end" }): Promise<void> {
    if (!(await this.#fleet?.kill(process, signal))) return;
    await sleep(systemClock, downMs);
    this.#fleet?.start(process);
  }

  async #stopStore(forMs: number): Promise<void> {
    this.#storeStops++;
    await this.#server.stop();
    await sleep(systemClock, forMs);
    await this.#server.start();
  }

  /** Everything works again; how long until everybody has everything and sees everybody. */
  async #rest(fleet: Fleet, crowd: Crowd): Promise<number> {
    const began = performance.now();
    const left = () => REST_WITHIN_MS - (performance.now() - began);
    this.#server.faults = noFaults();
    for (const { proxy } of crowd.speakers) proxy.heal();
    await fleet.startAll();
    const report = () => {}; // the watch of nobody
    const world = { clock: systemClock, random: systemRandom, report };
    this.#kv = await openKv(this.#server.url, world);
    for (const { model } of crowd.speakers) model.retryNow();
    const whoWaits = () =>
      crowd.speakers.filter((one) => !isSettled(one))
        .map(({ actor, model }) => `${actor.user.name} ${JSON.stringify(model.connection.value)}`);
    await until(
      "everybody is online and has sent everything",
      left(),
      () => crowd.speakers.every(isSettled),
      () => whoWaits().join(", "),
    );
    const heads = new Map<string, number>();
    for (const conversation of crowd.conversations) {
      const { value } = await this.#kv.get<{ seq: number }>(keys.head(conversation));
      heads.set(conversation, value?.seq ?? 0);
    }
    const hasAll = ({ conversations, model }: Speaker) =>
      conversations.every((id) => model.timeline(id).newest.value === heads.get(id));
    await until(
      "everybody was shown everything",
      left(),
      () => crowd.speakers.every(hasAll),
      () => `Not ${crowd.speakers.filter((one) => !hasAll(one)).map((one) => one.actor.user.name)}`,
    );
    await until(
      "everybody is online to everybody",
      left(),
      () => crowd.speakers.every(({ model }) => seesOnline(model, crowd.speakers)),
    );
    return performance.now() - began;
  }

  #check({ speakers, conversations }: Crowd): Promise<string[]> {
    const around = { store: this.#store, witness: this.#witness, clients: speakers };
    return checkAll({ ...around, conversations: [...conversations] });
  }

  /** Some close their page; how long until everybody else sees that, and nobody else gone (P2). */
  async #leave(speakers: readonly Speaker[]): Promise<number> {
    const now = performance.now();
    const leaving = speakers.filter((one) => now - one.vanishedAt > GHOST_MS).slice(0, LEAVING);
    const staying = speakers.filter((one) => !leaving.includes(one));
    for (const { model } of leaving) model.stop();
    return await until(
      "who left is offline to everybody (P2)",
      DEPARTURE_WITHIN_MS,
      () =>
        staying.every(({ model }) =>
          seesOnline(model, staying) &&
          leaving.every(({ actor }) => model.stateOf(actor.user.id) === "offline")
        ),
    );
  }
}

function isSettled({ conversations, model }: Speaker): boolean {
  return model.connection.value.state === "online" &&
    conversations.every((id) =>
      model.timeline(id).items.value.every((item) => item.is !== "outgoing")
    );
}

function seesOnline(model: Speaker["model"], speakers: readonly Speaker[]): boolean {
  return speakers.every(({ actor }) => model.stateOf(actor.user.id) === "online");
}
