import { isDeepStrictEqual } from "node:util";
import type { LogEntry } from "../../lib/log/log.ts";
import type { MessageEvent, Pinned } from "../../lib/protocol/events.ts";
import { foldReaction, type Reactions } from "../../lib/protocol/reactions.ts";

/**
 * What is wrong with the reactions and pins of a whole log (M4, M14): each event changes something, and
 * each message that stands says what its events sum up to.
 */
export function wrongReactions(entries: readonly LogEntry[]): string[] {
  const reactions = new Map<number, Reactions>();
  const pinned = new Map<number, Pinned>();
  const standing = new Set<string>();
  const wrong: string[] = [];
  for (const { event } of entries) {
    if (event.kind === "reaction") {
      const name = `${event.target} ${event.emoji} ${event.by}`;
      if (standing.has(name) === event.on) wrong.push(`M4: ${event.seq} changes nothing`);
      if (event.on) standing.add(name);
      else standing.delete(name);
      const before = reactions.get(event.target) ?? {};
      reactions.set(event.target, foldReaction(before, event));
    }
    if (event.kind === "pin") {
      if (pinned.has(event.target) === event.on) wrong.push(`M14: ${event.seq} changes nothing`);
      if (event.on) pinned.set(event.target, { by: event.by, at: event.at });
      else pinned.delete(event.target);
    }
  }
  for (const { event } of entries) {
    if (event.kind !== "message") continue;
    const folded = event.deletedAt === undefined ? reactions.get(event.seq) ?? {} : {};
    if (!isDeepStrictEqual(event.reactions ?? {}, folded)) {
      wrong.push(`M4: ${event.seq} says ${said(event.reactions)}, not ${said(folded)}`);
    }
    const pin = event.deletedAt === undefined ? pinned.get(event.seq) : undefined;
    if (!isDeepStrictEqual(event.pinned, pin)) {
      wrong.push(`M14: ${event.seq} says ${said(event.pinned)}, not ${said(pin)}`);
    }
  }
  return wrong;
}

/** What is wrong with the messages as somebody's page holds them: they are those of the log. */
export function wrongView(
  name: string,
  held: readonly MessageEvent[],
  entries: readonly LogEntry[],
): string[] {
  return held.flatMap(({ seq, reactions, pinned, replies }) => {
    const event = entries[seq - 1]?.event;
    if (event?.kind !== "message") return [];
    const same = isDeepStrictEqual([reactions ?? {}, pinned, replies], [
      event.reactions ?? {},
      event.pinned,
      event.replies,
    ]);
    return same ? [] : [
      `M4, M6: ${name} sees ${said([reactions, pinned, replies])} at ${seq}, not ${
        said([event.reactions, event.pinned, event.replies])
      }`,
    ];
  });
}

function said(value: unknown): string {
  return JSON.stringify(value ?? null);
}
