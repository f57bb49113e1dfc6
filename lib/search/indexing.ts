// When indexes follow their logs: behind what is sent, and by jobs that no crash loses.
import * as v from "valibot";
import { type JobKind, planJob } from "../jobs/job.ts";
import { keys } from "../kv/keys.ts";
import type { Kv, Mutation } from "../kv/kv.ts";
import { keyAfter } from "../kv/list_pages.ts";
import type { Committed } from "../log/log.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Clock } from "../runtime/clock.ts";
import { type Logger, throttledLogger } from "../runtime/logger.ts";
import type { IndexWriter } from "./index_writer.ts";
import type { RecentEntries } from "./recent_entries.ts";
import { changesWords, INDEX_FORM, STEP_SIZES, type StepSizes } from "./segments.ts";

const FOLLOW = "search-follow";
const REBUILD = "search-rebuild";
/** What was edited or deleted within this long is followed by one job. */
const GATHER_MS = 1_000;
/** A run of the job that makes all indexes anew goes on as another one after this long. */
const RUN_MS = 10_000;
const CONVERSATIONS_PAGE = 100;
const LOG_EVERY_MS = 30_000;

/** A conversation whose index has something to follow: of another instance, so the log is read. */
const FollowPayload = v.object({ conversation: v.string() });
/** The conversation before the next one. */
const RebuildPayload = v.object({ after: v.optional(v.string()) });

/**
 * The job that has an index follow what an event changed in an earlier message: it goes with the
 * commit of the event (M3). `at`: its time.
 */
export function followIndexLater(conversation: ConversationId, at: number): Mutation[] {
  const id = `${FOLLOW} ${conversation}`;
  return [planJob({ kind: FOLLOW, id, due: dueAfter(at), payload: { conversation } })];
}

function dueAfter(at: number): number {
  return (Math.floor(at / GATHER_MS) + 1) * GATHER_MS;
}

/** Has all indexes made anew: a mutation for whoever runs beside the server. */
export function rebuildIndexesLater(now: number): Mutation {
  return planJob({ kind: REBUILD, id: REBUILD, due: now, payload: {} });
}

/** Indexes of one instance, kept behind the logs. */
export interface Indexing {
  /** Hears what was committed. Never throws. */
  committed(committed: readonly Committed[]): void;
  /** Has the index of a conversation follow its log, when its turn comes. */
  follow(conversation: ConversationId): void;
  /** Has what an earlier version wrote indexed, once. Rejects with `Unavailable`. */
  start(): Promise<void>;
  /** Begins nothing new; resolves when what runs has ended. */
  close(): Promise<void>;
}

/** What indexes are kept with. */
export interface IndexingParts {
  kv: Kv;
  writer: IndexWriter;
  recent: Pick<RecentEntries, "add">;
  jobs: { register<P>(kind: JobKind<P>): void; wake(due: number): void };
  clock: Clock;
  logger: Logger;
  sizes?: StepSizes;
}

/** Keeps the indexes of one instance, and registers its jobs. */
export function createIndexing(
  { kv, writer, recent, jobs, clock, logger, sizes = STEP_SIZES }: IndexingParts,
): Indexing {
  const failures = throttledLogger(logger, clock, LOG_EVERY_MS);
  const waiting = new Set<ConversationId>();
  const ending = new AbortController();
  let running: Promise<void> | undefined;

  /** One after the other: what is sent meanwhile is more urgent. */
  async function run(): Promise<void> {
    for (const conversation of waiting) {
      if (ending.signal.aborted) break;
      waiting.delete(conversation);
      await writer.followRecent(conversation, ending.signal).catch((error) =>
        failures.error("an index could not follow its log", error)
      );
    }
    running = undefined;
  }

  function follow(conversation: ConversationId): void {
    if (ending.signal.aborted) return;
    waiting.add(conversation);
    running ??= Promise.resolve().then(run);
  }

  jobs.register({
    kind: FOLLOW,
    payload: FollowPayload,
    run: ({ conversation }, { signal }) => writer.follow(conversation, signal),
  });
  jobs.register({
    kind: REBUILD,
    payload: RebuildPayload,
    async run({ after }, { signal }) {
      const began = clock.elapsed();
      let done = after;
      for await (const conversation of conversationsAfter(kv, after)) {
        const late = clock.elapsed() - began > RUN_MS;
        if (late || !await writer.rebuild(conversation, signal)) {
          return { due: clock.now(), payload: { after: done } };
        }
        done = conversation;
      }
    },
  });

  return {
    committed(committed) {
      for (const one of committed) {
        const { conversation, entries } = one;
        recent.add(one);
        const [first, last] = [entries[0]?.event.seq ?? 0, entries.at(-1)?.event.seq ?? 0];
        // Once in so many entries of a conversation, whoever appended them.
        if (Math.floor(last / sizes.messages) > Math.floor((first - 1) / sizes.messages)) {
          follow(conversation);
        }
      }
      for (const { entries } of committed) {
        for (const { event } of entries) if (changesWords(event)) jobs.wake(dueAfter(event.at));
      }
    },

    follow,

    async start() {
      const { key, value, versionstamp } = await kv.get<number>(keys.searchForm());
      if (value === INDEX_FORM) return;
      const [some] = await kv.list({ prefix: keys.logs() }, { limit: 1 });
      const mutations: Mutation[] = [{ type: "set", key, value: INDEX_FORM }];
      if (some) mutations.push(rebuildIndexesLater(clock.now()));
      await kv.commit([{ key, versionstamp }], mutations);
    },

    async close() {
      ending.abort();
      await running;
    },
  };
}

/** All conversations whose ids sort after one. */
async function* conversationsAfter(
  kv: Pick<Kv, "list">,
  after: ConversationId | undefined,
): AsyncGenerator<ConversationId> {
  let start = after === undefined ? undefined : keyAfter(keys.conversation(after));
  for (;;) {
    const range = { prefix: keys.conversations(), ...(start && { start }) };
    const page = await kv.list(range, { limit: CONVERSATIONS_PAGE });
    for (const { key } of page) yield String(key[1]);
    const last = page.at(-1);
    if (!last || page.length < CONVERSATIONS_PAGE) return;
    start = keyAfter(last.key);
  }
}
