import type { registry } from "../../islands/registry.ts";
import type { Administration } from "../../lib/chat/administration/create_administration.ts";
import type { Actor, Chat, Presence } from "../../lib/chat/chat.ts";
import type { Identity } from "../../lib/chat/identity.ts";
import type { Assets } from "../../lib/islands/server/assets.ts";
import type { IslandOf } from "../../lib/islands/server/island.tsx";
import type { Report } from "../../lib/world/report.ts";
import type { Users } from "../../lib/store/users.ts";
import type { Clock, Random } from "../../lib/world/world.ts";

/** What the pages are made over. */
export interface PageServices {
  chat: Chat;
  identity: Identity;
  administration: Administration;
  users: Pick<Users, "get">;
  presence: Pick<Presence, "everyone" | "of" | "report" | "status">;
  /** 0 when somebody may append once more, else the milliseconds to wait: the sockets' own count. */
  sendRate: (actor: Actor) => number;
  assets: Pick<Assets, "manifest">;
  /** From `loadIslands(registry)`. */
  Island: IslandOf<typeof registry>;
  /** The community's name. */
  community: string;
  clock: Clock;
  random: Random;
  report: Report;
}
