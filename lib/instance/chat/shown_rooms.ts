import type { Chat, Presence } from "../../chat/chat.ts";
import { createRoomList } from "../../chat/conversations/room_list.ts";
import { createRoomPreviews, type RoomPreviews } from "../../chat/conversations/room_previews.ts";
import { createMemberCounts } from "../../chat/presence/member_counts.ts";
import type { MemberIndexes } from "../../chat/presence/member_indexes.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Shared } from "./shared.ts";

/** The rooms as one sees them who is not in them: in the list, and at the door. */
export function composeShownRooms(
  { directory, log, readOut }: Pick<Shared, "directory" | "log" | "readOut">,
  parts: {
    conversations: Conversations;
    indexes: MemberIndexes;
    presence: Presence;
    clock: Clock;
  },
): { list: Pick<Chat, "rooms">; previews: RoomPreviews } {
  const memberCounts = createMemberCounts({ directory, ...parts });
  return {
    list: createRoomList({ memberCounts, ...parts }),
    previews: createRoomPreviews({ memberCounts, directory, log, readOut, ...parts }),
  };
}
