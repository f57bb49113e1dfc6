import { ChatError } from "../../protocol/errors.ts";
import { may } from "../../protocol/permissions.ts";
import type { RoomUseCases } from "../contract/rooms.ts";
import type { Access } from "./access.ts";
import { changeConversation, type ChangeParts } from "./change_conversation.ts";

/** Shorter than this nobody reads it; longer it is no vanishing any more. */
const VANISH = { leastMs: 60_000, mostMs: 366 * 86_400_000 };

/** Setting after which time what is said is gone: an event and the row, in one commit (M11). */
export function createVanishing(
  access: Access,
  parts: ChangeParts,
): Pick<RoomUseCases, "vanish"> {
  return {
    async vanish(actor, { conversation: id, afterMs }, acknowledge) {
      if (afterMs !== undefined && (afterMs < VANISH.leastMs || afterMs > VANISH.mostMs)) {
        throw new ChatError("invalid-field", { field: "afterMs" });
      }
      const { kind } = await access.write(actor, id);
      // Of a direct conversation, both may; of a room, who may say what it is about.
      if (kind === "room" && !may(actor.user.role, "set a topic")) {
        throw new ChatError("members-only");
      }
      const change = {
        draft: { kind: "vanish", ...(afterMs !== undefined && { afterMs }) },
        fields: { vanishMs: afterMs },
      } as const;
      return await changeConversation(parts, actor, id, change, acknowledge);
    },
  };
}
