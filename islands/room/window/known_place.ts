// What an address leads to, and which of the conversations one knows stands there.
import type { ConversationId, ConversationSummary } from "../../../lib/protocol/events.ts";
import { nameKey } from "../../../lib/protocol/names.ts";
import { personTag, readAddress } from "../../../lib/protocol/people.ts";
import type { Place } from "../../../lib/ui/paths.ts";
import type { ShownOrigin } from "../../../lib/ui/timeline/shown_origin.ts";
import type { InboxSection } from "../../../lib/ui/inbox/inbox_sections.ts";

/** What an address leads to: a conversation, or the inbox. */
export interface Opened {
  conversation: ConversationId | undefined;
  /** The seq of the message that it leads to. */
  at?: number;
  /** The root of the thread that it leads to. */
  thread?: number;
  inbox?: { section?: InboxSection };
  /** Where forwarded messages that are shown there came from, by seq. */
  origins?: Record<number, ShownOrigin>;
}

/** The conversation at a place, of those that are known. */
export function summaryAt(
  known: readonly ConversationSummary[],
  place: Place,
): ConversationSummary | undefined {
  if ("group" in place) return known.find(({ id }) => id === place.group);
  return "room" in place
    ? known.find((one) => one.kind === "room" && one.name === place.room)
    : conversationAt(known, place.direct);
}

/** The direct conversation at an address; under a bare name, with who may bear it now. */
export function conversationAt(
  known: readonly ConversationSummary[],
  address: string,
): ConversationSummary | undefined {
  const tag = readAddress(address)?.tag;
  const tagged = tag === undefined
    ? undefined
    : known.find((one) => one.with && personTag(one.with.id) === tag);
  const key = nameKey(address);
  return tagged ??
    known.find(({ with: other }) => other && !other.gone && nameKey(other.name) === key);
}
