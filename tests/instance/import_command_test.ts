// The command as people run it, on a file that a server serves, ended in the middle.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { ImportedPerson } from "../../lib/moving/import/rows.ts";
import type { MergeRow } from "../../lib/moving/merge/merge.ts";
import { importId } from "../../lib/moving/import/open.ts";
import { broughtRoom, inputOf } from "../support/importing.ts";
import { createStoredAuditLog } from "../../lib/store/moderation/audit_log.ts";
import { postJson } from "../support/post_json.ts";
import { runServer } from "../support/running.ts";
import { slackExport } from "../support/slack_export.ts";
import { openFileKv } from "../support/temporary_kv.ts";
import { PASSWORD } from "../support/visitor.ts";
import { zipOf } from "../support/zip_of.ts";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);
/** Enough that it is seen to be under way. */
const MESSAGES = 20_000;

Deno.test("X1 - an import that is killed goes on, and comes to the same", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_import_" });
  const bytes = await zipOf(slackExport(MESSAGES));
  const file = `${folder}/coop.zip`;
  await Deno.writeFile(file, bytes);
  const store = `${folder}/palabre.kv`;
  const server = await runServer({ PALABRE_KV: store });
  try {
    const dry = await ended(command([file, "--store", store]));
    assertEquals(dry.code, 0, dry.text);
    assertMatch(dry.text, /Nothing was written/);

    const killed = command([file, "--store", store, "--apply"]);
    let seen = "";
    for await (const part of killed.stdout.pipeThrough(new TextDecoderStream())) {
      seen += part;
      if (seen.includes("…")) break; // it is under way
    }
    killed.kill("SIGKILL");
    await killed.status;
    await killed.stderr.cancel();

    const whole = await ended(command([file, "--store", store, "--apply"]));
    assertEquals(whole.code, 0, whole.text);
    const again = await ended(command([file, "--store", store, "--apply"]));
    assertMatch(again.text, /here already/);

    await postJson(server.url, "/users", { name: "Anna", password: PASSWORD });
    const id = await importId(inputOf("coop.zip", bytes));
    const other = await openFileKv(store);
    const merge = ["--merge", id, "U01AWA", "Anna", "--store", store];
    const ends = command(merge);
    const isUnderWay = async () => {
      const [row] = await other.list<MergeRow>({ prefix: keys.importMerges(id) }, { limit: 1 });
      return row?.value.place !== undefined;
    };
    while (!await isUnderWay()); // each look takes a read
    ends.kill("SIGKILL");
    await ends.status;
    await Promise.all([ends.stdout.cancel(), ends.stderr.cancel()]);
    assert(await isUnderWay(), "it was killed in the middle");
    other.close();
    const merged = await ended(command(merge));
    assertEquals(merged.code, 0, merged.text);
    assertMatch((await ended(command(merge))).text, /not a name without an account/);
  } finally {
    await server.close();
  }
  const kv = await openFileKv(store);
  const id = await importId(inputOf("coop.zip", bytes));
  const { row, messages } = await broughtRoom(kv, id, "C01");
  const { value: awa } = await kv.get<ImportedPerson>(keys.importPerson(id, "U01AWA"));
  assertEquals(messages.filter(({ by }) => by === awa?.was).length, 0, "all is Anna's");
  assert(messages.filter(({ by }) => by === awa?.user).length >= 5_000);
  const { value: head } = await kv.get<{ messages: number }>(keys.head(row.id));
  assert(head!.messages >= MESSAGES, String(head!.messages));
  assertEquals((await verifyStore(kv)).findings, []);
  kv.close();
  await assertNoted(store);

  const undone = await ended(command(["--undo", id, "--store", store]));
  assertEquals(undone.code, 0, undone.text);
  const empty = await openFileKv(store);
  const [last] = await createStoredAuditLog(empty).read({ limit: 1 });
  assertEquals([last?.act, last?.what, last?.by.id], ["import-undone", "coop.zip", "operator"]);
  assertEquals((await empty.list({ prefix: keys.entries(row.id) }, { limit: 1 })).length, 0);
  empty.close();
  await Deno.remove(folder, { recursive: true });
});

/** What the command did is in the journal, once each, by whoever runs the server. */
async function assertNoted(store: string): Promise<void> {
  const kv = await openFileKv(store);
  const log = await createStoredAuditLog(kv).read({ limit: 20 });
  assertEquals(
    log.map(({ act, what, whom, by }) => [act, what, whom?.name, by.id]).reverse(),
    [
      ["import-started", "coop.zip", undefined, "operator"],
      ["import-done", "coop.zip", undefined, "operator"],
      ["import-merged", "Awa", "Anna", "operator"],
    ],
  );
  kv.close();
}

function command(args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--unstable-kv", "tools/import.ts", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function ended(child: Deno.ChildProcess): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await child.output();
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  return { code, text };
}
