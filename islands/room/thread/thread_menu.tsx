import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { threadPath } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import { copyLink } from "../acts/copy_link.ts";
import { MenuButton } from "../overlays/menu_button.tsx";
import { useWindow } from "../window/window_context.ts";

/** What can be done with a thread: its link is copied, and its root shown in the conversation. */
export function ThreadMenu({ conversation, root }: {
  conversation: ConversationSummary;
  root: number;
}) {
  const window = useWindow();
  const { words } = useReading();
  const place = conversationMention(words, conversation);
  return (
    <MenuButton
      label={words.t("thread.more")}
      items={() => [
        {
          text: words.t("act.copy-link"),
          run: () => copyLink(window, threadPath(conversation, root)),
        },
        {
          text: words.t("thread.to-root", { place }),
          run: () => window.goTo(conversation, root),
        },
      ]}
    />
  );
}
