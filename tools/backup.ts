// Writes a backup of the store, as it is at one moment, while it is served.
import { parseArgs } from "node:util";
import { readConfig } from "../lib/config/config.ts";
import { backupLines } from "../lib/backup/write.ts";
import { writeCompressed } from "./backup/lines.ts";
import { NoStoreFile, takeSnapshot } from "./backup/snapshot.ts";
import { fail, print } from "./terminal.ts";

const { values, positionals } = parseArgs({
  args: Deno.args,
  options: { store: { type: "string" } },
  allowPositionals: true,
});
const now = new Date();
const stamp = now.toISOString().slice(0, 19).replaceAll(":", "-");
const path = positionals[0] ?? `palabre-${stamp}.ndjson.gz`;
const store = values.store ?? readConfig(Deno.env.toObject()).kv;

const counts = { rows: 0, elsewhere: 0 };
try {
  const snapshot = await takeSnapshot(store, path);
  try {
    const lines = backupLines(snapshot.kv, { at: now.getTime(), untilOf: snapshot.untilOf });
    await writeCompressed(`${path}.part`, counted(lines));
  } finally {
    await snapshot.close();
  }
  await Deno.rename(`${path}.part`, path); // there only when it is whole
  const { size } = await Deno.stat(path);
  print(`${path}: ${counts.rows} rows, ${(size / 1024 / 1024).toFixed(1)} MiB.`);
  if (counts.elsewhere > 0) {
    print(
      `The bytes of ${counts.elsewhere} files are in S3-compatible storage: back that up after this.`,
    );
  }
} catch (error) {
  await Deno.remove(`${path}.part`).catch(() => {}); // it may not be there
  if (error instanceof NoStoreFile) fail(error.message);
  fail(`The backup was not written: ${error instanceof Error ? error.message : error}`);
}

async function* counted(lines: AsyncIterable<string>) {
  for await (const line of lines) {
    if (line.startsWith('{"k"')) counts.rows++;
    if (line.startsWith('{"k":["file",') && line.includes('"store":"s3"')) counts.elsewhere++;
    yield line;
  }
}
