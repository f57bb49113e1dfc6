import type { Sessions } from "../../store/people/sessions.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Announcer } from "../chat.ts";
import type { ConnectedUsers } from "../community/connected_users.ts";
import { announceSessionsEnded } from "./current_user.ts";
import type { Identity } from "./identity.ts";

/** One's own sessions: to see, and to end with their sockets. */
export function createOwnSessions(
  { sessions, connectedUsers, announcer, clock }: {
    sessions: Sessions;
    connectedUsers: Pick<ConnectedUsers, "sessionsOf">;
    announcer: Announcer;
    clock: Clock;
  },
): Pick<Identity, "signOut" | "sessions" | "endSession" | "endOtherSessions"> {
  return {
    async signOut({ user: { id, role }, session }) {
      await sessions.end(id, session);
      // What has ended is told, whether or not the store says what is left of them.
      const others = role === "guest" ? await sessions.list(id).catch(() => undefined) : undefined;
      if (others?.length === 0) {
        announcer.announce([{ topic: "everyone", message: { type: "left", user: id } }]);
      }
      announceSessionsEnded(announcer, id, [session]);
    },

    async sessions(actor) {
      const [own, connected] = await Promise.all([
        sessions.list(actor.user.id),
        connectedUsers.sessionsOf(actor.user.id),
      ]);
      const listed = own.map(({ id, device, createdAt, usedAt }) => {
        const current = id === actor.session;
        // What asks or is connected is in use now; the store is told of that once an hour.
        const open = current || connected.has(id);
        return { id, device, createdAt, usedAt: open ? clock.now() : usedAt, open, current };
      });
      return listed.sort((one, other) => other.usedAt - one.usedAt);
    },

    async endSession(actor, id) {
      if (!await sessions.end(actor.user.id, id)) return false;
      announceSessionsEnded(announcer, actor.user.id, [id]);
      return true;
    },

    async endOtherSessions(actor) {
      const ended = await sessions.endAll(actor.user.id, actor.session);
      announceSessionsEnded(announcer, actor.user.id, ended);
    },
  };
}
