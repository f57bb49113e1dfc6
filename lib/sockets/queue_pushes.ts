import type { Announcer } from "../chat/chat.ts";
import type { QueueFigures } from "../chat/moderation/queue.ts";
import type { UserId } from "../protocol/events.ts";
import { may } from "../protocol/permissions.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";

/** Tells moderators how much waits for them, and who reported how much they answered. */
export class QueuePushes {
  constructor(
    private readonly parts: {
      hub: Hub;
      queue: QueueFigures;
      announcer: Pick<Announcer, "onAnnouncement">;
      logger: Logger;
    },
  ) {
    const { hub, announcer } = parts;
    announcer.onAnnouncement((_, message) => {
      if (message.type !== "changed") return;
      if (message.what === "answers") void this.#tellAnswers(message.id);
      if (message.what !== "queue") return;
      void this.tell([...hub.connections].filter(({ synced }) => synced));
    });
  }

  /** Tells those of them that may decide about it. Never rejects. */
  async tell(connections: readonly Connection[]): Promise<void> {
    const moderators = connections.filter(({ actor }) => may(actor.user.role, "handle reports"));
    const [first] = moderators;
    if (!first) return;
    try {
      const waiting = await this.parts.queue.queued(first.actor);
      for (const connection of moderators) connection.push({ type: "queue", waiting });
    } catch (error) {
      this.parts.logger.error("what waits for moderators could not be told", error);
    }
  }

  async #tellAnswers(user: UserId): Promise<void> {
    const { hub, queue, logger } = this.parts;
    const [any] = hub.ofUser(user);
    if (!any) return;
    try {
      const waiting = await queue.newAnswers(any.actor);
      for (const connection of hub.ofUser(user)) connection.push({ type: "answers", waiting });
    } catch (error) {
      logger.error("an answer to a report could not be told", error);
    }
  }
}
