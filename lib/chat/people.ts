import { ChatError } from "../protocol/errors.ts";
import type { Person } from "../protocol/events.ts";
import type { Member } from "../protocol/server_frames.ts";
import type { Chat } from "./chat.ts";
import { openDirect } from "./direct.ts";
import type { ChatParts } from "./parts.ts";

/** People whom one search finds at most. */
const MAX_PEOPLE = 50;
/** Members that one list shows; of a larger conversation, those who are here come as well. */
const MAX_MEMBERS = 1_000;

/** Finding people, listing members, and talking to one. */
export function createPeople(parts: ChatParts): Pick<Chat, "open" | "members" | "people"> {
  const { access, conversations, presence, summaries, users } = parts;

  const memberOf = ({ id, name, role }: Person): Member => ({
    id,
    name,
    role,
    state: presence.of(id),
  });

  async function listed(id: string): Promise<string[]> {
    const first = await conversations.members(id, { limit: MAX_MEMBERS });
    if (first.length < MAX_MEMBERS) return first;
    const here = presence.everyone().map((one) => one.user).slice(0, MAX_MEMBERS);
    return [...new Set([...first, ...await conversations.membersAmong(id, here)])];
  }

  return {
    async open(actor, name) {
      const conversation = await openDirect(parts, actor, name);
      const [summary] = await summaries.of(actor.user.id, [conversation]);
      if (!summary) throw new ChatError("unknown-conversation");
      return summary;
    },

    async members(actor, conversation) {
      const { id } = await access.see(actor, conversation);
      const ids = await listed(id);
      const found = await users.getMany(ids);
      return ids.flatMap((id) => {
        const user = found.get(id);
        return user && user.goneAt === undefined ? [memberOf(user)] : [];
      });
    },

    async people(_actor, query) {
      return (await users.search(query, MAX_PEOPLE)).map(memberOf);
    },
  };
}
