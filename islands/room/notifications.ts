import type { ConversationSummary } from "../../lib/protocol/events.ts";
import type { Translator } from "../../lib/i18n/translator.ts";
import { conversationPath } from "../../lib/ui/paths.ts";

/** Whether this browser may be asked to notify: only ever on a press. */
export function notificationsAre(): "askable" | "allowed" | "impossible" {
  if (typeof Notification === "undefined" || Notification.permission === "denied") {
    return "impossible";
  }
  return Notification.permission === "granted" ? "allowed" : "askable";
}

/** Asks the person. To be called from a press alone. */
export function wantNotifications(): void {
  Notification.requestPermission().catch(reportError);
}

/** What calls the user in a conversation: every direct message, mentions in rooms. */
function calls(conversation: ConversationSummary): number {
  return conversation.kind === "direct" ? conversation.unread : conversation.mentions;
}

/** Notifies of the conversations that call more than before. One notification a conversation. */
export function notifyOfCalls(
  before: readonly ConversationSummary[],
  after: readonly ConversationSummary[],
  words: Translator,
  visit: (path: string) => void,
): void {
  if (notificationsAre() !== "allowed") return;
  const known = new Map(before.map((one) => [one.id, calls(one)]));
  for (const conversation of after) {
    if (calls(conversation) <= (known.get(conversation.id) ?? 0)) continue;
    const { with: other, name = "", unread, mentions } = conversation;
    const title = other ? words.t("notification.direct", { name: other.name }) : `#${name}`;
    const body = other
      ? words.t("nav.unread", { count: unread })
      : words.t("nav.mentions", { count: mentions });
    const shown = new Notification(title, { body, tag: conversation.id });
    shown.onclick = () => {
      focus();
      visit(conversationPath(conversation));
      shown.close();
    };
  }
}
