import { ChatError } from "../../protocol/errors.ts";
import {
  type ConversationId,
  type ConversationSummary,
  isDeleted,
  type Person,
  type Profiles,
  type Receipt,
  type UserId,
} from "../../protocol/events.ts";
import type { ConversationLog, Head } from "../../log/log.ts";
import {
  type Conversation,
  type Conversations,
  peopleOf,
} from "../../store/conversations/conversations.ts";
import { isTopicLocked } from "../../store/conversations/conversation.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import type { Place, ReadMark, ReadMarks } from "../../store/conversations/read_marks.ts";
import type { Directory } from "../identity/profiles.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";
import { levelOf } from "../../protocol/notifications/settings.ts";
import { usualLevel } from "../../protocol/notifications/levels.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { StoredSettings } from "../../store/people/personal_settings.ts";
import { latest, receiptIn } from "../receipts/receipts_of.ts";
import { otherPerson } from "./lookup.ts";
import type { ReadPositions } from "./read_positions.ts";
import { firstVisible } from "./visible.ts";
import { SingleFlight } from "../../async/single_flight.ts";

/** Conversations as one user sees them. */
export interface Summaries {
  /** All that the user is a member of. The number of reads in a row does not grow with them. */
  all(user: UserId): Promise<ConversationSummary[]>;
  /** These conversations, which the user is known to be a member of. */
  of(user: UserId, conversations: readonly Conversation[]): Promise<ConversationSummary[]>;
  /** One of them. */
  one(user: UserId, conversation: Conversation): Promise<ConversationSummary>;
}

/** What summaries are made over. */
export interface SummaryParts {
  conversations: Conversations;
  marks: ReadMarks;
  log: ConversationLog;
  directory: Directory;
  positions: Pick<ReadPositions, "began" | "pending">;
  personalOf: SettingsOf;
  clock: Pick<Clock, "now">;
}

/** What the rows say of some conversations, by their id. */
interface Known {
  heads: ReadonlyMap<ConversationId, Head>;
  /** The user's own marks; none where nothing was read. */
  read: ReadonlyMap<ConversationId, ReadMark>;
  /** The marks of the other people of direct conversations, who let it be seen, as the user does. */
  seen: ReadonlyMap<ConversationId, Receipt | undefined>;
  /** What the user chose. */
  own: StoredSettings | undefined;
}

/** Marks of more conversations than this are listed, which is fewer reads. */
const MAX_MARKS_BY_KEY = 100;

const NO_HEAD: Head = { seq: 0, messages: 0, at: 0 };

/** Summaries over strong reads. */
export function createSummaries(parts: SummaryParts): Summaries {
  const { conversations, marks, directory, positions, clock } = parts;
  const everything = new SingleFlight<ConversationSummary[]>();

  async function summarize(
    user: UserId,
    rows: readonly Conversation[],
    known: Known,
    named: readonly Place[],
  ): Promise<ConversationSummary[]> {
    const heads = rows.map(({ id }) => known.heads.get(id) ?? NO_HEAD);
    const places = readPlaces(positions, user, rows, heads, { read: known.read, named });
    const behind = places.flatMap((place, n) => {
      const head = heads[n] ?? NO_HEAD;
      return place.seq < head.seq ? [{ ...place, head }] : [];
    });
    const others = rows.flatMap((row) =>
      [otherPerson(row, user) ?? [], othersIn(row, user)].flat()
    );
    const [counts, people] = await Promise.all([
      marks.messagesAfter(behind),
      directory.profiles(others),
    ]);
    const following = new Map(behind.map(({ conversation }, n) => [conversation, counts[n] ?? 0]));

    return rows.map((row, n): ConversationSummary => {
      const { id, kind } = row;
      const head = heads[n] ?? NO_HEAD;
      const place = places[n] ?? { conversation: id, seq: head.seq, unseen: false };
      const other = otherPerson(row, user);
      const profile = other === undefined ? undefined : people[other];
      const unread = Math.max(0, (following.get(id) ?? 0) - ownAfter(known.read.get(id), place));
      return {
        ...settingsOf(row),
        ...(other !== undefined && { with: personOf(other, profile) }),
        ...groupOf(row, user, people),
        ...notifiedOf(row, known.own, clock.now()),
        head: head.seq,
        read: place.seq,
        ...(place.unseen && { unseen: true }),
        unread: profile && isDeleted(profile) ? 0 : unread,
        mentions: named.filter((one) =>
          one.conversation === id && one.seq > place.seq && one.seq <= head.seq
        ).length,
        ...(kind === "direct" &&
          known.seen.has(id) &&
          seenUpTo(positions, row, other, head, known.seen.get(id))),
        lastAt: head.at,
      };
    });
  }

  async function readAll(user: UserId): Promise<ConversationSummary[]> {
    const ids = await conversations.membershipsOf(user);
    const [found, known] = await Promise.all([
      conversations.getMany(ids),
      readKnown(parts, user, ids),
    ]);
    // After the heads: what calls the user in a message that counts is found.
    const named = await marks.mentions(user);
    return summarize(user, ids.flatMap((id) => found.get(id) ?? []), known, named);
  }

  async function summariesOf(user: UserId, rows: readonly Conversation[]) {
    const known = await readKnown(parts, user, rows.map(({ id }) => id));
    const named = await Promise.all(rows.map((row) => marks.mentions(user, row.id)));
    return summarize(user, rows, known, named.flat());
  }

  return {
    all: (user) => everything.run(user, () => readAll(user)),
    of: summariesOf,
    async one(user, conversation) {
      const [summary] = await summariesOf(user, [conversation]);
      if (!summary) throw new ChatError("internal"); // there is one for each that is asked for
      return summary;
    },
  };
}

