// Deliberate bugs: the simulator must find each, or it proves nothing.
import type { AppendRequest, ConversationLog, LogEntry } from "../../lib/log/log.ts";
import type { Entry, Key, Kv } from "../../lib/kv/kv.ts";
import { SPOILED_INDEXES } from "./spoiled_indexes.ts";
import { SPOILED_ROWS } from "./spoiled_rows.ts";
import { createLog, type LogOptions } from "../../lib/log/create_log.ts";

export const BUGS = [
  "acknowledge before commit",
  "no check on the head",
  "publish before persist",
  "look up interests before the commit",
  "trust ok: false",
  "trust an old roster",
  "forget a job when it is taken",
  "keep what a message said before it was deleted",
  "keep a draft that was sent",
  "count no reply after the first",
  "tell no follower of a reply",
  "let what vanishes stay",
  "remind nobody",
  "send again what was scheduled",
  "forget that a thread was marked as unread",
  "note nobody who is called",
  "note as read what comes next",
  "lose what was read",
  "leave the interests of the dead",
  "keep the reactions to what is gone",
  "leave what is moved in its old place",
  "lead nowhere from where a message was moved",
  "show who is added what was said before",
  "have the same people in two groups",
  "forget who left a group",
  "note a segment before it is there",
  "keep what was merged",
  "keep gone words in the index",
] as const;
export type Bug = (typeof BUGS)[number];

/** A bug sits between an instance and its store, or around its log. */
interface Spoiled {
  kv?: (kv: Kv) => Kv;
  log?: typeof createLog;
}

export const bugs: Record<Bug, Spoiled> = {
  "acknowledge before commit": { log: acknowledgeFirst },
  "no check on the head": { kv: withoutHeadChecks },
  "publish before persist": { log: publishFirst },
  "look up interests before the commit": { kv: withEarlyLookup },
  "trust ok: false": { kv: withTrustedFailure },
  "trust an old roster": { kv: withoutAloneCheck },
  "forget a job when it is taken": { kv: withoutLeases },
  ...SPOILED_ROWS,
  ...SPOILED_INDEXES,
};

function acknowledgeFirst(options: LogOptions): ConversationLog {
  const log = createLog(options);
  return {
    ...log,
    async append({ acknowledge, ...request }: AppendRequest) {
      const [head] = await log.heads([request.conversation]);
      const appended = { seq: (head?.seq ?? 0) + 1, at: options.clock.now(), duplicate: false };
      acknowledge?.(appended);
      log.append(request).catch(() => {}); // the bug: nobody hears that it failed
      return { is: "appended", appended };
    },
  };
}

function publishFirst(options: LogOptions): ConversationLog {
  const log = createLog(options);
  return {
    ...log,
    async append(request: AppendRequest) {
      const { conversation, by, id, draft } = request;
      const [head] = await log.heads([conversation]);
      const { seq = 0, messages = 0 } = head ?? {};
      const event = { ...draft, seq: seq + 1, at: options.clock.now(), by };
      options.onCommitted([{
        conversation,
        entries: [{ event, id, messages: messages + 1 }],
        alone: false,
      }]);
      return await log.append(request);
    },
  };
}

function withoutHeadChecks(kv: Kv): Kv {
  return wrap(kv, {
    commit: (checks, mutations) =>
      kv.commit(checks.filter(({ key }) => key[0] !== "head"), mutations),
  });
}

/** Who takes a job deletes it, and does not put it at the end of a lease. */
function withoutLeases(kv: Kv): Kv {
  return wrap(kv, {
    commit(checks, mutations) {
      const moves = mutations.some(({ type, key }) => type === "delete" && key[0] === "job");
      const kept = mutations.filter(({ type, key }) => type === "delete" || key[0] !== "job");
      return kv.commit(checks, moves ? kept : mutations);
    },
  });
}

/** An instance that was alone takes that for granted: commits to logs do not check the roster. */
function withoutAloneCheck(kv: Kv): Kv {
  return wrap(kv, {
    commit(checks, mutations) {
      const toLog = mutations.some(({ key }) => key[0] === "head");
      return kv.commit(toLog ? checks.filter(({ key }) => key[0] !== "live") : checks, mutations);
    },
  });
}

/** Interests are read when the commit starts, not after it. */
function withEarlyLookup(kv: Kv): Kv {
  const early = new Map<string, Entry<unknown>[]>();
  return wrap(kv, {
    async commit(checks, mutations) {
      for (const { key } of mutations.filter(({ key }) => key[0] === "head")) {
        const topic = `conversation:${key[1]}`;
        const range = { prefix: ["interest", topic] };
        early.set(topic, await kv.list(range, { limit: 1000 }).catch(() => []));
      }
      return await kv.commit(checks, mutations);
    },
    async getMany<T>(keys: readonly Key[]) {
      const found = await kv.getMany<T>(keys);
      return found.map((entry): Entry<T> => {
        const [kind, topic, instance] = entry.key;
        const known = kind === "interest" ? early.get(String(topic)) : undefined;
        if (!known || known.some(({ key }) => key[2] === instance)) return entry;
        return { key: entry.key, value: null, versionstamp: null };
      });
    },
  });
}

/** A commit that says `ok: false` is taken for not applied: its entries are not recognised. */
function withTrustedFailure(kv: Kv): Kv {
  const believedLost = new Set<string>();
  return wrap(kv, {
    async commit(checks, mutations) {
      const result = await kv.commit(checks, mutations);
      if (result.ok) return result;
      for (const mutation of mutations) {
        if (mutation.key[0] === "log" && mutation.type === "set") {
          believedLost.add(String((mutation.value as LogEntry).id));
        }
      }
      return result;
    },
    async list<T>(range: Parameters<Kv["list"]>[0], options: { limit: number; reverse?: boolean }) {
      const found = await kv.list<T>(range, options);
      const isLog = "start" in range && range.start?.[0] === "log" && !options.reverse;
      if (isLog) { for (const entry of found) disguise(entry, believedLost); }
      return found;
    },
  });
}

function disguise(entry: Entry<unknown>, ids: ReadonlySet<string>): void {
  const value = entry.value as LogEntry;
  if (ids.has(value.id)) value.id = `not ${value.id}`;
}

function wrap(kv: Kv, over: Partial<Kv>): Kv {
  return {
    maxChecks: kv.maxChecks,
    get: (key) => kv.get(key),
    getMany: (keys) => kv.getMany(keys),
    list: (range, options) => kv.list(range, options),
    commit: (checks, mutations) => kv.commit(checks, mutations),
    watch: (key, changed, signal) => kv.watch(key, changed, signal),
    close: () => kv.close(),
    ...over,
  };
}
