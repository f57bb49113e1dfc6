// What waits for a person as lines of one list.
import type {
  Call,
  ConversationSummary,
  MentionReason,
  Profile,
  UserId,
} from "../../protocol/events.ts";
import type { InboxSection } from "./inbox_sections.ts";

/** A message of somebody, as a line shows it. */
export interface SaidLine {
  conversation: ConversationSummary;
  seq: number;
  text: string;
  by: UserId;
  author: Profile;
  /** What it names: drawn as names. */
  mentions?: string[];
  call?: Call;
}

/**
 * One line of the inbox, which leads to its place: none where it is about no conversation, or about one
 * that the person is not in any more. `at` in milliseconds UTC; `isNew`: it asks for something.
 */
export type InboxEntry =
  & { key: string; section: InboxSection; at: number; isNew: boolean }
  & (
    | ({ is: "mention"; why: MentionReason } & SaidLine)
    /** The last reply of a thread; `seq` is the root, `last` that reply. */
    | ({ is: "thread"; unread: number; about: string; last: number } & SaidLine)
    | ({ is: "bookmark"; note?: string } & SaidLine)
    | { is: "draft"; conversation: ConversationSummary; text: string }
    /** `failed`: why it was not sent. */
    | {
      is: "scheduled";
      id: string;
      conversation?: ConversationSummary;
      text: string;
      failed?: string;
    }
    /** `seq`: the message that it is about; `text`: undefined where that cannot be read any more. */
    | {
      is: "reminder";
      id: string;
      conversation?: ConversationSummary;
      seq?: number;
      author?: { id: UserId } & Profile;
      text?: string;
      askedAt: number;
    }
  );

/** Lines under one heading. */
export interface InboxGroup {
  name: "new" | "later" | "drafts" | "bookmarks" | "earlier";
  entries: readonly InboxEntry[];
}

/** Where a line leads: a conversation, and a message of it. */
export function placeOfEntry(
  entry: InboxEntry,
): { conversation: ConversationSummary; seq?: number } | undefined {
  const { conversation } = entry;
  if (!conversation) return undefined;
  return { conversation, ...("seq" in entry && entry.seq !== undefined && { seq: entry.seq }) };
}

/** Whether a line can be put away: what asks for something, and mentions that were read. */
export function canBeDone({ is, isNew }: InboxEntry): boolean {
  return is === "mention" || isNew && (is === "thread" || is === "reminder");
}

/** Whether one can be reminded of it later, or have it later than it is. */
export function canBeLater(entry: InboxEntry): boolean {
  return entry.is !== "draft" && !(entry.is === "scheduled" && entry.isNew);
}

/**
 * The lines in their groups, what is new first; those that are empty are left out. `kept`: the keys of
 * lines that stay among the new ones although they are read: nothing moves while one looks.
 */
export function inboxGroups(
  entries: readonly InboxEntry[],
  section: InboxSection | undefined,
  kept: ReadonlySet<string> = new Set(),
): InboxGroup[] {
  const shown = entries.filter((one) => section === undefined || one.section === section);
  const isAmongNew = ({ key, isNew }: InboxEntry) => isNew || kept.has(key);
  const fresh = shown.filter(isAmongNew).sort((one, other) => other.at - one.at);
  const rest = shown.filter((one) => !isAmongNew(one));
  const of = (name: InboxSection) => rest.filter((one) => one.section === name);
  const groups: InboxGroup[] = [
    { name: "new", entries: fresh },
    { name: "later", entries: of("later") },
    { name: "drafts", entries: of("drafts") },
    { name: "bookmarks", entries: of("bookmarks") },
    { name: "earlier", entries: of("mentions") },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

/** How many lines of a section call the person. */
export function callsInSection(entries: readonly InboxEntry[], section?: InboxSection): number {
  return entries.filter((one) => one.isNew && (section === undefined || one.section === section))
    .length;
}
