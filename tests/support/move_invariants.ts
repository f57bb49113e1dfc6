// What moves must leave (M14).
import type { LogEntry } from "../../lib/log/log.ts";
import type { LogEvent, MessageEvent } from "../../lib/protocol/events.ts";

type MoveEvent = Extract<LogEvent, { kind: "move" }>;

/** Where a message stands, as one name. */
export function placeOf(conversation: string, seq: number): string {
  return `${conversation} ${seq}`;
}

function messageAt(
  logs: ReadonlyMap<string, readonly LogEntry[]>,
  conversation: string,
  seq: number,
) {
  const event = logs.get(conversation)?.[seq - 1]?.event;
  return event?.kind === "message" ? event : undefined;
}

/** Where messages were moved to: what stands there was not written there. */
export function movedPlaces(logs: ReadonlyMap<string, readonly LogEntry[]>): Set<string> {
  return new Set(
    [...logs.values()].flatMap((entries) =>
      entries.flatMap(({ event }) =>
        event.kind === "move" ? [placeOf(event.to.conversation, event.to.seq)] : []
      )
    ),
  );
}

/** What a message that was moved says where it stands now, or stood last. */
export function movedOn(
  logs: ReadonlyMap<string, readonly LogEntry[]>,
  message: MessageEvent,
): MessageEvent {
  let now = message;
  while (now.moved) {
    const next = messageAt(logs, now.moved.conversation, now.moved.seq);
    if (!next) return now;
    now = next;
  }
  return now;
}

/**
 * What is wrong with what was moved: a message stands in one place, never in both or in none. Each stub
 * leads to a message of its author that was moved there, and to each of those leads one stub.
 */
export function wrongMoves(logs: ReadonlyMap<string, readonly LogEntry[]>): string[] {
  const wrong: string[] = [];
  const led = new Set<string>();
  for (const [conversation, entries] of logs) {
    const moves = entries.flatMap(({ event }) => event.kind === "move" ? [event] : []);
    for (const move of moves) wrong.push(...wrongMove(logs, conversation, move, led));
    for (const { event } of entries) {
      if (event.kind !== "message" || !event.moved) continue;
      const told = moves.filter(({ target }) => target === event.seq).length;
      if (told !== 1) {
        wrong.push(`M14: ${placeOf(conversation, event.seq)} was moved, told ${told} times`);
      }
    }
  }
  for (const [conversation, entries] of logs) {
    for (const { event } of entries) {
      const place = placeOf(conversation, event.seq);
      if (event.kind !== "message" || !event.movedHere || led.has(place)) continue;
      wrong.push(`M14: ${place} was moved there, and nothing leads to it`);
    }
  }
  return wrong;
}

function wrongMove(
  logs: ReadonlyMap<string, readonly LogEntry[]>,
  conversation: string,
  { target, to }: MoveEvent,
  led: Set<string>,
): string[] {
  const from = placeOf(conversation, target);
  const place = placeOf(to.conversation, to.seq);
  const wrong = led.has(place) ? [`M14: two stubs lead to ${place}`] : [];
  led.add(place);
  const stub = messageAt(logs, conversation, target);
  const there = messageAt(logs, to.conversation, to.seq);
  const isEmpty = stub?.text === "" && stub.deletedAt !== undefined;
  if (stub?.moved?.seq !== to.seq || !isEmpty) {
    wrong.push(`M14: ${from} was moved, and stands there`);
  }
  // Of one that went on or was deleted, its words and where it came from are gone.
  if (!there || !(there.movedHere ?? there.deletedAt) || there.by !== stub?.by) {
    wrong.push(`M14: ${from} was moved to ${place}, and is not there`);
  }
  return wrong;
}
