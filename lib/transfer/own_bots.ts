import type { UserId } from "../protocol/events.ts";
import type { Kv } from "../kv/kv.ts";
import type { CommandRows } from "../store/integrations/command_rows.ts";
import type { OutgoingRows } from "../store/integrations/outgoing_rows.ts";
import { listBots } from "../store/people/bots.ts";
import type { Users } from "../store/people/users.ts";

/** A bot that somebody answers for, as they take it along: without what opens or signs. */
export interface OwnBot {
  id: UserId;
  name: string;
  /** Milliseconds UTC. */
  createdAt: number;
  outgoing?: { url: string; events: readonly string[]; keywords: readonly string[] };
  commands: Array<{ name: string; usage: string; about: string; url: string }>;
}

/** The bots that somebody answers for. Rejects with `Unavailable`. */
export type OwnBots = (user: UserId) => Promise<OwnBot[]>;

export function createOwnBots(
  { kv, users, outgoing, commands }: {
    kv: Pick<Kv, "list">;
    users: Pick<Users, "getMany">;
    outgoing: Pick<OutgoingRows, "get">;
    commands: Pick<CommandRows, "all">;
  },
): OwnBots {
  return async (user) => {
    const [bots, all] = await Promise.all([
      users.getMany(await listBots(kv)),
      commands.all(),
    ]);
    const own = [...bots.values()].filter(({ botBy, goneAt }) =>
      botBy === user && goneAt === undefined
    );
    return await Promise.all(own.map(async ({ id, name, createdAt }) => {
      const row = await outgoing.get(id);
      return {
        id,
        name,
        createdAt,
        ...(row && { outgoing: { url: row.url, events: row.events, keywords: row.keywords } }),
        commands: all.filter(({ bot }) => bot === id)
          .map(({ name, usage, about, url }) => ({ name, usage, about, url })),
      };
    }));
  };
}
