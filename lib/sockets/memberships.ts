import type { Chat } from "../chat/chat.ts";
import type { BusMessage } from "../cluster/bus.ts";
import type { ConversationId, ConversationSummary, UserId } from "../protocol/events.ts";
import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { type SummaryFor, summaryFor } from "./summaries.ts";

export interface MembershipParts {
  hub: Pick<Hub, "ofUser" | "subscribe" | "unsubscribe">;
  chat: Pick<Chat, "summary">;
  report: Report;
  /** A membership could not be read: asks to compare everything later. */
  doubted: () => void;
}

/**
 * Lets the connections of a user follow what the user is in, and nothing else. Words may come late
 * and replies overtake them: they only lead to a question, and what the store says last decides.
 */
export class Memberships {
  /**
   * What is being read, by user and conversation. Outdated: a word came after the read began, and
   * the answer may be older than what it says.
   */
  readonly #reading = new Map<string, "current" | "outdated">();

  constructor(private readonly parts: MembershipParts) {}

  /** How many memberships are being read. */
  get underWay(): number {
    return this.#reading.size;
  }

  /** Somebody came into a conversation or left it. Who is out hears nothing from this turn on. */
  hear({ user, conversation, member }: Extract<BusMessage, { type: "membership" }>): void {
    const { hub } = this.parts;
    const key = keyOf(user, conversation);
    if (this.#reading.has(key)) this.#reading.set(key, "outdated");
    this.#ask(user, conversation);
    if (member) return;
    for (const connection of hub.ofUser(user)) {
      connection.whenSynced(() => {
        const subscription = connection.subscriptions.get(conversation);
        if (subscription) connection.stood.set(conversation, subscription.cursor);
        hub.unsubscribe(connection, conversation);
      });
    }
  }

  /** A reply put the user into this conversation: follows it from its head (D9), if that still holds. */
  follow(connection: Connection, { id, head }: ConversationSummary): void {
    connection.whenSynced(() => {
      if (connection.subscriptions.has(id)) return;
      connection.stood.set(id, head);
      this.#ask(connection.actor.user.id, id);
    });
  }

  #ask(user: UserId, conversation: ConversationId): void {
    if (!this.#reading.has(keyOf(user, conversation))) void this.#answer(user, conversation);
  }

  /** Reads until no word came meanwhile, and acts on it in the turn of the answer. Never rejects. */
  async #answer(user: UserId, conversation: ConversationId): Promise<void> {
    const { hub, chat, report, doubted } = this.parts;
    const key = keyOf(user, conversation);
    try {
      let summary: SummaryFor | undefined;
      do {
        this.#reading.set(key, "current");
        const [any] = hub.ofUser(user);
        summary = any && await summaryFor(chat, any, conversation);
      } while (this.#reading.get(key) === "outdated");
      if (!summary) return;
      for (const connection of hub.ofUser(user)) this.#tell(connection, summary);
    } catch (error) {
      doubted();
      if (error instanceof Unavailable) return;
      report("a membership could not be read", error, { conversation });
    } finally {
      this.#reading.delete(key);
    }
  }

  #tell(connection: Connection, { is, conversation }: SummaryFor): void {
    const { hub } = this.parts;
    connection.whenSynced(() => {
      const cursor = connection.stood.get(conversation.id) ?? conversation.head;
      connection.stood.delete(conversation.id);
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