/** Who else is in a group; nobody of other conversations. */
function othersIn({ id, people = [] }: Conversation, user: UserId): UserId[] {
  return isGroup(id) ? people.filter((one) => one !== user) : [];
}

/** What a summary says of a group alone. */
function groupOf(row: Conversation, user: UserId, people: Profiles) {
  if (!isGroup(row.id)) return {};
  const first = firstVisible(row, user);
  return {
    people: othersIn(row, user).map((one) => personOf(one, people[one])),
    ...(first > 1 && { from: first }),
  };
}

/** What notifies the user of a conversation, where that is not what is usual. */
function notifiedOf(
  { id, kind }: Conversation,
  own: StoredSettings | undefined,
  now: number,
): Pick<ConversationSummary, "level" | "pausedUntil"> {
  if (!own) return {};
  const { level, pausedUntil = 0 } = levelOf(own, { id, kind });
  return {
    ...(level !== usualLevel(kind) && { level }),
    ...(pausedUntil > now && { pausedUntil }),
  };
}

/** How far the other person of a direct conversation has read, and when. */
function seenUpTo(
  positions: Pick<ReadPositions, "pending">,
  { id }: Conversation,
  other: UserId | undefined,
  head: Head,
  mark: Receipt | undefined,
): Pick<ConversationSummary, "seen" | "seenAt"> {
  if (other === undefined) return { seen: 0 };
  const own = head.by === other ? { seq: head.seq, at: head.at } : undefined;
  const { seq = 0, at } = latest(latest(mark, positions.pending(other, id)), own) ?? {};
  return { seen: Math.min(seq, head.seq), ...(at !== undefined && { seenAt: at }) };
}

/** What stands in the rows of conversations; all of it is asked for in one turn. */
async function readKnown(
  { log, marks, personalOf }: Pick<SummaryParts, "log" | "marks" | "personalOf">,
  user: UserId,
  ids: readonly ConversationId[],
): Promise<Known> {
  const direct = ids.flatMap((id) => {
    const people = peopleOf(id);
    return people ? [{ conversation: id, user: people.find((one) => one !== user) ?? user }] : [];
  });
  const asked = new Set([user, ...direct.map((one) => one.user)]);
  const [heads, read, seen, personal] = await Promise.all([
    log.heads(ids),
    readMarks(marks, user, ids),
    marks.getMany(direct),
    personalOf(asked),
  ]);
  const shows = (one: UserId) => personal.get(one)?.receipts === true;
  return {
    own: personal.get(user),
    heads: new Map(ids.map((id, n) => [id, heads[n] ?? NO_HEAD])),
    read,
    seen: new Map(
      direct.flatMap(({ conversation, user: other }, n) =>
        shows(user) && shows(other) ? [[conversation, receiptIn(seen[n])] as const] : []
      ),
    ),
  };
}

/** The marks that there are of these conversations. */
async function readMarks(
  marks: ReadMarks,
  user: UserId,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, ReadMark>> {
  if (ids.length > MAX_MARKS_BY_KEY) return await marks.of(user);
  const found = await marks.getMany(ids.map((conversation) => ({ user, conversation })));
  return new Map(ids.flatMap((id, n) => found[n] === undefined ? [] : [[id, found[n]] as const]));
}

/** Up to where it counts as read; `unseen`: the user is new there, and did not look. */
interface ReadPlace extends Place {
  unseen: boolean;
}

/** How far the user has read in each. A room without a mark is new: what is older is not unread. */
function readPlaces(
  positions: Pick<ReadPositions, "began" | "pending">,
  user: UserId,
  rows: readonly Conversation[],
  heads: readonly Head[],
  { read, named }: Pick<Known, "read"> & { named: readonly Place[] },
): ReadPlace[] {
  const calling = new Set(named.map(({ conversation }) => conversation));
  return rows.map(({ id, kind }, n) => {
    const { seq: head, by } = heads[n] ?? NO_HEAD;
    const mark = read.get(id);
    const before = positions.pending(user, id);
    const isNew = mark === undefined && before === undefined && kind === "room";
    if (isNew) positions.began(user, id, head, calling.has(id) ? "named" : "not-named"); // general
    const marked = mark?.seq ?? (isNew ? head : 0);
    // Who writes has read, even if that was never written; unless they put the mark back since.
    const own = by === user && head > (mark?.back?.head ?? 0) ? head : 0;
    const seq = Math.min(Math.max(marked, own, before?.seq ?? 0), head);
    const unseen = own <= marked && (before?.unseen ?? mark?.unseen ?? isNew);
    return { conversation: id, seq, unseen };
  });
}

/** Messages of one's own after a mark that was put back: they are not unread. */
function ownAfter(mark: ReadMark | undefined, place: Place): number {
  return mark?.seq === place.seq ? mark.back?.own ?? 0 : 0;
}

/** What a summary says of the conversation itself; what is not set is left out. */
function settingsOf(conversation: Conversation) {
  const { id, kind, name, title, topic, private: hidden, readOnly, closed } = conversation;
  const { vanishMs, keptDays, published, slowSeconds } = conversation;
  return {
    id,
    kind,
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(topic !== undefined && { topic }),
    ...(vanishMs !== undefined && { vanishMs }),
    ...(keptDays !== undefined && { keptDays }),
    ...(published !== undefined && { published: true }),
    ...(hidden && { private: true }),
    ...(readOnly && { readOnly: true }),
    ...(closed && { closed: true }),
    ...(slowSeconds && { slowSeconds }),
    ...(kind === "room" && isTopicLocked(conversation) && { topicLocked: true }),
  };
}

/** Somebody whose record is gone has no name. */
function personOf(id: UserId, profile: Omit<Person, "id"> | undefined): Person {
  return { id, ...(profile ?? { name: "", role: "guest", gone: true }) };
}
