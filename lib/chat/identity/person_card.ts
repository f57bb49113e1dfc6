import { ChatError } from "../../protocol/errors.ts";
import type { PersonCard } from "../../protocol/requests/people.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Users } from "../../store/people/users.ts";
import type { Chat, Presence } from "../chat.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";
import { personOf } from "./current_user.ts";

/** Rooms in common that are named; the others are counted. */
const MAX_NAMED = 3;

/** What it is read from. */
export interface PersonCardParts {
  users: Pick<Users, "get" | "byAddress">;
  conversations: Pick<Conversations, "membershipsOf" | "getMany">;
  presence: Pick<Presence, "find" | "status">;
  personalOf: SettingsOf;
}

/** What somebody tells of themselves, and what the actor has in common with them. */
export function createPersonCard(
  { users, conversations, presence, personalOf }: PersonCardParts,
): Pick<Chat, "person"> {
  return {
    async person(actor, which): Promise<PersonCard> {
      const user = await users.get(which) ?? await users.byAddress(which);
      if (!user || user.goneAt !== undefined) throw new ChatError("unknown-user", { name: which });
      const { id } = user;
      const [own, mine, theirs, said] = await Promise.all([
        personalOf([id]),
        conversations.membershipsOf(actor.user.id),
        conversations.membershipsOf(id),
        presence.status(id),
      ]);
      const { pronouns, zone } = own.get(id) ?? {};
      const both = new Set(theirs);
      const rows = await conversations.getMany(mine.filter((one) => both.has(one)));
      const rooms = [...rows.values()].filter(({ kind }) => kind === "room");
      return {
        ...personOf(user),
        since: user.createdAt,
        ...(pronouns && { pronouns }),
        ...(zone && { zone }),
        state: presence.find(id)?.state ?? "offline",
        ...said,
        rooms: rooms.slice(0, MAX_NAMED).map(({ id, name = "", title }) => (
          { id, name, ...(title !== undefined && { title }) }
        )),
        moreRooms: Math.max(0, rooms.length - MAX_NAMED),
      };
    },
  };
}
