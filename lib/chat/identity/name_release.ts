import type { Clock } from "../../runtime/clock.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { MayRelease, User } from "../../store/people/users.ts";
import type { Announcer, Presence } from "../chat.ts";
import { announceSessionsEnded, announceUsersChanged } from "./current_user.ts";

/** A guest's name is free again so long after the guest was last here. */
export const GUEST_NAME_KEPT_MS = 15 * 60_000;

/** When a name may be given to another, and what becomes of those who had it. */
export interface NameRelease {
  mayRelease: MayRelease;
  /** Ends the sessions of those whose name was given away. */
  dismiss(released: readonly User[]): Promise<void>;
}

/** Releases the names of guests who are gone. */
export function createNameRelease(
  { sessions, announcer, presence, clock }: {
    sessions: Pick<Sessions, "endAll">;
    announcer: Announcer;
    presence: Pick<Presence, "of">;
    clock: Clock;
  },
): NameRelease {
  return {
    mayRelease(holder) {
      const seenAt = holder.seenAt ?? holder.createdAt;
      return holder.role === "guest" && presence.of(holder.id) === "offline" &&
        clock.now() >= seenAt + GUEST_NAME_KEPT_MS;
    },
    async dismiss(released) {
      for (const { id } of released) {
        announceSessionsEnded(announcer, id, await sessions.endAll(id));
      }
      announceUsersChanged(announcer, ...released.map(({ id }) => id));
    },
  };
}
