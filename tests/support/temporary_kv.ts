import { DenoKv } from "../../lib/kv/deno_kv.ts";
import { systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { fail } from "@std/assert";
import { recordingLogger } from "./loggers.ts";

/** A SQLite store in a folder of its own, which `close` removes; `path` for a second opener. */
export async function openTemporaryKv() {
  const folder = await Deno.makeTempDir({ prefix: "palabre_kv_" });
  const path = `${folder}/test.kv`;
  const kv = await openFileKv(path);
  const close = async () => {
    kv.close();
    await Deno.remove(folder, { recursive: true });
  };
  return { kv, path, close };
}

/** Opens a SQLite store with the machine's clock; what it reports fails the test. */
export async function openFileKv(path: string): Promise<DenoKv> {
  return new DenoKv(await Deno.openKv(path), {
    clock: systemClock,
    random: systemRandom,
    logger: recordingLogger((what, error) => fail(`${what}: ${error}`)),
    maxChecks: 100,
  });
}
