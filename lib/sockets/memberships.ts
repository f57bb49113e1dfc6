import type { Chat } from "../chat/chat.ts";
import type { BusMessage } from "../cluster/bus.ts";
import type { ConversationId, ConversationSummary, UserId } from "../protocol/events.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { type SummaryFor, summaryFor } from "./summaries.ts";

export interface MembershipParts {
  hub: Pick<Hub, "ofUser" | "subscribe" | "unsubscribe">;
  chat: Pick<Chat, "summary">;
  logger: Logger;
  /** A membership could not be read: asks for a reconciliation later. */
  reconcileLater: () => void;
}

/**
 * Lets the connections of a user follow the conversations that the user is in, and no others.
 * Announcements may come late or out of order: each one leads to a read, and the last read decides.
 */
export class Memberships {
  /**
   * What is being read, by user and conversation. Outdated: an announcement came after the read
   * began, so the answer may be older.
   */
  readonly #reading = new Map<string, "current" | "outdated">();

  constructor(private readonly parts: MembershipParts) {}

  /** How many memberships are being read. */
  get underWay(): number {
    return this.#reading.size;
  }

  /** Somebody joined a conversation or left it. Whoever left gets nothing from this turn on. */
  receive({ user, conversation, member }: Extract<BusMessage, { type: "membership" }>): void {
    const { hub } = this.parts;
    const key = keyOf(user, conversation);
    if (this.#reading.has(key)) this.#reading.set(key, "outdated");
    this.#look(user, conversation);
    if (member) return;
    for (const connection of hub.ofUser(user)) {
      connection.whenSynced(() => {
        const subscription = connection.subscriptions.get(conversation);
        if (subscription) connection.resumeCursors.set(conversation, subscription.cursor);
        hub.unsubscribe(connection, conversation);
      });
    }
  }

  /**
   * A reply put the user into this conversation: follows it from its head (D9), if still a member. A
   * client that was not told that it had left goes on from where it is.
   */
  follow(connection: Connection, { id, head }: ConversationSummary): void {
    connection.whenSynced(() => {
      if (connection.subscriptions.has(id)) return;
      if (!connection.resumeCursors.has(id)) connection.resumeCursors.set(id, head);
      this.#look(connection.actor.user.id, id);
    });
  }

  /** A reply told a client that its user left: it holds nothing of the conversation any more. */
  left(connection: Connection, conversation: ConversationId): void {
    connection.whenSynced(() => connection.resumeCursors.delete(conversation));
  }

  #look(user: UserId, conversation: ConversationId): void {
    if (!this.#reading.has(keyOf(user, conversation))) void this.#read(user, conversation);
  }

  /** Reads until nothing is announced meanwhile, and acts in the turn of the answer. Never rejects. */
  async #read(user: UserId, conversation: ConversationId): Promise<void> {
    const { hub, chat, logger, reconcileLater } = this.parts;
    const key = keyOf(user, conversation);
    try {
      let summary: SummaryFor | undefined;
      do {
        this.#reading.set(key, "current");
        const [any] = hub.ofUser(user);
        summary = any && await summaryFor(chat, any, conversation);
      } while (this.#reading.get(key) === "outdated");
      if (!summary) return;
      for (const connection of hub.ofUser(user)) this.#apply(connection, summary);
    } catch (error) {
      reconcileLater();
      if (error instanceof Unavailable) return;
      logger.error("a membership could not be read", error, { conversation });
    } finally {
      this.#reading.delete(key);
    }
  }

  #apply(connection: Connection, { is, conversation }: SummaryFor): void {
    const { hub } = this.parts;
    connection.whenSynced(() => {
      const cursor = connection.resumeCursors.get(conversation.id) ?? conversation.head;
      connection.resumeCursors.delete(conversation.id);
      if (is === "member") {
        connection.send({ type: "conversation", conversation });
        hub.subscribe(connection, conversation, cursor)?.begin();
      } else {
        hub.unsubscribe(connection, conversation.id);
        connection.send({ type: "conversation", conversation, gone: true });
      }
    });
  }
}

function keyOf(user: UserId, conversation: ConversationId): string {
  return `${user} ${conversation}`;
}
