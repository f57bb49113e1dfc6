// Deliberate bugs of one row each: a write that does not happen, or says something else.
import type { Kv, Mutation } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import type { ThreadReader } from "../../lib/store/messages/threads.ts";
import type { Conversation } from "../../lib/store/conversations/conversation.ts";
import { isGroup } from "../../lib/store/conversations/groups.ts";

/** What becomes of one write; `undefined`: it does not happen. */
type Spoil = (mutation: Mutation) => Mutation | undefined;

/** By the names of `BUGS`. */
export const SPOILED_ROWS = {
  "keep what a message said before it was deleted": { kv: over(without("delete", "version")) },
  "keep a draft that was sent": {
    kv: over((one) => isSet(one, "draft") && textOf(one) === "" ? undefined : one),
  },
  "count no reply after the first": { kv: over(countOne) },
  "tell no follower of a reply": { kv: over(without("set", "unread_thread")) },
  "let what vanishes stay": { kv: over(withoutJob("vanish")) },
  "remind nobody": { kv: over((one) => isSet(one, "later") && isDue(one) ? undefined : one) },
  "send again what was scheduled": { kv: over(withoutFixedId) },
  "forget that a thread was marked as unread": { kv: over(withoutBack) },
  "note nobody who is called": { kv: over(without("set", "mentioned")) },
  "note as read what comes next": { kv: over(readAhead) },
  "lose what was read": { kv: over(without("set", "read")) },
  "leave the interests of the dead": { kv: over(without("delete", "interest")) },
  "keep the reactions to what is gone": { kv: over(withoutJob("forget-reactions")) },
  "leave what is moved in its old place": {
    kv: over((one) => messageOf(one)?.moved ? undefined : one),
  },
  "lead nowhere from where a message was moved": { kv: over(leadNowhere) },
  "show who is added what was said before": { kv: over(withoutFrom) },
  "have the same people in two groups": { kv: over(without("set", "group_of")) },
  "forget who left a group": {
    kv: over((one) => one.type === "delete" && isGroupMember(one) ? undefined : one),
  },
};

function over(spoil: Spoil): (kv: Kv) => Kv {
  return (kv) => ({
    maxChecks: kv.maxChecks,
    get: (key) => kv.get(key),
    getMany: (keys) => kv.getMany(keys),
    list: (range, options) => kv.list(range, options),
    commit: (checks, mutations) => kv.commit(checks, mutations.flatMap((one) => spoil(one) ?? [])),
    watch: (key, changed, signal) => kv.watch(key, changed, signal),
    close: () => kv.close(),
  });
}

function without(type: Mutation["type"], table: string): Spoil {
  return (one) => one.type === type && one.key[0] === table ? undefined : one;
}

function withoutJob(kind: string): Spoil {
  return (one) =>
    isSet(one, "job") && (one.value as { kind: string }).kind === kind ? undefined : one;
}

function isSet(one: Mutation, table: string): one is Extract<Mutation, { type: "set" }> {
  return one.type === "set" && one.key[0] === table;
}

function textOf({ value }: Extract<Mutation, { type: "set" }>): string {
  return (value as { text: string }).text;
}

function isDue({ value }: Extract<Mutation, { type: "set" }>): boolean {
  return (value as { due?: boolean }).due === true;
}

/** The message that a write puts into a log. */
function messageOf(one: Mutation): MessageEvent | undefined {
  const event = isSet(one, "log") ? (one.value as LogEntry).event : undefined;
  return event?.kind === "message" ? event : undefined;
}

/** The next message there, in place of where it stands. */
function leadNowhere(one: Mutation): Mutation {
  const event = messageOf(one);
  if (!event?.moved || !isSet(one, "log")) return one;
  const moved = { ...event.moved, seq: event.moved.seq + 1 };
  return { ...one, value: { ...(one.value as LogEntry), event: { ...event, moved } } };
}

/** The log does not know again what a job sent before. */
function withoutFixedId(one: Mutation): Mutation {
  if (!isSet(one, "log")) return one;
  const entry = one.value as LogEntry;
  return entry.id.startsWith("job-") ? { ...one, value: { ...entry, id: `not ${entry.id}` } } : one;
}

function withoutBack(one: Mutation): Mutation {
  if (!isSet(one, "thread_reader")) return one;
  const { back: _, ...reader } = one.value as ThreadReader;
  return { ...one, value: reader };
}

function withoutFrom(one: Mutation): Mutation {
  if (!isSet(one, "conversation")) return one;
  const { from: _, ...group } = one.value as Conversation;
  return { ...one, value: group };
}

function isGroupMember({ key: [table, conversation] }: Mutation): boolean {
  return table === "member" && isGroup(String(conversation));
}

function countOne(one: Mutation): Mutation {
  if (!isSet(one, "log")) return one;
  const entry = one.value as LogEntry;
  const { event } = entry;
  if (event.kind !== "message" || !event.replies) return one;
  const replies = { ...event.replies, count: 1 };
  return { ...one, value: { ...entry, event: { ...event, replies } } };
}

function readAhead(one: Mutation): Mutation {
  if (!isSet(one, "read")) return one;
  const mark = one.value as { seq: number };
  return { ...one, value: { ...mark, seq: mark.seq + 1 } };
}
