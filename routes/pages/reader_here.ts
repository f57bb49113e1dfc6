import { MAX_LOOKED_AT } from "../../lib/chat/presence/member_index.ts";
import type { Person, PresenceChange, PresenceState } from "../../lib/protocol/events.ts";
import { peopleIn } from "../../lib/protocol/room_preview.ts";
import type { ReplyOf } from "../../lib/protocol/server_frames.ts";

type Members = ReplyOf<"members">;

/** Who is here, the reader too: whoever asks for a page looks at it, though a moment ago they were away. */
export function presenceWithReader(
  presence: readonly PresenceChange[],
  { id }: Person,
): PresenceChange[] {
  return presence.map((one) => one.user === id ? { ...one, state: "online" } : one);
}

/**
 * A page of members and its counts with the reader in them, who is here by asking for it (P7): `before`
 * is how others were told until then.
 */
export function membersWithReader(
  page: Members,
  { id, name, role }: Person,
  before: PresenceState,
): Members {
  if (before === "online") return page;
  const { members, counts, next } = page;
  const listed = members.find((one) => one.id === id);
  const others = members.filter((one) => one !== listed);
  const reader = listed ?? { id, name, role };
  if (before === "away") {
    return {
      ...page,
      members: [{ ...reader, state: "online" }, ...others],
      counts: { ...counts, online: counts.online + 1, away: counts.away - 1 },
    };
  }
  const comesAsGuest = listed === undefined && isDeparted(role, counts);
  const wasCounted = listed !== undefined || next !== undefined && !comesAsGuest;
  return {
    ...page,
    members: [{ ...reader, state: "online" }, ...others],
    counts: {
      ...counts,
      online: counts.online + 1,
      offline: counts.offline - (wasCounted ? 1 : 0),
      ...(comesAsGuest && { guests: (counts.guests ?? 0) + 1 }),
    },
  };
}

/** Guests who were not here a moment ago were in no count, but of very many members (P8). */
function isDeparted(role: Person["role"], counts: Members["counts"]): boolean {
  return role === "guest" && peopleIn(counts) <= MAX_LOOKED_AT;
}
