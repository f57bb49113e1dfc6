// Measures chat servers side by side, in interleaved rounds, and prints one line of JSON for each
// scenario and target, then what each figure is to that of the last target.
//
//   deno task bench:quick            Palabre against the floor, in under three minutes
//   deno task bench:peers            and Bun, ws and Socket.IO with SQLite, which it installs
//   deno task bench --long palabre   half an hour of it
//   deno task bench [--rounds 5] [--only TEXT] [--port 8200] [TARGET …]
import { parseArgs } from "node:util";
import { Crowd } from "./load/crowd.ts";
import { type Server, startServer } from "./load/server.ts";
import { lineOf, type Outcome, ratiosOf } from "./report.ts";
import { allSessions, longSessions, quickSessions, type Session, type Step } from "./scenarios.ts";
import { floor } from "./targets/floor.ts";
import { palabre } from "./targets/palabre.ts";
import { bunSqlite, socketIoSqlite, wsSqlite } from "./targets/peers.ts";
import type { Target } from "./targets/target.ts";
import { fail, print } from "../tools/terminal.ts";

const TARGETS: Record<string, () => Target> = {
  palabre,
  bun: bunSqlite,
  ws: wsSqlite,
  "socket.io": socketIoSqlite,
  floor,
};

/** Of what a server printed, this much is shown where something failed. */
const MAX_OUTPUT = 2_000;

/** A file system in memory, where there is one. */
const MEMORY = "/dev/shm";

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: {
    long: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    only: { type: "string", default: "" },
    port: { type: "string", default: "8200" },
  },
});
const names = positionals.length > 0 ? positionals : ["palabre", "floor"];
const unknown = names.find((name) => !(name in TARGETS));
if (unknown) fail(`There is no target “${unknown}”. Targets: ${Object.keys(TARGETS).join(", ")}.`);
const targets = names.flatMap((name) => TARGETS[name]?.() ?? []);
const rounds = Number(values.rounds ?? (values.long ? 1 : values.quick ? 3 : 5));
const sessions = (values.long ? longSessions() : values.quick ? quickSessions() : allSessions())
  .filter(({ name }) => name.includes(values.only));
const folder = await Deno.makeTempDir({ prefix: "palabre_bench_" });
// What servers start from is made in memory, where nothing waits for a disk, and copied to theirs.
const inMemory = await Deno.makeTempDir({ dir: MEMORY, prefix: "palabre_bench_" })
  .catch(() => folder);
const servers: Server[] = [];
try {
  for (const session of sessions) printLines(await measure(session));
} finally {
  for (const server of servers) await server.kill("SIGKILL");
  await Deno.remove(folder, { recursive: true });
  if (inMemory !== folder) await Deno.remove(inMemory, { recursive: true });
}

/** What each round found, by scenario and target. */
type Found = Map<string, Map<string, Outcome[]>>;

async function measure(session: Session): Promise<Found> {
  const found: Found = new Map();
  const seeds = await Deno.makeTempDir({ dir: inMemory });
  for (const target of targets) await target.prepare?.(seeds, session.population);
  const { steps, how } = session;
  if (how === "together") {
    const crowds: Crowd[] = [];
    for (const target of targets) crowds.push(await open(session, target));
    for (const crowd of crowds) await crowd.arrive("calm");
    for (const step of steps) {
      await inTurns(crowds, (crowd) => run(step, crowd, found));
    }
    for (const crowd of crowds) await close(crowd);
    return found;
  }
  await inTurns(targets, async (target) => {
    const crowd = await open(session, target);
    for (const step of steps) await run(step, crowd, found);
    await close(crowd);
  });
  return found;
}

/** All rounds; each goes through `them` the other way round than the last. */
async function inTurns<T>(them: readonly T[], take: (one: T) => Promise<void>): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const one of round % 2 === 0 ? them : them.toReversed()) await take(one);
  }
}

async function open({ population }: Session, target: Target): Promise<Crowd> {
  const place = await Deno.makeTempDir({ dir: folder });
  const port = Number(values.port) + servers.length;
  const server = await startServer(await target.command(place, port), port);
  servers.push(server);
  return new Crowd(target, server, population);
}

async function close(crowd: Crowd): Promise<void> {
  crowd.close();
  await crowd.server.kill("SIGKILL");
}

/** Runs one step; what went wrong in it is said, and stands in the line. */
async function run({ scenario, run }: Step, crowd: Crowd, found: Found): Promise<void> {
  const { name } = crowd.target;
  const byTarget = found.get(scenario) ?? new Map<string, Outcome[]>();
  found.set(scenario, byTarget);
  const outcomes = byTarget.get(name) ?? [];
  byTarget.set(name, outcomes);
  progress(`${scenario}: ${name}`);
  try {
    const figures = await run(crowd);
    if (figures) outcomes.push({ figures });
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    outcomes.push({ failed });
    progress(`failed: ${failed}\n${crowd.server.output().slice(-MAX_OUTPUT)}`);
  }
}

/** The lines, and for who looks on what each figure is to that of the last target. */
function printLines(found: Found): void {
  const last = targets.at(-1)?.name ?? "";
  for (const [scenario, byTarget] of found) {
    for (const [target, outcomes] of byTarget) {
      if (outcomes.length === 0) continue;
      print(JSON.stringify(lineOf(scenario, target, outcomes)));
      const ratios = Object.entries(ratiosOf(outcomes, byTarget.get(last) ?? []));
      if (target === last || ratios.length === 0) continue;
      const shown = ratios.map(([name, ratio]) => `${name} ${ratio.toFixed(2)}`);
      progress(`${scenario}: ${target} ÷ ${last}: ${shown.join(", ")}`);
    }
  }
}

/** What stands between the lines for who looks on, and not in them. */
function progress(text: string): void {
  // deno-lint-ignore no-console -- standard output is for the lines alone
  console.error(text);
}
