import type { ConversationSummary } from "../../protocol/events.ts";

/** The sections of the inbox; each is shown once there is something in it. */
export const INBOX_SECTIONS = ["mentions", "threads", "later", "drafts", "bookmarks"] as const;
export type InboxSection = (typeof INBOX_SECTIONS)[number];

/** The section that an address names, of its query. */
export function readInboxSection(search: string): InboxSection | undefined {
  const asked = new URLSearchParams(search).get("section");
  return INBOX_SECTIONS.find((name) => name === asked);
}

/** What calls a person in all conversations: mentions that are not read. */
export function inboxCount(conversations: readonly ConversationSummary[]): number {
  return conversations.reduce((sum, { mentions }) => sum + mentions, 0);
}
