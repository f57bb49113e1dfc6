import { assertEquals } from "@std/assert";
import type { PresenceTransition } from "../../lib/client/presence.ts";
import { growRun, type PresenceItem } from "../../lib/client/presence_run.ts";

const came = (name: string): PresenceTransition => ({ user: name, name, state: "online" });
const left = (name: string): PresenceTransition => ({ user: name, name, state: "offline" });

/** Grows a run by each group of transitions, a second apart. */
function runOf(...groups: PresenceTransition[][]): PresenceItem[] {
  let keys = 0;
  return groups.reduce<PresenceItem[]>(
    (run, group, n) => growRun(run, group, n * 1000, () => `k${++keys}`),
    [],
  );
}

const short = (run: PresenceItem[]) =>
  run.map(({ key, state, since, at, people }) =>
    `${key} ${state} ${since}-${at}: ${people.map(({ name }) => name).join(" ")}`
  );

Deno.test("presence run - arrivals are one growing notice, departures another (P4)", () => {
  assertEquals(short(runOf([came("ana")], [left("ben"), left("cleo")], [came("dan")])), [
    "k1 online 0-2000: ana dan",
    "k2 offline 1000-1000: ben cleo",
  ]);
});

Deno.test("presence run - of one person the last word counts", () => {
  assertEquals(short(runOf([left("ana"), left("ben")], [came("ana")])), [
    "k1 offline 0-0: ben",
    "k2 online 1000-1000: ana",
  ]);
  assertEquals(short(runOf([left("ana")], [came("ana")], [left("ana")])), [
    "k3 offline 2000-2000: ana",
  ]);
});

Deno.test("presence run - that somebody was sent out stays told, also when they come again (P4)", () => {
  const kicked: PresenceTransition = { user: "ana", name: "ana", state: "kicked" };
  assertEquals(short(runOf([came("ana")], [kicked], [came("ana")])), [
    "k2 kicked 1000-1000: ana",
    "k3 online 2000-2000: ana",
  ]);
});

Deno.test("presence run - who left for good is told so, until they are here again (P4)", () => {
  const gone = (name: string): PresenceTransition => ({ user: name, name, state: "left" });
  assertEquals(short(runOf([came("ana")], [gone("ana"), left("ben")], [gone("cleo")])), [
    "k2 left 1000-2000: ana cleo",
    "k3 offline 1000-1000: ben",
  ]);
  assertEquals(short(runOf([gone("ana")], [came("ana")])), ["k2 online 1000-1000: ana"]);
});

Deno.test("presence run - a crowd is counted to the last, and an untouched notice stays the same", () => {
  const crowd = Array.from({ length: 3_000 }, (_, n) => left(`guest ${n}`));
  const run = runOf([came("ana")], crowd);
  assertEquals(run.map(({ people }) => people.length), [1, 3_000]);
  const next = growRun(run, [left("last")], 9_000, () => "new");
  assertEquals(next[0] === run[0], true);
  assertEquals(next[1]?.people.length, 3_001);
});
