import { useMemo } from "preact/hooks";
import type { ConversationSummary, Person } from "../../../lib/protocol/events.ts";
import { mayWriteIn } from "../../../lib/protocol/permissions.ts";
import { conversationPath } from "../../../lib/ui/paths.ts";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import type { TimelineReader } from "../../../lib/ui/timeline/timeline_reader.ts";
import { useRestingIn } from "../composer/use_resting.ts";
import { react } from "../reactions/react.ts";
import { useWindow } from "../window/window_context.ts";

/** The reader of a conversation's messages, who reacts by a press once the page is `live`. */
export function useTimelineReader(
  conversation: ConversationSummary,
  me: Person,
  live: boolean,
): TimelineReader {
  const window = useWindow();
  const { words } = useReading();
  const place = useRestingIn(conversation);
  const mayWrite = mayWriteIn(me.role, place);
  return useMemo((): TimelineReader => ({
    me: me.id,
    role: me.role,
    place,
    nameOf: (id) =>
      id === me.id ? words.t("you") : personLabel(words, { id, ...window.model.profileOf(id) }),
    placeOf: (id) => window.find(id),
    path: conversationPath(conversation),
    originOf: (seq) => window.origins.find(conversation.id, seq),
    ...(live && {
      react: ({ event: { seq } }, emoji, on) => react(window, conversation.id, seq, emoji, on),
      removePreview: ({ event: { seq } }, url) =>
        window.attempt(() => window.model.removePreview(conversation.id, seq, url)),
      ...(mayWrite && {
        pick(item, anchor) {
          const target = { conversation, item, event: item.event, me, anchor };
          window.overlay.value = { is: "react", target };
        },
      }),
    }),
  }), [conversation.id, me.id, me.role, mayWrite, words, live]);
}
