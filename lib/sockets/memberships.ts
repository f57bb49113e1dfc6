import type { Chat } from "../chat/chat.ts";
import type { BusMessage } from "../cluster/bus.ts";
import type { ConversationId, ConversationSummary, UserId } from "../protocol/events.ts";
import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { type SummaryFor, summaryFor } from "./summaries.ts";

export interface MembershipParts {
  hub: Hub;
  chat: Chat;
  report: Report;
  /** A membership could not be read: asks to compare everything later. */
  doubted: () => void;
}

/** Whether a user is in a conversation: being read from the store. */
interface Question {
  /** The last seq that connections have which do not follow until the answer: there they go on. */
  readonly stood: Map<Connection, number>;
  /** A word came after the read began: the answer may be older than what it says. */
  outdated: boolean;
}

/**
 * Lets the connections of a user follow what the user is in, and nothing else. Words may come late
 * and replies overtake them: they only lead to a question, and what the store says last decides.
 */
export class Memberships {
  readonly #open = new Map<string, Question>();

  constructor(private readonly parts: MembershipParts) {}

  /** Somebody came into a conversation or left it. Who is out hears nothing from this turn on. */
  hear({ user, conversation, member }: Extract<BusMessage, { type: "membership" }>): void {
    const { hub } = this.parts;
    const open = this.#open.get(keyOf(user, conversation));
    if (open) open.outdated = true;
    const { stood } = open ?? this.#ask(user, conversation);
    if (member) return;
    for (const connection of hub.ofUser(user)) {
      connection.whenSynced(() => {
        const subscription = connection.subscriptions.get(conversation);
        if (subscription) stood.set(connection, subscription.cursor);
        hub.unsubscribe(connection, conversation);
      });
    }
  }

  /** A reply put the user into this conversation: follows it from its head (D9), if that still holds. */
  follow(connection: Connection, { id, head }: ConversationSummary): void {
    connection.whenSynced(() => {
      if (connection.subscriptions.has(id)) return;
      const user = connection.actor.user.id;
      const { stood } = this.#open.get(keyOf(user, id)) ?? this.#ask(user, id);
      stood.set(connection, head);
    });
  }

  #ask(user: UserId, conversation: ConversationId): Question {
    const question: Question = { stood: new Map(), outdated: false };
    this.#open.set(keyOf(user, conversation), question);
    void this.#answer(user, conversation, question);
    return question;
  }

  /** Reads until no word came meanwhile, and acts on it in the turn of the answer. Never rejects. */
  async #answer(user: UserId, conversation: ConversationId, question: Question): Promise<void> {
    const { hub, chat, report, doubted } = this.parts;
    const read = async () => {
      question.outdated = false;
      const [any] = hub.ofUser(user);
      return any && await summaryFor(chat, any, conversation);
    };
    try {
      let summary = await read();
      while (question.outdated) summary = await read();
      if (!summary) return;
      for (const connection of hub.ofUser(user)) this.#tell(connection, summary, question);
    } catch (error) {
      if (error instanceof Unavailable) doubted();
      else report("a membership could not be read", error, { conversation });
    } finally {
      this.#open.delete(keyOf(user, conversation));
    }
  }

  #tell(connection: Connection, { is, conversation }: SummaryFor, { stood }: Question): void {
    const { hub } = this.parts;
    connection.whenSynced(() => {
      if (is === "member") {
        connection.send({ type: "conversation", conversation });
        const cursor = stood.get(connection) ?? conversation.head;
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
