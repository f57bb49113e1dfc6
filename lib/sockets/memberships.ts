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
  /** Outdated: a word came after the read began, and the answer may be older than what it says. */
  state: "unanswered" | "reading" | "outdated";
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
    if (open?.state === "reading") open.state = "outdated";
    const { stood } = this.#ask(user, conversation);
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
      this.#ask(connection.actor.user.id, id).stood.set(connection, head);
    });
  }

  /** The question that is open; asked, again, when nobody waits for its answer. */
  #ask(user: UserId, conversation: ConversationId): Question {
    const key = keyOf(user, conversation);
    const question = this.#open.get(key) ?? { stood: new Map(), state: "unanswered" };
    this.#open.set(key, question);
    if (question.state === "unanswered") void this.#answer(user, conversation, question);
    return question;
  }

  /** Reads until no word came meanwhile, and acts on it in the turn of the answer. Never rejects. */
  async #answer(user: UserId, conversation: ConversationId, question: Question): Promise<void> {
    const { hub, chat, report, doubted } = this.parts;
    const read = async () => {
      question.state = "reading";
      const [any] = hub.ofUser(user);
      return any && await summaryFor(chat, any, conversation);
    };
    try {
      let summary = await read();
      while (isOutdated(question)) summary = await read();
      this.#open.delete(keyOf(user, conversation));
      if (!summary) return;
      for (const connection of hub.ofUser(user)) this.#tell(connection, summary, question);
    } catch (error) {
      // It stays open while somebody is there, so that the next word finds where everybody stood.
      question.state = "unanswered";
      if (hub.ofUser(user).size === 0) this.#open.delete(keyOf(user, conversation));
      doubted();
      if (error instanceof Unavailable) return;
      report("a membership could not be read", error, { conversation });
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

/** Whether a word came meanwhile: the compiler does not see that. */
function isOutdated({ state }: Question): boolean {
  return state === "outdated";
}

function keyOf(user: UserId, conversation: ConversationId): string {
  return `${user} ${conversation}`;
}
