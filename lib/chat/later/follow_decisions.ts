import type { LaterRows } from "../../store/messages/later_rows.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { DeliverLater } from "./delivery.ts";

/** Why a scheduled message was not sent that waits for a moderator. */
export const WAITS = "held-for-review";

/** What follows them. */
export interface FollowDecisionsParts {
  announcer: Pick<Announcer, "onAnnouncement">;
  rows: Pick<LaterRows, "get">;
  users: Pick<Users, "get">;
  deliver: DeliverLater;
}

/**
 * Sends a scheduled message again that waited for a moderator when its time came, as soon as that is decided:
 * it then says where it stands, or why it does not. Where an instance ends before, its author does so.
 */
export function followDecisions(
  { announcer, rows, users, deliver }: FollowDecisionsParts,
): void {
  async function settle(id: string, message: string): Promise<void> {
    const row = await rows.get(id, message);
    if (row?.kind !== "message" || row.failed !== WAITS) return;
    const user = await users.get(id);
    if (!user || user.goneAt !== undefined) return;
    const { name, role } = user;
    const author: Actor = { user: { id, name, role }, session: `later ${message}` };
    await deliver(author, message);
  }

  announcer.onAnnouncement((_, message) => {
    if (message.type !== "held") return;
    settle(message.user, message.id).catch(() => {}); // what it is refused by, its row says
  });
}
