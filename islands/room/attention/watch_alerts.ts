import { effect } from "@preact/signals";
import { threadKey } from "../../../lib/client/threads.ts";
import type { ConversationSummary, MessageEvent } from "../../../lib/protocol/events.ts";
import { decide, type Looking } from "../../../lib/protocol/notifications/decision.ts";
import { usualLevel } from "../../../lib/protocol/notifications/levels.ts";
import {
  DEFAULT_NOTIFICATIONS,
  type NotificationSettings,
} from "../../../lib/protocol/notifications/settings.ts";
import { replies } from "../../../lib/protocol/server_frames.ts";
import { standsInTimeline } from "../../../lib/protocol/threads.ts";
import { systemClock, type Timer } from "../../../lib/runtime/clock.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { callApi, readApi } from "../overlays/api.ts";
import { Alerts } from "./alerts.ts";
import { isOver } from "./is_over.ts";
import { ShownNotifications } from "./notifications.ts";
import { playOnce } from "./sound.ts";
import { reportFault } from "../../report_fault.ts";

/** Notifies of what arrives while the person looks elsewhere, as they chose. Returns how to stop. */
export function watchAlerts(window: ChatWindow): () => void {
  const { model, words } = window;
  const shown = new ShownNotifications(words, (path) => window.visit(path));
  const settings = settingsOf(window);
  const alerts = new Alerts(systemClock, (id, events) => void tell(id, events));

  /** Never rejects. */
  async function tell(id: string, events: readonly MessageEvent[]): Promise<void> {
    const own = await settings();
    const conversation = window.find(id);
    if (!conversation) return;
    const decided = events.map((event) => {
      const { sound, desktop } = decideHere(window, conversation, event, own);
      return { event, sound, desktop };
    });
    const heard = decided.findLast(({ sound }) => sound)?.event;
    if (heard) playOnce(`${id} ${heard.seq}`).catch(reportFault);
    const last = decided.findLast(({ desktop }) => desktop)?.event;
    if (!last) return;
    shown.show(conversation, {
      by: model.profileOf(last.by).name,
      event: last,
      count: decided.filter(({ desktop }) => desktop).length,
      preview: own.preview,
    });
  }

  model.personal.onDelivered = (batch) => {
    alerts.arrived(batch, model.me.peek()?.id);
    for (const event of batch.events) {
      if (event.kind === "delete" || event.kind === "move") {
        shown.gone(batch.conversation, event.target);
      }
    }
  };
  const stop = effect(() => {
    alerts.update(model.conversations.value);
    shown.update(model.conversations.value);
  });
  const stopLooking = effect(() => {
    if (window.focused.value) alerts.forget();
  });
  const stopOver = effect(() => {
    if (isOver(model.connection.value)) shown.clear();
  });
  const leave = () => shown.leave();
  addEventListener("pagehide", leave);
  const stopPauses = watchPauses(window);
  return () => {
    removeEventListener("pagehide", leave);
    stopOver();
    stop();
    stopLooking();
    stopPauses();
    alerts.forget();
    model.personal.onDelivered = undefined;
  };
}

/** What a message does to the person in this window. */
function decideHere(
  { model, focused, current, inbox, thread }: ChatWindow,
  conversation: ConversationSummary,
  event: MessageEvent,
  settings: NotificationSettings,
) {
  const { id, kind, level = usualLevel(kind), pausedUntil } = conversation;
  const me = model.me.peek()?.id;
  const inTimeline = standsInTimeline(event);
  const isOpen = current.peek() === id && inbox.peek() === undefined &&
    (inTimeline || thread.peek()?.root === event.thread);
  const looking: Looking = !focused.peek() ? "away" : isOpen ? "here" : "elsewhere";
  return decide({
    kind,
    level,
    pausedUntil,
    settings,
    inTimeline,
    looking,
    gone: false,
    own: event.by === me,
    banned: false,
    shown: !model.personal.settings.peek().blocked.includes(event.by),
    read: inTimeline && event.seq <= conversation.read,
    at: model.now(),
    ...(model.personal.calls(event, me, kind === "room") && { called: "name" }),
    ...(event.thread !== undefined && {
      thread: model.threads.unread.peek().has(threadKey(id, event.thread))
        ? "followed"
        : "not-followed",
    }),
  });
}

/** How the person is notified, read when it is first needed, and after each change. */
function settingsOf({ model }: ChatWindow): () => Promise<NotificationSettings> {
  let read: { of: unknown; settings: Promise<NotificationSettings> } | undefined;
  return () => {
    const of = model.personal.settings.peek(); // another one after each change of settings
    if (read?.of !== of) {
      const settings = readApi(replies.notifications, "/me/notifications").then(
        ({ notifications }) => notifications,
        () => {
          read = undefined;
          return DEFAULT_NOTIFICATIONS; // without the server, as for who chose nothing
        },
      );
      read = { of, settings };
    }
    return read.settings;
  };
}

/** Ends pauses when their time has come: the list counts again. */
function watchPauses({ model }: ChatWindow): () => void {
  let timer: Timer | undefined;
  const stop = effect(() => {
    timer?.cancel();
    const paused = model.conversations.value.filter(({ pausedUntil }) => pausedUntil !== undefined);
    const [first] = paused.toSorted((a, b) => (a.pausedUntil ?? 0) - (b.pausedUntil ?? 0));
    if (!first?.pausedUntil) return;
    const { id, pausedUntil } = first;
    timer = systemClock.after(Math.max(0, pausedUntil - model.now()), () => {
      // Where it fails, the next page says how it is.
      callApi(`/conversations/${id}/notify`, { pausedUntil: null }, "PUT").catch(() => {});
    });
  });
  return () => {
    stop();
    timer?.cancel();
  };
}
