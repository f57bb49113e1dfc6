import { type Entry, type Key, type Kv, type Mutation, Unavailable } from "../kv/kv.ts";
import { keys } from "../kv/keys.ts";
import type { ConversationLog } from "../log/log.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Random } from "../runtime/clock.ts";
import type { RecentEntries } from "./recent_entries.ts";
import { SegmentRows } from "./segment_rows.ts";
import { INDEX_FORM, type IndexRow, type StepSizes } from "./segments.ts";
import { type Page, type Step, Steps } from "./steps.ts";

/** Steps that another instance took first, after which the store counts as gone. */
const MAX_CONFLICTS = 20;
/** Rows that one commit deletes when it sweeps. */
const SWEEP_PAGE = 200;

/** Keeps the index of a conversation as its log is. Everything rejects with `Unavailable`. */
export interface IndexWriter {
  /**
   * Brings the index up to the log: what earlier messages say now, and new messages when there are
   * enough of them. Each step is one commit that checks the one before; any instance may take it.
   */
  follow(conversation: ConversationId, signal?: AbortSignal): Promise<void>;
  /**
   * The same, up to what this instance committed itself, which it need not read. What others changed
   * since is left to the job that came with it.
   */
  followRecent(conversation: ConversationId, signal?: AbortSignal): Promise<void>;
  /** Makes the index anew beside the one that is read, then puts it in its place. True when done. */
  rebuild(conversation: ConversationId, signal: AbortSignal): Promise<boolean>;
}

/** What indexes are written with. */
export interface IndexWriterParts {
  kv: Kv;
  log: Pick<ConversationLog, "read" | "entries">;
  random: Pick<Random, "uuid">;
  sizes?: StepSizes;
  /** What `followRecent` need not read from the log. */
  recent?: Pick<RecentEntries, "after">;
}

/** Over a store and its log. */
export function createIndexWriter(
  { kv, log, random, sizes, recent }: IndexWriterParts,
): IndexWriter {
  const rows = new SegmentRows(kv, random);
  const steps = new Steps(log, rows, sizes);
  const recentSteps = new Steps(log, rows, sizes, recent);
  return {
    follow: (conversation, signal) =>
      follow({ kv, steps }, conversation, keys.searchIndex(conversation), signal),
    followRecent: (conversation, signal) =>
      follow({ kv, steps: recentSteps }, conversation, keys.searchIndex(conversation), signal),
    async rebuild(conversation, signal) {
      const beside = keys.rebuiltIndex(conversation);
      for (let tries = 0; tries < MAX_CONFLICTS && !signal.aborted; tries++) {
        await follow({ kv, steps }, conversation, beside, signal);
        if (signal.aborted || !await takePlace(kv, conversation)) continue;
        await sweep(kv, conversation, signal);
        return !signal.aborted;
      }
      return false;
    },
  };
}

async function follow(
  { kv, steps }: { kv: Kv; steps: Steps },
  conversation: ConversationId,
  at: Key,
  signal?: AbortSignal,
): Promise<void> {
  let now: ReadRow | undefined;
  let left: Page | undefined;
  for (let conflicts = 0; !signal?.aborted;) {
    now ??= await readRow(kv, at);
    const page: Page = left ?? await steps.page(conversation, now.row);
    const step = await steps.next(conversation, now.row, page);
    if (step === "done") {
      if (!left) return;
      left = undefined; // what was edited while a step was taken is in no page read before it
      continue;
    }
    now = step === "replaced" ? undefined : await write(kv, at, now.versionstamp, step);
    left = now && steps.rest(page, now.row);
    conflicts = now ? 0 : conflicts + 1;
    if (conflicts > MAX_CONFLICTS) throw new Unavailable("An index was changed on each try");
  }
}

interface ReadRow {
  row: IndexRow;
  versionstamp: string | null;
}

/** Takes a step; nothing where another one was taken first, or that is not known. */
async function write(
  kv: Pick<Kv, "commit">,
  at: Key,
  versionstamp: string | null,
  { row, mutations }: Step,
): Promise<ReadRow | undefined> {
  const set = { type: "set", key: at, value: row } as const;
  const done = await kv.commit([{ key: at, versionstamp }], [set, ...mutations]);
  return done.ok ? { row, versionstamp: done.versionstamp } : undefined;
}

/** The row of an index; an empty one where there is none of this form. */
async function readRow(kv: Pick<Kv, "get">, at: Key): Promise<ReadRow> {
  const { value, versionstamp } = await kv.get<IndexRow>(at);
  return { row: value?.form === INDEX_FORM ? value : emptyIndex(), versionstamp };
}

/** Puts the index that was made beside in the place of the one that is read; false: try again. */
async function takePlace(kv: Kv, conversation: ConversationId): Promise<boolean> {
  const [key, beside] = [keys.searchIndex(conversation), keys.rebuiltIndex(conversation)];
  const [now, rebuilt]: Entry<IndexRow>[] = await kv.getMany<IndexRow>([key, beside]);
  if (!now || !rebuilt) return false;
  if (!rebuilt.value && (!now.value || now.value.form === INDEX_FORM)) return true;
  const checks = [now, rebuilt].map(({ key, versionstamp }) => ({ key, versionstamp }));
  const { ok } = await kv.commit(checks, [
    rebuilt.value ? { type: "set", key, value: rebuilt.value } : { type: "delete", key },
    { type: "delete", key: beside },
  ]);
  return ok;
}

/** Deletes rows of segments that the index does not have: of one before, or of another form. */
async function sweep(kv: Kv, conversation: ConversationId, signal: AbortSignal): Promise<void> {
  const key = keys.searchIndex(conversation);
  for (
    const prefix of [keys.allSearchTerms(conversation), keys.allSearchDirectories(conversation)]
  ) {
    let start: Key | undefined;
    while (!signal.aborted) {
      // Read before the rows: what they have that it has not is of no use, while it stays so.
      const { value, versionstamp } = await kv.get<IndexRow>(key);
      const used = new Set(value?.segments.map(({ id }) => id));
      const range = { prefix, ...(start && { start }) };
      const rows = await kv.list(range, { limit: SWEEP_PAGE });
      const unused = rows.filter((row) => !used.has(String(row.key[2])));
      const deletions = unused.map((row): Mutation => ({ type: "delete", key: row.key }));
      if (deletions.length > 0) await kv.commit([{ key, versionstamp }], deletions);
      if (rows.length < SWEEP_PAGE) break;
      start = rows.at(-1)?.key;
    }
  }
}

function emptyIndex(): IndexRow {
  return { form: INDEX_FORM, cursor: 0, followed: 0, segments: [] };
}
