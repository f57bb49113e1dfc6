import { KeyedQueue } from "../async/keyed_queue.ts";
import type { Chat } from "../chat/chat.ts";
import type { SettingsOf } from "../chat/inbox/personal_settings.ts";
import type { MemberIndexes } from "../chat/presence/member_indexes.ts";
import type { ReceiptsOf } from "../chat/receipts/receipts_of.ts";
import type { BusMessage } from "../cluster/bus.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import { MAX_SHOWN_READERS } from "../protocol/limits.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { peopleOf } from "../store/conversations/conversations.ts";
import { summaryFor } from "./summaries.ts";

/** Read positions are gathered this long: scrolling makes many, and only the last one counts. */
const GATHER_MS = 250;
/** So late a read may come that was said before a mark was put back on another instance. */
const OVERTAKEN_MS = 10_000;
/** Summaries that are read at once for them; meanwhile more positions are gathered. */
const SUMMARIES_AT_ONCE = 4;

interface ReadMark {
  conversation: ConversationId;
  user: UserId;
  seq: number;
  /** The connection that said so. */
  connection?: string;
  /** What is after it was marked as unread: it comes after whatever was said before. */
  back?: true;
  /** When (milliseconds UTC). */
  at?: number;
}

/**
 * Pushes how far somebody has read: to their own other connections, with what is left unread, and to
 * those who are shown it; and that somebody types. Who shows none of it to others is not told of others
 * either (M15).
 */
