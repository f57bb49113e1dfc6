// Looks through a store as it is at one moment, or through a backup, and says what is wrong in it.
// Ends with 0 where all is well, with 1 where something is not, and with 2 where it could not look.
import { parseArgs } from "node:util";
import { DamagedBackup } from "../lib/backup/read.ts";
import { restoreBackup } from "../lib/backup/restore.ts";
import { type Verdict, verifyStore } from "../lib/backup/verify/verify.ts";
import { readConfig } from "../lib/config/config.ts";
import { createS3Pieces } from "../lib/files/s3_pieces.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { readCompressed } from "./backup/lines.ts";
import { COMMAND, takeSnapshot } from "./backup/snapshot.ts";
import { print } from "./terminal.ts";

const { values, positionals: [backup] } = parseArgs({
  args: Deno.args,
  options: { store: { type: "string" } },
  allowPositionals: true,
});
const config = readConfig(Deno.env.toObject());
const { s3 } = config.files;
const storage = s3 && createS3Pieces(s3, COMMAND.clock);

try {
  const folder = await Deno.makeTempDir({ prefix: "palabre_verify_" });
  try {
    tell(backup === undefined ? await ofStore(folder) : await ofBackup(backup, folder));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
} catch (error) {
  if (error instanceof DamagedBackup) {
    print(`${backup} is damaged. ${error.message}`);
    Deno.exit(1);
  }
  print(`Not looked through: ${error instanceof Error ? error.message : error}`);
  Deno.exit(2);
}

async function ofStore(folder: string): Promise<Verdict> {
  const snapshot = await takeSnapshot(values.store ?? config.kv, `${folder}/store`);
  try {
    return await verifyStore(snapshot.kv, { storage });
  } finally {
    await snapshot.close();
  }
}

async function ofBackup(path: string, folder: string): Promise<Verdict> {
  const kv = await openKv(`${folder}/restored.kv`, COMMAND, false);
  try {
    await restoreBackup(kv, { read: () => readCompressed(path), now: COMMAND.clock.now() });
    return await verifyStore(kv, { storage });
  } finally {
    kv.close();
  }
}

function tell({ looked, findings, count }: Verdict): void {
  const { logs, entries, people, conversations, files, bytes, elsewhere } = looked;
  print(
    `Looked through ${conversations} conversations, ${logs} logs with ${entries} entries, ` +
      `${people} people, ${files} files with ${bytes} bytes.`,
  );
  if (elsewhere > 0) {
    print(
      `The bytes of ${elsewhere} files are in storage that is not named here (PALABRE_S3_URL).`,
    );
  }
  if (count === 0) return print("All is as it must be.");
  for (const { where, what } of findings) print(`${where}: ${what}.`);
  if (count > findings.length) print(`… and ${count - findings.length} more.`);
  print(`${count} things are not as they must be.`);
  Deno.exitCode = 1;
}
