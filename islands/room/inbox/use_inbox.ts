import { computed, signal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Inbox } from "../../../lib/client/inbox.ts";
import { Refreshed } from "../../../lib/client/refreshed.ts";
import type { LogEvent } from "../../../lib/protocol/events.ts";
import { MAX_WAIT_MS } from "../../../lib/client/event_context.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { type InboxData, inboxEntries, withoutVanished } from "../../../lib/ui/inbox/entries_of.ts";
import type { InboxEntry } from "../../../lib/ui/inbox/inbox_entries.ts";
import { inboxCount } from "../../../lib/ui/inbox/inbox_sections.ts";
import { readBookmarks } from "../bookmarks/bookmark_api.ts";
import { readLater } from "../later/later_api.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";

/** What waits for the person, by kind, kept as it is now while the inbox is shown. */
export interface LiveInbox {
  mentions: Inbox;
  threads: Refreshed<Threads>;
  later: Refreshed<Waiting>;
  bookmarks: Refreshed<Bookmarks>;
  /** Reads one more page of them. */
  moreBookmarks(): Promise<void>;
}

type Threads = Pick<InboxData, "threads" | "users">;
type Waiting = Pick<InboxData, "later" | "users">;
type Bookmarks = Pick<InboxData, "bookmarks" | "users" | "nextBookmarks">;

/** The inbox, from what the page was drawn from. */
export function useInbox(start: InboxData | undefined): LiveInbox {
  const window = useWindow();
  const inbox = useState(() => createInbox(window, start))[0];
  useEffect(() => {
    const parts = [inbox.mentions, inbox.threads, inbox.later, inbox.bookmarks];
    for (const part of parts) part.start();
    return () => parts.forEach((part) => part.stop());
  }, []);
  return inbox;
}

/** What makes the words of a message others, or takes them away. */
const CHANGES_WORDS: readonly LogEvent["kind"][] = ["edit", "delete", "move"];

function createInbox(window: ChatWindow, start: InboxData | undefined): LiveInbox {
  const { conversations, personal, threads } = window.model;
  const users = start?.users ?? {};
  /** A message that is listed may be another now. */
  const edited = computed(() => {
    const changed = personal.changed.value?.events ?? [];
    return changed.some(({ kind }) => CHANGES_WORDS.includes(kind)) ? changed : undefined;
  });
  // What came while there was no connection, nobody told: it is read again with each.
  const pages = signal(1);
  return {
    mentions: new Inbox(systemClock, {
      mentions: (page) => personal.mentions(page),
      done: (...asked) => personal.done(...asked),
      calls: computed(() => inboxCount(conversations.value)),
      mentionDone: personal.mentionDone,
      changed: personal.changed,
    }, start),
    threads: new Refreshed<Threads>(systemClock, {
      start: { threads: start?.threads ?? [], users },
      read: () => threads.list(),
      changes: () => [window.online, threads.unread.value, edited.value],
    }),
    later: new Refreshed<Waiting>(systemClock, {
      start: { later: start?.later ?? [], users },
      read: readLater,
      changes: () => [window.online, personal.later.value, edited.value],
    }),
    bookmarks: new Refreshed<Bookmarks>(systemClock, {
      start: {
        bookmarks: start?.bookmarks ?? [],
        users,
        nextBookmarks: start?.nextBookmarks,
      },
      read: () => readPages(pages.peek()),
      changes: () => [window.online, personal.bookmarked.value, edited.value, pages.value],
    }),
    moreBookmarks() {
      pages.value++;
      return Promise.resolve();
    },
  };
}

/** As many pages of bookmarks as are shown, one after the other. */
async function readPages(count: number): Promise<Bookmarks> {
  let read: Bookmarks = { bookmarks: [], users: {} };
  for (let n = 0; n < count; n++) {
    const { bookmarks, users, next } = await readBookmarks(read.nextBookmarks);
    read = {
      bookmarks: [...read.bookmarks, ...bookmarks],
      users: { ...read.users, ...users },
      nextBookmarks: next,
    };
    if (next === undefined) break;
  }
  return read;
}

/** The lines as they are now; the drafts of the page until the model knows them. */
export function useEntries(inbox: LiveInbox, start: InboxData | undefined): InboxEntry[] {
  const { model } = useWindow();
  const conversations = model.conversations.value;
  const known = model.personal.drafts.known.value;
  const renewed = model.renewed.value;
  const [mentions, mentioned] = [inbox.mentions.mentions.value, inbox.mentions.users.value];
  const [threads, later, bookmarks] = [
    inbox.threads.value.value,
    inbox.later.value.value,
    inbox.bookmarks.value.value,
  ];
  const [now, setNow] = useState(() => model.now());
  const { entries, next } = useMemo(() => {
    const drafts = known.size > 0 || !start
      ? [...known.values()].sort((one, other) => other.at - one.at)
      : start.drafts;
    const told = { ...bookmarks.users, ...later.users, ...threads.users, ...mentioned };
    const users = { ...told, ...renewed };
    const data = { ...threads, ...later, ...bookmarks, mentions, drafts, users };
    const { left, next } = withoutVanished(data, now);
    return { entries: inboxEntries(left, conversations), next };
  }, [mentions, mentioned, threads, later, bookmarks, known, conversations, renewed, now]);
  useEffect(() => {
    if (next === undefined) return;
    const inMs = Math.min(Math.max(next - model.now(), 0), MAX_WAIT_MS);
    const timer = systemClock.after(inMs, () => setNow(model.now()));
    return () => timer.cancel();
  }, [next, now]);
  return entries;
}

/** The lines that were new when the inbox was opened, or came since: they stay where they are. */
export function useKept(entries: readonly InboxEntry[]): ReadonlySet<string> {
  const kept = useRef(new Set<string>()).current;
  for (const one of entries) if (one.is === "mention" && one.isNew) kept.add(one.key);
  return kept;
}
