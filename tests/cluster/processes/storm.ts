import { openKv } from "../../../lib/kv/open_kv.ts";
import { sleep, systemClock, systemRandom } from "../../../lib/runtime/clock.ts";
import { checkChanges } from "../../support/change_guarantees.ts";
import { allRows, wordsLeft } from "../../support/gone_words.ts";
import { checkAll, goneTexts, logsOf } from "../../support/guarantees.ts";
import { noFaults } from "../../support/kv_connect/faults.ts";
import { KvConnectServer } from "../../support/kv_connect/server.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { Witness } from "../../support/witness.ts";
import { Crowd, type Speaker } from "./crowd.ts";
import { Fleet } from "./fleet.ts";
import { leftovers } from "./leftovers.ts";
import { mishaps } from "./mishaps.ts";
import { comeToRest, leave } from "./rest.ts";
import { Stopwatch } from "./stopwatch.ts";
import { Trouble } from "./trouble.ts";
import { silentLogger } from "../../support/loggers.ts";

export interface StormOptions {
  seed: number;
  /** How long things go wrong; coming to rest takes up to a minute more. */
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
  /** Messages that were deleted, of whose words nothing is left. */
  gone: number;
  reconnects: number;
  delivered: number;
  deliveredWithinMs: { half: number; "99 %": number; all: number };
  gapsMended: number;
  atRestAfterMs: number;
  departureShownAfterMs: number;
}

/** Each person writes once in up to this long. */
const WRITE_EVERY_MS = 2_000;
/** One time in so many they write a burst of so many messages. */
const BURST = { onceIn: 10, messages: 8 };
/** One time in so many they edit or delete one of their messages. */
const CHANGE_ONCE_IN = 6;
/** Everybody looks at the page and presses “try now” as often as this. */
const IMPATIENT_EVERY_MS = 4_000;
/** Violations that an explanation shows. */
const SHOWN = 30;

/**
 * Real processes, real sockets, one store, and everything that can go wrong with them; then rest, and
 * every promise is checked. Throws with what was violated, the seed and what the processes said.
 */
export async function storm(options: StormOptions): Promise<Figures> {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", "any"); // the processes' clients want one, and ours
  const { processes, workers, seed } = options;
  const server = await new KvConnectServer().start();
  const fleet = new Fleet({ processes, workers, kv: server.url });
  const crowd = new Crowd(fleet, new Witness(), new Stopwatch(), seed);
  try {
    return await run(options, server, fleet, crowd);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Seed ${seed}:\n${why}\n${fleet.lastWords()}`, { cause: error });
  } finally {
    crowd.close();
    await fleet.close();
    await server.stop();
  }
}

async function run(
  { seed, forMs, processes, people }: StormOptions,
  server: KvConnectServer,
  fleet: Fleet,
  crowd: Crowd,
): Promise<Figures> {
  const random = new SeededRandom(seed);
  await fleet.startAll();
  await crowd.enter(people);
  const { opened } = crowd;
  const trouble = new Trouble(server, fleet, crowd);
  const end = new AbortController();
  const talk = crowd.speakers.map((speaker) => talkOn(crowd, speaker, random.below(2 ** 31), end));
  const impatience = beImpatient(crowd, end);
  for (const step of mishaps(random, { forMs, processes, people })) {
    trouble.happen(step);
    await sleep(systemClock, step.thenMs);
  }
  end.abort();
  await Promise.all([...talk, impatience, trouble.over()]);

  server.faults = noFaults();
  for (const { proxy } of crowd.speakers) proxy.heal();
  await fleet.startAll();
  const kv = await openKv(server.url, {
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  });
  try {
    const atRestAfterMs = await comeToRest(crowd, kv);
    const { witness, speakers, stopwatch } = crowd;
    const conversations = [...crowd.conversations];
    expectNone(await checkAll({ store: kv, witness, clients: speakers, conversations }));
    expectNone(await checkChanges(kv, conversations));
    const gone = goneTexts({ witness, clients: speakers }, await logsOf(kv, conversations));
    // What was on its way to an instance that died is swept, or expires, within a minute.
    const rows = (await allRows(kv)).filter(({ key: [table] }) => table !== "inbox");
    expectNone(wordsLeft(rows, gone));
    expectNone(await leftovers(kv, fleet.instances));
    const reconnects = crowd.opened - opened;
    const departureShownAfterMs = await leave(crowd, trouble.storeBackAt);
    crowd.close();
    await fleet.close();
    expectNone([...fleet.violations, ...crowd.reports]);
    return {
      messages: speakers.reduce((sum, { written }) => sum + written.length, 0),
      acknowledged: witness.promised.length,
      killed: fleet.kills.SIGKILL,
      endedInOrder: fleet.kills.SIGTERM,
      failedStarts: fleet.failedStarts,
      storeStops: trouble.storeStops,
      gone: gone.length,
      reconnects,
      delivered: stopwatch.count,
      deliveredWithinMs: {
        half: stopwatch.within(0.5),
        "99 %": stopwatch.within(0.99),
        all: stopwatch.within(1),
      },
      gapsMended: crowd.gaps,
      atRestAfterMs: Math.round(atRestAfterMs),
      departureShownAfterMs: Math.round(departureShownAfterMs),
    };
  } finally {
    kv.close();
  }
}

async function talkOn(
  crowd: Crowd,
  speaker: Speaker,
  seed: number,
  { signal }: AbortController,
): Promise<void> {
  const random = new SeededRandom(seed);
  while (!signal.aborted) {
    await sleep(systemClock, random.below(WRITE_EVERY_MS));
    const count = random.below(BURST.onceIn) === 0 ? BURST.messages : 1;
    for (let n = 0; n < count; n++) crowd.write(speaker, random);
    if (random.below(CHANGE_ONCE_IN) === 0) crowd.change(speaker, random);
  }
}

async function beImpatient({ speakers }: Crowd, { signal }: AbortController): Promise<void> {
  while (!signal.aborted) {
    await sleep(systemClock, IMPATIENT_EVERY_MS);
    for (const { model } of speakers) {
      if (model.connection.value.state === "waiting") model.retryNow();
      model.touch();
    }
  }
}

function expectNone(violations: readonly string[]): void {
  if (violations.length === 0) return;
  throw new Error([...violations.slice(0, SHOWN), `${violations.length} in all`].join("\n"));
}
