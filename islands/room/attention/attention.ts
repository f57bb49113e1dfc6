import { effect } from "@preact/signals";
import { type Attention, attentionTo } from "../../../lib/ui/room/calls.ts";
import { conversationTitle, pageTitle } from "../../../lib/ui/room/page_title.ts";
import { showBadge } from "../../badge.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** The title of a window on the chat: the conversation that is open, and what is unread. */
export function titleOfChat(
  window: ChatWindow,
  community: string,
  attention: Attention,
): string {
  const { words, conversation: open } = window;
  return pageTitle(words, community, open && conversationTitle(words, open), attention);
}

/** Keeps the title, the icon and the notifications as unread as the chat is. */
export function keepAttention(
  window: ChatWindow,
  titleOf: (attention: Attention) => string,
): () => void {
  const { model } = window;
  let stopAlerts: (() => void) | undefined = () => {};
  import("./watch_alerts.ts").then(({ watchAlerts }) => {
    if (stopAlerts) stopAlerts = watchAlerts(window);
  }, () => {}); // without a connection nothing arrives; the next page has it
  let shown: number | undefined;
  const stopTitle = effect(() => {
    const attention = attentionTo(model.conversations.value);
    const title = titleOf(attention);
    if (document.title !== title) document.title = title;
    if (attention.calls !== shown) showAlertCount(attention.calls);
    shown = attention.calls;
  });
  return () => {
    stopTitle();
    stopAlerts?.();
    stopAlerts = undefined;
  };
}

/** Marks the icon of the tab, and the badge of the installed app. */
function showAlertCount(count: number): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const wanted = count > 0 ? "/icons/favicon-calls.svg" : "/favicon.svg";
  if (icon && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  showBadge(count);
}
