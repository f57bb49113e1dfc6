import { assert } from "@std/assert";
import { growthWhileUploading } from "../support/uploads_growth.ts";

const MIB = 1024 * 1024;
const SIZES = { fileBytes: MIB, smallBytes: 16 * 1024, rounds: 4 };
/** Less than all files hold together. `deno task bench:uploads` does it with 8 MiB. */
const MAX_GROWTH = 48 * MIB;

Deno.test("upload - 100 files of 1 MiB at once take less than half of that in memory", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_files_" });
  const growth = await growthWhileUploading({ PALABRE_KV: `${folder}/kv` }, SIZES);
  await Deno.remove(folder, { recursive: true });
  assert(growth < MAX_GROWTH, `${(growth / MIB).toFixed(1)} MiB`);
});
