import { type ConversationSummary, peopleBeside } from "../../protocol/events.ts";
import type { RoomListing } from "../../protocol/requests/rooms.ts";
import { fold } from "../../protocol/fold.ts";
import { matchesRoom } from "../../protocol/room_title.ts";
import { rankName } from "../../text/name_matching.ts";

/** The conversations whose names contain the query, best first: at the start, in a word, inside. */
export function filterConversations(
  conversations: readonly ConversationSummary[],
  query: string,
): ConversationSummary[] {
  const wanted = fold(query.trim().replace(/^[#@]/, ""));
  const rankOf = (one: ConversationSummary) => {
    const people = peopleBeside(one).map(({ name }) => name);
    const ranks = [...people, one.title, one.name].flatMap((name) => {
      const rank = name && rankName(fold(name), wanted);
      return typeof rank === "number" ? [rank] : [];
    });
    return ranks.length > 0 ? Math.min(...ranks) : undefined;
  };
  return conversations.map((conversation) => ({ conversation, rank: rankOf(conversation) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || b.conversation.lastAt - a.conversation.lastAt)
    .map(({ conversation }) => conversation);
}

/** A name in three parts: before the first match, the match, and after it. */
export function splitAtMatch(name: string, query: string): [string, string, string] {
  const wanted = fold(query.trim().replace(/^[#@]/, ""));
  const letters = Array.from(name.normalize("NFC"));
  const folded = letters.map(fold);
  for (let from = 0; from < letters.length; from++) {
    for (let to = from + 1; to <= letters.length; to++) {
      const part = folded.slice(from, to).join("");
      if (part.length > wanted.length) break;
      if (part !== wanted) continue;
      const between = (start: number, end?: number) => letters.slice(start, end).join("");
      return [between(0, from), between(from, to), between(to)];
    }
  }
  return [name, "", ""];
}

/** The rooms whose title or name contains the query, in their order; all without one. */
export function findRooms<R extends Pick<RoomListing, "title" | "name">>(
  rooms: readonly R[],
  query = "",
): R[] {
  return rooms.filter((room) => matchesRoom(room, query));
}
