import type { Announcer } from "../chat/chat.ts";
import type { Committed } from "../log/log.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { Logger } from "../runtime/logger.ts";
import type { PushedRow, PushedRows } from "../store/messages/pushed_rows.ts";
import type { PushDevices } from "../store/people/push_devices.ts";
import type { Holders } from "./holders.ts";
import { clearPayload } from "./payload.ts";
import { pushesOf, type SendPush } from "./send.ts";

/** What it is done with. */
export interface ClearPushesParts {
  pushed: Pick<PushedRows, "of" | "take">;
  devices: Pick<PushDevices, "of">;
  holders: Pick<Holders, "has" | "isEmpty">;
  send: SendPush;
  announcer: Pick<Announcer, "onAnnouncement">;
  logger: Logger;
}

/**
 * Takes away what devices show of a conversation once its reader has read so far on any of them, or
 * wrote there, and of a message that is gone. Tried once: what a device still shows, opening it clears.
 */
export function createClearPushes(
  { pushed, devices, holders, send, announcer, logger }: ClearPushesParts,
): (committed: readonly Committed[]) => void {
  async function clear(
    conversation: ConversationId,
    user: UserId,
    isOver: (row: PushedRow) => boolean,
  ): Promise<void> {
    const row = await pushed.take(conversation, user, isOver);
    if (!row) return;
    const told = (await devices.of(user)).filter(({ id }) => row.devices.includes(id));
    const message = { payload: clearPayload(conversation), ...pushesOf(conversation, "normal") };
    await Promise.all(told.map((device) => send(device, message)));
  }

  const notCleared = (error: unknown) => logger.error("a push could not be taken back", error);
  const read = (conversation: ConversationId, user: UserId, seq: number) => {
    if (!holders.has(user)) return;
    clear(conversation, user, (row) => row.seq <= seq).catch(notCleared);
  };

  async function gone(conversation: ConversationId, seq: number): Promise<void> {
    for (const { user, seq: last } of await pushed.of(conversation)) {
      if (last === seq) await clear(conversation, user, (row) => row.seq === seq);
    }
  }

  announcer.onAnnouncement((_, message) => {
    if (message.type === "read" && !message.back) {
      read(message.conversation, message.user, message.seq);
    }
  });
  return (committed) => {
    if (holders.isEmpty) return;
    for (const { conversation, entries } of committed) {
      for (const { event } of entries) {
        if (event.kind === "message" && !event.movedHere) read(conversation, event.by, event.seq);
        if (event.kind === "delete" || event.kind === "move") {
          gone(conversation, event.target).catch(notCleared);
        }
      }
    }
  };
}
