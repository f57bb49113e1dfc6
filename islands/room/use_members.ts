import { useEffect, useMemo, useState } from "preact/hooks";
import { isPassing } from "../../lib/client/model.ts";
import { type ConversationSummary, GENERAL, type UserId } from "../../lib/protocol/events.ts";
import type { Member } from "../../lib/protocol/server_frames.ts";
import { systemClock, type Timer } from "../../lib/world/world.ts";
import { useWindow } from "./window_context.ts";

/** What the server could not give for now is asked for again after this. */
const ASK_AGAIN_MS = 2000;

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
    let again: Timer | undefined;
    const ask = () => {
      model.members(conversation.id).then((members) => {
        if (wanted) setAsked(members);
      }, (error) => { // what is shown stays until the next time
        if (wanted && isPassing(error)) again = systemClock.after(ASK_AGAIN_MS, ask);
      });
    };
    ask();
    return () => {
      wanted = false;
      again?.cancel();
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
