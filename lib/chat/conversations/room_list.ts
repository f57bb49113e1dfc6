import type { ConversationId, UserId } from "../../protocol/events.ts";
import { type RoomNumbers, roomNumbers } from "../../protocol/room_preview.ts";
import type { RoomListing } from "../../protocol/requests/rooms.ts";
import { SingleFlight } from "../../async/single_flight.ts";
import { TtlCache } from "../../async/ttl_cache.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Chat } from "../chat.ts";
import type { MemberCounts } from "../presence/member_counts.ts";
import {
  isListed,
  type RoomPage,
  type RoomPageRequest,
} from "../../store/conversations/room_index.ts";

/** How old the numbers of people in the list of rooms may be. */
const COUNT_TTL_MS = 30_000;
const MAX_COUNTS = 1_000;
const NOBODY: RoomNumbers = { members: 0, guests: 0, here: 0 };

/** A page of rooms, as somebody sees it. */
type Listings = Awaited<ReturnType<Chat["rooms"]>>;

/** The list of rooms: the public ones, and those that one is in. */
export function createRoomList(
  { conversations, memberCounts, clock }: {
    conversations: Pick<Conversations, "membershipsOf" | "ownRooms" | "rooms">;
    memberCounts: MemberCounts;
    clock: Clock;
  },
): Pick<Chat, "rooms"> {
  const pages = new SingleFlight<RoomPage>();
  const listings = new SingleFlight<Listings>();
  const counts = new TtlCache<RoomNumbers>(clock, { max: MAX_COUNTS, ttlMs: COUNT_TTL_MS });

  async function countEach(ids: ConversationId[]): Promise<Map<ConversationId, RoomNumbers>> {
    return new Map(
      await Promise.all(
        ids.map(async (id) => [id, roomNumbers(await memberCounts.of(id))] as const),
      ),
    );
  }

  async function list(user: UserId, page: RoomPageRequest): Promise<Listings> {
    const [{ rooms: listed, next }, memberships] = await Promise.all([
      pages.run(pageKey(page), () => conversations.rooms("listed", page)),
      conversations.membershipsOf(user),
    ]);
    const mine = new Set(memberships);
    const own = await conversations.ownRooms(memberships, page, next);
    const shown = [...listed, ...own.filter((room) => !isListed(room))]
      .sort((a, b) => (a.name ?? "") < (b.name ?? "") ? -1 : 1);
    const numbers = await counts.getMany(shown.map((room) => room.id), countEach);
    const rooms = shown.map((room): RoomListing => ({
      id: room.id,
      name: room.name ?? "",
      ...(room.title && { title: room.title }),
      ...(room.topic && { topic: room.topic }),
      ...(room.private && { private: true }),
      ...(room.closed && { closed: true }),
      ...(numbers.get(room.id) ?? NOBODY),
      joined: mine.has(room.id),
    }));
    return { rooms, ...(next !== undefined && { next }) };
  }

  return {
    rooms({ user: { id } }, page) {
      return listings.run(`${id} ${pageKey(page)}`, () => list(id, page));
    },
  };
}

/** What names a page among those that are being read. */
function pageKey({ query = "", after = "", limit }: RoomPageRequest): string {
  return JSON.stringify([query, after, limit]);
}
