// What search costs: `deno task bench:search [messages]`. A file of so many messages in rooms of very
// different sizes, its index, and the queries of somebody who is in all of them. Times of the server
// alone, in this process; CPU is that of the process, store included.
import process from "node:process";
import { createResolveNames } from "../lib/chat/search/names.ts";
import { createSearch } from "../lib/chat/search/search.ts";
import { createOpenSources } from "../lib/chat/search/sources.ts";
import { gatherReads } from "../lib/kv/gathered_reads.ts";
import { keys } from "../lib/kv/keys.ts";
import type { Kv, Mutation } from "../lib/kv/kv.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { keyBytes, valueBytes } from "../lib/kv/size.ts";
import { createLog } from "../lib/log/create_log.ts";
import type { Head, LogEntry } from "../lib/log/log.ts";
import { systemClock, systemRandom } from "../lib/runtime/clock.ts";
import { stderrLogger } from "../lib/runtime/logger.ts";
import { createIndexReader } from "../lib/search/index_reader.ts";
import { createSegmentEngine } from "../lib/search/segment_engine.ts";
import { createTails } from "../lib/search/tails.ts";
import { createIndexWriter } from "../lib/search/index_writer.ts";
import { RecentEntries } from "../lib/search/recent_entries.ts";
import { type IndexRow, STEP_MESSAGES } from "../lib/search/segments.ts";
import { SeededRandom } from "../tests/support/seeded_random.ts";
import { print } from "../tools/terminal.ts";

const MESSAGES = Number(Deno.args[0] ?? 100_000);
const ROOMS = 60;
const PEOPLE = 200;
const VOCABULARY = 40_000;
/** Appended by the log itself, to compare its CPU. */
const APPENDED = 40_000;
const LIVE_ROOMS = 20;
/** Sent one after the other, each with a commit of its own. */
const SENT_ALONE = 200;
const QUERIES = 200;
const random = new SeededRandom(7);

/** A word of a vocabulary where few are used often and most seldom (Zipf). */
function word(): string {
  return spelled(Math.min(VOCABULARY, Math.floor(VOCABULARY ** random.fraction())));
}

/** Letters of a word, the same for the same number; those used often are short. */
function spelled(rank: number): string {
  let text = "";
  for (let left = rank * 7 + 3; left > 0; left = Math.floor(left / 20)) {
    text += "bcdfghjklmnprstvwxyz"[left % 20] ?? "";
    text += "aeiou"[left % 5] ?? "";
  }
  return text;
}

/** So long as people write: few words often, many seldom. */
function sentence(): string {
  const length = Math.max(1, Math.round(Math.exp(1.9 + 0.8 * normal())));
  return Array.from({ length }, word).join(" ");
}

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(6.2832 * random.fraction());
}

const rooms = Array.from({ length: ROOMS }, (_, n) => ({ id: systemRandom.uuid(), seq: 0, n }));
const weights = rooms.map(({ n }) => 1 / (n + 1));
const total = weights.reduce((sum, one) => sum + one, 0);
const entryOf = (seq: number, at: number): LogEntry => ({
  event: {
    kind: "message",
    id: systemRandom.uuid(),
    text: sentence(),
    seq,
    at,
    by: `person-${Math.floor(PEOPLE * random.fraction() ** 2)}-aaaaaaaaaaaa`,
  },
  id: systemRandom.uuid(),
  messages: seq,
});

const folder = await Deno.makeTempDir({ prefix: "palabre_search_" });
const kv = await openKv(`${folder}/palabre.sqlite`, {
  clock: systemClock,
  random: systemRandom,
  logger: stderrLogger,
});
let writes = 0;
let keysRead = 0;
const counted: Kv = gatherReads({
  watch: kv.watch.bind(kv),
  close: () => kv.close(),
  maxChecks: kv.maxChecks,
  get(key) {
    keysRead++;
    return kv.get(key);
  },
  getMany(keys) {
    keysRead += keys.length;
    return kv.getMany(keys);
  },
  async list<T>(...asked: Parameters<Kv["list"]>) {
    const found = await kv.list<T>(...asked);
    keysRead += found.length;
    return found;
  },
  commit(checks, mutations) {
    writes += mutations.length;
    return kv.commit(checks, mutations);
  },
});
const recent = new RecentEntries();
const log = createLog({
  kv: counted,
  clock: systemClock,
  random: systemRandom,
  logger: stderrLogger,
  onCommitted: (committed) => committed.forEach((one) => recent.add(one)),
});

const logBytes = await fill();
const writer = createIndexWriter({ kv: counted, log, random: systemRandom, recent });
writes = 0;
const began = process.cpuUsage();
for (const { id } of rooms) await writer.followRecent(id);
const indexUs = cpuUs(began) / MESSAGES;
const perMessage = (writes / MESSAGES).toFixed(3);
print(`log: ${mib(logBytes)} MiB, ${Math.round(logBytes / MESSAGES)} bytes a message`);
const { bytes, segments } = await measureIndex();
const share = Math.round(100 * bytes / logBytes);
print(`index: ${mib(bytes)} MiB, ${share} % of the log, ${segments} segments`);
print(`catching up: CPU ${indexUs.toFixed(1)} µs, ${perMessage} writes and deletions a message`);
await measureLive();
await queries();
kv.close();
await Deno.remove(folder, { recursive: true });

