import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { expiryOf, type Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { ActingAs } from "./acting.ts";
import { type AdmissionPolicy, expulsionError } from "./admission.ts";
import { BOT_SCOPES } from "../../protocol/bots.ts";
import { personOf } from "./current_user.ts";
import { actorOf } from "./begin_session.ts";
import type { Identity } from "./identity.ts";

/** That a guest is here by plain requests is written down so often: a third of what it is kept. */
const GUEST_SEEN_EVERY_MS = 5 * 60_000;
/** Every instance says that a guest left; the first that writes it down is enough. */
const GUEST_LEFT_WITHIN_MS = 10_000;

/** What tokens and sessions are recognised with. */
export interface AuthenticationParts {
  users: Pick<Users, "get" | "update">;
  sessions: Pick<Sessions, "use" | "hold">;
  actingAs: ActingAs;
  admission: Pick<AdmissionPolicy, "standing" | "hashOf" | "noteMember">;
  clock: Clock;
}

type StandingUser = Awaited<ReturnType<AdmissionPolicy["standing"]>> & { user: User };

/** Who has come in, and whether they may stay. */
export function createAuthentication(
  { users, sessions, actingAs, admission, clock }: AuthenticationParts,
): Pick<Identity, "authenticate" | "actingAs" | "actingBot" | "checkSession" | "noteDeparture"> {
  async function noteSeen(id: UserId) {
    await users.update(
      id,
      (user) => user.role === "guest" ? { ...user, seenAt: clock.now() } : user,
    );
  }

  /** How somebody stands; a bot as who answers for it does, too. `undefined`: nobody, any more. */
  async function standingOf(id: UserId): Promise<StandingUser | undefined> {
    const [user, own] = await Promise.all([users.get(id), admission.standing(id)]);
    if (!user || user.goneAt !== undefined) return undefined;
    if (!user.botBy) return { user, ...own };
    const by = await standingOf(user.botBy);
    return by && { user, barred: own.barred ?? by.barred, mute: own.mute ?? by.mute };
  }

  return {
    actingAs,

    async authenticate(token, address) {
      const hash = address === undefined ? undefined : await admission.hashOf(address);
      const session = await sessions.use(token, hash);
      if (!session) return undefined;
      const standing = await standingOf(session.user);
      if (!standing) return undefined;
      const { user, barred, mute } = standing;
      if (user.role === "guest" && clock.now() - (user.seenAt ?? 0) >= GUEST_SEEN_EVERY_MS) {
        await noteSeen(user.id);
      }
      const comesHere = user.role !== "guest" && !user.botBy; // a program runs where nobody is
      if (comesHere && hash !== undefined) void admission.noteMember(hash);
      const { user: acting, unproven } = await actingAs(personOf(user));
      return {
        actor: {
          ...actorOf(user, session),
          user: acting,
          ...(unproven && { unproven }),
        },
        locale: user.locale,
        ...(barred && { barred: expulsionError(barred, clock.now()) }),
        ...(mute && { mute }),
      };
    },

    async actingBot(id) {
      const standing = await standingOf(id);
      if (!standing?.user.botBy) return undefined;
      const { user, barred } = standing;
      if (barred) throw expulsionError(barred, clock.now());
      return {
        user: personOf(user),
        session: `hook ${id}`,
        bot: { scopes: BOT_SCOPES, by: user.botBy ?? "" },
      };
    },

    async checkSession({ user: { id }, session }) {
      const [held, standing] = await Promise.all([sessions.hold(session), standingOf(id)]);
      if (held?.user !== id || !standing) return { is: "over", why: { reason: "session-ended" } };
      const { barred, mute } = standing;
      if (barred) return { is: "over", why: barred };
      return { is: "valid", until: expiryOf(held), ...(mute && { mute }) };
    },

    async noteDeparture(id) {
      const user = await users.get(id);
      const lately = clock.now() - (user?.seenAt ?? 0) < GUEST_LEFT_WITHIN_MS;
      if (user?.role === "guest" && !lately) await noteSeen(id);
    },
  };
}
