// Who was asked into which room: a row for each person and room, until it is answered.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Entry, Kv } from "../../kv/kv.ts";

/** That somebody was asked into a room. Times in milliseconds UTC. */
export interface RoomInvitationRow {
  /** Who asked, and when. */
  by: UserId;
  at: number;
  /** They said no then: the row stays a while, so that they are not asked at once again. */
  declinedAt?: number;
}

/** A row, and the room that it is about. */
export interface AskedInto {
  conversation: ConversationId;
  row: RoomInvitationRow;
}

/** A row as it shall be. `expireIn`: gone after so many milliseconds. */
export interface NextRow {
  row: RoomInvitationRow;
  checks?: readonly Check[];
  expireIn?: number;
}

/** Invitations into rooms. */
export interface RoomInvitations {
  /** All rows of a user, at most `limit`. */
  of(user: UserId, limit: number): Promise<AskedInto[]>;
  get(user: UserId, conversation: ConversationId): Promise<Entry<RoomInvitationRow>>;
  /** Writes a row where it still is as it was `found`, and its checks hold. */
  put(found: Entry<RoomInvitationRow>, next: NextRow): Promise<boolean>;
}

/** The invitations in `kv`. */
export function createRoomInvitations(kv: Kv): RoomInvitations {
  return {
    async of(user, limit) {
      const range = { prefix: keys.roomInvitations(user) };
      const rows = await kv.list<RoomInvitationRow>(range, { limit });
      return rows.map(({ key, value }) => ({ conversation: String(key.at(-1)), row: value }));
    },
    get: (user, conversation) => kv.get(keys.roomInvitation(user, conversation)),
    async put({ key, versionstamp }, { row, checks = [], expireIn }) {
      const written = { type: "set" as const, key, value: row, ...(expireIn && { expireIn }) };
      return (await kv.commit([{ key, versionstamp }, ...checks], [written])).ok;
    },
  };
}