/** Writes the logs as their rows stand, and gives their bytes. */
async function fill(): Promise<number> {
  let mutations: Mutation[] = [];
  let bytes = 0;
  for (let n = 0; n < MESSAGES; n++) {
    let left = random.fraction() * total;
    const room = rooms.find((_, n) => (left -= weights[n] ?? 0) <= 0) ?? rooms[0];
    if (!room) throw new Error("There are rooms");
    const at = 1_700_000_000_000 + n * 1_000;
    const entry = entryOf(++room.seq, at);
    const key = keys.entry(room.id, room.seq);
    bytes += keyBytes(key) + valueBytes(entry);
    mutations.push({ type: "set", key, value: entry });
    const last = n === MESSAGES - 1;
    if (mutations.length < 400 && !last) continue;
    const head = ({ id, seq }: typeof room): Mutation => {
      const value: Head = { seq, messages: seq, at, by: "somebody" };
      return { type: "set", key: keys.head(id), value };
    };
    await kv.commit([], [...mutations, ...rooms.filter(({ seq }) => seq > 0).map(head)]);
    mutations = [];
  }
  return bytes;
}

/** What messages cost as they come, of a log and of its index, which follows after each `STEP_MESSAGES`. */
async function measureLive(): Promise<void> {
  const live = Array.from({ length: LIVE_ROOMS }, () => systemRandom.uuid());
  const request = (n: number) => ({
    conversation: live[n % LIVE_ROOMS] ?? "",
    by: `person-${n % 50}`,
    id: systemRandom.uuid(),
    draft: { kind: "message" as const, id: systemRandom.uuid(), text: sentence() },
  });
  let [appendUs, indexUs] = [0, 0];
  const batch = LIVE_ROOMS * STEP_MESSAGES;
  writes = 0;
  let appendWrites = 0;
  for (let done = 0; done < APPENDED; done += batch) {
    const requests = Array.from({ length: batch }, (_, n) => request(n));
    let before = writes;
    let began = process.cpuUsage();
    for (let n = 0; n < batch; n += 500) {
      await Promise.all(requests.slice(n, n + 500).map((one) => log.append(one)));
    }
    appendUs += cpuUs(began);
    appendWrites += writes - before;
    before = writes;
    began = process.cpuUsage();
    for (const id of live) await writer.followRecent(id);
    indexUs += cpuUs(began);
  }
  const messages = Math.ceil(APPENDED / batch) * batch;
  const began = process.cpuUsage();
  for (let n = 0; n < SENT_ALONE; n++) await log.append(request(n));
  const alone = cpuUs(began) / SENT_ALONE;
  const per = (of: number) => (of / messages).toFixed(1);
  print(
    `as messages come: CPU ${per(appendUs)} µs to append it with 500 others, ` +
      `${alone.toFixed(0)} µs alone, ${per(indexUs)} µs to index it; ` +
      `${((writes - appendWrites) / messages).toFixed(3)} writes and deletions a message`,
  );
}

async function measureIndex(): Promise<{ bytes: number; segments: number }> {
  let [bytes, segments] = [0, 0];
  for (const { id } of rooms) {
    const index = await kv.get<IndexRow>(keys.searchIndex(id));
    const rows = [
      index,
      ...await kv.list({ prefix: keys.allSearchTerms(id) }, { limit: 1e6 }),
      ...await kv.list({ prefix: keys.allSearchDirectories(id) }, { limit: 1e6 }),
    ];
    segments += index.value?.segments.length ?? 0;
    for (const { key, value } of rows) bytes += keyBytes(key) + (value ? valueBytes(value) : 0);
  }
  return { bytes, segments };
}

async function queries(): Promise<void> {
  const conversations = {
    membershipsOf: () => Promise.resolve(rooms.map(({ id }) => id)),
    getMany: () => Promise.resolve(new Map()),
  };
  const known = (entries: readonly LogEntry[]) => entries.map(({ event }) => event);
  const engine = createSegmentEngine({
    index: createIndexReader({ kv: counted }),
    tails: createTails({ log }),
    indexing: { follow() {} },
  });
  const open = createOpenSources({ log, engine, readOut: { known } }, {
    conversations,
    bookmarkRows: { places: () => Promise.resolve([]) },
    pinRows: { read: () => Promise.reject(new Error("nothing is pinned")) },
  });
  const { search } = createSearch({
    open,
    conversations,
    clock: systemClock,
    resolve: createResolveNames({
      conversations,
      users: { byAddress: () => Promise.resolve(undefined), search: () => Promise.resolve([]) },
    }),
    readAround: () => Promise.reject(new Error("no context is asked for")),
    directory: { profiles: () => Promise.resolve({}) },
  });
  const actor = {
    session: "s",
    user: { id: "somebody", name: "Somebody", role: "member" as const },
  };
  const kinds: Record<string, () => string> = {
    "two words": () => `${word()} ${word()} `,
    "two words, the last one open": () => `${word()} ${word()}`,
    "two frequent words": () => `${spelled(2)} ${spelled(3)} `,
    "a rare word": () => `${spelled(Math.floor(VOCABULARY * (0.5 + random.fraction() / 2)))} `,
    "the beginning of a word": () =>
      spelled(500 + Math.floor(5_000 * random.fraction())).slice(0, 4),
    "no message": () => "zzzzqqqq ",
  };
  for (const [kind, query] of Object.entries(kinds)) {
    const times: number[] = [];
    const cpus: number[] = [];
    const reads: number[] = [];
    for (let n = 0; n < QUERIES; n++) {
      const asked = query();
      const [began, before, read] = [performance.now(), process.cpuUsage(), keysRead];
      await search(actor, { query: asked, limit: 20 });
      times.push(performance.now() - began);
      cpus.push(cpuUs(before) / 1_000);
      reads.push(keysRead - read);
    }
    print(`${kind}: ${spread(times)} ms, CPU ${spread(cpus)} ms, rows read ${spread(reads, 0)}`);
  }
}

/** The first, the one in the middle, and those that one in ten and one in a hundred is above. */
function spread(all: number[], digits = 1): string {
  const [first = 0] = all;
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(digits);
  return `first ${first.toFixed(digits)}, p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}`;
}

function cpuUs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
