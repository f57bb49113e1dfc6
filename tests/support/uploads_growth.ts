import { assertEquals } from "@std/assert";
import { Semaphore } from "../../lib/async/semaphore.ts";
import { noise } from "./noise.ts";
import { spawnServer } from "./running.ts";
import { enter } from "./talker.ts";
import { announce, askApi, type Asker, bring } from "./uploads.ts";

/** Files that come at once. */
export const AT_ONCE = 100;
const LOOK_MS = 20;

/** What a process takes of the memory of the machine, in bytes. */
async function memoryOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

async function uploadMany(
  asker: Asker,
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  atOnce = count,
) {
  const announced = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const response = await announce(asker, `${n}.bin`, bytes.length);
      assertEquals(response.status, 201);
      return (await response.json()).id as string;
    }),
  );
  const turns = new Semaphore({ concurrency: atOnce, maxQueued: count });
  const came = await Promise.all(announced.map((id) =>
    turns.run(async () => {
      const response = await bring(asker, id, 0, bytes);
      await response.body?.cancel();
      return response.headers.get("upload-offset");
    })
  ));
  assertEquals(new Set(came), new Set([String(bytes.length)]));
  return announced;
}

/** How 100 uploads at once are measured. */
export interface UploadSizes {
  /** Of each of the files that are measured. */
  fileBytes: number;
  /**
   * Of those that come before, in so many rounds: a process that has worked has the room that its work
   * takes, and what is measured is what the size of the files adds.
   */
  smallBytes: number;
  rounds: number;
  /** How many of them come at once: all, where it is not said. */
  atOnce?: number;
}

/**
 * By how many bytes a server with this environment grows at most while 100 files come at once.
 * `watched`: a program that is run in place of the built server, and who reads what it printed.
 */
export async function growthWhileUploading(
  env: Record<string, string>,
  { fileBytes, smallBytes, rounds, atOnce = AT_ONCE }: UploadSizes,
  watched?: { main: string; ended(output: string): void },
): Promise<number> {
  const server = spawnServer({
    env: { PALABRE_FILES_DAY_MB: "8000", ...env },
    ...(watched && { main: watched.main }),
  });
  try {
    await server.listening;
    const asker = { url: server.url, token: await enter(server.url, "Ana") };
    const bytes = noise(fileBytes);
    for (let round = 0; round < rounds; round++) {
      await uploadMany(asker, bytes.slice(0, smallBytes), AT_ONCE);
    }
    const before = await memoryOf(server.pid);
    let peak = before;
    let done = false;
    const watching = (async () => {
      while (!done) {
        peak = Math.max(peak, await memoryOf(server.pid));
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    })();
    const [id] = await uploadMany(asker, bytes, AT_ONCE, atOnce);
    done = true;
    await watching;
    await (await askApi(asker, "DELETE", `/api/v1/files/${id}`)).body?.cancel();
    return peak - before;
  } finally {
    await server.kill("SIGINT");
    watched?.ended(server.output.text);
  }
}
