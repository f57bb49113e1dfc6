// Puts a backup into an empty store, which no server serves yet.
import { parseArgs } from "node:util";
import { DamagedBackup } from "../lib/backup/read.ts";
import { NotEmpty, restoreBackup } from "../lib/backup/restore.ts";
import { readConfig } from "../lib/config/config.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { readCompressed } from "./backup/lines.ts";
import { COMMAND } from "./backup/snapshot.ts";
import { fail, print } from "./terminal.ts";

const { values, positionals: [path] } = parseArgs({
  args: Deno.args,
  options: { store: { type: "string" } },
  allowPositionals: true,
});
if (path === undefined) fail("Which backup? deno task restore FILE [--store PATH]");
const config = readConfig(Deno.env.toObject());
const kv = await openKv(values.store ?? config.kv, COMMAND, config.deployed);
try {
  const read = () => readCompressed(path);
  const { at, rows } = await restoreBackup(kv, { read, now: Date.now() });
  kv.close();
  print(`Restored ${rows} rows, as they were at ${new Date(at).toISOString()}.`);
  print("Start the server; `deno task verify` looks through all of it.");
} catch (error) {
  kv.close();
  if (error instanceof NotEmpty) fail(error.message);
  if (error instanceof DamagedBackup) {
    fail(`${path} is damaged, and nothing was restored. ${error.message}`);
  }
  const reason = error instanceof Error ? error.message : String(error);
  fail(`Not restored: ${reason.replace(/\.?$/, ".")} Run it again: it begins anew.`);
}
