import type { ConversationId, ConversationSummary, Person, UserId } from "../protocol/events.ts";
import type { ConversationLog, Head } from "../store/conversation_log.ts";
import type { Conversation, Conversations } from "../store/conversations.ts";
import type { ReadMarks } from "../store/read_marks.ts";
import type { Report } from "../world/report.ts";
import type { Directory } from "./directory.ts";
import type { ReadPositions } from "./read_positions.ts";
import { SharedReads } from "./shared_reads.ts";

/** Conversations as one user sees them. */
export interface Summaries {
  /** All that the user is a member of. The number of reads in a row does not grow with them. */
  all(user: UserId): Promise<ConversationSummary[]>;
  /** These conversations, which the user is known to be a member of. */
  of(user: UserId, conversations: readonly Conversation[]): Promise<ConversationSummary[]>;
}

/** What summaries are made over. */
export interface SummaryParts {
  conversations: Conversations;
  marks: ReadMarks;
  log: ConversationLog;
  directory: Directory;
  positions: ReadPositions;
  report: Report;
}

const NO_HEAD: Head = { seq: 0, messages: 0, at: 0 };

/** Summaries over strong reads. */
export function createSummaries(parts: SummaryParts): Summaries {
  const { conversations, marks, log, directory, positions, report } = parts;
  const everything = new SharedReads<ConversationSummary[]>();

  /** A room without a mark is new to the user (general, at first): what is older is not unread. */
  function begin(user: UserId, conversation: ConversationId, seq: number) {
    positions.advance(user, conversation, seq)
      .catch((error) => report("A first read mark could not be written", error, { conversation }));
  }

  async function summarize(
    user: UserId,
    rows: readonly Conversation[],
    read: readonly (number | undefined)[],
    named: ReadonlyArray<{ conversation: ConversationId; seq: number }>,
  ): Promise<ConversationSummary[]> {
    const ids = rows.map((row) => row.id);
    const heads = await log.heads(ids);
    const places = rows.map(({ id, kind }, n) => {
      const head = heads[n] ?? NO_HEAD;
      if (read[n] === undefined && kind === "room") begin(user, id, head.seq);
      const mark = read[n] ?? (kind === "room" ? head.seq : 0);
      const seq = Math.min(Math.max(mark, positions.pending(user, id)), head.seq);
      return { conversation: id, seq };
    });
    const behind = places.filter((place, n) => place.seq < (heads[n] ?? NO_HEAD).seq);
    const others = rows.flatMap((row) => otherOf(row, user) ?? []);
    const direct = rows.filter((row) => row.kind === "direct");
    const [counts, seen, people] = await Promise.all([
      marks.messagesAt(behind),
      marks.getMany(
        direct.map((row) => ({ user: otherOf(row, user) ?? user, conversation: row.id })),
      ),
      directory.profiles(others),
    ]);
    const counted = new Map(behind.map((place, n) => [place, counts[n] ?? 0]));
    const seenIn = new Map(direct.map((row, n) => [row.id, seen[n] ?? 0]));

    return rows.map((row, n): ConversationSummary => {
      const { id, kind, name, topic, private: hidden, readOnly, closed } = row;
      const head = heads[n] ?? NO_HEAD;
      const place = places[n] ?? { conversation: id, seq: head.seq };
      const other = otherOf(row, user);
      const profile = other === undefined ? undefined : people[other];
      return {
        id,
        kind,
        ...(name !== undefined && { name }),
        ...(topic !== undefined && { topic }),
        ...(hidden && { private: true }),
        ...(readOnly && { readOnly: true }),
        ...(closed && { closed: true }),
        ...(other !== undefined && { with: personOf(other, profile) }),
        head: head.seq,
        read: place.seq,
        unread: Math.max(0, head.messages - (counted.get(place) ?? head.messages)),
        mentions: named.filter((one) => one.conversation === id && one.seq > place.seq).length,
        ...(kind === "direct" && { seen: Math.min(seenIn.get(id) ?? 0, head.seq) }),
        lastAt: head.at,
      };
    });
  }

  async function readAll(user: UserId): Promise<ConversationSummary[]> {
    const [ids, read, named] = await Promise.all([
      conversations.membershipsOf(user),
      marks.of(user),
      marks.mentions(user),
    ]);
    const found = await conversations.getMany(ids);
    const rows = ids.flatMap((id) => found.get(id) ?? []);
    return summarize(user, rows, rows.map((row) => read.get(row.id)), named);
  }

  return {
    all: (user) => everything.read(user, () => readAll(user)),
    async of(user, rows) {
      const [read, ...named] = await Promise.all([
        marks.getMany(rows.map((row) => ({ user, conversation: row.id }))),
        ...rows.map((row) => marks.mentions(user, row.id)),
      ]);
      return summarize(user, rows, read, named.flat());
    },
  };
}

/** The other person of a direct conversation; oneself in notes to oneself. */
function otherOf(conversation: Conversation, user: UserId): UserId | undefined {
  return conversation.people?.find((one) => one !== user) ?? conversation.people?.[0];
}

/** Somebody whose record is gone has no name. */
function personOf(id: UserId, profile: Omit<Person, "id"> | undefined): Person {
  return { id, ...(profile ?? { name: "", role: "guest" }) };
}
