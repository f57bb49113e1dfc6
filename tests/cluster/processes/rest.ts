import { LOOK_MS } from "../../../lib/cluster/timing.ts";
import { OFFLINE_GRACE_MS } from "../../../lib/protocol/limits.ts";
import { keys } from "../../../lib/kv/keys.ts";
import type { Kv } from "../../../lib/kv/kv.ts";
import { sleep, systemClock } from "../../../lib/runtime/clock.ts";
import { until } from "../../support/until.ts";
import type { Crowd, Speaker } from "./crowd.ts";

/** A half-open connection is given up within 15 s of a probe; then what waits is sent, one by one. */
const REST_WITHIN_MS = 120_000;
/** A vanished connection may still count as one for so long (P2). */
const VANISHED_MS = 45_000;
/** So may the connections of a killed instance (P2). */
const KILLED_MS = 20_000;
/** While the store is away nobody can be judged: from the next look on, all begin anew. */
const STORE_LOST_MS = KILLED_MS + LOOK_MS;
/** And one that was lost when another was opened: the grace of a reload, and the loss itself (P2). */
const LOST_MS = OFFLINE_GRACE_MS + 1_000;
/** P2 says a second, which presence_test.ts has by a clock of its own; this machine has much else to do. */
const DEPARTURE_WITHIN_MS = 10_000;
const LEAVING = 5;

/** Everything works again; the milliseconds until everybody has everything and sees everybody. */
export async function comeToRest({ speakers, conversations }: Crowd, kv: Kv): Promise<number> {
  const began = performance.now();
  const left = () => REST_WITHIN_MS - (performance.now() - began);
  for (const { model } of speakers) model.retryNow();
  const all = (what: string, holds: (speaker: Speaker) => boolean) =>
    until(
      what,
      left(),
      () => speakers.every(holds),
      () => speakers.filter((one) => !holds(one)).map(describe).join(", "),
    );
  await all("everybody is online and has sent everything", isSettled);
  const heads = new Map<string, number>();
  for (const conversation of conversations) {
    const { value } = await kv.get<{ seq: number }>(keys.head(conversation));
    heads.set(conversation, value?.seq ?? 0);
  }
  await all(
    "everybody was shown everything",
    ({ conversations, model }) =>
      conversations.every((id) => model.timeline(id).newest.value === heads.get(id)),
  );
  await all("everybody is online to everybody", ({ model }) => seesOnline(model, speakers));
  return performance.now() - began;
}

/**
 * Some close their page, one after the other; the most milliseconds until all others saw that, and
 * nobody else gone (P2).
 */
export async function leave(
  { speakers, fleet, openedAt }: Crowd,
  storeBackAt: number,
): Promise<number> {
  const noGhostsAt = Math.max(
    fleet.killedAt + KILLED_MS,
    storeBackAt + STORE_LOST_MS,
    openedAt + LOST_MS,
  );
  await sleep(systemClock, Math.max(0, noGhostsAt - performance.now()));
  const now = performance.now();
  const leaving = speakers.filter((one) => now - one.vanishedAt > VANISHED_MS).slice(0, LEAVING);
  const staying = new Set(speakers);
  let longestMs = 0;
  for (const speaker of leaving) {
    const { user } = speaker.actor;
    speaker.model.stop();
    staying.delete(speaker);
    const others = [...staying];
    const seesGone = ({ model }: Speaker) => model.stateOf(user.id) === "offline";
    const tookMs = await until(
      `${user.name}, who left, is offline to everybody (P2)`,
      DEPARTURE_WITHIN_MS,
      () => others.every((one) => seesGone(one) && seesOnline(one.model, others)),
      () => `Not to ${others.filter((one) => !seesGone(one)).map(nameOf).join(", ")}.`,
    );
    longestMs = Math.max(longestMs, tookMs);
  }
  return longestMs;
}

function nameOf({ actor }: Speaker): string {
  return actor.user.name;
}

function isSettled({ conversations, model }: Speaker): boolean {
  return model.connection.value.state === "online" &&
    conversations.every((id) =>
      model.timeline(id).items.value.every((item) => item.is !== "outgoing")
    );
}

/** Members come by pages (P5): whoever is to see everybody asks for more as long as there are. */
function seesOnline(model: Speaker["model"], speakers: readonly Speaker[]): boolean {
  if (model.members.hasMore) model.members.loadMore().catch(() => {}); // looked at again soon
  return speakers.every(({ actor }) => model.stateOf(actor.user.id) === "online");
}

/** Where somebody stands: what waits in each conversation, and how far they were shown it. */
function describe({ actor, model, conversations }: Speaker): string {
  const places = conversations.map((id) => {
    const { items, newest } = model.timeline(id);
    const waiting = items.value.flatMap((item) => item.is === "outgoing" ? [item.entry] : []);
    const failed = waiting.filter(({ state }) => state === "failed").length;
    return `${id.slice(0, 8)} at ${newest.value}, ${waiting.length} wait, ${failed} failed`;
  });
  const { list, counts } = model.members;
  const shown = `${list.value.length} shown of ${JSON.stringify(counts)}`;
  return `\n${actor.user.name} ${JSON.stringify(model.connection.value)}: ${
    places.join("; ")
  }; ${shown}`;
}
