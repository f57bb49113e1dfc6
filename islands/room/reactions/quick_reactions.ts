// The reactions that somebody uses most, on this device: a row of them is one press away.
import type { UserId } from "../../../lib/protocol/events.ts";
import { DEFAULT_REACTIONS } from "../../../lib/protocol/reactions.ts";

const KEY = "palabre-reactions";
/** How many stand in the row. */
export const QUICK_REACTIONS = 6;
/** Kept of one person; what is used least goes. */
const MAX_KEPT = 40;
/** From here on all counts are halved: what one liked long ago makes room. */
const MAX_COUNT = 64;

type Uses = readonly (readonly [emoji: string, count: number])[];

/** The row: what is used most first, the defaults in the places that are left. */
export function quickReactions(uses: Uses): string[] {
  const most = uses.toSorted(([, one], [, other]) => other - one).map(([emoji]) => emoji);
  return [...new Set([...most, ...DEFAULT_REACTIONS])].slice(0, QUICK_REACTIONS);
}

/** The uses after one more. */
export function withUse(uses: Uses, emoji: string): Uses {
  const before = uses.find(([one]) => one === emoji)?.[1] ?? 0;
  const others = uses.filter(([one]) => one !== emoji);
  const after: Uses = [[emoji, before + 1], ...others];
  const halved = before + 1 < MAX_COUNT
    ? after
    : after.map(([one, count]) => [one, Math.ceil(count / 2)] as const);
  return halved.toSorted(([, one], [, other]) => other - one).slice(0, MAX_KEPT);
}

/** The row of somebody on this device. */
export function ownQuickReactions(me: UserId | undefined): string[] {
  return quickReactions(readUses(me));
}

/** Somebody reacted so on this device. What is kept is one person's: whoever comes next begins anew. */
export function noteUse(me: UserId | undefined, emoji: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ of: me, uses: withUse(readUses(me), emoji) }));
  } catch {
    // denied or full: the row stays as it is
  }
}

/** Nobody's is kept any more. */
export function forgetUses(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // denied: nothing is kept
  }
}

function readUses(me: UserId | undefined): Uses {
  try {
    const kept: { of?: unknown; uses?: unknown } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept.of === me && Array.isArray(kept.uses) ? kept.uses.filter(isUse) : [];
  } catch {
    return []; // denied, or nothing of ours
  }
}

function isUse(one: unknown): one is readonly [string, number] {
  return Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "number";
}
