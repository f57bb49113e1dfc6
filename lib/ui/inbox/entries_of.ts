// What the server told of somebody's inbox, as lines.
import type { ConversationSummary, LogEvent, Profile, Profiles } from "../../protocol/events.ts";
import { emptied, vanishAt } from "../../protocol/emptied.ts";
import type { BookmarkedMessage } from "../../protocol/requests/bookmarks.ts";
import type { InboxMention, KeptDraft } from "../../protocol/requests/inbox.ts";
import type { Later } from "../../protocol/requests/later.ts";
import type { UnreadThread } from "../../protocol/requests/threads.ts";
import type { InboxEntry, SaidLine } from "./inbox_entries.ts";

/** What the server told of somebody's inbox. */
export interface InboxData {
  mentions: readonly InboxMention[];
  users: Profiles;
  threads: readonly UnreadThread[];
  later: readonly Later[];
  drafts: readonly KeptDraft[];
  bookmarks: readonly BookmarkedMessage[];
  /** Where the next page of mentions begins, and that of bookmarks. */
  next?: string;
  nextBookmarks?: string;
}

/**
 * What is left of it at a time (milliseconds UTC, by the server's clock): the words of what vanished are
 * gone (M11). `next`: when more of it will be.
 */
export function withoutVanished<
  Data extends Pick<InboxData, "mentions" | "threads" | "bookmarks" | "later">,
>(
  data: Data,
  now: number,
): { left: Data; next?: number } {
  let next: number | undefined;
  const stands = ({ event }: { event: LogEvent }) => {
    const at = event.kind === "message" ? vanishAt(event) : undefined;
    if (at !== undefined && at > now) next = Math.min(at, next ?? at);
    return at === undefined || at > now;
  };
  const emptiedIfGone = (event: LogEvent) =>
    event.kind === "message" && !stands({ event }) ? emptied(event, now) : event;
  const left = {
    ...data,
    mentions: data.mentions.filter(stands),
    bookmarks: data.bookmarks.filter(stands),
    later: data.later.map((one) => {
      const goes = one.kind === "reminder" ? one.about?.vanishAt : undefined;
      if (goes !== undefined && goes > now) next = Math.min(goes, next ?? goes);
      return withoutGoneWords(one, now);
    }),
    threads: data.threads.map((one) => ({
      ...one,
      root: emptiedIfGone(one.root),
      ...(one.last && { last: emptiedIfGone(one.last) }),
    })),
  };
  return { left, ...(next !== undefined && { next }) };
}

/** What lines are drawn with: the conversations that one is in, and who people are. */
interface Known {
  conversations: ReadonlyMap<string, ConversationSummary>;
  users: Profiles;
}

/** All lines of somebody's inbox, those of one kind together. */
export function inboxEntries(
  data: InboxData,
  conversations: readonly ConversationSummary[],
): InboxEntry[] {
  const known: Known = {
    conversations: new Map(conversations.map((one) => [one.id, one])),
    users: data.users,
  };
  return [
    ...data.mentions.flatMap((one) => mentionEntry(one, known)),
    ...data.threads.flatMap((one) => threadEntry(one, known)),
    ...data.later.map((one) => laterEntry(one, known)),
    ...data.drafts.flatMap((one) => draftEntry(one, known)),
    ...data.bookmarks.flatMap((one) => bookmarkEntry(one, known)),
  ];
}

function mentionEntry({ conversation, event, why }: InboxMention, known: Known): InboxEntry[] {
  const said = saidLine(conversation, event, known);
  if (!said) return [];
  return [{
    is: "mention",
    section: "mentions",
    key: `${conversation} ${event.seq}`,
    at: event.at,
    ...said,
    why,
    isNew: event.seq > said.conversation.read,
  }];
}

function threadEntry(thread: UnreadThread, known: Known): InboxEntry[] {
  const { conversation, root, last = root, unread } = thread;
  const said = saidLine(conversation, last, known) ?? saidLine(conversation, root, known);
  if (!said) return [];
  const about = root.kind === "message" ? root.text : "";
  return [{
    is: "thread",
    section: "threads",
    key: `thread ${conversation} ${root.seq}`,
    ...said,
    seq: root.seq,
    at: last.at,
    about,
    unread,
    last: last.seq,
    isNew: true,
  }];
}

function bookmarkEntry(bookmark: BookmarkedMessage, known: Known): InboxEntry[] {
  const { conversation, event, note } = bookmark;
  const said = saidLine(conversation, event, known);
  if (!said) return [];
  return [{
    is: "bookmark",
    section: "bookmarks",
    key: `bookmark ${conversation} ${event.seq}`,
    ...said,
    at: event.at,
    note,
    isNew: false,
  }];
}

/** What waits, without the words of a message that vanished by then. */
export function withoutGoneWords(one: Later, now: number): Later {
  if (one.kind !== "reminder" || (one.about?.vanishAt ?? Infinity) > now) return one;
  const { conversation = "", seq = 0 } = one.about ?? {};
  return { ...one, about: { conversation, seq } };
}

function draftEntry({ conversation: id, text, at }: KeptDraft, known: Known): InboxEntry[] {
  const conversation = known.conversations.get(id);
  if (!conversation) return [];
  const key = `draft ${id}`;
  return [{ is: "draft", section: "drafts", key, conversation, text, at, isNew: false }];
}

function laterEntry(one: Later, { conversations, users }: Known): InboxEntry {
  const { id, at } = one;
  const line = { section: "later", key: `later ${id}`, id, at } as const;
  if (one.kind === "message") {
    const { text, failed } = one;
    const conversation = conversations.get(one.conversation);
    return { is: "scheduled", ...line, conversation, text, failed, isNew: failed !== undefined };
  }
  const { about, note, due, createdAt: askedAt } = one;
  const by = about?.by;
  return {
    is: "reminder",
    ...line,
    askedAt,
    isNew: due === true,
    conversation: about && conversations.get(about.conversation),
    ...(about?.text !== undefined && { seq: about.seq }),
    ...(by !== undefined && { author: { id: by, ...profileOf(by, users) } }),
    text: note ?? about?.text,
  };
}

/** A message that can be read, in a conversation that one is in. */
function saidLine(id: string, event: LogEvent, known: Known): SaidLine | undefined {
  const conversation = known.conversations.get(id);
  if (!conversation || event.kind !== "message" || event.deletedAt !== undefined) return undefined;
  const { seq, by, text, call, mentions } = event;
  return { conversation, seq, by, text, call, mentions, author: profileOf(by, known.users) };
}

function profileOf(id: string, users: Profiles): Profile {
  return users[id] ?? { name: "", role: "guest" };
}
