import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Inbox } from "../../../lib/client/inbox.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { canBeDone, type InboxEntry } from "../../../lib/ui/inbox/inbox_entries.ts";
import { endLater } from "../later/later_api.ts";
import { callApi } from "../overlays/api.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";

/** What was put away can be brought back so long. */
const UNDO_MS = 10_000;

export interface Done {
  /** Puts lines away that can be; others stay. */
  done(entries: readonly InboxEntry[]): void;
  undo(): void;
  /** How many can be brought back now; none where there are not. */
  undoable: number | undefined;
  /** Whether a line was put away, and is not drawn any more. */
  isAway(entry: InboxEntry): boolean;
}

/**
 * Putting lines away, and bringing the last ones back for a while. A mention can be brought back on the
 * server; threads are read and reminders ended only once that cannot be taken back any more.
 */
export function useDone(inbox: Inbox, chosen: Signal<string | undefined>): Done {
  const window = useWindow();
  const last = useSignal<readonly InboxEntry[]>([]);
  const away = useSignal<ReadonlySet<string>>(new Set());
  const waiting = useRef<readonly InboxEntry[]>([]);
  const commit = () => {
    const entries = waiting.current;
    waiting.current = [];
    for (const entry of entries) window.attempt(() => end(entry));
  };
  useEffect(() => {
    addEventListener("pagehide", commit);
    return () => {
      removeEventListener("pagehide", commit);
      commit();
    };
  }, []);
  useEffect(() => {
    if (last.value.length === 0) return;
    const ending = systemClock.after(UNDO_MS, () => {
      commit();
      last.value = [];
    });
    return () => ending.cancel();
  }, [last.value]);
  return {
    done(entries) {
      const ended = entries.filter(canBeDone);
      if (ended.length === 0) return;
      commit();
      if (ended.some(({ key }) => key === chosen.value)) chosen.value = undefined;
      last.value = ended;
      waiting.current = ended.filter(({ is }) => is !== "mention");
      away.value = new Set([...away.value, ...waiting.current.map(nameOf)]);
      each(window, inbox, ended, true);
    },
    undo() {
      const back = last.value;
      last.value = waiting.current = [];
      const names = new Set(back.map(nameOf));
      away.value = new Set([...away.value].filter((name) => !names.has(name)));
      each(window, inbox, back, false);
    },
    undoable: last.value.length || undefined,
    isAway: (entry) => away.value.has(nameOf(entry)),
  };
}

/** Puts mentions away on the server, or brings them back. */
function each(window: ChatWindow, inbox: Inbox, entries: readonly InboxEntry[], on: boolean): void {
  const mentions = entries.filter((one) => one.is === "mention");
  if (mentions.length === 0) return;
  window.attempt(async () => {
    for (const { conversation, seq } of mentions) await inbox.done(conversation.id, seq, on);
  });
}

/** Reads a thread to the reply that the line showed, or is done with a reminder. */
async function end(entry: InboxEntry): Promise<void> {
  if (entry.is === "reminder") return await endLater(entry.id);
  if (entry.is !== "thread") return;
  const { conversation, seq, last } = entry;
  const path = `/conversations/${conversation.id}/threads/${seq}/read`;
  await callApi(path, { seq: last }, "PUT");
}

/** A line as it is now: with the next reply, or put off, it is another one. */
function nameOf({ key, at }: InboxEntry): string {
  return `${key} ${at}`;
}
