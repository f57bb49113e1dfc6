// What a community is before it is exported and after it was brought in again.
import { assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { exportOf } from "../../lib/moving/export/export.ts";
import type { ImportReport } from "../../lib/moving/import/run.ts";
import type { MovingRecord } from "../../lib/moving/records.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { everyRow } from "./every_row.ts";
import { bringIn } from "./importing.ts";
import { MemoryKv } from "./memory_kv.ts";

/** All that an export without loss holds. */
export async function exportedBytes(kv: Kv): Promise<Uint8Array> {
  const pieces = createKvPieces(kv);
  const made = exportOf("ndjson", { kv, stores: () => pieces, name: "x", at: 1, scope: "all" }, {
    language: "en" as const,
    emojiName: () => undefined,
  });
  return new Uint8Array(await new Response(made.stream as BodyInit).arrayBuffer());
}

/** The lines of such an export. */
export async function recordsOf(bytes: Uint8Array): Promise<MovingRecord[]> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(
    new DecompressionStream("gzip"),
  );
  const text = await new Response(stream).text();
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** A new community in which the same people have accounts. */
export async function withPeopleOf(store: Kv): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  for (const { key, value } of await everyRow(store)) {
    if (!/^(user|user_by_.*|administrators)$/.test(String(key[0]))) continue;
    await kv.commit([], [{ type: "set", key, value }]);
  }
  return kv;
}

/**
 * Brings an export of a community into a new one, in which the same people have accounts, and compares what
 * an export of that one says with what is `expected`: by default what the first one says.
 */
export async function assertComesBack(
  store: Kv,
  about: string,
  expected: (records: MovingRecord[]) => MovingRecord[] = (records) => records,
): Promise<{ kv: MemoryKv; report: ImportReport; records: MovingRecord[] }> {
  const users = (await everyRow(store)).filter(({ key }) => key[0] === "user");
  const mapping = new Map(users.map(({ key }) => [String(key[1]), String(key[1])]));
  const bytes = await exportedBytes(store);
  const kv = await withPeopleOf(store);
  const report = await bringIn(kv, bytes, { mapping });
  const row = (await kv.get<{ conversation: string }>(keys.importRoom(report.id, GENERAL))).value!;
  const there = (await recordsOf(await exportedBytes(kv))).filter((one) => !isEmptyGeneral(one));
  const records = await recordsOf(bytes);
  assertEquals(comparable(there, row.conversation), comparable(expected(records), GENERAL), about);
  assertEquals((await verifyStore(kv)).findings, [], about);
  return { kv, report, records };
}

/** What an export says of everything but what `general` is called, which every community has already. */
function comparable(records: readonly MovingRecord[], general: string): unknown[] {
  const text = JSON.stringify(records.filter(({ is }) => is !== "end"))
    .replaceAll(JSON.stringify(general), JSON.stringify(GENERAL));
  const all: MovingRecord[] = JSON.parse(text);
  const blocks = new Map<string, unknown[]>();
  let block = "people";
  for (const record of all) {
    if (record.is === "conversation") block = record.row.id;
    blocks.set(block, [...blocks.get(block) ?? [], plain(record)]);
  }
  return [...blocks].sort(([one], [other]) => one < other ? -1 : 1);
}

function plain(record: MovingRecord): unknown {
  if (record.is !== "conversation") return record;
  const { row: { name: _, ...row }, members } = record; // `general` is taken
  return { ...record, row: row.id === GENERAL ? { ...row, createdAt: 0 } : record.row, members };
}

/** The room of the new community, in which nobody wrote. */
function isEmptyGeneral(record: MovingRecord): boolean {
  return record.is === "conversation" && record.row.id === GENERAL;
}
