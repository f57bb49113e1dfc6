import { effect } from "@preact/signals";
import type { Translator } from "../../lib/i18n/translator.ts";
import { callsOf, pageTitle, placeName, unreadOf } from "../../lib/ui/page_title.ts";
import { systemClock } from "../../lib/world/world.ts";
import { showBadge } from "../badge.ts";
import { Calling } from "./calling.ts";
import type { ChatWindow } from "./chat_window.ts";
import { notifyOf } from "./notifications.ts";

/** Keeps the title, the icon and the notifications as unread as the chat is. */
export function keepAttention(
  window: ChatWindow,
  community: string,
  words: Translator,
): () => void {
  const { model } = window;
  const calling = new Calling(
    systemClock,
    model.conversations.peek(),
    (conversation) => notifyOf(conversation, words, (path) => window.visit(path)),
  );
  let shown: number | undefined;
  const stopTitle = effect(() => {
    const conversations = model.conversations.value;
    const open = window.conversation;
    const title = pageTitle(words, community, open && placeName(open), unreadOf(conversations));
    if (document.title !== title) document.title = title;
    const calls = callsOf(conversations);
    if (calls !== shown) showCalls(calls);
    shown = calls;
  });
  const stopCalling = effect(() => {
    calling.hear(model.conversations.value, window.focused.value);
  });
  return () => {
    stopTitle();
    stopCalling();
    calling.stop();
  };
}

/** The icon of the tab, and of the installed app, says that somebody calls. */
function showCalls(calls: number): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const wanted = calls > 0 ? "/icons/favicon-calls.svg" : "/favicon.svg";
  if (icon && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  showBadge(calls);
}

/** Tells the model and the window whether the person is here and looks. */
export function watchPresence({ model, focused }: ChatWindow): () => void {
  const look = () => {
    focused.value = document.hasFocus() && !document.hidden;
    model.setVisible(!document.hidden);
  };
  const touch = () => model.touch();
  look();
  const windowEvents = ["focus", "blur"] as const;
  const inputs = ["pointerdown", "keydown", "wheel"] as const;
  for (const event of windowEvents) addEventListener(event, look);
  for (const event of inputs) addEventListener(event, touch, { passive: true });
  document.addEventListener("visibilitychange", look);
  const retry = () => model.retryNow(); // the network is back, or another one
  addEventListener("online", retry);
  return () => {
    removeEventListener("online", retry);
    for (const event of windowEvents) removeEventListener(event, look);
    for (const event of inputs) removeEventListener(event, touch);
    document.removeEventListener("visibilitychange", look);
  };
}
