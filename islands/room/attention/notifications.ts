import type {
  ConversationId,
  ConversationSummary,
  MessageEvent,
} from "../../../lib/protocol/events.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import { plainText } from "../../../lib/text/plain.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import { conversationPath } from "../../../lib/ui/paths.ts";
import { reportFault } from "../../report_fault.ts";

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
  Notification.requestPermission().catch(reportFault);
}

/** What a notification says. */
export interface Notified {
  /** The name of who wrote the last of them. */
  by: string;
  event: MessageEvent;
  count: number;
  /** Whether it shows what was written. */
  preview: boolean;
}

/** The notifications of this window: the last of each conversation, until it is read. */
export class ShownNotifications {
  readonly #unread = new Set<ConversationId>();
  readonly #shown = new Map<ConversationId, { notification: Notification; seq: number }>();

  constructor(readonly words: Translator, readonly visit: (path: string) => void) {}

  /** Notifies of a conversation. A later one of the same conversation replaces it. */
  show(conversation: ConversationSummary, notified: Notified): void {
    if (notificationsAre() !== "allowed") return;
    const { id, kind } = conversation;
    const { by, event } = notified;
    const place = conversationMention(this.words, conversation);
    const title = kind === "direct" && !conversation.people
      ? by
      : this.words.t("notification.in", { name: by, place });
    const notification = made(title, { body: bodyOf(this.words, notified), tag: id });
    if (!notification) return;
    this.#shown.set(id, { notification, seq: event.seq });
    notification.onclick = () => {
      focus();
      this.visit(conversationPath(conversation));
      notification.close();
    };
  }

  /** Takes away what was read here or on another device, also what was pushed to this one. */
  update(conversations: readonly ConversationSummary[]): void {
    for (const { id, read, unread } of conversations) {
      if (unread > 0) this.#unread.add(id);
      else if (this.#unread.delete(id)) closePushed(id).catch(reportFault);
      if (read >= (this.#shown.get(id)?.seq ?? Infinity)) this.#close(id);
    }
  }

  /** A message is gone: what tells of it as the last goes too. Of what was pushed the server says so. */
  gone(id: ConversationId, seq: number): void {
    if (this.#shown.get(id)?.seq === seq) this.#close(id);
  }

  /** This page goes: what it shows would lead nowhere, and stay when it is read. */
  leave(): void {
    for (const id of [...this.#shown.keys()]) this.#close(id);
  }

  /** Somebody else may be the next on this device. */
  clear(): void {
    this.leave();
    closePushed().catch(reportFault);
  }

  #close(id: ConversationId): void {
    this.#shown.get(id)?.notification.close();
    this.#shown.delete(id);
  }
}

/** Closes what the service worker shows, or what it shows of a conversation, where there is one. */
async function closePushed(tag?: ConversationId): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration("/");
  const asked = tag === undefined ? {} : { tag };
  for (const shown of await registration?.getNotifications(asked) ?? []) shown.close();
}

/** What was written, where that is shown and is one message; else how many there are. */
function bodyOf(words: Translator, { event, count, preview }: Notified): string {
  const text = preview && count === 1 ? plainText(event.text).trim() : "";
  return text || words.t("notification.count", { count });
}

function made(title: string, options?: NotificationOptions): Notification | undefined {
  try {
    return new Notification(title, options);
  } catch {
    return undefined; // Chrome on Android leaves notifications to service workers
  }
}
