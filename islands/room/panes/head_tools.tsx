import { type ConversationSummary, GENERAL } from "../../../lib/protocol/events.ts";
import { MAX_GROUP } from "../../../lib/protocol/limits.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { toggleFavourite } from "../../../lib/ui/room/list_choices.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { closeMembers, membersShown } from "./members_shown.ts";
import { MenuButton, type MenuItem } from "../overlays/menu_button.tsx";
import { notificationsAre, wantNotifications } from "../attention/notifications.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { useWindow } from "../window/window_context.ts";

export interface HeadToolsProps extends Failing {
  conversation: ConversationSummary;
}

/** What can be done with the open conversation. */
export function HeadTools({ conversation }: HeadToolsProps) {
  const window = useWindow();
  const { words } = useReading();
  const room = conversation.kind === "room";
  const isThread = window.thread.value !== undefined; // it has the place of the members
  return (
    <div class="tools">
      <IconButton
        label={words.t("pins.title")}
        icon={icons.pin}
        id="show-pins"
        aria-haspopup="dialog"
        onClick={() => {
          window.overlay.value = { is: "pins", conversation };
        }}
      />
      <IconButton
        label={words.t("files.title")}
        icon={fileIcons.clip}
        id="show-files"
        class="icon-button wide-only"
        aria-haspopup="dialog"
        onClick={() => showFiles(window, conversation)}
      />
      {canAdd(conversation, window.model.me.value?.id) && (
        <IconButton
          label={words.t("group.add")}
          icon={icons.plus}
          class="icon-button wide-only"
          aria-haspopup="dialog"
          onClick={() => {
            window.overlay.value = { is: "add", conversation };
          }}
        />
      )}
      {(room || conversation.people) && (
        <IconButton
          label={words.t("head.show-members")}
          icon={messageIcons.people}
          id="show-members"
          aria-controls={isThread ? undefined : "members"}
          aria-expanded={!isThread && membersShown(window.panel.value)}
          onClick={() => {
            if (isThread) window.closeThread();
            else if (membersShown(window.panel.value)) return closeMembers(window);
            window.panel.value = "open";
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

function showFiles(window: ChatWindow, conversation: ConversationSummary): void {
  window.overlay.value = { is: "files", conversation };
}

/** Whether somebody may be added: to a group with room, or to two who write, for a group of three. */
function canAdd({ with: other, people }: ConversationSummary, me?: string): boolean {
  if (people) return people.length + 1 < MAX_GROUP;
  return other !== undefined && !other.gone && other.id !== me;
}

/** What can be done with a group, and with two people who write. */
function groupItems(conversation: ConversationSummary, window: ChatWindow, words: Translator) {
  const item = (text: string, is: "add" | "name-group" | "leave-group"): MenuItem => ({
    text,
    run: () => {
      window.overlay.value = { is, conversation };
    },
  });
  return [
    ...canAdd(conversation, window.model.me.value?.id)
      ? [item(words.t("group.add-item"), "add")]
      : [],
    ...conversation.people
      ? [
        item(words.t("group.name-item"), "name-group"),
        item(words.t("group.leave-item"), "leave-group"),
      ]
      : [],
  ];
}

/** Made when the menu opens: asking for the permission to notify is slow. */
function menuItems(
  conversation: ConversationSummary,
  window: ChatWindow,
  words: Translator,
): MenuItem[] {
  const items: MenuItem[] = [];
  const room = conversation.kind === "room";
  const role = window.model.me.value?.role ?? "guest";
  const moderates = may(role, "close, rename and quiet rooms");
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
    if (conversation.id !== GENERAL && moderates) {
      items.push({
        text: words.t("head.rename"),
        run: () => {
          window.overlay.value = { is: "rename", conversation };
        },
      });
    }
  }
  items.push({ text: words.t("files.title"), run: () => showFiles(window, conversation) });
  items.push(...groupItems(conversation, window, words));
  if (!room || moderates || conversation.id !== GENERAL && may(role, "set a topic")) {
    items.push({
      text: words.t("head.vanish"),
      run: () => {
        window.overlay.value = { is: "vanish", conversation };
      },
    });
  }
  const choices = window.listChoices.value;
  const favourite = choices.favourites.includes(conversation.id);
  items.push({
    text: words.t(favourite ? "head.unfavourite" : "head.favourite"),
    run: () => window.arrangeList(toggleFavourite(choices, conversation.id)),
  });
  if (notificationsAre() === "askable") {
    items.push({ text: words.t("head.notify"), run: wantNotifications });
  }
  items.push({
    text: words.t("keys.title"),
    run: () => {
      window.overlay.value = { is: "keys" };
    },
  });
  if ((room && conversation.id !== GENERAL) || conversation.with?.gone) {
    items.push({
      text: words.t(room ? "head.leave" : "head.leave-direct"),
      run: () => window.attempt(() => window.model.leave(conversation.id)),
    });
  }
  return items;
}
