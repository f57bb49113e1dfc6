// An export is made as it is read: nobody has to hold a community in memory.
import { assert } from "@std/assert";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv, Mutation } from "../../lib/kv/kv.ts";
import { EXPORT_FORMS, exportOf } from "../../lib/moving/export/export.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { MemoryKv } from "../support/memory_kv.ts";

const MESSAGES = 40_000;
/** A quarter of it is taken; what lies between, in buffers of a zip, is some 2 MiB of what is read. */
const MOST_READ = 0.6 * MESSAGES;

/** A room with as many messages, which no compression makes small. */
async function largeStore(): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  for (let from = 1; from <= MESSAGES; from += 1_000) {
    const some = Array.from({ length: 1_000 }, (_, n): Mutation => {
      const seq = from + n;
      const text = crypto.getRandomValues(new Uint8Array(90)).toBase64();
      const event = { kind: "message", seq, at: seq * 60_000, by: "ana", text };
      const value = { event, id: `m${seq}`, messages: seq };
      return { type: "set", key: keys.entry(GENERAL, seq), value };
    });
    await kv.commit([], some);
  }
  const head = { seq: MESSAGES, messages: MESSAGES, at: MESSAGES * 60_000, by: "ana" };
  await kv.commit([], [{ type: "set", key: keys.head(GENERAL), value: head }]);
  return kv;
}

Deno.test("X2 - every form of an export is read from the store no faster than somebody takes it", async () => {
  const kv = await largeStore();
  const pieces = createKvPieces(kv);
  for (const form of EXPORT_FORMS) {
    let rows = 0;
    const counting: Pick<Kv, "list" | "get" | "getMany"> = {
      get: (key) => kv.get(key),
      getMany: (many) => kv.getMany(many),
      async list(...asked) {
        const found = await kv.list(...asked);
        rows += found.length;
        return found as never;
      },
    };
    const parts = { kv: counting, stores: () => pieces, name: "x", at: 1, scope: "open" as const };
    const made = exportOf(form, parts, { language: "en", emojiName: () => undefined });
    const reader = made.stream.getReader();
    let [bytes, turns] = [0, 0];
    while (bytes < 1_000_000) {
      const { value, done } = await reader.read();
      assert(!done, `${form} is larger`);
      bytes += value.length;
    }
    // Whoever takes no more is waited for.
    while (turns++ < 50) await new Promise((resolve) => setTimeout(resolve, 0));
    const taken = rows;
    assert(taken < MOST_READ, `${form}: ${taken} rows for ${bytes} bytes`);
    assert(taken > 1_000, `${form}: what was taken was read`);
    await reader.cancel();
  }
});
