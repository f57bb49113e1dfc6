// What a lane reads before its requests can be committed. The order of the reads matters.
import type { UserId } from "../../protocol/events.ts";
import type { Head, LogEntry } from "../conversation_log.ts";
import { keys } from "../keys.ts";
import type { Kv } from "../kv.ts";
import type { CachedHead } from "./cached_head.ts";
import type { Lane } from "./lane.ts";
import { search } from "./search.ts";
import type { Waiting } from "./waiting.ts";

/** Requests of one lane that are prepared together: what one commit takes. */
const MAX_PREPARED = 256;
/** A request that must be looked for among more entries than so many lets others pass meanwhile. */
const DEEP_ENTRIES = 1024;

/**
 * What a preparation needs; `found` is told of each request that stands in the log already,
 * `setAside` of an author whose requests wait beside the lane until the log was searched up to `to`.
 */
export interface PreparationContext {
  kv: Kv;
  now: () => number;
  found: (lane: Lane, waiting: Waiting, entry: LogEntry) => void;
  setAside: (lane: Lane, author: UserId, to: number) => void;
}

/** Reads all that the lane's next requests need. Throws when the store does not answer. */
export async function prepare(lane: Lane, context: PreparationContext): Promise<void> {
  // Before the head: if our lost commit itself changes what we checked, the scan must see its entry.
  const broken = await readBrokenChecks(lane.queue.slice(0, MAX_PREPARED), context.kv);
  const head = lane.head ?? await readHead(lane, context);
  for (const waiting of lane.queue.slice(0, MAX_PREPARED)) {
    const { by } = waiting.request;
    const deep = head.since - waiting.clearedTo > DEEP_ENTRIES;
    if (deep && lane.setAside(by)) context.setAside(lane, by, head.since);
  }
  const front = lane.queue.slice(0, MAX_PREPARED);
  const open = front.filter(({ clearedTo }) => clearedTo < head.since);
  await search(context.kv, lane.conversation, open, head.since, (waiting, entry) => {
    lane.remove(waiting);
    context.found(lane, waiting, entry);
  });
  for (const waiting of broken) {
    if (!lane.queue.includes(waiting)) continue; // found: it was committed; or set aside
    lane.remove(waiting);
    waiting.conflict();
  }
  await readTargets(lane, head, front, context.kv);
  lane.head = head;
}

/** The requests whose commit may have failed by their own checks: those that no longer hold. */
async function readBrokenChecks(front: readonly Waiting[], kv: Kv): Promise<Waiting[]> {
  const checks = front.filter(({ tried }) => tried).flatMap((waiting) =>
    (waiting.request.checks ?? []).map((check) => ({ waiting, check }))
  );
  if (checks.length === 0) return [];
  const entries = await kv.getMany(checks.map(({ check }) => check.key));
  const broken = checks.filter(({ check }, n) => entries[n]?.versionstamp !== check.versionstamp);
  return [...new Set(broken.map(({ waiting }) => waiting))];
}

async function readHead(lane: Lane, { kv, now }: PreparationContext): Promise<CachedHead> {
  const { value, versionstamp } = await kv.get<Head>(keys.head(lane.conversation));
  return lane.takeHead(value ?? { seq: 0, messages: 0, at: 0 }, versionstamp, now());
}

/** After the head: if the commit's check of it holds, nobody has changed the targets since. */
async function readTargets(
  lane: Lane,
  head: CachedHead,
  front: readonly Waiting[],
  kv: Kv,
): Promise<void> {
  const wanted = new Set<number>();
  for (const { target } of front) {
    if (target !== undefined && target >= 1 && target <= head.seq && !lane.targets.has(target)) {
      wanted.add(target);
    }
  }
  if (wanted.size === 0) return;
  const seqs = [...wanted];
  const entries = await kv.getMany<LogEntry>(
    seqs.map((seq) => keys.entry(lane.conversation, seq)),
  );
  entries.forEach(({ value }, n) => {
    const seq = seqs[n];
    if (seq !== undefined) lane.targets.set(seq, value ?? undefined);
  });
}
