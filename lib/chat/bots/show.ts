import type { Bot } from "../../protocol/bots.ts";
import type { HookRows } from "../../store/integrations/hook_rows.ts";
import type { OutgoingRow, OutgoingRows } from "../../store/integrations/outgoing_rows.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import { personOf } from "../identity/current_user.ts";
import { type BotRooms, roomShown } from "./rooms.ts";

/** Bots as those see them who look after them. Rejects with `Unavailable`. */
export type ShowBots = (bots: readonly User[]) => Promise<Bot[]>;

/** Shows bots with who answers for them, what their tokens are good for, and where they are. */
export function createShowBots(
  { users, sessions, rooms, hooks, outgoing }: {
    users: Pick<Users, "getMany">;
    sessions: Pick<Sessions, "list">;
    rooms: Pick<BotRooms, "of">;
    hooks: Pick<HookRows, "get">;
    outgoing: Pick<OutgoingRows, "get">;
  },
): ShowBots {
  return async (bots) => {
    const makers = await users.getMany(bots.flatMap(({ botBy }) => botBy ?? []));
    return await Promise.all(bots.map(async (one) => {
      const [[session], where, hook, calls] = await Promise.all([
        sessions.list(one.id),
        rooms.of(one.id),
        hooks.get(one.id),
        outgoing.get(one.id),
      ]);
      const by = makers.get(one.botBy ?? "");
      const isGone = by === undefined || by.goneAt !== undefined;
      return {
        bot: personOf(one),
        by: { id: by?.id ?? "", name: by?.name ?? "", ...(isGone && { gone: true }) },
        createdAt: one.createdAt,
        scopes: [...session?.scopes ?? []],
        ...(session && { tokenAt: session.createdAt }),
        ...(session && session.usedAt > session.createdAt && { usedAt: session.usedAt }),
        ...(hook && {
          hook: { format: hook.format, ...(hook.usedAt !== undefined && { usedAt: hook.usedAt }) },
        }),
        ...(calls && { outgoing: outgoingShown(calls) }),
        rooms: where.map(roomShown),
      };
    }));
  };
}

function outgoingShown(
  { url, events, keywords, failed, off, former }: OutgoingRow,
): NonNullable<Bot["outgoing"]> {
  return {
    url,
    events,
    keywords,
    ...(failed && { failed: failed.count }),
    ...(off && { off }),
    ...(former && { formerUntil: former.until }),
  };
}
