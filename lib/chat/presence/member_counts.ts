import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { PresenceCounts } from "../../protocol/requests/people.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Presence } from "../chat.ts";
import { MAX_LOOKED_AT } from "./member_index.ts";
import type { Directory } from "../identity/profiles.ts";

/** Members that are counted where no index is in memory; a room with more shows this many. */
const MAX_COUNTED = 10_000;
const PAGE = 1_000;

/** Who is a member and here, and who they are. */
export interface MemberSource {
  directory: Pick<Directory, "profiles">;
  presence: Pick<Presence, "find">;
}

/** Those of a conversation's members who do not count. */
export interface Uncounted {
  /** In no list, either (P8): guests who are not here, and whoever is gone. */
  departed: UserId[];
  /** Listed by themselves (B1). */
  bots: UserId[];
}

/** Those of a conversation's members who do not count. Of more than 1,000 nobody is looked at. */
export async function uncountedAmong(
  ids: readonly UserId[],
  { directory, presence }: MemberSource,
): Promise<Uncounted> {
  if (ids.length > MAX_LOOKED_AT) return { departed: [], bots: [] };
  const offline = ids.filter((id) => presence.find(id) === undefined);
  const profiles = await directory.profiles(offline);
  const departed = offline.filter((id) => profiles[id]?.role === "guest" || profiles[id]?.gone);
  return { departed, bots: offline.filter((id) => profiles[id]?.bot && !profiles[id]?.gone) };
}

/** How many members a conversation has in each state, wherever that is said. */
export interface MemberCounts {
  /** Rejects with `Unavailable`. */
  of(conversation: ConversationId): Promise<PresenceCounts>;
}

/** Counts by the index that is in memory, or by what the store has; keeps none of its own. */
export function createMemberCounts(
  { conversations, indexes, ...source }: MemberSource & {
    conversations: Pick<Conversations, "members">;
    /** What is in memory (`MemberIndexes`). */
    indexes: { freshCounts(conversation: ConversationId): PresenceCounts | undefined };
  },
): MemberCounts {
  async function idsOf(conversation: ConversationId): Promise<UserId[]> {
    const ids: UserId[] = [];
    for (let more = true; more && ids.length < MAX_COUNTED;) {
      const page = await conversations.members(conversation, { after: ids.at(-1), limit: PAGE });
      ids.push(...page);
      more = page.length === PAGE;
    }
    return ids;
  }

  return {
    async of(conversation) {
      const indexed = indexes.freshCounts(conversation);
      if (indexed) return indexed;
      const ids = await idsOf(conversation);
      const { departed, bots } = await uncountedAmong(ids, source);
      const counts = { online: 0, away: 0, offline: -departed.length - bots.length };
      let guests = 0;
      for (const id of ids) {
        const { state = "offline", role } = source.presence.find(id) ?? {};
        counts[state]++;
        if (role === "guest" && ids.length <= MAX_LOOKED_AT) guests++;
      }
      return { ...counts, ...(guests > 0 && { guests }) };
    },
  };
}
