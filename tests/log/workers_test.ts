import { assertEquals } from "@std/assert";
import { soundLog } from "../support/log_invariants.ts";
import { openTemporaryKv } from "../support/temporary_kv.ts";
import type { AppendTask, AppendTold } from "./append_worker.ts";

const WORKERS = 3;
const MESSAGES = 300;

async function append(task: AppendTask): Promise<AppendTold[]> {
  const worker = new Worker(import.meta.resolve("./append_worker.ts"), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<AppendTold[]>) => resolve(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.postMessage(task);
    });
  } finally {
    worker.terminate();
  }
}

Deno.test("log - Workers that append to one file at once share each order (D2, D3)", async () => {
  const { kv, path, close } = await openTemporaryKv();
  try {
    const rooms = ["general", "tea"];
    const sharedIds = Array.from({ length: 20 }, (_, n) => `shared-${n}`);
    const told = (await Promise.all(Array.from({ length: WORKERS }, (_, n) =>
      append({ path, worker: `worker-${n}`, rooms, messages: MESSAGES, inFlight: 20, sharedIds }))))
      .flat();
    const entries = new Map<string, string>();
    for (const room of rooms) {
      for (const { event, id } of await soundLog(kv, room)) {
        entries.set(`${room} ${event.by} ${id}`, String(event.seq));
      }
    }
    assertEquals(entries.size, WORKERS * MESSAGES + sharedIds.length);
    assertEquals(told.length, WORKERS * (MESSAGES + sharedIds.length));
    for (const { conversation, by, id, seq } of told) {
      assertEquals(entries.get(`${conversation} ${by} ${id}`), String(seq));
    }
  } finally {
    await close();
  }
});
