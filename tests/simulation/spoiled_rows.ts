// Deliberate bugs of one row each: a write that does not happen, or says something else.
import type { Kv, Mutation } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";

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
  "note nobody who is called": { kv: over(without("set", "mentioned")) },
  "note as read what comes next": { kv: over(readAhead) },
  "lose what was read": { kv: over(without("set", "read")) },
  "leave the interests of the dead": { kv: over(without("delete", "interest")) },
  "keep the reactions to what is gone": { kv: over(withoutJob("forget-reactions")) },
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
