// What a lane reads before its requests can be committed. The order of the reads matters.
import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import type { Head, LogEntry } from "./log.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { Clock } from "../runtime/clock.ts";
import type { CachedHead } from "./cached_head.ts";
import type { Lane } from "./lane.ts";
import {
  MAX_SEARCHED,
  MAX_SEARCHED_AGE_MS,
  MAX_SEARCHED_WITHOUT_AFTER,
  SEARCH_PAGE,
  searchDuplicates,
  type SearchListener,
} from "./duplicate_search.ts";
import type { PendingAppend } from "./pending_append.ts";

/** Requests of one lane that are prepared together: what one commit takes. */
const MAX_PREPARED = 256;

/** What a preparation needs. */
export interface PreparationContext {
  kv: Kv;
  clock: Clock;
  /** A request's entry stands in the log already; the request is out of the lane. */
  found(lane: Lane, pending: PendingAppend, entry: LogEntry): void;
  /** An author's requests were deferred: the log must be searched up to `to` for them. */
  deferred(lane: Lane, author: UserId, to: number): void;
}

/** Reads all that the lane's next requests need. Throws `Unavailable`. */
export async function prepare(lane: Lane, context: PreparationContext): Promise<void> {
  // Before the head: if our own lost commit changed what we check, the search must see its entry.
  const conflicting = await readFailedChecks(lane.queue.slice(0, MAX_PREPARED), context.kv);
  const head = lane.head ?? await readHead(lane, context);
  deferLongSearches(lane, head, context);
  const front = lane.queue.slice(0, MAX_PREPARED);
  const unsearched = front.filter(({ searchedTo }) => searchedTo < head.idsAfter);
  await search(lane, unsearched, head.idsAfter, context);
  for (const pending of conflicting) {
    if (!lane.queue.includes(pending)) continue; // found, so it was committed; or deferred
    lane.remove(pending);
    pending.conflict();
  }
  await readTargets(lane, head, front, context.kv);
  lane.head = head;
}

/** Searches for requests of a lane. Those found or too old leave it. Throws `Unavailable`. */
export async function search(
  lane: Lane,
  requests: readonly PendingAppend[],
  to: number,
  { kv, clock, found }: Pick<PreparationContext, "kv" | "clock" | "found">,
): Promise<void> {
  const { conversation } = lane;
  const listener: SearchListener = {
    found(pending, entry) {
      lane.remove(pending);
      found(lane, pending, entry);
    },
    tooOld: (pending) => refuseTooOld(lane, pending),
  };
  const oldest = clock.now() - MAX_SEARCHED_AGE_MS;
  await searchDuplicates(kv, { conversation, to, oldest }, requests, listener);
}

/** Whoever needs more than one page searched must not delay the others of the lane. */
function deferLongSearches(lane: Lane, head: CachedHead, context: PreparationContext): void {
  for (const pending of lane.queue.slice(0, MAX_PREPARED)) {
    const { by, after } = pending.request;
    if (after === undefined) {
      pending.searchedTo = Math.max(pending.searchedTo, head.seq - MAX_SEARCHED_WITHOUT_AFTER);
    }
    const unsearched = head.idsAfter - pending.searchedTo;
    if (unsearched > MAX_SEARCHED && !head.find(pending.name)) refuseTooOld(lane, pending);
    else if (unsearched > SEARCH_PAGE && lane.defer(by)) context.deferred(lane, by, head.idsAfter);
  }
}

function refuseTooOld(lane: Lane, pending: PendingAppend): void {
  lane.remove(pending);
  pending.fail(new ChatError("send-too-old"));
}

/** The requests whose commit may have failed by their own checks: those that no longer hold. */
async function readFailedChecks(front: readonly PendingAppend[], kv: Kv): Promise<PendingAppend[]> {
  const checks = front.filter(({ tried }) => tried).flatMap((pending) =>
    (pending.request.checks ?? []).map((check) => ({ pending, check }))
  );
  if (checks.length === 0) return [];
  const entries = await kv.getMany(checks.map(({ check }) => check.key));
  const failed = checks.filter(({ check }, n) => entries[n]?.versionstamp !== check.versionstamp);
  return [...new Set(failed.map(({ pending }) => pending))];
}

async function readHead(lane: Lane, { kv, clock }: PreparationContext): Promise<CachedHead> {
  const { value, versionstamp } = await kv.get<Head>(keys.head(lane.conversation));
  return lane.setHead(value ?? { seq: 0, messages: 0, at: 0 }, versionstamp, clock.elapsed());
}

/** After the head: if the commit's check of it holds, nobody has changed the targets since. */
async function readTargets(
  lane: Lane,
  head: CachedHead,
  front: readonly PendingAppend[],
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
