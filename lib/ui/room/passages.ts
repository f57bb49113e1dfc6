import type { TimelineItem } from "../../client/model.ts";
import { GENERAL, type SentOut } from "../../protocol/events.ts";
import { type Arrivals, SMALL_ROOM } from "../settings/preferences.ts";
import { timeOf } from "./timeline_rows.ts";

type PassageItem = Extract<TimelineItem, { is: "presence" }>;
type ChangeItem = Extract<TimelineItem, { is: "change" }>;
type Way = Exclude<PassageItem["state"], SentOut>;

/** Whether arrivals and departures are shown in a room of so many people. */
export function showsArrivals(preference: Arrivals, people: number): boolean {
  return preference === "all" || preference === "small" && people <= SMALL_ROOM;
}

/** The keys of lines that gather many, so that one that grows, at either end, stays the same line. */
export type PassageKeys = Map<string, string>;

/**
 * The items as they are shown: who came and went between two messages is one line for each way, and
 * none where it is not `shown` (P4). That somebody was sent out, or made the room, is always told.
 */
export function gatherPassages(
  items: readonly TimelineItem[],
  { conversation, shown, keys }: {
    conversation: string;
    shown: boolean;
    /** What earlier calls for the same conversation kept. */
    keys: PassageKeys;
  },
): readonly TimelineItem[] {
  const gathered: TimelineItem[] = [];
  let run: TimelineItem[] = [];
  const used = new Set<string>();
  const end = () => {
    if (shown) gathered.push(...(run.length > 1 ? lines(run, keys, used) : run));
    run = [];
  };
  for (const item of items) {
    if (wayOf(item, conversation)) run.push(item);
    else {
      end();
      gathered.push(item);
    }
  }
  end();
  return gathered;
}

/** Which way somebody went by this item; `undefined` where it tells something else. */
function wayOf(item: TimelineItem, conversation: string): Way | undefined {
  if (item.is === "presence") {
    return item.state === "kicked" || item.state === "banned" ? undefined : item.state;
  }
  if (item.is !== "change") return undefined;
  const { event } = item;
  if (event.kind === "join") {
    if (event.addedBy !== undefined) return undefined; // who did it, and what is seen, is told
    return event.seq === 1 && conversation !== GENERAL ? undefined : "join";
  }
  return event.kind === "leave" && event.reason === "left" ? "leave" : undefined;
}

/** One line for each way, in the order in which they were first gone; of one person, the last counts. */
function lines(
  run: readonly TimelineItem[],
  keys: PassageKeys,
  used: Set<string>,
): TimelineItem[] {
  const moves = run.filter((item): item is ChangeItem => item.is === "change");
  const last = new Map(moves.map(({ event }) => [event.by, event]));
  const told = new Set<Way>();
  return run.flatMap((item): TimelineItem[] => {
    if (item.is !== "change") return [item];
    const { kind } = item.event;
    if ((kind !== "join" && kind !== "leave") || told.has(kind)) return [];
    told.add(kind);
    const those = moves.filter(({ event }) => event.kind === kind && last.get(event.by) === event);
    return those.length > 0 ? [lineOf(kind, those, keys, used)] : [];
  });
}

function lineOf(
  state: "join" | "leave",
  moves: readonly ChangeItem[],
  keys: PassageKeys,
  used: Set<string>,
): TimelineItem {
  const first = moves[0]!;
  if (moves.length === 1) return first;
  const own = moves.map(({ key }) => key);
  const known = own.map((key) => keys.get(key)).find((key) => key !== undefined && !used.has(key));
  const key = known ?? first.key;
  used.add(key);
  for (const one of own) keys.set(one, key);
  return {
    is: "presence",
    key,
    state,
    since: timeOf(first),
    at: timeOf(moves.at(-1)!),
    people: moves.map(({ event, author }) => ({ user: event.by, ...author })),
  };
}
