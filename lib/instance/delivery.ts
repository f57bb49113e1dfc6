import type { Carrier } from "../chat/messages/move.ts";
import { carryInto } from "../log/carry.ts";
import { createMessageCount } from "../chat/community/message_count.ts";
import { createAnnouncer } from "../chat/delivery/announcer.ts";
import { createFeeds } from "../chat/delivery/feeds.ts";
import { createQuoteReader } from "../chat/messages/quotes.ts";
import { createDirectory } from "../chat/identity/profiles.ts";
import { wakeForCalls } from "../chat/messages/call_members.ts";
import { wakeForVanishing } from "../chat/messages/vanishing.ts";
import { createReadOut } from "../chat/messages/read_out.ts";
import { createPresence } from "../chat/presence/presence.ts";
import type { Bus } from "../cluster/bus.ts";
import { createJobTable } from "../jobs/job_table.ts";
import { createJobs } from "../jobs/jobs.ts";
import { createIndexReader } from "../search/index_reader.ts";
import { createIndexWriter } from "../search/index_writer.ts";
import { RecentEntries } from "../search/recent_entries.ts";
import type { SearchEngine } from "../search/engine.ts";
import { createIndexing } from "../search/indexing.ts";
import type { StepSizes } from "../search/segments.ts";
import { createSegmentEngine } from "../search/segment_engine.ts";
import { createTails } from "../search/tails.ts";
import { createLog } from "../log/create_log.ts";
import type { Committed, ConversationLog } from "../log/log.ts";
import type { Runtime, Stores } from "./stores.ts";

/** The log, how what happens reaches those who follow it, and what is done later. */
export type Delivery = ReturnType<typeof createDelivery>;

/** What it may be made with in place of what it is made with by itself. */
export interface DeliveryMeans {
  /** Makes the log; by default the one of `lib/log/create_log.ts`. */
  createLog?: typeof createLog;
  /** Sizes of what the index of search is made of. */
  indexSizes?: StepSizes;
  /** Makes what searches ask; by default the one over the index in the store. */
  createEngine?: (parts: { log: ConversationLog }) => SearchEngine;
}

/** Makes it. */
export function createDelivery(
  { kv, clock, random, logger }: Runtime,
  { users, messageCounts, presenceRows }: Pick<
    Stores,
    "users" | "messageCounts" | "presenceRows"
  >,
  bus: Bus,
  { createLog: makeLog = createLog, indexSizes: sizes, createEngine }: DeliveryMeans = {},
) {
  const announcer = createAnnouncer({ bus, logger });
  const directory = createDirectory({ users, announcer, clock });
  const listeners: Array<(committed: readonly Committed[]) => void> = [];
  const onCommitted = (committed: Committed[]) => {
    feeds.committed(committed);
    messageCount.committed(committed);
    wakeForVanishing(jobs, committed);
    wakeForCalls(jobs, committed);
    indexing.committed(committed);
    for (const hear of listeners) hear(committed);
  };
  const log = makeLog({
    kv,
    clock,
    random,
    logger,
    onCommitted,
    alone: bus,
    onUncertain: () => bus.suspectLater(),
  });
  const messageCount = createMessageCount({
    clock,
    logger,
    instance: bus.instance,
    tallies: messageCounts,
  });
  const readOut = createReadOut({ log, clock });
  const quotes = createQuoteReader({ log, readOut });
  const feeds = createFeeds({ log, bus, directory, readOut, quotes, clock, logger });
  const rows = presenceRows;
  const presence = createPresence({ rows, bus, announcer, directory, clock, logger });
  const carrier: Carrier = {
    read: (to, message) =>
      carryInto(kv, to, (place) => message({ ...place, id: random.uuid() }), clock.now()),
    committed(conversation, { entry }) {
      log.noteRemoteAppend(conversation, entry.event.seq);
      onCommitted([{ conversation, entries: [entry], alone: false }]);
    },
  };
  const table = createJobTable({ kv, clock, random });
  const jobs = createJobs({ table, clock, random, logger, bus });
  const recent = new RecentEntries();
  const written = { recent, ...(sizes && { sizes }) };
  const writer = createIndexWriter({ kv, log, random, ...written });
  const indexing = createIndexing({ kv, writer, jobs, clock, logger, ...written });
  const index = createIndexReader({ kv });
  const engine = createEngine?.({ log }) ??
    createSegmentEngine({ index, tails: createTails({ log }), indexing });
  return {
    bus,
    announcer,
    directory,
    log,
    readOut,
    quotes,
    messageCount,
    feeds,
    presence,
    jobs,
    /** Has somebody told of what this instance commits, after it was acknowledged. */
    onCommitted: (hear: (committed: readonly Committed[]) => void) => void listeners.push(hear),
    carrier,
    engine,
    indexing,
  };
}
