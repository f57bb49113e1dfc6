import type { ReadPositions } from "../chat/conversations/read_positions.ts";
import { firstVisible } from "../chat/conversations/visible.ts";
import type { Directory } from "../chat/identity/profiles.ts";
import type { KeywordIndex } from "../chat/inbox/keyword_index.ts";
import type { ReadOut } from "../chat/messages/read_out.ts";
import type { ConversationLog } from "../log/log.ts";
import type { ConversationId, MessageEvent, UserId } from "../protocol/events.ts";
import { decide } from "../protocol/notifications/decision.ts";
import { levelOf } from "../protocol/notifications/settings.ts";
import { standsInTimeline } from "../protocol/threads.ts";
import type { Conversation, Conversations } from "../store/conversations/conversations.ts";
import type { ReadMarks } from "../store/conversations/read_marks.ts";
import type { Threads } from "../store/messages/threads.ts";
import type { Sanctions } from "../store/moderation/sanctions.ts";
import type { PersonalSettingsStore } from "../store/people/personal_settings.ts";
import type { PushedMessage } from "./payload.ts";

/** Messages of a conversation that are looked at, from the first that was waited for. */
export const MESSAGES_AT_ONCE = 50;

/** What came in a conversation after a seq, for somebody. */
interface Waiting {
  user: UserId;
  conversation: ConversationId;
  after: number;
  /** Nothing of before that time (milliseconds UTC). */
  from?: number;
}

/** What of it is to be pushed, if anything. Rejects with `Unavailable`. */
export type FindPushed = (waiting: Waiting) => Promise<PushedMessage | undefined>;

/** What it is found in. */
export interface FindPushedParts {
  rows: {
    conversations: Pick<Conversations, "get" | "membersAmong">;
    marks: Pick<ReadMarks, "getMany">;
    sanctions: Pick<Sanctions, "of">;
    settings: Pick<PersonalSettingsStore, "getMany">;
    threads: Pick<Threads, "readerOf">;
  };
  read: {
    log: Pick<ConversationLog, "read">;
    readOut: Pick<ReadOut, "events">;
    positions: Pick<ReadPositions, "pending">;
  };
  keywords: Pick<KeywordIndex, "find">;
  directory: Pick<Directory, "profiles">;
  now(): number;
}

/** The last of the messages that are to be pushed to somebody who is away, if there is one. */
export function createFindPushed(parts: FindPushedParts): FindPushed {
  return (asked) => find(parts, asked);
}

async function find(
  parts: FindPushedParts,
  { user, conversation: id, after, from = 0 }: Waiting,
): Promise<PushedMessage | undefined> {
  const { rows, read } = parts;
  const [row, members, entries, [mark], [settings], { ban, kick }] = await Promise.all([
    rows.conversations.get(id),
    rows.conversations.membersAmong(id, [user]),
    read.log.read(id, { after, limit: MESSAGES_AT_ONCE }),
    rows.marks.getMany([{ user, conversation: id }]),
    rows.settings.getMany([user]),
    rows.sanctions.of(user),
  ]);
  if (!row || !settings || !members.has(user)) return undefined;
  const events = await read.readOut.events(id, entries);
  const seen = Math.max(mark?.seq ?? 0, read.positions.pending(user, id)?.seq ?? 0);
  const { level, pausedUntil } = levelOf(settings, { id, kind: row.kind });
  const messages = events.filter((event) => event.kind === "message");
  const roots = [...new Set(messages.flatMap(({ thread }) => thread ?? []))];
  const readers = await rows.threads.readerOf(
    user,
    roots.map((root) => ({ conversation: id, root })),
  );
  const followed = new Map(roots.map((root, n) => [root, readers[n]]));
  const pushed: MessageEvent[] = [];
  for (const event of messages) {
    if (event.at < from) continue;
    const inTimeline = standsInTimeline(event);
    const reader = event.thread === undefined ? undefined : followed.get(event.thread);
    const called = await calledBy(parts, row, event, user);
    const { push } = decide({
      kind: row.kind,
      level,
      pausedUntil,
      settings: settings.notifications,
      looking: "away", // else it waits
      inTimeline,
      gone: event.deletedAt !== undefined,
      own: event.by === user,
      shown: event.seq >= firstVisible(row, user) && !settings.blocked.includes(event.by),
      banned: ban !== undefined || kick !== undefined,
      read: inTimeline ? event.seq <= seen : event.seq <= (reader?.read ?? 0),
      at: parts.now(),
      ...(called && { called }),
      ...(event.thread !== undefined && {
        thread: reader?.follows ? "followed" : "not-followed",
      }),
    });
    if (push) pushed.push(event);
  }
  const [first, event] = [pushed[0], pushed.at(-1)];
  if (!first || !event) return undefined;
  const { name = "" } = (await parts.directory.profiles([event.by]))[event.by] ?? {};
  const { preview } = settings.notifications;
  const by = { id: event.by, name };
  return { conversation: row, event, by, count: pushed.length, since: first.at, preview };
}

/** Why a message calls somebody, if it does (M7). */
async function calledBy(
  { keywords }: Pick<FindPushedParts, "keywords">,
  { kind }: Pick<Conversation, "kind">,
  event: MessageEvent,
  user: UserId,
) {
  if (event.mentions?.includes(user)) return "name" as const;
  if (kind !== "room") return undefined;
  if (event.call === "room") return "room" as const;
  return (await keywords.find(event.text)).has(user) ? "keyword" as const : undefined;
}
