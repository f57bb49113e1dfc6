import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { toggleBookmark } from "../bookmarks/toggle_bookmark.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Keeps a message for oneself, on all devices, or does not any more (M12). */
export function bookmarkAct(window: ChatWindow): Act {
  return {
    id: "bookmark",
    label: ({ item }) => item.mine?.bookmark ? "act.unbookmark" : "act.bookmark",
    listed: "act.bookmark-listed",
    icon: messageIcons.bookmark,
    key: "b",
    group: "now",
    shows: () => true,
    run: ({ conversation, event, item }) =>
      toggleBookmark(window, conversation.id, event.seq, item.mine?.bookmark),
  };
}

/** Changes what one noted about a message that one bookmarked. */
export function bookmarkNoteAct(window: ChatWindow): Act {
  return {
    id: "bookmark-note",
    label: "act.bookmark-note",
    icon: icons.write,
    group: "now",
    shows: ({ item }) => item.mine?.bookmark !== undefined,
    run({ conversation, event, item: { mine } }) {
      if (!mine?.bookmark) return;
      const place = { conversation: conversation.id, seq: event.seq };
      window.overlay.value = { is: "bookmark", ...place, known: mine.bookmark };
    },
  };
}
