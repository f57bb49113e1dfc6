import { look } from "../cluster/processes/leftovers.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { Head, LogEntry } from "../../lib/log/log.ts";
import type { OwnMark } from "../../lib/protocol/own_marks.ts";
import type { KeptDraft } from "../../lib/protocol/requests/inbox.ts";
import { isGone } from "../../lib/store/messages/threads.ts";
import { isGroup } from "../../lib/store/conversations/groups.ts";
import { checkChanges } from "../support/change_guarantees.ts";
import { allRows, wordsLeft } from "../support/gone_words.ts";
import { type Aftermath, checkAll, goneTexts, logsOf } from "../support/guarantees.ts";
import { groupsOf, wrongGroups, wrongSights } from "../support/group_invariants.ts";
import { wrongMoves } from "../support/move_invariants.ts";
import { wrongIndex } from "../support/index_invariants.ts";
import { wrongCalls } from "../support/read_invariants.ts";
import { wrongThreads } from "../support/thread_invariants.ts";
import type { PlannedPolls } from "./planned_polls.ts";
import type { Reminders } from "./reminders.ts";
import type { ScheduledMessages } from "./scheduled_messages.ts";
import type { SimulatedPerson } from "./simulated_person.ts";

/** What one history left behind. */
export interface Left extends Aftermath {
  clients: readonly SimulatedPerson[];
  scheduled: ScheduledMessages;
  polls: PlannedPolls;
  reminders: Reminders;
  /** How many instances serve. */
  instances: number;
}

/** What is wrong with what a history left, once all is calm. */
export async function verdict(left: Left): Promise<string[]> {
  const { store, conversations, witness, clients } = left;
  const rows = await allRows(store);
  const logs = await logsOf(store, [...conversations, ...await groupsOf(store)]);
  const gone = [...goneTexts({ witness, clients }, logs), ...left.reminders.goneWords];
  return [
    ...await checkAll(left),
    ...await checkChanges(store, conversations),
    ...await left.scheduled.check(store),
    ...await left.polls.check(store, clients),
    ...await left.reminders.check(store),
    ...[...logs].flatMap(([id, entries]) => wrongThreads(id, entries, rows)),
    ...[...logs].flatMap(([id, entries]) => wrongCalls(id, entries, rows, membersOf(id, rows))),
    ...[...logs].flatMap(([id, entries]) => wrongIndex(id, entries, rows)),
    ...wrongPushes(left, rows),
    ...wrongMoves(logs),
    ...wrongGroups(logs, rows),
    ...conversations.filter(isGroup).flatMap((id) => wrongSights(id, logs, clients)),
    ...wrongMarks(logs, rows),
    ...wrongFollowers(logs, rows),
    ...wrongVanishing(logs),
    ...wrongDrafts(clients, logs, rows),
    ...wordsLeft(rows, gone),
    ...await look(store as Kv, left.instances),
  ];
}

type Rows = Awaited<ReturnType<typeof allRows>>;

function membersOf(conversation: string, rows: Rows): string[] {
  return rows.filter(({ key }) => key[0] === "member" && key[1] === conversation)
    .map(({ key }) => String(key[2]));
}

/** D4: whoever is here was pushed all that is said where they are, up to the head. */
function wrongPushes({ clients, witness }: Left, rows: Rows): string[] {
  const heads = new Map(
    rows.flatMap(({ key: [table, conversation], value }) =>
      table === "head" ? [[String(conversation), (value as Head).seq] as const] : []
    ),
  );
  return clients.filter(({ here }) => here).flatMap(({ actor: { user: { id, name } } }) =>
    [...heads].flatMap(([conversation, head]) => {
      const has = witness.cursor(id, conversation);
      if (has === head || !membersOf(conversation, rows).includes(id)) return [];
      return [`D4: ${name} was pushed up to ${has} of ${conversation}, and it ends at ${head}`];
    })
  );
}

/** M3: of a message that is gone without replies, nobody is a follower. */
function wrongFollowers(logs: ReadonlyMap<string, LogEntry[]>, rows: Rows): string[] {
  return rows.flatMap(({ key: [table, one, two, three] }) => {
    if (table !== "thread_reader" && table !== "thread_of" && table !== "unread_thread") return [];
    const [conversation, root] = table === "thread_reader" ? [one, two] : [two, three];
    const entry = logs.get(String(conversation))?.[Number(root) - 1];
    return isGone(entry)
      ? [`M3: ${table} of ${conversation} ${root} is there, and it is gone`]
      : [];
  });
}

/**
 * M3: of a message that is gone, nobody's mark says that they reacted or voted; of a poll that stands,
 * all who voted are found for when it goes.
 */
function wrongMarks(logs: ReadonlyMap<string, LogEntry[]>, rows: Rows): string[] {
  const voters = new Set(rows.flatMap(({ key }) => key[0] === "voter" ? [key.join(" ")] : []));
  return rows.flatMap(({ key: [table, one, two, three], value }) => {
    const [conversation, seq] = table === "own" ? [two, three] : [one, two];
    if (table !== "own" && table !== "reaction" && table !== "voter") return [];
    const votes = table === "own" && (value as OwnMark).votes !== undefined;
    if (votes && !voters.has(`voter ${conversation} ${seq} ${one}`)) {
      return [`M3: ${one} voted in ${conversation} ${seq}, and is not found from there`];
    }
    const event = logs.get(String(conversation))?.[Number(seq) - 1]?.event;
    const isGone = event?.kind === "message" && event.deletedAt !== undefined;
    return isGone ? [`M3: ${table} of ${conversation} ${seq} is there, and its message gone`] : [];
  });
}

/** M11: all that was to vanish has, and was told as gone. */
function wrongVanishing(logs: ReadonlyMap<string, LogEntry[]>): string[] {
  return [...logs].flatMap(([conversation, entries]) =>
    entries.flatMap(({ event }) =>
      event.kind === "message" && event.vanishMs !== undefined && event.deletedAt === undefined
        ? [`M11: ${conversation} ${event.seq} is past its time and there`]
        : []
    )
  );
}

/** M12: a draft that was sent does not come back. */
function wrongDrafts(
  clients: readonly SimulatedPerson[],
  logs: ReadonlyMap<string, LogEntry[]>,
  rows: Rows,
): string[] {
  return clients.flatMap(({ actor: { user: { id, name } }, written }) =>
    rows.flatMap(({ key: [table, user, conversation], value }) => {
      if (table !== "draft" || user !== id) return [];
      const { text } = value as KeptDraft;
      const wrote = written.some((one) => one.conversation === conversation && one.text === text);
      const isSent = wrote &&
        logs.get(String(conversation))?.some(({ event }) =>
          event.kind === "message" && event.by === id && event.text === text
        );
      return isSent ? [`M12: “${text}” of ${name} was sent, and is a draft`] : [];
    })
  );
}
