import type { ConversationId, UserId } from "../../protocol/events.ts";
import { type Conversations, directId } from "../../store/conversations/conversations.ts";
import type { Users } from "../../store/people/users.ts";
import { fold } from "../../protocol/fold.ts";
import type { SearchQuery } from "../../text/search/query.ts";

/** Whom and where a query means; absent: anyone, and wherever one is. */
export interface Asked {
  by?: UserId[];
  within?: ConversationId[];
  /** What names nobody, or no place of the asker: they are not told which of the two. */
  unread: { operator: "from" | "in"; value: string }[];
}

/** Reads the names in a query of somebody. Rejects with `Unavailable`. */
export type ResolveNames = (
  user: UserId,
  query: Pick<SearchQuery, "from" | "in">,
) => Promise<Asked>;

/** People with the same letters who are looked at: more are told apart by nobody. */
const FEW = 5;

/** Finds those whom `from:` names, and the conversations of somebody that `in:` does. */
export function createResolveNames(
  { conversations, users }: {
    conversations: Pick<Conversations, "getMany" | "membershipsOf">;
    users: Pick<Users, "byAddress" | "search">;
  },
): ResolveNames {
  async function person(user: UserId, name: string): Promise<UserId | undefined> {
    if (name.toLowerCase() === "me") return user;
    const found = await users.byAddress(name);
    if (found) return found.id;
    // Without its accents a name is found where it means one person.
    const alike = (await users.search(name, FEW)).filter((one) => fold(one.name) === fold(name));
    return alike.length === 1 ? alike[0]?.id : undefined;
  }

  /** A room by name or title, a group by its title, a direct conversation by who is in it. */
  async function places(user: UserId, names: readonly string[]): Promise<ConversationId[][]> {
    const own = await conversations.membershipsOf(user);
    const rows = [...(await conversations.getMany(own)).values()];
    return await Promise.all(names.map(async (asked) => {
      const wanted = fold(asked);
      const named = rows.filter(({ id, kind, name, title }) =>
        id === asked || id === wanted || (title !== undefined && fold(title) === wanted) ||
        (kind === "room" && name === wanted)
      ).map(({ id }) => id);
      if (named.length > 0) return named;
      const other = await person(user, asked);
      const direct = other === undefined ? undefined : directId(user, other);
      return direct !== undefined && own.includes(direct) ? [direct] : [];
    }));
  }

  return async (user, query) => {
    const asked: Asked = { unread: [] };
    if (query.from.length > 0) {
      const found = await Promise.all(query.from.map((name) => person(user, name)));
      asked.by = found.filter((id) => id !== undefined);
      for (const [n, value] of query.from.entries()) {
        if (found[n] === undefined) asked.unread.push({ operator: "from", value });
      }
    }
    if (query.in.length > 0) {
      const found = await places(user, query.in);
      asked.within = [...new Set(found.flat())];
      for (const [n, value] of query.in.entries()) {
        if (found[n]?.length === 0) asked.unread.push({ operator: "in", value });
      }
    }
    return asked;
  };
}
