import { HeldRows, type HeldWith } from "../../chat/held_rows.ts";
import type { ConversationId, LogEvent, UserId } from "../../protocol/events.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { OutgoingRow, OutgoingRows } from "../../store/integrations/outgoing_rows.ts";
import { tellingOf } from "./tell.ts";

/** What they are held with. */
export interface ReceiversParts extends HeldWith {
  rows: Pick<OutgoingRows, "all" | "get">;
  conversations: Pick<Conversations, "membershipsOf">;
}

/** A hook that is on, and where its bot is. */
interface Receiver extends Pick<OutgoingRow, "events" | "keywords"> {
  where: ReadonlySet<ConversationId>;
}

/** The outgoing hooks that are on, in memory. */
export class Receivers {
  readonly #held: HeldRows<Receiver>;

  constructor(private readonly parts: ReceiversParts) {
    this.#held = new HeldRows(parts, {
      name: "outgoing webhooks",
      readAll: () => this.#readAll(),
      readOne: (hook) => this.#readOne(hook),
      isOf: (what) => what === "outgoing",
    });
  }

  /** Reads all of them. Never rejects. */
  load(): Promise<void> {
    return this.#held.load();
  }

  /** All that are on. */
  get all(): Iterable<UserId> {
    return this.#held.rows.keys();
  }

  /** Those that an event concerns. */
  of(conversation: ConversationId, event: LogEvent): UserId[] {
    const { rows } = this.#held;
    if (rows.size === 0) return [];
    return [...rows].flatMap(([hook, receiver]) =>
      receiver.where.has(conversation) && concerns(receiver, hook, event) ? [hook] : []
    );
  }

  async #readAll(): Promise<Map<UserId, Receiver>> {
    const found = new Map<UserId, Receiver>();
    for (const hook of await this.parts.rows.all()) {
      const read = await this.#readOne(hook);
      if (read) found.set(hook, read);
    }
    return found;
  }

  async #readOne(hook: UserId): Promise<Receiver | undefined> {
    const [row, where] = await Promise.all([
      this.parts.rows.get(hook),
      this.parts.conversations.membershipsOf(hook),
    ]);
    if (!row || row.off) return undefined;
    return { events: row.events, keywords: row.keywords, where: new Set(where) };
  }
}

/** As it stands in the log, an edit has no words: they are read when it is told. */
function concerns(receiver: Receiver, hook: UserId, event: LogEvent): boolean {
  if (event.kind === "edit") return event.by !== hook && receiver.events.includes("message");
  return tellingOf(receiver, hook, event) !== undefined;
}
