import type { Chat } from "../chat/chat.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { Report } from "../world/report.ts";
import type { Clock } from "../world/world.ts";
import type { Hub } from "./hub.ts";
import { summaryFor } from "./summaries.ts";

/** Read positions are gathered this long: somebody who scrolls makes many, and the last one counts. */
const GATHER_MS = 250;

interface ReadMark {
  conversation: ConversationId;
  user: UserId;
  seq: number;
}

/**
 * Tells how far somebody has read: their own connections, with what is left unread, and the other
 * person of a direct conversation.
 */
export class ReadPushes {
  readonly #gathered = new Map<string, ReadMark>();

  constructor(
    private readonly parts: { hub: Hub; chat: Chat; clock: Clock; report: Report },
  ) {}

  hear({ conversation, user, seq }: ReadMark): void {
    const key = `${user} ${conversation}`;
    if (this.#gathered.size === 0) this.parts.clock.after(GATHER_MS, () => this.#flush());
    const known = this.#gathered.get(key)?.seq ?? 0;
    this.#gathered.set(key, { conversation, user, seq: Math.max(known, seq) });
  }

  #flush(): void {
    const marks = [...this.#gathered.values()];
    this.#gathered.clear();
    for (const mark of marks) {
      this.#tellOther(mark);
      this.#tellSelf(mark).catch((error) =>
        this.parts.report("a read position could not be told", error)
      );
    }
  }

  #tellOther({ conversation, user, seq }: ReadMark): void {
    for (const [connection, subscription] of this.parts.hub.followers(conversation)) {
      if (subscription.kind !== "direct" || connection.actor.user.id === user) continue;
      connection.push({ type: "read", conversation, user, seq });
    }
  }

  async #tellSelf({ conversation, user, seq }: ReadMark): Promise<void> {
    const { hub, chat } = this.parts;
    const [first] = hub.ofUser(user);
    if (!first) return;
    const summary = await summaryFor(chat, first, conversation);
    if (summary.is === "stranger") return;
    const { unread, mentions } = summary.conversation;
    for (const connection of hub.ofUser(user)) {
      connection.push({ type: "read", conversation, user, seq, unread, mentions });
    }
  }
}
