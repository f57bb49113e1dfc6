// How much memory 100 uploads of 8 MiB at once take, over both stores of files: `deno task bench:uploads`.
import { assertEquals } from "@std/assert";
import { print } from "../tools/terminal.ts";
import { startS3 } from "../tests/support/s3_server.ts";
import { AT_ONCE, growthWhileUploading } from "../tests/support/uploads_growth.ts";

const MIB = 1024 * 1024;
const SIZES = { fileBytes: 8 * MIB, smallBytes: 64 * 1024, rounds: 6 };

async function overKv(): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "palabre_files_" });
  const growth = await growthWhileUploading({ PALABRE_KV: `${folder}/kv` }, SIZES);
  await Deno.remove(folder, { recursive: true });
  return growth;
}

async function overS3(): Promise<number> {
  await using s3 = startS3();
  const { url, region, accessKeyId, secretAccessKey } = s3.options;
  const growth = await growthWhileUploading({
    ...{ PALABRE_KV: ":memory:", PALABRE_S3_URL: url, PALABRE_S3_REGION: region },
    ...{ PALABRE_S3_KEY: accessKeyId, PALABRE_S3_SECRET: secretAccessKey },
  }, SIZES);
  assertEquals(s3.refused, []);
  return growth;
}

for (const [name, run] of [["KV", overKv], ["S3", overS3]] as const) {
  const growth = await run();
  print(`${AT_ONCE} uploads of 8 MiB at once, over ${name}: ${(growth / MIB).toFixed(1)} MiB more`);
}
