import type { Bus } from "../../cluster/bus.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Connected, Figures, GivenUpJob } from "../../protocol/administration.ts";
import type { Users } from "../../store/people/users.ts";
import type { Clock } from "../../runtime/clock.ts";
import { TtlCache } from "../../async/ttl_cache.ts";
import type { Actor, Presence } from "../chat.ts";
import type { ConnectedUsers } from "./connected_users.ts";
import { whoIsHere } from "../presence/change.ts";
import { requirePermission } from "../moderation/authorize.ts";
import type { MessageCount } from "./message_count.ts";

/** Counting members reads all their records: how old that number may be. */
const MEMBERS_TTL_MS = 60_000;

/** How the community is. All throw `not-allowed`. */
export interface Overview {
  /** How many people, messages and instances there are. */
  figures(actor: Actor): Promise<Figures>;
  /** Everyone who is connected, on every instance that answered in time. */
  connected(actor: Actor): Promise<{ connected: Connected[]; silent: string[] }>;
  /** The jobs that were given up last, the newest first. */
  givenUpJobs(actor: Actor): Promise<GivenUpJob[]>;
}

/** As many as somebody looks through. */
const JOBS_SHOWN = 100;

/** The overview of one instance. */
export function createOverview(
  { connectedUsers, messageCount, presence, bus, users, jobs, clock }: {
    connectedUsers: ConnectedUsers;
    messageCount: Pick<MessageCount, "today">;
    presence: Pick<Presence, "everyone">;
    bus: Pick<Bus, "instances">;
    users: Pick<Users, "countMembers">;
    jobs: Pick<Jobs, "dead">;
    clock: Clock;
  },
): Overview {
  const counted = new TtlCache<number>(clock, { max: 1, ttlMs: MEMBERS_TTL_MS });
  const members = () => counted.getOne("members", () => users.countMembers());

  return {
    async figures(actor) {
      requirePermission(actor, "see who is connected");
      const [all, messagesToday] = await Promise.all([members(), messageCount.today()]);
      return {
        here: whoIsHere(presence.everyone()).length,
        members: all,
        messagesToday,
        instances: bus.instances().length,
      };
    },
    async connected(actor) {
      requirePermission(actor, "see who is connected");
      return await connectedUsers.list();
    },
    async givenUpJobs(actor) {
      requirePermission(actor, "see what could not be done");
      const rows = await jobs.dead(JOBS_SHOWN);
      return rows.map(({ at, kind, attempt, failure }) => ({
        at,
        kind,
        attempts: attempt,
        failure,
      }));
    },
  };
}
