// The reactions that somebody uses most, on this device: a row of them is one press away.
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

/** The row of this device. */
export function ownQuickReactions(): string[] {
  return quickReactions(readUses());
}

/** Somebody reacted so on this device. */
export function noteUse(emoji: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withUse(readUses(), emoji)));
  } catch {
    // denied or full: the row stays as it is
  }
}

function readUses(): Uses {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isUse) : [];
  } catch {
    return []; // denied, or no list of ours
  }
}

function isUse(one: unknown): one is readonly [string, number] {
  return Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "number";
}
