// The commands as people run them: processes, on the file of a server that is serving.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { GENERAL, type MessageEvent } from "../../lib/protocol/events.ts";
import { soundLog } from "../support/log_invariants.ts";
import { runServer } from "../support/running.ts";
import { openFileKv } from "../support/temporary_kv.ts";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);

Deno.test("X3 - a backup that is taken while people write is restored, and verified", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_backup_" });
  const store = `${folder}/palabre.kv`;
  const code = "code of the first administrator";
  const server = await runServer({ PALABRE_KV: store, PALABRE_SETUP_CODE: code });
  const before = new Set<number>();
  let taken: Awaited<ReturnType<typeof command>> | undefined;
  try {
    await asked(server.url, undefined, "/setup", {
      code,
      name: "Awa",
      password: "baobab and rain",
    });
    const writer = await newcomer(server.url, "Writer");
    await sendPicture(server.url, writer);
    let writing = true;
    const backing = Promise.withResolvers<void>();
    const write = async () => {
      for (let n = 0; writing; n++) {
        const seq = await say(server.url, writer, `Sentence ${n}`);
        if (n < 20) before.add(seq); // acknowledged before the backup begins
        else backing.resolve();
      }
    };
    const all = write();
    await backing.promise;
    taken = await command("backup", [`${folder}/one.gz`, "--store", store]);
    writing = false;
    await all;
    assertEquals(taken.code, 0, taken.text);
    const { mode } = await Deno.stat(`${folder}/one.gz`);
    assertEquals(mode! & 0o77, 0, "nobody else reads it");

    const verified = await command("verify", ["--store", store]);
    assertEquals(verified.code, 0, verified.text);
    assertMatch(verified.text, /All is as it must be/);
  } finally {
    await server.close();
  }
  assertEquals([...Deno.readDirSync(folder)].filter(({ name }) => /part|snap/.test(name)), []);

  const restored = `${folder}/restored.kv`;
  const put = await command("restore", [`${folder}/one.gz`, "--store", restored]);
  assertEquals(put.code, 0, put.text);
  const again = await command("restore", [`${folder}/one.gz`, "--store", restored]);
  assertEquals(again.code, 1);
  assertMatch(again.text, /not empty/);
  const verified = await command("verify", ["--store", restored]);
  assertEquals(verified.code, 0, verified.text);
  assertMatch(verified.text, / 1 files with [1-9]\d* bytes/);

  const kv = await openFileKv(restored);
  const entries = await soundLog(kv, GENERAL);
  const there = new Set(entries.map(({ event }) => event.seq));
  for (const seq of before) assert(there.has(seq), `${seq} was acknowledged and is not there`);

  // One entry is changed, and one byte of the picture.
  const message = entries.findLast(({ event }) => event.kind === "message")!;
  const event: MessageEvent = { ...message.event as MessageEvent, version: 3 };
  const key = keys.entry(GENERAL, event.seq);
  await kv.commit([], [{ type: "set", key, value: { ...message, event } satisfies LogEntry }]);
  const [part] = await kv.list<Uint8Array>({ prefix: keys.allFileParts() }, { limit: 1 });
  const value = part!.value.with(7, part!.value[7]! ^ 1);
  await kv.commit([], [{ type: "set", key: part!.key, value }]);
  kv.close();
  const spoiled = await command("verify", ["--store", restored]);
  assertEquals(spoiled.code, 1);
  assertMatch(spoiled.text, new RegExp(`log / general / ${event.seq}: it counts 3 edits`));
  assertMatch(spoiled.text, new RegExp(`its bytes at file_part / ${String(part!.key[1])} / 0`));

  // Of the backup, a bit.
  const bytes = await Deno.readFile(`${folder}/one.gz`);
  await Deno.writeFile(`${folder}/bent.gz`, bytes.with(bytes.length >> 1, 0));
  assertEquals((await command("verify", [`${folder}/one.gz`])).code, 0);
  const bent = await command("verify", [`${folder}/bent.gz`]);
  assert(bent.code > 0, bent.text);
  const refused = await command("restore", [`${folder}/bent.gz`, "--store", `${folder}/new.kv`]);
  assertEquals(refused.code, 1);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("X3 - the commands say what they cannot do", async () => {
  const nowhere = await command("backup", ["--store", "/nowhere/palabre.kv"]);
  assertEquals(nowhere.code, 1);
  assertMatch(nowhere.text, /There is no store at \/nowhere\/palabre\.kv/);
  const deployed = await command("backup", ["--store", "https://api.deno.com/databases/x/connect"]);
  assertEquals(deployed.code, 1);
  assertMatch(deployed.text, /Deploy backs its databases up itself/);
  const remote = await command("verify", ["--store", "http://127.0.0.1:4512"]);
  assertEquals(remote.code, 2);
  assertMatch(remote.text, /on the machine where the file of that store is/);
});

async function command(name: string, args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--unstable-kv", `tools/${name}.ts`, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  return { code, text };
}

async function newcomer(url: string, name: string): Promise<string> {
  const { token } = await asked(url, undefined, "/sessions", { name });
  return String(token);
}

async function say(url: string, token: string, text: string, more = {}): Promise<number> {
  const id = crypto.randomUUID();
  const body = { conversation: GENERAL, id, text, ...more };
  return Number((await asked(url, token, "/messages", body)).seq);
}

/** A message with a file of more than one piece. */
async function sendPicture(url: string, token: string): Promise<void> {
  const bytes = new Uint8Array(300_000).map((_, n) => n % 251);
  const { id } = await asked(url, token, "/files", { name: "numbers.bin", size: bytes.length });
  const response = await fetch(`${url}/api/v1/files/${id}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${token}`,
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
    },
    body: bytes,
  });
  await response.body?.cancel();
  await say(url, token, "Numbers", { files: [{ id }] });
}

async function asked(url: string, token: string | undefined, path: string, body: unknown) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer as Record<string, unknown>;
}
