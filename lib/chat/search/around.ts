import type { ConversationLog } from "../../log/log.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import { readableMessage } from "../inbox/mention_list.ts";
import type { ReadOut } from "../messages/read_out.ts";

/** Entries that are looked at before and after a message: between them may stand what is no message. */
const LOOKED_AT = 8;

/** Gives hits with the messages right before and after them. Rejects with `Unavailable`. */
export type ReadAround = (hits: readonly SearchHit[]) => Promise<SearchHit[]>;

/** Over the log. What is shown of it is for the caller to ask. */
export function createReadAround(
  { log, readOut }: { log: Pick<ConversationLog, "read">; readOut: Pick<ReadOut, "known"> },
): ReadAround {
  return (hits) =>
    Promise.all(hits.map(async (hit) => {
      const { conversation, event } = hit;
      const range = {
        after: Math.max(0, event.seq - LOOKED_AT - 1),
        before: event.seq + LOOKED_AT + 1,
      };
      const entries = await log.read(conversation, { ...range, limit: 2 * LOOKED_AT + 1 });
      const beside = entries.flatMap((entry): MessageEvent[] => {
        const message = readableMessage(readOut.known([entry])[0]);
        return message && standsBeside(event, message) ? [message] : [];
      });
      const before = beside.findLast(({ seq }) => seq < event.seq);
      const after = beside.find(({ seq }) => seq > event.seq);
      return { conversation, event, ...(before && { before }), ...(after && { after }) };
    }));
}

/** Whether a message is read beside another: both in the room, or in one thread. */
function standsBeside(hit: SearchHit["event"], { thread, alsoInRoom, seq }: MessageEvent): boolean {
  if (hit.kind !== "message") return false;
  if (hit.thread === undefined || hit.alsoInRoom) {
    return thread === undefined || alsoInRoom === true;
  }
  return thread === hit.thread || seq === hit.thread;
}
