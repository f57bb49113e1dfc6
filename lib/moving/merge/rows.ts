// What hangs on what a placeholder wrote, and where it was: files, threads, places, reports.
import { type Attempt, commitChecked, writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Kv, Mutation } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import { type Carried, carryInto } from "../../log/carry.ts";
import type { Head, LogEntry } from "../../log/log.ts";
import type { MemberReport } from "../../protocol/administration.ts";
import type { ConversationId } from "../../protocol/events.ts";
import { endOf, threadOf } from "../../protocol/threads.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { addMember } from "../../store/conversations/conversations.ts";
import { createGroups, isGroup } from "../../store/conversations/groups.ts";
import { setFirstMark } from "../../store/conversations/read_marks.ts";
import type { FileRow } from "../../store/files/file_rows.ts";
import { setReader } from "../../store/messages/threads.ts";
import type { Merged } from "./given.ts";

/** Files of messages: theirs to take along, and to be removed with what they wrote. */
export async function giveFiles(
  kv: Kv,
  ids: readonly string[],
  { from, into }: Merged,
): Promise<void> {
  for (const id of ids) {
    await writeRow<FileRow>(
      kv,
      keys.file(id),
      (row) => row?.owner === from ? { value: { ...row, owner: into.id } } : undefined,
    );
  }
}

/** Who wrote in a thread, or its root, follows it (M6); what was said there is not unread to them. */
export async function giveThreads(
  kv: Kv,
  conversation: ConversationId,
  entries: readonly LogEntry[],
  { from, into }: Merged,
): Promise<void> {
  const roots = new Set<number>();
  for (const { event } of entries) {
    if (event.kind !== "message" || event.by !== from) continue;
    const root = threadOf(event) ?? (event.replies && event.seq);
    if (root !== undefined) roots.add(root);
  }
  for (const root of roots) {
    await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
      const asked = [
        keys.threadReader(conversation, root, into.id),
        keys.entry(conversation, root),
      ];
      const rows = await kv.getMany<unknown>(asked);
      const entry = rows[1]!.value as LogEntry | null;
      if (rows[0]!.value !== null || !entry) return { is: "done", result: undefined };
      const { last, count } = endOf(entry.event);
      const reader = { follows: true, read: last, count };
      return {
        is: "commit",
        result: undefined,
        checks: rows.map(({ key, versionstamp }) => ({ key, versionstamp })),
        mutations: setReader({ conversation, root }, into.id, reader, false),
      };
    });
  }
}

/** Told of each conversation that who it is came into, with what its log says of it. */
export type Joined = (conversation: ConversationId, arrival?: Carried) => void;

/**
 * What makes who it is a member, and their arrival, which others there see as any other; in a conversation
 * of two nobody comes in. The commit checks that the log still ends there.
 */
async function arrive(
  kv: Pick<Kv, "get">,
  conversation: ConversationId,
  { into }: Merged,
  { people, now }: { people: readonly string[] | undefined; now: number },
): Promise<{ arrival?: Carried; checks: Check[]; mutations: Mutation[] }> {
  const member = (at: number, seq: number) => [
    ...addMember(conversation, into.id, at),
    setFirstMark(into.id, conversation, seq), // what was said before is not unread to them
  ];
  if (people && !isGroup(conversation)) {
    const { value } = await kv.get<Head>(keys.head(conversation));
    return { checks: [], mutations: member(now, value?.seq ?? 0) };
  }
  const arrival = await carryInto(
    kv,
    conversation,
    // Of a log there is one entry at each place: none of theirs has its id.
    ({ seq }) => ({ by: into.id, id: `merged ${seq}`, draft: { kind: "join" } }),
    now,
  );
  const { seq, at } = arrival.entry.event;
  return {
    arrival,
    checks: [arrival.check],
    mutations: [...arrival.mutations, ...member(at, seq)],
  };
}

