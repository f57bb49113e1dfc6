import type { Bus, Published, Topic } from "../../cluster/bus.ts";
import type { ConversationId, EventBatch } from "../../protocol/events.ts";
import type { Committed, ConversationLog, LogEntry } from "../../log/log.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import type { Feeds } from "../chat.ts";
import { type Directory, namedBeside } from "../identity/profiles.ts";
import type { ReadOut } from "../messages/read_out.ts";
import { quotesOrNone } from "../../protocol/quotes.ts";
import type { QuoteReader } from "../messages/quotes.ts";
import { Feed } from "./feed.ts";
import { HeadReader } from "./head_reader.ts";

/** Heads that are compared with one read. */
const HEADS_AT_ONCE = 100;
/** How long after a comparison that failed the next one is tried. */
const COMPARE_AGAIN_MS = 1_000;

/** What feeds are made over. */
export interface FeedParts {
  log: ConversationLog;
  bus: Bus;
  directory: Directory;
  readOut: ReadOut;
  quotes: QuoteReader;
  clock: Clock;
  logger: Logger;
}

/** The feeds of one instance, over its log and the bus. */
class InstanceFeeds implements Feeds {
  readonly #parts: FeedParts;
  readonly #feeds = new Map<ConversationId, Feed>();
  readonly #heads: HeadReader;
  readonly #listeners: Array<(batch: EventBatch) => void> = [];
  #comparison: "none" | "running" | "outdated" | "stopped" = "none";
  #again: Timer | undefined;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    const { bus, log, quotes } = parts;
    this.#heads = new HeadReader(log);
    bus.onSuspicion(() => this.#suspect());
    bus.onMessage((_, message) => {
      if (message.type !== "events") return;
      const { conversation, events } = message.batch;
      log.noteRemoteAppend(conversation, events.at(-1)?.seq ?? 0);
      quotes.changed(conversation, events);
      this.#feeds.get(conversation)?.hear(message.batch);
    });
  }

  async open(conversation: ConversationId): Promise<number> {
    const feed = this.#feeds.get(conversation) ?? this.#begin(conversation);
    feed.followers++;
    await feed.started; // all who wait for a start that fails fail with it
    return feed.position ?? 0;
  }

  close(conversation: ConversationId): void {
    const feed = this.#feeds.get(conversation);
    if (!feed || --feed.followers > 0) return;
    // Followed again within the start, it would go on; else it ends once the start did.
    const last = () => {
      if (feed.followers === 0 && this.#feeds.get(conversation) === feed) this.#end(feed);
    };
    if (feed.position !== undefined) last();
    else feed.started?.then(last, () => {}); // a start that failed has ended it
  }

  position(conversation: ConversationId): number | undefined {
    return this.#feeds.get(conversation)?.position;
  }

  onDeliver(listener: (batch: EventBatch) => void): void {
    this.#listeners.push(listener);
  }

  async read(
    conversation: ConversationId,
    range: { after?: number; limit: number; newest?: boolean },
  ): Promise<EventBatch> {
    return await this.#join(conversation, await this.#parts.log.read(conversation, range));
  }

  /** Where the log says what it committed: delivers here, then publishes. Never throws. */
  committed(committed: readonly Committed[]): void {
    const { bus, directory, quotes, readOut, logger } = this.#parts;
    const messages: Published[] = [];
    for (const { conversation, entries, revised, alone } of committed) {
      const events = readOut.known(entries, revised);
      quotes.changed(conversation, events);
      // A feed knows who is named, and what is quoted, by itself; other instances may not.
      const quoted = alone ? {} : quotes.known(conversation, events);
      const users = alone ? {} : directory.known(namedBeside(events, quoted)).profiles;
      const batch: EventBatch = { conversation, events, users, ...quotesOrNone(quoted) };
      this.#feeds.get(conversation)?.hear(batch);
      if (alone) continue;
      messages.push({ topic: topicOf(conversation), message: { type: "events", batch } });
    }
    if (messages.length === 0) return;
    bus.publish(messages).catch((error) => logger.error("Events were not published", error));
  }

  /** Ends all timers; nothing is delivered any more. */
  stop(): void {
    this.#comparison = "stopped";
    this.#again?.cancel();
    for (const feed of this.#feeds.values()) feed.stop();
  }

  async #join(conversation: ConversationId, entries: readonly LogEntry[]): Promise<EventBatch> {
    const events = await this.#parts.readOut.events(conversation, entries);
    const quoted = await this.#parts.quotes.read(conversation, events);
    const users = await this.#parts.directory.profiles(namedBeside(events, quoted));
    return { conversation, events, users, ...quotesOrNone(quoted) };
  }

  #deliver(batch: EventBatch): void {
    for (const listener of this.#listeners) {
      try {
        listener(batch);
      } catch (error) {
        const { conversation } = batch;
        this.#parts.logger.error("A listener failed on events", error, { conversation });
      }
    }
  }

  #begin(conversation: ConversationId): Feed {
    const { log, directory, quotes, clock, logger } = this.#parts;
    const feed = new Feed({
      conversation,
      deliver: (batch) => this.#deliver(batch),
      read: async (after, limit) =>
        this.#join(conversation, await log.read(conversation, { after, limit })),
      known: directory.known,
      quoted: (events) => quotes.known(conversation, events),
      clock,
      logger,
    });
    this.#feeds.set(conversation, feed);
    feed.started = this.#start(feed);
    return feed;
  }

  /** Interest first, the head second: what is committed between is a hint that waits in the feed. */
  async #start(feed: Feed): Promise<void> {
    const { conversation } = feed;
    try {
      await this.#parts.bus.follow([topicOf(conversation)]);
      feed.start(await this.#heads.read(conversation));
    } catch (error) {
      this.#end(feed);
      throw error;
    }
  }

  #end(feed: Feed): void {
    feed.stop();
    if (this.#feeds.get(feed.conversation) === feed) this.#feeds.delete(feed.conversation);
    this.#parts.bus.unfollow([topicOf(feed.conversation)]);
  }

  async #compare(): Promise<void> {
    const followed = [...this.#feeds.keys()];
    for (let at = 0; at < followed.length; at += HEADS_AT_ONCE) {
      const asked = followed.slice(at, at + HEADS_AT_ONCE);
      const heads = await this.#parts.log.heads(asked);
      asked.forEach((conversation, n) =>
        this.#feeds.get(conversation)?.heardOf(heads[n]?.seq ?? 0)
      );
    }
  }

  #suspect(): void {
    this.#again?.cancel();
    if (this.#comparison !== "none") {
      if (this.#comparison === "running") this.#comparison = "outdated";
      return;
    }
    this.#comparison = "running";
    this.#compare().then(
      () => {
        const outdated = this.#comparison === "outdated";
        if (this.#comparison !== "stopped") this.#comparison = "none";
        if (outdated) this.#suspect();
      },
      (error) => {
        if (this.#comparison === "stopped") return;
        this.#comparison = "none";
        this.#parts.logger.error("The heads could not be compared", error);
        this.#again = this.#parts.clock.after(COMPARE_AGAIN_MS, () => this.#suspect());
      },
    );
  }
}

/** The feeds of one instance over its log and the bus. */
export function createFeeds(parts: FeedParts): InstanceFeeds {
  return new InstanceFeeds(parts);
}

function topicOf(conversation: ConversationId): Topic {
  return `conversation:${conversation}`;
}
