import { ChatError } from "../../protocol/errors.ts";
import type { Role } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { passesFor, plainLooks } from "../../store/people/name_skeleton.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { MayRelease, User } from "../../store/people/users.ts";
import type { Announcer, Presence } from "../chat.ts";
import { areScreened } from "../moderation/word_screen.ts";
import type { Community } from "./admission_settings.ts";
import { announceSessionsEnded, announceUsersChanged } from "./current_user.ts";

/** A guest's name is free again so long after the guest was last here. */
export const GUEST_NAME_KEPT_MS = 15 * 60_000;

/** Which names nobody takes, when one may be given to another, and what becomes of those who had it. */
export interface NameRelease {
  /**
   * Throws `name-reserved` where somebody who does not run the community would pass for it, and
   * `name-words` where moderators would look at such words first.
   */
  requireFit(named: { name: string; role: Role }): void;
  mayRelease: MayRelease;
  /** Ends the sessions of those whose name was given away. */
  dismiss(released: readonly User[]): Promise<void>;
}

/** Releases the names of guests who are gone. */
export function createNameRelease(
  { sessions, announcer, presence, community, clock }: {
    sessions: Pick<Sessions, "endAll">;
    announcer: Announcer;
    presence: Pick<Presence, "of">;
    community: Pick<Community, "heldWords" | "name">;
    clock: Clock;
  },
): NameRelease {
  return {
    requireFit({ name, role }) {
      if (areScreened({ role }) && community.heldWords().areIn(name)) {
        throw new ChatError("name-words", { name });
      }
      if (role === "administrator") return;
      if (passesFor(name).includes(plainLooks(community.name()))) {
        throw new ChatError("name-reserved", { name });
      }
    },
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
