import { TtlCache } from "../../async/ttl_cache.ts";
import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, Person } from "../../protocol/events.ts";
import { roomNumbers, type RoomPreview } from "../../protocol/room_preview.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import { isListed } from "../../store/conversations/room_index.ts";
import type { Page, Presence } from "../chat.ts";
import type { ReadOut } from "../messages/read_out.ts";
import { readTimelinePage } from "../messages/timeline_page.ts";
import type { Directory } from "../identity/profiles.ts";
import { roomWritten } from "./lookup.ts";
import { namedIn } from "../../protocol/named_in.ts";
import { whoIsHere } from "../presence/change.ts";
import type { MemberCounts } from "../presence/member_counts.ts";

/** Members among whom it is looked who is here. */
const MAX_LOOKED_AT = 1_000;
/** People who are named of those that are here. */
const MAX_NAMED = 5;
/** How old a preview may be: strangers may ask for it. */
const PREVIEW_TTL_MS = 10_000;
const MAX_KEPT = 200;

/** A room that anyone may read on the web. */
export interface PublishedRoom extends Pick<RoomPreview, "id" | "name" | "title" | "topic"> {
  /** Whether search engines may find it. */
  found: boolean;
}

/** Public rooms for who is not in them. */
export interface RoomPreviews {
  /** The room of this name, if it is public and open. */
  find(name: string): Promise<RoomPreview | undefined>;
  /** The room of this name, if anyone may read it on the web: asked of the store each time. */
  published(name: string): Promise<PublishedRoom | undefined>;
  /** What was said last in it, or before a seq. Throws `unknown-conversation` when it is not public. */
  read(room: Pick<RoomPreview, "id">, page: { before?: number; limit: number }): Promise<Page>;
}

/** What previews are made with. */
export interface RoomPreviewParts {
  conversations: Pick<Conversations, "get" | "roomAt" | "members">;
  log: Pick<ConversationLog, "read">;
  memberCounts: MemberCounts;
  presence: Pick<Presence, "find">;
  directory: Directory;
  readOut: Pick<ReadOut, "events">;
  clock: Clock;
}

/** Previews over the store, kept for a moment. */
export function createRoomPreviews(
  { conversations, log, memberCounts, presence, directory, readOut, clock }: RoomPreviewParts,
): RoomPreviews {
  const kept = new TtlCache<RoomPreview>(clock, { max: MAX_KEPT, ttlMs: PREVIEW_TTL_MS });

  async function peopleOf(id: ConversationId): Promise<Person[]> {
    const members = await conversations.members(id, { limit: MAX_LOOKED_AT });
    const here = members.flatMap((member) => presence.find(member) ?? []);
    return whoIsHere(here).slice(0, MAX_NAMED).map(({ user, name, role }) => ({
      id: user,
      name,
      role,
    }));
  }

  async function load(name: string): Promise<RoomPreview | undefined> {
    const id = await roomWritten(conversations, name);
    const room = id === undefined ? undefined : await conversations.get(id);
    if (!room || !isListed(room)) return undefined;
    const [counts, people] = await Promise.all([memberCounts.of(room.id), peopleOf(room.id)]);
    return {
      id: room.id,
      name: room.name ?? "",
      title: room.title,
      topic: room.topic,
      ...roomNumbers(counts),
      people,
    };
  }

  return {
    find(name) {
      const key = name.trim().toLowerCase();
      return kept.getOne(key, () => load(key));
    },
    async published(name) {
      const id = await roomWritten(conversations, name.trim().toLowerCase());
      const room = id === undefined ? undefined : await conversations.get(id);
      if (!room || !isListed(room) || room.published === undefined) return undefined;
      const { title, topic, published } = room;
      return { id: room.id, name: room.name, title, topic, found: published === "found" };
    },
    async read({ id }, { before, limit }) {
      const room = await conversations.get(id);
      if (!room || !isListed(room)) throw new ChatError("unknown-conversation");
      const { entries, more } = await readTimelinePage(log, id, { before, limit });
      const events = await readOut.events(id, entries);
      return { events, users: await directory.profiles(namedIn(events)), more };
    },
  };
}
