// Each log from its first entry to its head, and what is kept beside its messages.
import * as v from "valibot";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import type { Head, LogEntry } from "../../log/log.ts";
import { type ConversationId, LogEvent, type MessageEvent } from "../../protocol/events.ts";
import { shownFiles } from "../../protocol/link_previews.ts";
import { standsInTimeline } from "../../protocol/threads.ts";
import { MAX_VERSIONS } from "../../store/messages/versions.ts";
import { type Looked, place, type Report } from "./finding.ts";
import { FoldedLog } from "./folded.ts";

/** What a walk through a log remembers of it, to compare with other rows. */
export interface WalkedLog {
  conversation: ConversationId;
  head: number;
  /** Seqs of replies, by the root of their thread. */
  threads: Map<number, number[]>;
  /** Messages that show files: ids of all of them, smaller ones and pictures of pages too. */
  files: Map<number, string[]>;
  pinned: number[];
  /** Messages that were edited, with how often. */
  edited: Map<number, number>;
  gone: Set<number>;
  /** How many people reacted so, of the kinds that more than the message names did. */
  beyond: Map<string, number>;
}

/** Walks all logs, and gives each to `walked`. */
export async function verifyLogs(
  kv: Pick<Kv, "list" | "get" | "getMany">,
  report: Report,
  looked: Looked,
  walked: (log: WalkedLog) => void | Promise<void>,
): Promise<void> {
  const known = new Set<string>();
  for await (const { key } of rowsBelow(kv, keys.conversations())) known.add(String(key[1]));
  for (const conversation of known) {
    const log = await walkLog(kv, conversation, report, looked);
    await verifyBeside(kv, log, report);
    await walked(log);
    looked.logs++;
  }
  for await (const { key } of rowsBelow(kv, keys.heads())) {
    if (!known.has(String(key[1]))) report(place(key), "a log of a conversation that is not there");
  }
}

async function walkLog(
  kv: Pick<Kv, "list" | "get">,
  conversation: ConversationId,
  report: Report,
  looked: Looked,
): Promise<WalkedLog> {
  const log: WalkedLog = {
    conversation,
    head: 0,
    threads: new Map(),
    files: new Map(),
    pinned: [],
    edited: new Map(),
    gone: new Set(),
    beyond: new Map(),
  };
  const folded = new FoldedLog();
  let last: LogEntry | undefined;
  for await (const { key, value } of rowsBelow<LogEntry>(kv, keys.entries(conversation))) {
    const where = place(key);
    looked.entries++;
    const parsed = v.safeParse(LogEvent, value?.event);
    if (!parsed.success) {
      report(where, `this is no entry of a log (${parsed.issues[0].message})`);
      log.head = Number(key[2]);
      last = undefined;
      continue;
    }
    const expected = log.head + 1;
    if (key[2] !== expected) {
      const missing = Number(key[2]) - expected;
      report(where, `${missing} entries before it are missing: ${expected} should follow`);
    } else if (last || expected === 1) wrongAfter(last, value, where, report);
    if (value.event.seq !== key[2]) {
      report(where, `it says of itself that it is ${value.event.seq}`);
    }
    log.head = Number(key[2]);
    last = value;
    folded.add(value.event);
    if (value.event.kind === "message") note(log, value.event);
  }
  for (const { seq, what } of folded.wrong()) {
    report(place(keys.entry(conversation, seq)), what);
  }
  await verifyHead(kv, conversation, last, report);
  return log;
}

/** What is wrong with an entry by the one before it. */
function wrongAfter(
  before: LogEntry | undefined,
  { event, messages, aside }: LogEntry,
  where: string,
  report: Report,
): void {
  const stands = standsInTimeline(event);
  const counted = (before?.messages ?? 0) + (stands && event.kind === "message" ? 1 : 0);
  if (messages !== counted) {
    report(where, `it counts ${messages} messages up to itself, and there are ${counted}`);
  }
  // Entries of older versions have none.
  const run = stands ? undefined : (before?.aside ?? 0) + 1;
  if (aside !== run && (stands || aside !== undefined)) {
    report(where, `it counts ${aside ?? 0} entries beside the timeline, and there are ${run ?? 0}`);
  }
  if (before && event.at < before.event.at) report(where, "it is older than the one before it");
}

