// What a lane reads before its requests can be committed. The order of the reads matters.
import type { Head, LogEntry } from "../conversation_log.ts";
import { keys } from "../keys.ts";
import type { Kv } from "../kv.ts";
import type { CachedHead } from "./cached_head.ts";
import type { Lane } from "./lane.ts";
import { requestName, type Waiting } from "./waiting.ts";

/** Requests of one lane that are prepared together: what one commit takes. */
const MAX_PREPARED = 256;
/** Entries that a scan for duplicates reads at once, and so all that it holds in memory. */
const SCAN_PAGE = 256;

/** What a preparation needs; `found` is told of each request that stands in the log already. */
export interface PreparationContext {
  kv: Kv;
  now: () => number;
  found: (lane: Lane, waiting: Waiting, entry: LogEntry) => void;
}

/** Reads all that the lane's next requests need. Throws when the store does not answer. */
export async function prepare(lane: Lane, context: PreparationContext): Promise<void> {
  const front = lane.queue.slice(0, MAX_PREPARED);
  // Before the head: if our lost commit itself changes what we checked, the scan must see its entry.
  const broken = await readBrokenChecks(front, context.kv);
  const head = lane.head ?? await readHead(lane, context);
  await scan(lane, head, front, context);
  for (const waiting of broken) {
    if (!lane.queue.includes(waiting)) continue; // found: it was committed
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

/** Looks for the requests among the entries that memory does not cover, and settles those found. */
async function scan(
  lane: Lane,
  head: CachedHead,
  front: readonly Waiting[],
  { kv, found }: PreparationContext,
): Promise<void> {
  const open = front.filter(({ clearedTo }) => clearedTo < head.since);
  let after = Math.min(head.since, ...open.map(({ clearedTo }) => clearedTo));
  while (after < head.since) {
    const range = {
      start: keys.entry(lane.conversation, after + 1),
      end: keys.entry(lane.conversation, head.since + 1),
    };
    const page = await kv.list<LogEntry>(range, { limit: SCAN_PAGE });
    const entries = new Map(
      page.map(({ value }) => [requestName(value.event.by, value.id), value]),
    );
    after = page.at(-1)?.value.event.seq ?? head.since;
    for (const waiting of open) {
      const entry = entries.get(waiting.name);
      if (entry && lane.queue.includes(waiting)) found(lane, waiting, entry);
      waiting.clearedTo = Math.max(waiting.clearedTo, after);
    }
  }
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
