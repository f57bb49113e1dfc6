import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import { conversationName } from "../../../lib/ui/room/page_title.ts";
import { conversationPath } from "../../../lib/ui/paths.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";

/** Whether this browser may be asked to notify: only ever on a press. */
export function notificationsAre(): "askable" | "allowed" | "impossible" {
  if (typeof Notification === "undefined" || Notification.permission === "denied") {
    return "impossible";
  }
  if (Notification.permission === "granted") return "allowed";
  // Without the permission nothing is shown; where pages cannot notify at all, this throws.
  return made("") ? "askable" : "impossible";
}

/** Asks the person. To be called from a press alone. */
export function wantNotifications(): void {
  Notification.requestPermission().catch(reportError);
}

/** Notifies of a conversation. A later one of the same conversation replaces it. */
export function notifyOf(
  conversation: ConversationSummary,
  words: Translator,
  visit: (path: string) => void,
): void {
  if (notificationsAre() !== "allowed") return;
  const { id, kind, unread, mentions } = conversation;
  const title = kind === "direct"
    ? words.t("notification.direct", { name: conversationName(words, conversation) })
    : conversationMention(words, conversation);
  const body = kind === "direct"
    ? words.t("nav.unread", { count: unread })
    : words.t("nav.mentions", { count: mentions });
  const shown = made(title, { body, tag: id });
  if (!shown) return;
  shown.onclick = () => {
    focus();
    visit(conversationPath(conversation));
    shown.close();
  };
}

function made(title: string, options?: NotificationOptions): Notification | undefined {
  try {
    return new Notification(title, options);
  } catch {
    return undefined; // Chrome on Android leaves notifications to service workers
  }
}