function note(log: WalkedLog, event: MessageEvent): void {
  const { seq, thread, pinned, version, deletedAt, reactions = {} } = event;
  if (thread !== undefined) log.threads.set(thread, [...log.threads.get(thread) ?? [], seq]);
  const files = shownFiles(event);
  if (files.length > 0) log.files.set(seq, files);
  if (pinned) log.pinned.push(seq);
  if (version) log.edited.set(seq, version);
  if (deletedAt !== undefined) log.gone.add(seq);
  for (const [emoji, { count, by }] of Object.entries(reactions)) {
    if (count > by.length) log.beyond.set(`${seq} ${emoji}`, count - by.length);
  }
}

async function verifyHead(
  kv: Pick<Kv, "get">,
  conversation: ConversationId,
  last: LogEntry | undefined,
  report: Report,
): Promise<void> {
  const key = keys.head(conversation);
  const { value: head } = await kv.get<Head>(key);
  const seq = last?.event.seq ?? 0;
  if ((head?.seq ?? 0) !== seq) {
    return report(place(key), `the head says ${head?.seq ?? 0}, and the log ends at ${seq}`);
  }
  if (head && last && (head.messages !== last.messages || head.at !== last.event.at)) {
    report(place(key), "the head does not say what the last entry says");
  }
}

/** Rows that belong to the messages of a log: each has what it must, and nothing else is there. */
async function verifyBeside(
  kv: Pick<Kv, "list" | "get" | "getMany">,
  log: WalkedLog,
  report: Report,
): Promise<void> {
  const { conversation, gone, edited } = log;
  await verifyThreads(kv, log, report);
  const pinsKey = keys.pins(conversation);
  const pins = (await kv.get<{ seqs: number[] }>(pinsKey)).value?.seqs ?? [];
  const standing = pins.filter((seq) => !gone.has(seq)).toSorted((a, b) => a - b);
  if (String(standing) !== String(log.pinned)) {
    report(place(pinsKey), `it lists ${standing}, and pinned are ${log.pinned}`);
  }
  for await (const { key } of rowsBelow(kv, keys.goneMessages(conversation))) {
    if (!gone.has(Number(key[2]))) report(place(key), "the message is said to be gone, and is not");
  }
  for await (const { key } of rowsBelow(kv, keys.versionsIn(conversation))) {
    const version = edited.get(Number(key[2])) ?? 0;
    const n = Number(key[3]);
    if (n >= version || n < version - MAX_VERSIONS) {
      report(place(key), "the message never said that, or says it no more");
    }
  }
  for (const [seq, version] of edited) {
    const key = keys.version(conversation, seq, version - 1);
    if ((await kv.get(key)).value === null) {
      report(place(key), "what the message said before its last edit is missing");
    }
  }
  const beyond = new Map(log.beyond);
  for await (const { key } of rowsBelow(kv, keys.reactorsIn(conversation))) {
    const name = `${key[2]} ${key[3]}`;
    beyond.set(name, (beyond.get(name) ?? 0) - 1);
  }
  for (const [name, missing] of beyond) {
    const where = `${place(keys.reactorsIn(conversation))} / ${name.replace(" ", " / ")}`;
    if (missing > 0) report(where, `${missing} of those who reacted so are missing`);
    else if (missing < 0 && !gone.has(Number(name.split(" ")[0]))) {
      report(where, `${-missing} more are noted than reacted so`);
    }
  }
}

/** The index of the replies of each thread. */
async function verifyThreads(
  kv: Pick<Kv, "list">,
  { conversation, threads }: WalkedLog,
  report: Report,
): Promise<void> {
  const found = new Map<number, number>();
  for await (const { key, value } of rowsBelow<number>(kv, keys.threadsIn(conversation))) {
    const [root, seq] = [Number(key[2]), Number(key[3])];
    const n = found.get(root) ?? 0;
    if (threads.get(root)?.[n] !== seq || value !== n + 1) {
      report(place(key), "the index of the thread has something else here than the log");
    }
    found.set(root, n + 1);
  }
  for (const [root, seqs] of threads) {
    const missing = seqs.length - (found.get(root) ?? 0);
    if (missing > 0) {
      report(
        place(keys.threadReplies(conversation, root)),
        `${missing} replies are missing in the index of the thread`,
      );
    }
  }
}
