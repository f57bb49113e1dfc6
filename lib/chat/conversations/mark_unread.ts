import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { LogEvent, UserId } from "../../protocol/events.ts";
import { standsInTimeline } from "../../protocol/threads.ts";
import type { Chat } from "../chat.ts";
import type { Access } from "./access.ts";
import type { ReadPositions } from "./read_positions.ts";
import { requireVisible } from "./visible.ts";

/** Entries behind the mark that are looked at: what is further on counts as it comes. */
const MAX_LOOKED_AT = 500;

/** Marking messages as unread again, from one of them on. */
export function createMarkUnread(
  { access, log, positions }: {
    access: Access;
    log: Pick<ConversationLog, "read" | "heads">;
    positions: Pick<ReadPositions, "putBack">;
  },
): Pick<Chat, "unread"> {
  return {
    async unread(actor, { conversation, seq }) {
      const { id: user } = actor.user;
      requireVisible(await access.see(actor, conversation), user, seq);
      const [entries, [head]] = await Promise.all([
        log.read(conversation, { after: seq - 1, limit: MAX_LOOKED_AT }),
        log.heads([conversation]),
      ]);
      const events = entries.map(({ event }) => event);
      if (events[0]?.kind !== "message") throw new ChatError("unknown-message");
      await positions.putBack({
        user,
        conversation,
        seq: seq - 1,
        head: head?.seq ?? 0,
        own: events.filter((event) => isOwn(event, user)).length,
        mentions: events.filter((event) => calls(event, user)).map((event) => event.seq),
      }, actor.connection);
    },
  };
}

/** Messages of the timeline that the reader wrote there; those that are gone nobody counts. */
function isOwn(event: LogEvent, reader: UserId): boolean {
  return event.kind === "message" && standsInTimeline(event) && event.by === reader &&
    event.deletedAt === undefined && !event.movedHere;
}

function calls(event: LogEvent, reader: UserId): boolean {
  return event.kind === "message" && event.by !== reader &&
    (event.call === "room" || event.mentions?.includes(reader) === true);
}
