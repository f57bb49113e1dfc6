import { ChatError, type Refusal } from "../../protocol/errors.ts";
import type { Role } from "../../protocol/events.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import { passesFor, plainLooks } from "../../store/people/name_skeleton.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { MayRelease, User, Users } from "../../store/people/users.ts";
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
  /**
   * What a name is refused with: that of a guest with `name-of-guest`, which says from when on it is free
   * where they left, and which like it is free now. Anything else stays what it is.
   */
  explain(error: unknown, role: Role): Promise<unknown>;
  /** Ends the sessions of those whose name was given away. */
  dismiss(released: readonly User[]): Promise<void>;
}

/** Refusals of a name that somebody has. */
const OF_SOMEBODY: ReadonlySet<Refusal> = new Set(["name-taken", "name-in-use", "name-held"]);
/** Up to which number names are tried that one could have instead. */
const MAX_LIKE = 9;

/** Until when at least a guest's name is kept who is not here, in milliseconds UTC. */
function keptUntil({ seenAt, createdAt }: User): number {
  return (seenAt ?? createdAt) + GUEST_NAME_KEPT_MS;
}

/** Releases the names of guests who are gone. */
export function createNameRelease(
  { users, sessions, announcer, presence, community, clock }: {
    users: Pick<Users, "byName" | "heldUntil" | "isFree">;
    sessions: Pick<Sessions, "endAll">;
    announcer: Announcer;
    presence: Pick<Presence, "of">;
    community: Pick<Community, "heldWords" | "name">;
    clock: Clock;
  },
): NameRelease {
  const isOffline = (user: User) => presence.of(user.id) === "offline";
  const mayRelease: MayRelease = (holder) =>
    holder.role === "guest" && isOffline(holder) && clock.now() >= keptUntil(holder);

  /** A name like this one that nobody has; `undefined` where there is none of so many. */
  async function freeLike(name: string, role: Role): Promise<string | undefined> {
    for (let n = 2; n <= MAX_LIKE; n++) {
      const like = `${name} ${n}`;
      if (codePoints(like) > LIMITS.name) return undefined;
      if (await users.isFree(like, role, mayRelease)) return like;
    }
    return undefined;
  }

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
    mayRelease,
    async explain(error, role) {
      if (!(error instanceof ChatError && OF_SOMEBODY.has(error.refusal))) return error;
      const name = String(error.values.name);
      const holder = await users.byName(name);
      if (holder?.role !== "guest") return error;
      const until = isOffline(holder)
        ? Math.max(keptUntil(holder), await users.heldUntil(holder.id))
        : undefined;
      const offer = await freeLike(name, role);
      return new ChatError("name-of-guest", {
        name,
        ...(until !== undefined && { until, left: until - clock.now() }),
        ...(offer !== undefined && { offer }),
      });
    },
    async dismiss(released) {
      for (const { id } of released) {
        announceSessionsEnded(announcer, id, await sessions.endAll(id));
      }
      announceUsersChanged(announcer, ...released.map(({ id }) => id));
    },
  };
}
