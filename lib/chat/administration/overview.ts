import type { Bus } from "../../cluster/bus.ts";
import type { Connected, Figures } from "../../protocol/administration.ts";
import type { Users } from "../../store/users.ts";
import type { Clock } from "../../world/world.ts";
import { Cache } from "../cache.ts";
import type { Actor, Presence } from "../chat.ts";
import type { Census } from "./census.ts";
import { demand } from "./parts.ts";
import type { Tally } from "./tally.ts";

/** Counting members reads all their records: how old that number may be. */
const MEMBERS_TTL_MS = 60_000;

/** How the community is. All throw a `ChatError` with the reason when they refuse. */
export interface Overview {
  figures(actor: Actor): Promise<Figures>;
  /** Everyone who is connected, on every instance that answered in time. */
  connected(actor: Actor): Promise<{ connected: Connected[]; silent: string[] }>;
}

/** The overview of one instance. */
export function createOverview(
  { census, tally, presence, bus, users, clock }: {
    census: Census;
    tally: Tally;
    presence: Presence;
    bus: Bus;
    users: Pick<Users, "countMembers">;
    clock: Clock;
  },
): Overview {
  const counted = new Cache<number>(clock, { max: 1, ttlMs: MEMBERS_TTL_MS });
  const members = () => counted.getOne("members", () => users.countMembers());

  return {
    async figures(actor) {
      demand(actor, "see who is connected");
      const [all, messagesToday] = await Promise.all([members(), tally.today()]);
      return {
        here: presence.everyone().length,
        members: all,
        messagesToday,
        instances: bus.instances().length,
      };
    },
    async connected(actor) {
      demand(actor, "see who is connected");
      return await census.take();
    },
  };
}