/** Their place in the row of a conversation. */
export async function givePlace(
  kv: Kv,
  conversation: ConversationId,
  merged: Merged,
  { now, joined }: { now: number; joined: Joined },
): Promise<void> {
  const { from, into } = merged;
  const groups = createGroups(kv);
  let arrived: Awaited<ReturnType<typeof arrive>> | undefined;
  await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
    const [row, member] = await kv.getMany<unknown>([
      keys.conversation(conversation),
      keys.member(conversation, into.id),
    ]);
    const value = row!.value as Conversation | null;
    if (!value || !JSON.stringify(value).includes(from)) {
      arrived = undefined;
      return { is: "done", result: undefined };
    }
    const isIn = value.people?.includes(from) === true;
    const people = value.people && given(value.people, merged);
    const comes = isIn && member!.value === null && !value.asked?.includes(into.id);
    const moved = isIn ? await groups.reindex(conversation, value.people!, people!) : undefined;
    arrived = comes ? await arrive(kv, conversation, merged, { people, now }) : undefined;
    return {
      is: "commit",
      result: undefined,
      checks: [row!, member!].map(({ key, versionstamp }) => ({ key, versionstamp }))
        .concat(moved?.checks ?? [], arrived?.checks ?? []),
      mutations: [
        { type: "set", key: row!.key, value: conversationGiven(value, merged) },
        ...arrived?.mutations ?? [],
        ...(isIn
          ? [
            keys.member(conversation, from),
            keys.memberOf(from, conversation),
            keys.read(from, conversation),
          ].map((key): Mutation => ({ type: "delete", key }))
          : []),
        ...moved?.mutations ?? [],
      ],
    };
  });
  if (arrived) joined(conversation, arrived.arrival);
}

function given(people: readonly string[], { from, into }: Merged): string[] {
  return [...new Set(people.map((user) => user === from ? into.id : user))];
}

/** Who was there from an earlier point on is shown more: the earlier one counts. */
function conversationGiven(row: Conversation, merged: Merged): Conversation {
  const { from, into } = merged;
  const { people, from: since, by } = row;
  const { [from]: one, [into.id]: other, ...others } = since ?? {};
  const wasIn = people?.includes(into.id) === true;
  const first = wasIn && (one === undefined || other === undefined)
    ? undefined // one of the two was shown all
    : one !== undefined && other !== undefined
    ? Math.min(one, other)
    : one ?? other;
  const starts = first === undefined ? others : { ...others, [into.id]: first };
  return {
    ...row,
    ...(people && { people: given(people, merged) }),
    ...(since && { from: starts }),
    ...(by === from && { by: into.id }),
  };
}

/**
 * The rooms that they were in there, for those who were members; where they wrote and were none, that it
 * is theirs to take along or delete. `joined` is told of each room that they are in now.
 */
export async function giveRooms(
  kv: Kv,
  id: string,
  merged: Merged,
  { now, joined }: { now: number; joined: Joined },
): Promise<void> {
  const { from, into } = merged;
  for (const { key: mark } of await listAll(kv, keys.importMembersOf(id, from))) {
    const conversation = String(mark[3]);
    let arrived: Awaited<ReturnType<typeof arrive>> | undefined;
    await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
      const [member, row] = await kv.getMany<unknown>([
        keys.member(conversation, into.id),
        keys.conversation(conversation),
      ]);
      const { people } = row!.value as Conversation | null ?? {};
      const comes = member!.value === null && row!.value !== null;
      arrived = comes ? await arrive(kv, conversation, merged, { people, now }) : undefined;
      return {
        is: "commit",
        result: undefined,
        checks: [
          { key: member!.key, versionstamp: member!.versionstamp },
          ...arrived?.checks ?? [],
        ],
        mutations: [{ type: "delete", key: mark }, ...arrived?.mutations ?? []],
      };
    });
    if (arrived) joined(conversation, arrived.arrival);
  }
}

/** Notes, where they are no member, that they have something in a conversation. */
export async function noteFormer(
  kv: Kv,
  conversation: ConversationId,
  { into }: Merged,
): Promise<void> {
  const rows = [keys.member(conversation, into.id), keys.left(into.id, conversation)];
  const [member, left] = await kv.getMany(rows);
  if (member!.value !== null || left!.value !== null) return;
  await kv.commit([], [{ type: "set", key: left!.key, value: true }]);
}

/** Reports of what they wrote name who it is. */
export async function giveReports(kv: Kv, { from, into }: Merged): Promise<void> {
  for (const { key, value } of await listAll<MemberReport>(kv, keys.reports())) {
    if (value.message.by.id !== from) continue;
    await writeRow<MemberReport>(
      kv,
      key,
      (report) => report && { value: { ...report, message: { ...report.message, by: into } } },
    );
  }
}
