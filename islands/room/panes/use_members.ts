import { useEffect } from "preact/hooks";
import type {
  ConversationSummary,
  Person,
  PresenceChange,
  UserId,
} from "../../../lib/protocol/events.ts";
import type { Member, PresenceCounts } from "../../../lib/protocol/requests/people.ts";
import { useWindow } from "../window/window_context.ts";

/** The members of a conversation, as far as they are loaded. */
export interface ShownMembers {
  members: readonly Member[];
  counts: PresenceCounts | undefined;
  hasMore: boolean;
}

const NONE: ShownMembers = { members: [], counts: undefined, hasMore: false };

/** Who is in a room or a group, and whether they are here: asked for when one comes to it (P5). */
export function useMembers(conversation: ConversationSummary): ShownMembers {
  const { model } = useWindow();
  const { members } = model;
  const isPair = conversation.with !== undefined;
  useEffect(() => {
    if (!isPair) members.show(conversation.id);
  }, [conversation.id, isPair]);
  if (conversation.people) {
    return groupMembers(conversation.people, model.me.value, model.presence.value);
  }
  if (isPair || members.conversation !== conversation.id) return NONE;
  return { members: members.list.value, counts: members.counts, hasMore: members.hasMore };
}

/** The people of a group, the reader first: all of them are known, and whether they are here (P5). */
function groupMembers(
  others: readonly Person[],
  me: Person | undefined,
  presence: ReadonlyMap<UserId, PresenceChange>,
): ShownMembers {
  const members = [...me ? [me] : [], ...others].map((person): Member => {
    const { state, status, until } = presence.get(person.id) ?? { state: "offline" };
    return { ...person, state, status, until };
  });
  const counts = { online: 0, away: 0, offline: 0 };
  for (const { state } of members) counts[state]++;
  return { members, counts, hasMore: false };
}