export class ReadPushes {
  readonly #typing = new KeyedQueue((_, error) =>
    this.parts.logger.error("that somebody types could not be pushed", error)
  );
  readonly #gathered = new Map<string, ReadMark>();
  /** When marks were put back lately, the last one last. */
  readonly #putBack = new Map<string, number>();
  #state: "idle" | "gathering" | "pushing" = "idle";

  constructor(
    private readonly parts: {
      hub: Hub;
      chat: Pick<Chat, "summary">;
      indexes: Pick<MemberIndexes, "people">;
      personalOf: SettingsOf;
      receiptsOf: ReceiptsOf;
      clock: Clock;
      logger: Logger;
    },
  ) {}

  receive(mark: ReadMark): void {
    const key = `${mark.user} ${mark.conversation}`;
    if (mark.back) this.#notePutBack(key, mark.at);
    else if (mark.seq <= (this.#gathered.get(key)?.seq ?? 0)) return;
    if ((mark.at ?? Infinity) < (this.#putBack.get(key) ?? 0)) return;
    this.#gathered.set(key, mark);
    if (this.#state === "idle") this.#gather();
  }

  /** Somebody who lets it be seen is typing, or is no more. Never rejects. */
  receiveTyping(
    message: Extract<BusMessage, { type: "typing" | "typing-ended" }>,
  ): Promise<void> {
    const { conversation, user } = message;
    const text = JSON.stringify(message);
    // One after the other: the end must not overtake what it ends.
    return this.#typing.run(`${conversation} ${user}`, () => {
      const others = [...this.parts.hub.followers(conversation).keys()]
        .filter(({ actor }) => actor.user.id !== user);
      return this.#eachWho(others, "typing", (connection) => {
        connection.whenSynced(() => connection.sendText(text));
      });
    });
  }

  /** People who let it be seen have read on: for those who are shown it. Never rejects. */
  async receiveReceipts(
    { conversation, reads }: Extract<BusMessage, { type: "receipts" }>,
  ): Promise<void> {
    if (this.#isLarge(conversation)) return;
    const texts = reads.map(({ user, seq, at }) => ({
      user,
      text: JSON.stringify({ type: "read", conversation, user, seq, at }),
    }));
    await this.#eachWho(
      [...this.parts.hub.shownReaders(conversation)],
      "receipts",
      (connection) => {
        const me = connection.actor.user.id;
        connection.whenSynced(() => {
          for (const { user, text } of texts) if (user !== me) connection.sendText(text);
        });
      },
    );
  }

  /**
   * Somebody changed what they let be seen: who sees them, and they, forget what is shown no more, or are
   * told what is shown again. Never rejects.
   */
  async receiveSettings(user: UserId): Promise<void> {
    const { hub, personalOf, logger } = this.parts;
    try {
      const isShown = (await personalOf([user])).get(user)?.receipts;
      for (const { connection, conversation, of } of [...hub.shownWith(user)]) {
        if (this.#isLarge(conversation)) continue;
        if (isShown) await this.#show(connection, conversation, of);
        else connection.push({ type: "read", conversation, user: of, seq: 0, hidden: true });
      }
    } catch (error) {
      logger.error("that somebody is seen no more could not be pushed", error);
    }
  }

  /** Tells how far somebody has read, where both let that be seen. */
  async #show(connection: Connection, conversation: ConversationId, user: UserId): Promise<void> {
    const { hub, receiptsOf } = this.parts;
    const found = await receiptsOf(connection.actor.user.id, conversation, [user]);
    const receipt = found.get(user);
    // Who left meanwhile, or looks at something else, is told nothing of it.
    if (!receipt || ![...hub.shownReaders(conversation)].includes(connection)) return;
    connection.push({ type: "read", conversation, user, ...receipt });
  }

  /** Whether a conversation has too many people for one to be shown how far the others read. */
  #isLarge(conversation: ConversationId): boolean {
    if (peopleOf(conversation)) return false;
    return (this.parts.indexes.people(conversation) ?? 0) > MAX_SHOWN_READERS;
  }

  /** Runs for the connections of those who let others see the same of them. Never rejects. */
  async #eachWho(
    connections: readonly Connection[],
    what: "typing" | "receipts",
    run: (connection: Connection) => void,
  ): Promise<void> {
    const { personalOf, logger } = this.parts;
    try {
      const personal = await personalOf(connections.map(({ actor }) => actor.user.id));
      for (const connection of connections) {
        const shown = personal.get(connection.actor.user.id)?.[what];
        if (shown && !connection.ended) run(connection);
      }
    } catch (error) {
      logger.error("what others do could not be pushed", error);
    }
  }

  #notePutBack(key: string, at = 0): void {
    this.#putBack.set(key, Math.max(at, this.#putBack.get(key) ?? 0));
    for (const [other, before] of this.#putBack) {
      if (at - before > OVERTAKEN_MS) this.#putBack.delete(other);
    }
  }

  #gather(): void {
    this.#state = "gathering";
    this.parts.clock.after(GATHER_MS, () => void this.#pushAll());
  }

  /** Pushes what was gathered. Never rejects. */
  async #pushAll(): Promise<void> {
    this.#state = "pushing";
    const marks = [...this.#gathered.values()];
    this.#gathered.clear();
    const waiting = marks.values();
    const pushNext = async () => {
      for (const mark of waiting) await this.#pushToSelf(mark);
    };
    await Promise.all(Array.from({ length: SUMMARIES_AT_ONCE }, pushNext));
    this.#state = "idle";
    if (this.#gathered.size > 0) this.#gather();
  }

  /** Reads a summary only where there is another connection to show it. */
  async #pushToSelf(mark: ReadMark): Promise<void> {
    const { hub, chat, logger } = this.parts;
    const { conversation, user, seq, back } = mark;
    const others = (): Connection[] =>
      [...hub.ofUser(user)].filter(({ id, synced }) => synced && id !== mark.connection);
    const [first] = others();
    if (!first) return;
    try {
      const summary = await summaryFor(chat, first, conversation);
      if (summary.is === "stranger") return;
      const { unread, mentions } = summary.conversation;
      for (const connection of others()) {
        connection.push({ type: "read", conversation, user, seq, back, unread, mentions });
      }
    } catch (error) {
      logger.error("a read position could not be pushed", error);
    }
  }
}
