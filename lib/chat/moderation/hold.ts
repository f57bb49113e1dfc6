import { ChatError } from "../../protocol/errors.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { HeldMark, HeldMessages } from "../../store/moderation/held_messages.ts";
import { reportId } from "../../store/moderation/reports.ts";
import { named } from "../audit_entries.ts";
import type { ModerationQueue } from "./queue.ts";
import type { Hold } from "../messages/screen.ts";

/** Messages of one person that wait, or were decided lately: a flood would bury those of others. */
const MAX_HELD = 20;

/** Over the rows of what waits. */
export function createHold(
  { held, log, clock, random, queue }: {
    held: Pick<HeldMessages, "markOf" | "countOf" | "add">;
    log: Pick<ConversationLog, "heads">;
    clock: Pick<Clock, "now">;
    random: Random;
    queue: Pick<ModerationQueue, "changed">;
  },
): Hold {
  return async ({ user }, conversation, message, why) => {
    const mark = await held.markOf(user.id, message.id) ?? await add();
    if (mark.is !== "approved") throw heldError(mark);
    if (mark.conversation !== conversation.id) {
      throw new ChatError("invalid-field", { field: "id" });
    }
    return mark.seq;

    async function add(): Promise<HeldMark> {
      if (await held.countOf(user.id, MAX_HELD) === MAX_HELD) {
        throw new ChatError("held-full", { limit: MAX_HELD });
      }
      const [head] = await log.heads([conversation.id]);
      const at = clock.now();
      const mark = await held.add({
        id: reportId(at, random.uuid()),
        at,
        by: named(user),
        why,
        room: roomTitle(conversation),
        head: head?.seq ?? 0,
        message: { ...message, conversation: conversation.id },
      });
      queue.changed();
      return mark;
    }
  };
}

function heldError(mark: Exclude<HeldMark, { is: "approved" }>): ChatError {
  if (mark.is === "waiting") return new ChatError("held-for-review");
  return new ChatError("held-refused", mark.words ? { reason: mark.words } : {});
}
