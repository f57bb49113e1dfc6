import { MAX_BOTS, MAX_OWN_BOTS } from "../../protocol/bots.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import type { Kv } from "../../kv/kv.ts";
import { listBots } from "../../store/people/bots.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import type { BotAdministration } from "./bots.ts";

/** Who looks after which bots. */
export interface BotCare extends Pick<BotAdministration, "mayAddBots"> {
  /** Throws `not-allowed` where somebody may add none. */
  demand(actor: Actor): Promise<void>;
  /** Confirms it within a commit. */
  confirm(actor: Actor): ReturnType<AuditEntries["confirm"]>;
  /** Throws `too-many-bots`. */
  requireSpace(actor: Actor): Promise<void>;
  /** The bots that somebody looks after, the last added first. */
  own(actor: Actor): Promise<User[]>;
  /** One of them. Throws `unknown-user`, `not-allowed`. */
  find(actor: Actor, bot: UserId): Promise<User>;
}

/** Care by the settings of the community, and by who added a bot. */
export function createBotCare(
  { kv, users, community, audit }: {
    kv: Pick<Kv, "list">;
    users: Pick<Users, "get" | "getMany">;
    community: Pick<Community, "settings">;
    audit: Pick<AuditEntries, "confirm">;
  },
): BotCare {
  const seesAll = ({ user }: Actor) => may(user.role, "look after all bots");
  const concerns = (actor: Actor, { botBy }: User) => botBy === actor.user.id || seesAll(actor);

  async function mayAddBots(actor: Actor): Promise<boolean> {
    if (actor.bot || !may(actor.user.role, "add bots where members may")) return false;
    return seesAll(actor) || (await community.settings()).bots === "members";
  }

  async function demand(actor: Actor): Promise<void> {
    if (!await mayAddBots(actor)) throw new ChatError("not-allowed");
  }

  async function all(): Promise<User[]> {
    const found = await users.getMany(await listBots(kv));
    return [...found.values()].filter(({ goneAt }) => goneAt === undefined)
      .sort((one, other) => other.createdAt - one.createdAt);
  }

  return {
    mayAddBots,
    demand,
    confirm: (actor) => audit.confirm(actor, "add bots where members may"),

    async requireSpace(actor) {
      const bots = await all();
      const own = bots.filter(({ botBy }) => botBy === actor.user.id).length;
      if (!seesAll(actor) && own >= MAX_OWN_BOTS) {
        throw new ChatError("too-many-bots", { count: own });
      }
      if (bots.length >= MAX_BOTS) throw new ChatError("too-many-bots", { count: bots.length });
    },

    async own(actor) {
      await demand(actor);
      return (await all()).filter((one) => concerns(actor, one));
    },

    async find(actor, id) {
      await demand(actor);
      const found = await users.get(id);
      if (!found?.botBy || found.goneAt !== undefined || !concerns(actor, found)) {
        throw new ChatError("unknown-user", { name: id });
      }
      return found;
    },
  };
}
