import type { PlainKey } from "../../../lib/i18n/catalog.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { conversationPath, roomAdministrationPath } from "../../../lib/ui/paths.ts";
import {
  type ConversationAct,
  conversationActs,
  mayAdd,
  type ReadConversation,
} from "../../../lib/ui/room/conversation_acts.ts";
import { toggleFavourite } from "../../../lib/ui/room/list_choices.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { copyLink } from "../acts/copy_link.ts";
import { useRestingIn } from "../composer/use_resting.ts";
import { closePanel, membersShown } from "./panel_shown.ts";
import { MenuButton, type MenuItem } from "../overlays/menu_button.tsx";
import { NotifyButton } from "../attention/notify_button.tsx";
import type { Translator } from "../../../lib/i18n/translator.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { useWindow } from "../window/window_context.ts";

export interface HeadToolsProps extends Failing {
  conversation: ConversationSummary;
}

/** What can be done with the open conversation. */
export function HeadTools({ conversation: shown }: HeadToolsProps) {
  const conversation = useRestingIn(shown);
  const window = useWindow();
  const { words } = useReading();
  const me = window.model.me.value;
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
        aria-controls={isThread ? undefined : "files"}
        aria-expanded={!isThread && window.panel.value === "files"}
        onClick={() => {
          if (!isThread && window.panel.value === "files") closePanel(window);
          else showFiles(window);
        }}
      />
      {me && mayAdd(me, conversation) && (
        <IconButton
          label={words.t("group.add")}
          icon={icons.plus}
          id="show-add"
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
            else if (membersShown(window.panel.value)) return closePanel(window);
            window.panel.value = "open";
          }}
        />
      )}
      <NotifyButton conversation={conversation} />
      <MenuButton
        label={words.t("head.more")}
        id="show-more"
        items={() => menuItems(conversation, window, words)}
      />
    </div>
  );
}

/** In place of the members, or of a thread. */
function showFiles(window: ChatWindow): void {
  if (window.thread.peek()) window.closeThread();
  window.panel.value = "files";
}

function menuItems(
  conversation: ReadConversation,
  window: ChatWindow,
  words: Translator,
): MenuItem[] {
  const me = window.model.me.value;
  const all = me ? conversationActs(me, conversation) : [];
  const acts = all.filter((act) => !isBeside(act));
  const items = acts.map((act) => itemFor(act, conversation, window, words));
  const administers = conversation.kind === "room" && me &&
    may(me.role, "close, rename and quiet rooms");
  const rest: MenuItem[] = [
    ...(administers
      ? [{
        text: words.t("head.administer"),
        run: () => location.assign(roomAdministrationPath(conversation.id)),
      }]
      : []),
    {
      text: words.t("keys.title"),
      run: () => {
        window.overlay.value = { is: "keys" };
      },
    },
  ];
  const leaving = acts.at(-1) === "leave" ? items.splice(-1) : []; // what one regrets comes last
  return [...items, ...rest, ...leaving];
}

/** Whether it has a button of its own beside the menu: on a phone there is no place for it. */
function isBeside(act: ConversationAct): boolean {
  if (act !== "files" && act !== "add") return false;
  return document.getElementById(`show-${act}`)?.checkVisibility() ?? false;
}

const WORDS = {
  "topic": "head.topic",
  "invite": "head.invite",
  "copy-link": "act.copy-link",
  "rename": "head.rename",
  "files": "files.title",
  "add": "group.add-item",
  "name-group": "group.name-item",
  "leave-group": "group.leave-item",
  "vanish": "head.vanish",
} as const satisfies Partial<Record<ConversationAct, PlainKey>>;

function itemFor(
  act: ConversationAct,
  conversation: ConversationSummary,
  window: ChatWindow,
  words: Translator,
): MenuItem {
  const choices = window.listChoices.value;
  switch (act) {
    case "favourite": {
      const isOne = choices.favourites.includes(conversation.id);
      return {
        text: words.t(isOne ? "head.unfavourite" : "head.favourite"),
        run: () => window.arrangeList(toggleFavourite(choices, conversation.id)),
      };
    }
    case "leave": {
      const isRoom = conversation.kind === "room";
      return {
        text: words.t(isRoom ? "head.leave" : "head.leave-direct"),
        run: () => window.attempt(() => window.model.leave(conversation.id)),
      };
    }
    case "copy-link":
      return {
        text: words.t(WORDS[act]),
        run: () => copyLink(window, conversationPath(conversation)),
      };
    case "files":
      return { text: words.t(WORDS[act]), run: () => showFiles(window) };
    default:
      return {
        text: words.t(WORDS[act]),
        run: () => {
          window.overlay.value = { is: act, conversation };
        },
      };
  }
}
