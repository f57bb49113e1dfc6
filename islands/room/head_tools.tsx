import { type ConversationSummary, GENERAL } from "../../lib/protocol/events.ts";
import { IconButton } from "../../lib/ui/icon_button.tsx";
import { icons } from "../../lib/ui/icons.tsx";
import { useReading } from "../../lib/ui/reading.ts";
import { closeMembers, membersShown } from "./members_shown.ts";
import { MenuButton, type MenuItem } from "./menu_button.tsx";
import { notificationsAre, wantNotifications } from "./notifications.ts";
import type { Translator } from "../../lib/i18n/translator.ts";
import type { ChatWindow } from "./chat_window.ts";
import { useWindow } from "./window_context.ts";

/** What can be done with the open conversation. */
export function HeadTools({ conversation }: { conversation: ConversationSummary }) {
  const window = useWindow();
  const { words } = useReading();
  const room = conversation.kind === "room";
  return (
    <div class="tools">
      {room && (
        <IconButton
          label={words.t("head.show-members")}
          icon={icons.people}
          id="show-members"
          aria-controls="members"
          aria-expanded={membersShown(window.panel.value)}
          onClick={() => {
            if (membersShown(window.panel.value)) closeMembers(window);
            else window.panel.value = "open";
          }}
        />
      )}
      <MenuButton
        label={words.t("head.more")}
        items={() => menuItems(conversation, window, words)}
      />
    </div>
  );
}

/** Made when the menu opens: asking for the permission to notify is slow. */
function menuItems(
  conversation: ConversationSummary,
  window: ChatWindow,
  words: Translator,
): MenuItem[] {
  const items: MenuItem[] = [];
  const room = conversation.kind === "room";
  if (room) {
    items.push({
      text: words.t("head.topic"),
      run: () => {
        window.overlay.value = { is: "topic", conversation };
      },
    });
    items.push({
      text: words.t("head.invite"),
      run: () => {
        window.overlay.value = { is: "invite", conversation };
      },
    });
  }
  if (notificationsAre() === "askable") {
    items.push({ text: words.t("head.notify"), run: wantNotifications });
  }
  items.push({
    text: words.t("keys.title"),
    run: () => {
      window.overlay.value = { is: "keys" };
    },
  });
  if (room && conversation.id !== GENERAL) {
    items.push({
      text: words.t("head.leave"),
      run: () => window.attempt(() => window.model.leave(conversation.id)),
    });
  }
  return items;
}
