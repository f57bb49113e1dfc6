// What search costs: `deno task bench:search [messages]`. A file of so many messages in rooms of very
// different sizes, its index, and the queries of somebody who is in all of them. Times of the server
// alone, in this process; CPU is that of the process, store included.
import process from "node:process";
import { createResolveNames } from "../lib/chat/search/names.ts";
import { createSearch } from "../lib/chat/search/search.ts";
import { createOpenSources } from "../lib/chat/search/sources.ts";
import { keys } from "../lib/kv/keys.ts";
import type { Kv, Mutation } from "../lib/kv/kv.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { keyBytes, valueBytes } from "../lib/kv/size.ts";
import { createLog } from "../lib/log/create_log.ts";
import type { Head, LogEntry } from "../lib/log/log.ts";
import { systemClock, systemRandom } from "../lib/runtime/clock.ts";
import { stderrLogger } from "../lib/runtime/logger.ts";
import { createIndexReader } from "../lib/search/index_reader.ts";
import { createIndexWriter } from "../lib/search/index_writer.ts";
import { SeededRandom } from "../tests/support/seeded_random.ts";
import { print } from "../tools/terminal.ts";

const MESSAGES = Number(Deno.args[0] ?? 100_000);
const ROOMS = 60;
const PEOPLE = 200;
const VOCABULARY = 40_000;
/** Appended by the log itself, to compare its CPU. */
const APPENDED = 5_000;
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
    ...{ kind: "message", id: systemRandom.uuid(), text: sentence(), seq, at },
    by: `person-${Math.floor(PEOPLE * random.fraction() ** 2)}-aaaaaaaaaaaa`,
  },
  id: systemRandom.uuid(),
  messages: seq,
});

const folder = await Deno.makeTempDir({ prefix: "palabre_search_" });
const kv = await openKv(`${folder}/palabre.sqlite`, {
  ...{ clock: systemClock, random: systemRandom, logger: stderrLogger },
});
let writes = 0;
const counted: Kv = {
  ...{ get: kv.get.bind(kv), getMany: kv.getMany.bind(kv), list: kv.list.bind(kv) },
  ...{ watch: kv.watch.bind(kv), close: () => kv.close(), maxChecks: kv.maxChecks },
  commit(checks, mutations) {
    writes += mutations.length;
    return kv.commit(checks, mutations);
  },
};
const log = createLog({
  kv,
  clock: systemClock,
  random: systemRandom,
  logger: stderrLogger,
  onCommitted() {},
});

const logBytes = await fill();
const appendUs = await measureAppend();
const began = process.cpuUsage();
const writer = createIndexWriter({ kv: counted, log, random: systemRandom });
for (const { id } of rooms) await writer.follow(id);
const indexUs = cpuUs(began) / MESSAGES;
print(`log: ${mib(logBytes)} MiB, ${Math.round(logBytes / MESSAGES)} bytes a message`);
const indexBytes = await measureIndex();
print(`index: ${mib(indexBytes)} MiB, ${Math.round(100 * indexBytes / logBytes)} % of the log`);
print(`writes: ${(writes / MESSAGES).toFixed(3)} a message, deletions counted`);
print(`CPU a message: append ${appendUs.toFixed(1)} µs, index ${indexUs.toFixed(1)} µs`);
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

/** Microseconds of CPU of one message that the log appends, of many at once. */
async function measureAppend(): Promise<number> {
  const began = process.cpuUsage();
  const drafts = Array.from({ length: APPENDED }, (_, n) => ({
    ...{ conversation: `appended-${n % 20}`, by: "somebody", id: systemRandom.uuid() },
    draft: { kind: "message" as const, id: systemRandom.uuid(), text: sentence() },
  }));
  for (let n = 0; n < drafts.length; n += 500) {
    await Promise.all(drafts.slice(n, n + 500).map((draft) => log.append(draft)));
  }
  return cpuUs(began) / APPENDED;
}

async function measureIndex(): Promise<number> {
  let bytes = 0;
  for (const { id } of rooms) {
    const rows = [
      await kv.get(keys.searchIndex(id)),
      ...await kv.list({ prefix: keys.allSearchTerms(id) }, { limit: 1e6 }),
      ...await kv.list({ prefix: keys.allSearchFirsts(id) }, { limit: 1e6 }),
    ];
    for (const { key, value } of rows) bytes += keyBytes(key) + (value ? valueBytes(value) : 0);
  }
  return bytes;
}

async function queries(): Promise<void> {
  const conversations = {
    membershipsOf: () => Promise.resolve(rooms.map(({ id }) => id)),
    getMany: () => Promise.resolve(new Map()),
  };
  const known = (entries: readonly LogEntry[]) => entries.map(({ event }) => event);
  const open = createOpenSources({
    ...{ log, index: createIndexReader({ kv }), readOut: { known } },
    indexing: { follow() {} },
  }, {
    ...{ conversations, bookmarkRows: { places: () => Promise.resolve([]) } },
    pinRows: { read: () => Promise.reject(new Error("nothing is pinned")) },
  });
  const { search } = createSearch({
    ...{ open, conversations, clock: systemClock },
    resolve: createResolveNames({
      conversations,
      users: { byAddress: () => Promise.resolve(undefined) },
    }),
    readAround: () => Promise.reject(new Error("no context is asked for")),
    directory: { profiles: () => Promise.resolve({}) },
  });
  const actor = {
    ...{ session: "s", user: { id: "somebody", name: "Somebody", role: "member" as const } },
  };
  const kinds: Record<string, () => string> = {
    "two words": () => `${word()} ${word()} `,
    "two frequent words": () => `${spelled(2)} ${spelled(3)} `,
    "a rare word": () => `${spelled(Math.floor(VOCABULARY * (0.5 + random.fraction() / 2)))} `,
    "the beginning of a word": () =>
      spelled(500 + Math.floor(5_000 * random.fraction())).slice(0, 4),
    "no message": () => "zzzzqqqq ",
  };
  for (const [kind, query] of Object.entries(kinds)) {
    const times: number[] = [];
    const before = process.cpuUsage();
    for (let n = 0; n < QUERIES; n++) {
      const asked = query();
      const began = performance.now();
      await search(actor, { query: asked, limit: 20 });
      times.push(performance.now() - began);
    }
    const cpuMs = (cpuUs(before) / 1_000 / QUERIES).toFixed(1);
    const [first = 0] = times;
    times.sort((a, b) => a - b);
    const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
    print(
      `${kind}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, the first ${
        first.toFixed(1)
      } ms, CPU ${cpuMs} ms`,
    );
  }
}

function cpuUs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
