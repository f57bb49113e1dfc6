// Imports over stores of tests.
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { createWriteFile } from "../../lib/moving/import/files.ts";
import type { ImportInput } from "../../lib/moving/import/input.ts";
import { emojiMeans } from "../../lib/instance/emoji_means.ts";
import { importId, openExport } from "../../lib/moving/import/open.ts";
import { type ImportReport, runImport } from "../../lib/moving/import/run.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Conversation } from "../../lib/store/conversations/conversation.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { SeededRandom } from "./seeded_random.ts";

/** An input out of bytes in memory. */
export function inputOf(name: string, bytes: Uint8Array): ImportInput {
  return {
    name,
    size: bytes.length,
    read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
  };
}

/** Keeps what is unpacked in memory. */
export async function inMemory(bytes: AsyncIterable<Uint8Array>): Promise<ImportInput> {
  return inputOf("unpacked", await new Response(ReadableStream.from(bytes) as BodyInit).bytes());
}

/** Brings an export into a store, or says what would come. */
export async function bringIn(
  kv: Kv,
  bytes: Uint8Array,
  { mapping, opens, apply = true, file = "export" }: {
    mapping?: ReadonlyMap<string, string>;
    opens?: boolean;
    apply?: boolean;
    file?: string;
  } = {},
): Promise<ImportReport & { id: string }> {
  const input = inputOf(file, bytes);
  const random = new SeededRandom(3);
  const store = createKvPieces(kv);
  const writeFile = createWriteFile({
    kv,
    store,
    stores: () => store,
    random,
    maxBytes: 8 << 20,
    now: () => 1_000,
  });
  const id = await importId(input);
  const report = await runImport({
    kv,
    outside: { clock: systemClock, random, emoji: emojiMeans() },
    what: { source: await openExport(input, inMemory), file, id, mapping, opens },
    ...(apply && { apply: { writeFile } }),
    shared: "nothing",
  });
  return { ...report, id };
}

/** What was lost, by kind. */
export function lossesOf({ losses }: ImportReport): Record<string, number> {
  return Object.fromEntries(losses.map(({ what, count }) => [what, count]));
}

/** A conversation that was brought in, by its key in the export, with its log. */
export async function broughtRoom(kv: Kv, id: string, key: string) {
  const room = (await kv.get<{ conversation: string }>(keys.importRoom(id, key))).value!;
  const { conversation } = room;
  const row = (await kv.get<Conversation>(keys.conversation(conversation))).value!;
  const rows = await kv.list<LogEntry>({ prefix: keys.entries(conversation) }, { limit: 10_000 });
  const entries = rows.map(({ value }) => value);
  const messages = entries.flatMap(({ event }) => event.kind === "message" ? [event] : []);
  const saying = (text: string): MessageEvent => {
    const found = messages.find((one) => one.text.includes(text));
    if (!found) throw new Error(`Nobody says “${text}”`);
    return found;
  };
  return { row, entries, messages, saying };
}
