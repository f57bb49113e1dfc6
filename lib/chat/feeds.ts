import type { Bus, Published, Topic } from "../cluster/bus.ts";
import type { ConversationId, EventBatch } from "../protocol/events.ts";
import type { ConversationLog, LogEntry, OnCommitted } from "../store/conversation_log.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Timer } from "../world/world.ts";
import type { Feeds } from "./chat.ts";
import { type Directory, namedIn } from "./directory.ts";
import { Feed } from "./feed.ts";

/** Heads that are compared with one read. */
const HEADS_AT_ONCE = 100;
/** How long after a comparison that failed the next one is tried. */
const COMPARE_AGAIN_MS = 1_000;

/** What feeds are made over. */
export interface FeedParts {
  log: ConversationLog;
  bus: Bus;
  directory: Directory;
  clock: Clock;
  report: Report;
}

/** The feeds of one instance, and where its log says what it committed. */
export interface InstanceFeeds extends Feeds {
  /** Delivers here, then publishes. Never throws. */
  readonly committed: OnCommitted;
  /** Ends all timers; nothing is delivered any more. */
  stop(): void;
}

/** The feeds of one instance over its log and the bus. */
export function createFeeds({ log, bus, directory, clock, report }: FeedParts): InstanceFeeds {
  const feeds = new Map<ConversationId, Feed>();
  const listeners: Array<(batch: EventBatch) => void> = [];
  let comparison: "none" | "running" | "outdated" | "stopped" = "none";
  let again: Timer | undefined;

  async function join(conversation: ConversationId, entries: readonly LogEntry[]) {
    const events = entries.map((entry) => entry.event);
    return { conversation, events, users: await directory.profiles(namedIn(events)) };
  }

  function deliver(batch: EventBatch) {
    for (const listener of listeners) {
      try {
        listener(batch);
      } catch (error) {
        report("A listener failed on events", error, { conversation: batch.conversation });
      }
    }
  }

  function begin(conversation: ConversationId): Feed {
    const feed = new Feed({
      conversation,
      deliver,
      read: async (after, limit) =>
        join(conversation, await log.read(conversation, { after, limit })),
      known: directory.known,
      clock,
      report,
    });
    feeds.set(conversation, feed);
    feed.started = start(feed);
    return feed;
  }

  /** Interest first, the head second: what is committed between is a hint that waits in the feed. */
  async function start(feed: Feed) {
    const { conversation } = feed;
    try {
      await bus.follow([topicOf(conversation)]);
      const [head] = await log.heads([conversation]);
      feed.start(head?.seq ?? 0);
    } catch (error) {
      end(feed);
      throw error;
    }
  }

  function end(feed: Feed) {
    feed.stop();
    if (feeds.get(feed.conversation) === feed) feeds.delete(feed.conversation);
    bus.unfollow([topicOf(feed.conversation)]);
  }

  async function compare() {
    const followed = [...feeds.keys()];
    for (let at = 0; at < followed.length; at += HEADS_AT_ONCE) {
      const asked = followed.slice(at, at + HEADS_AT_ONCE);
      const heads = await log.heads(asked);
      asked.forEach((conversation, n) => feeds.get(conversation)?.heardOf(heads[n]?.seq ?? 0));
    }
  }

  function suspect() {
    again?.cancel();
    if (comparison !== "none") {
      if (comparison === "running") comparison = "outdated";
      return;
    }
    comparison = "running";
    compare().then(
      () => {
        const outdated = comparison === "outdated";
        if (comparison !== "stopped") comparison = "none";
        if (outdated) suspect();
      },
      (error) => {
        if (comparison === "stopped") return;
        comparison = "none";
        report("The heads could not be compared", error);
        again = clock.after(COMPARE_AGAIN_MS, suspect);
      },
    );
  }

  bus.onSuspicion(suspect);
  bus.onMessage((_, message) => {
    if (message.type !== "events") return;
    const { conversation, events } = message.batch;
    log.heard(conversation, events.at(-1)?.seq ?? 0);
    feeds.get(conversation)?.hear(message.batch);
  });

  return {
    async open(conversation) {
      const feed = feeds.get(conversation) ?? begin(conversation);
      feed.followers++;
      await feed.started; // all who wait for a start that fails fail with it
      return feed.position ?? 0;
    },
    close(conversation) {
      const feed = feeds.get(conversation);
      if (!feed || --feed.followers > 0) return;
      // Followed again within the start, it would go on; else it ends once the start did.
      const last = () => {
        if (feed.followers === 0 && feeds.get(conversation) === feed) end(feed);
      };
      if (feed.position !== undefined) last();
      else feed.started?.then(last, () => {}); // a start that failed has ended it
    },
    position: (conversation) => feeds.get(conversation)?.position,
    onDeliver: (listener) => void listeners.push(listener),
    read: async (conversation, range) => join(conversation, await log.read(conversation, range)),
    committed(committed) {
      const batches = committed.map(({ conversation, entries }): EventBatch => {
        const events = entries.map((entry) => entry.event);
        return { conversation, events, users: directory.known(namedIn(events)).profiles };
      });
      for (const batch of batches) feeds.get(batch.conversation)?.hear(batch);
      const messages = batches.map((batch): Published => ({
        topic: topicOf(batch.conversation),
        message: { type: "events", batch },
      }));
      bus.publish(messages).catch((error) => report("Events were not published", error));
    },
    stop() {
      comparison = "stopped";
      again?.cancel();
      for (const feed of feeds.values()) feed.stop();
    },
  };
}

function topicOf(conversation: ConversationId): Topic {
  return `conversation:${conversation}`;
}
