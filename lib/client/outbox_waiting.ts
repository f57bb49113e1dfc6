import type { ConversationId } from "../protocol/events.ts";
import type { OutboxEntry } from "./model.ts";

/** Sends under way at once, each in another conversation. */
export const MAX_CONCURRENT_SENDS = 32;
/** Messages that may wait. Nobody writes more without a connection; a loop would. */
export const MAX_OUTBOX = 500;

/** Where a message of the outbox stands. */
export type Stage =
  | "storing"
  /** Its files are on their way. */
  | "uploading"
  | "queued"
  | "sent"
  /** Durable at a seq that was not delivered here yet; stays in sight until it is. */
  | { durableAt: number }
  | "failed"
  /** Not sent until the user says so. */
  | "held";

/** A message of the outbox. */
export interface Waiting {
  entry: OutboxEntry;
  stage: Stage;
  /** Never sent in this life: `after` is set at the first try, so that the server looks back less. */
  untried: boolean;
  /** Whether the storage took it: what it did not take cannot be missed there. */
  stored: boolean;
}

/** Where a stored message stands that nothing is done with. */
export function stageOf({ state, uploading }: OutboxEntry): Stage {
  if (state !== "pending") return state;
  return uploading ? "uploading" : "queued";
}

/** The ids of those of a conversation that were delivered: they are durable up to this position. */
export function passedIds(
  waiting: ReadonlyMap<string, Waiting>,
  conversation: ConversationId,
  position: number,
): string[] {
  return [...waiting.values()].flatMap(({ entry, stage }) => {
    const passed = typeof stage === "object" && stage.durableAt <= position;
    return passed && entry.conversation === conversation ? entry.id : [];
  });
}

/** The ids of those that wait for a moderator. */
export function heldIds(waiting: ReadonlyMap<string, Waiting>): string[] {
  return [...waiting.values()].flatMap(({ entry }) => entry.error?.waits ? entry.id : []);
}

/** Now, but after every message that waits: the storage keeps them in this order. */
export function timeAfter(waiting: ReadonlyMap<string, Waiting>, now: number): number {
  let last = 0;
  for (const { entry } of waiting.values()) last = Math.max(last, entry.writtenAt);
  return Math.max(now, last + 1);
}

/** Whether something can be done now; behind a message whose files are on their way, nothing can. */
export function hasWork(waiting: ReadonlyMap<string, Waiting>): boolean {
  const behind = new Set<ConversationId>();
  for (const { entry: { conversation }, stage } of waiting.values()) {
    if (stage === "uploading") behind.add(conversation);
    if (stage === "storing" || stage === "sent") return true;
    if (stage === "queued" && !behind.has(conversation)) return true;
  }
  return false;
}

/**
 * What waits, with what the storage has, in its order. `isShared`: other tabs write to it too, so what
 * is missing there was sent by one of them. `shown`: what the storage has needlessly.
 */
export function mergeStored(
  { waiting, stored, isShared }: {
    waiting: ReadonlyMap<string, Waiting>;
    stored: readonly OutboxEntry[];
    isShared: boolean;
  },
  shows: (entry: OutboxEntry) => boolean,
) {
  const merged = new Map<string, Waiting>();
  const touched = new Set<ConversationId>();
  const shown: OutboxEntry[] = [];
  for (const entry of stored) {
    const found = waiting.get(entry.id);
    // Another tab may have brought its files.
    const known = found?.stage === "uploading" && isShared ? undefined : found;
    if (!known && shows(entry)) {
      shown.push(entry);
      continue;
    }
    merged.set(
      entry.id,
      known ?? { entry, stage: stageOf(entry), untried: false, stored: true },
    );
    if (!known) touched.add(entry.conversation);
  }
  for (const [id, one] of waiting) {
    const rests = ["uploading", "queued", "failed", "held"].includes(String(one.stage));
    const gone = isShared && one.stored && rests;
    if (gone && !merged.has(id)) touched.add(one.entry.conversation);
    else merged.set(id, one);
  }
  return { merged, touched, shown };
}
