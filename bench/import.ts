// Brings an export of a million messages in while people chat: how long it takes, what memory, and what
// people wait; then takes it all along in each form. `deno task bench:import [--messages 1000000] [--people 20]`.
import { parseArgs } from "node:util";
import { configure, TextReader, ZipWriter } from "@zip.js/zip.js";
import { spawnServer } from "../tests/support/running.ts";
import { EXPORT_FORMS } from "../lib/moving/export/export.ts";
import { print } from "../tools/terminal.ts";

configure({ useWebWorkers: false });

const { values } = parseArgs({
  args: Deno.args,
  options: {
    messages: { type: "string", default: "1000000" },
    people: { type: "string", default: "20" },
    alone: { type: "string", default: "20" },
  },
});
const [messages, people, aloneSeconds] = [values.messages, values.people, values.alone].map(Number);
/** As `deno task import` has them. */
const V8_FLAGS = "--v8-flags=--max-old-space-size=256,--max-semi-space-size=4";
const CHANNELS = 20;
const DAYS = 500;

const folder = await Deno.makeTempDir({ prefix: "palabre_bench_import_" });
const file = `${folder}/export.zip`;
await writeExport(file, messages!);
print(`An export of Slack: ${messages} messages, ${CHANNELS} channels, ${mib(file)} MiB zipped.`);

const store = `${folder}/palabre.kv`;
const server = spawnServer({ env: { PALABRE_KV: store } });
await server.listening;
const talkers = await Promise.all(Array.from({ length: people! }, (_, n) => enter(`Person ${n}`)));
let waits: number[] = [];
let talking = true;
const talk = talkers.map(async (token, n) => {
  for (let said = 0; talking; said++) {
    const began = performance.now();
    await say(token, `Sentence ${said}`);
    waits.push(performance.now() - began);
    await pause(1_000 + (n * 37) % 300);
  }
});
await pause(5_000);
waits = [];
await pause(aloneSeconds! * 1_000);
tell("before", waits);
waits = [];

const { seconds, peak, code } = await watched([
  V8_FLAGS,
  "tools/import.ts",
  file,
  "--store",
  store,
  "--apply",
]);
tell("meanwhile", waits);
talking = false;
await Promise.all(talk);
print(
  `Brought in ${messages} messages in ${seconds.toFixed(0)} s ` +
    `(${Math.round(messages! / seconds)} a second), at most ${peak} MiB, exit code ${code}.`,
);
print(`The store has ${mib(store)} MiB.`);
await server.kill("SIGTERM");
for (const form of EXPORT_FORMS) {
  const into = `${folder}/${form}`;
  const made = await watched(["tools/export.ts", form, into, "--all", "--store", store]);
  print(
    `Exported as ${form}: ${mib(into)} MiB in ${made.seconds.toFixed(0)} s, at most ` +
      `${made.peak} MiB, exit code ${made.code}.`,
  );
}
await Deno.remove(folder, { recursive: true });

function tell(when: string, some: number[]): void {
  const sorted = some.toSorted((one, other) => one - other);
  const at = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(1);
  print(
    `People who wrote ${when}: ${some.length} messages, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms.`,
  );
}

/** Runs a command in a process of its own: how long it took, and what it took at most of the machine. */
async function watched(args: string[]) {
  const began = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", ...args],
    stdout: "piped",
    stderr: "inherit",
    env: { NO_COLOR: "1" },
  }).spawn();
  let peak = 0;
  const watch = setInterval(() => peak = Math.max(peak, residentMib(child.pid)), 250);
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const last = text.trimEnd().split("\n").at(-1);
    if (last?.startsWith("…") && messages! >= 100_000 && /0000 /.test(last)) print(last);
  }
  const { code } = await child.status;
  clearInterval(watch);
  return { code, peak, seconds: (performance.now() - began) / 1_000 };
}

async function writeExport(path: string, count: number): Promise<void> {
  const out = await Deno.open(path, { write: true, create: true });
  const zip = new ZipWriter(out.writable);
  const users = Array.from({ length: 200 }, (_, n) => ({
    id: `U${n}`,
    name: `user${n}`,
    profile: { real_name: `User ${n}` },
  }));
  const channels = Array.from({ length: CHANNELS }, (_, n) => ({
    id: `C${n}`,
    name: `channel-${n}`,
    created: 1_500_000_000,
    members: ["U1", "U2"],
  }));
  await zip.add("users.json", new TextReader(JSON.stringify(users)));
  await zip.add("channels.json", new TextReader(JSON.stringify(channels)));
  const aDay = Math.ceil(count / CHANNELS / DAYS);
  for (const { name } of channels) {
    for (let day = 0; day < DAYS; day++) {
      const start = 1_550_000_000 + day * 86_400;
      const all = Array.from({ length: aDay }, (_, n) => messageAt(start, n, aDay));
      const date = new Date(start * 1_000).toISOString().slice(0, 10);
      await zip.add(`${name}/${date}.json`, new TextReader(JSON.stringify(all)), { level: 1 });
    }
  }
  await zip.close();
}

function messageAt(start: number, n: number, aDay: number): object {
  const ts = (at: number) =>
    `${start + Math.floor(at * 80_000 / aDay)}.${String(at).padStart(6, "0")}`;
  const root = n - n % 10;
  return {
    type: "message",
    user: `U${(n * 7) % 200}`,
    ts: ts(n),
    text:
      `Message ${n} of the day: the *plum trees* behind the barn want <@U${n % 200}> and rain, ` +
      "as the old ones said when the wind came from the lake.",
    ...(n % 10 === 0 && { thread_ts: ts(n) }),
    ...(n % 10 === 3 && { thread_ts: ts(root) }),
    ...(n % 8 === 0 && { reactions: [{ name: "+1", users: ["U1", "U2"], count: 2 }] }),
  };
}

async function enter(name: string): Promise<string> {
  return (await asked(undefined, "/sessions", { name })).token;
}

async function say(token: string, text: string): Promise<void> {
  await asked(token, "/messages", { conversation: "general", id: crypto.randomUUID(), text });
}

async function asked(token: string | undefined, path: string, body: unknown) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

function residentMib(pid: number): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
  } catch {
    return 0; // it has ended
  }
}

function mib(path: string): string {
  return (Deno.statSync(path).size / 1024 / 1024).toFixed(1);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
