import type { Chat } from "../chat/chat.ts";
import type { BusMessage } from "../cluster/bus.ts";
import type { UserId } from "../protocol/events.ts";
import type { Push } from "../protocol/server_frames.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { checkSession, type Recheck } from "./admission.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { summaryFor } from "./summaries.ts";

type OwnMessage = Extract<BusMessage, { type: "draft" | "mention-done" | "bookmark" | "voted" }>;

/** Tells the devices of one person what another of them did with what is their own. */
export class OwnPushes {
  constructor(
    private readonly parts: {
      hub: Hub;
      chat: Pick<Chat, "summary" | "settings">;
      recheck: Recheck;
      clock: Clock;
      logger: Logger;
    },
  ) {}

  /** Never rejects. */
  async receive(message: OwnMessage): Promise<void> {
    if (message.type === "bookmark" || message.type === "voted") {
      const { user, ...push } = message;
      return pushTo(this.#devices(user), push);
    }
    const others = this.#devices(message.user).filter(({ id }) => id !== message.connection);
    if (message.type === "draft") {
      return pushTo(others, { type: "draft", draft: message.draft });
    }
    // How many are left is news for the one that did it, too.
    const [first] = this.#devices(message.user);
    if (!first) return;
    const { conversation, target, on } = message;
    try {
      const summary = await summaryFor(this.parts.chat, first, conversation);
      if (summary.is === "stranger") return;
      const { mentions } = summary.conversation;
      const push: Push = { type: "mentions", conversation, target, on, mentions };
      pushTo(this.#devices(message.user), push);
    } catch (error) {
      this.parts.logger.error("what calls somebody could not be pushed", error);
    }
  }

  /** Somebody changed how they want it. Never rejects. */
  async receiveSettings(user: UserId): Promise<void> {
    const [first] = this.#devices(user);
    if (!first) return;
    try {
      const settings = await this.parts.chat.settings(first.actor, {});
      pushTo(this.#devices(user), { type: "settings", settings });
    } catch (error) {
      this.parts.logger.error("settings could not be pushed", error);
    }
  }

  /** Somebody was muted, or may write again. Never rejects. */
  async receiveSanctions(user: UserId): Promise<void> {
    for (const connection of this.parts.hub.ofUser(user)) {
      try {
        await checkSession(connection, this.parts);
        if (connection.mute) this.parts.hub.typing.end(connection);
      } catch (error) {
        this.parts.logger.error("sanctions could not be told", error);
      }
    }
  }

  #devices(user: UserId): Connection[] {
    return [...this.parts.hub.ofUser(user)].filter(({ synced }) => synced);
  }
}

function pushTo(connections: readonly Connection[], push: Push): void {
  for (const connection of connections) connection.push(push);
}
