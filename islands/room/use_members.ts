import { useEffect, useMemo, useState } from "preact/hooks";
import { type ConversationSummary, GENERAL, type UserId } from "../../lib/protocol/events.ts";
import type { Member } from "../../lib/protocol/server_frames.ts";
import { useWindow } from "./window_context.ts";

/**
 * Who is in a conversation, and whether they are here. The list is asked for when one comes to the
 * conversation, and again when somebody joined or left it. Everyone is in `general` without having
 * joined: whoever comes is added.
 */
export function useMembers(
  conversation: ConversationSummary,
  initial: readonly Member[] | undefined,
): readonly Member[] {
  const { model } = useWindow();
  const [asked, setAsked] = useState(initial ?? []);
  const presence = model.presence.value;
  const online = model.connection.value.state === "online";
  const changes = model.timeline(conversation.id).items.value
    .findLast((item) =>
      item.is === "change" && (item.event.kind === "join" || item.event.kind === "leave")
    )?.key;

  useEffect(() => {
    if (!online) return;
    let wanted = true;
    model.members(conversation.id).then((members) => {
      if (wanted) setAsked(members);
    }, () => {}); // refused or lost: what is shown stays until the next time
    return () => {
      wanted = false;
    };
  }, [conversation.id, changes, online]);

  const met = useMemo(() => new Map<UserId, Omit<Member, "state">>(), [conversation.id, asked]);
  return useMemo(() => {
    for (const member of asked) met.set(member.id, member);
    if (conversation.id === GENERAL) {
      for (const { user, name, role } of presence.values()) met.set(user, { id: user, name, role });
    }
    return Array.from(met.values(), (member) => ({
      ...member,
      state: presence.get(member.id)?.state ?? "offline" as const,
    }));
  }, [met, asked, presence]);
}
