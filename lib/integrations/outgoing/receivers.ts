import { Throttle } from "../../async/throttle.ts";
import type { Announcer } from "../../chat/chat.ts";
import type { Bus } from "../../cluster/bus.ts";
import type { ConversationId, LogEvent, UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { OutgoingRow, OutgoingRows } from "../../store/integrations/outgoing_rows.ts";
import { tellingOf } from "./tell.ts";

/** A hint that was lost is made up for after this. */
const REFRESH_MS = 60_000;

/** What they are held with. */
export interface ReceiversParts {
  rows: Pick<OutgoingRows, "all" | "get">;
  conversations: Pick<Conversations, "membershipsOf">;
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Pick<Bus, "alone" | "onSuspicion">;
  clock: Clock;
  logger: Logger;
}

/** A hook that is on, and where its bot is. */
interface Receiver extends Pick<OutgoingRow, "events" | "keywords"> {
  where: ReadonlySet<ConversationId>;
}

/**
 * The outgoing hooks in memory: a message where there is none costs nothing. Kept by announcements, and
 * read anew now and then.
 */
export class Receivers {
  #all = new Map<UserId, Receiver>();
  #loading: Promise<void> | undefined;
  #loadedAt: number | undefined;
  readonly #refresh: Throttle;

  constructor(private readonly parts: ReceiversParts) {
    const { announcer, bus, clock } = parts;
    this.#refresh = new Throttle(clock, () => REFRESH_MS, () => void this.load());
    announcer.onAnnouncement((_, message) => {
      if (message.type === "changed" && message.what === "outgoing") void this.#reread(message.id);
    });
    bus.onSuspicion(() => this.#refresh.request());
  }

  /** Reads all of them. Never rejects. */
  load(): Promise<void> {
    return this.#loading ??= this.#readAll().finally(() => (this.#loading = undefined));
  }

  /** All that are on. */
  get all(): Iterable<UserId> {
    return this.#all.keys();
  }

  /** Those that an event concerns. */
  of(conversation: ConversationId, event: LogEvent): UserId[] {
    const { bus, clock } = this.parts;
    if (!bus.alone && clock.elapsed() - (this.#loadedAt ?? 0) > REFRESH_MS) this.#refresh.request();
    if (this.#all.size === 0) return [];
    return [...this.#all].flatMap(([hook, receiver]) =>
      receiver.where.has(conversation) && concerns(receiver, hook, event) ? [hook] : []
    );
  }

  async #readAll(): Promise<void> {
    const startedAt = this.parts.clock.elapsed();
    try {
      const found = new Map<UserId, Receiver>();
      for (const hook of await this.parts.rows.all()) {
        const read = await this.#readOne(hook);
        if (read) found.set(hook, read);
      }
      this.#all = found;
      this.#loadedAt = startedAt;
    } catch (error) {
      this.parts.logger.error("outgoing webhooks could not be read", error);
    }
  }

  async #readOne(hook: UserId): Promise<Receiver | undefined> {
    const [row, where] = await Promise.all([
      this.parts.rows.get(hook),
      this.parts.conversations.membershipsOf(hook),
    ]);
    if (!row || row.off) return undefined;
    return { events: row.events, keywords: row.keywords, where: new Set(where) };
  }

  async #reread(hook: UserId): Promise<void> {
    try {
      await this.#loading;
      const read = await this.#readOne(hook);
      if (read) this.#all.set(hook, read);
      else this.#all.delete(hook);
    } catch (error) {
      this.parts.logger.error("outgoing webhooks could not be read", error);
      this.#refresh.request();
    }
  }
}

/** As it stands in the log, an edit has no words: they are read when it is told. */
function concerns(receiver: Receiver, hook: UserId, event: LogEvent): boolean {
  if (event.kind === "edit") return event.by !== hook && receiver.events.includes("message");
  return tellingOf(receiver, hook, event) !== undefined;
}
