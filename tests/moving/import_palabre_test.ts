import { assert, assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { exportOf } from "../../lib/moving/export/export.ts";
import type { MovingRecord } from "../../lib/moving/records.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import type { User } from "../../lib/store/people/user.ts";
import { planOf } from "../simulation/plan.ts";
import { simulatedStore } from "../simulation/simulated_store.ts";
import { everyRow } from "../support/every_row.ts";
import { bringIn } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";

const SEEDS = [1, 2, 4, 7, 11, 16];

/** All that an export without loss holds. */
async function exportedBytes(kv: Kv): Promise<Uint8Array> {
  const pieces = createKvPieces(kv);
  const made = exportOf("ndjson", { kv, stores: () => pieces, name: "x", at: 1, scope: "all" }, {
    ...{ language: "en" as const, emojiName: () => undefined },
  });
  return new Uint8Array(await new Response(made.stream as BodyInit).arrayBuffer());
}

async function recordsOf(bytes: Uint8Array): Promise<MovingRecord[]> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(
    new DecompressionStream("gzip"),
  );
  const text = await new Response(stream).text();
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** A new community in which the same people have accounts. */
async function withPeopleOf(store: Kv): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  for (const { key, value } of await everyRow(store)) {
    if (!/^(user|user_by_.*|administrators)$/.test(String(key[0]))) continue;
    await kv.commit([], [{ type: "set", key, value }]);
  }
  return kv;
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

Deno.test("X1, X2 - import(export(x)) = x, over generated communities", async () => {
  for (const seed of SEEDS) {
    const store = await simulatedStore(planOf(seed));
    const users = (await everyRow(store)).filter(({ key }) => key[0] === "user");
    const mapping = new Map(users.map(({ key }) => [String(key[1]), String(key[1])]));
    const bytes = await exportedBytes(store);
    const kv = await withPeopleOf(store);
    const report = await bringIn(kv, bytes, { mapping });
    assertEquals(report.losses, [], `seed ${seed}`);
    const row = (await kv.get<{ conversation: string }>(keys.importRoom(report.id, GENERAL)))
      .value!;
    const there = (await recordsOf(await exportedBytes(kv))).filter((record, n, all) =>
      !isEmptyGeneral(record, n, all)
    );
    const here = await recordsOf(bytes);
    assertEquals(comparable(there, row.conversation), comparable(here, GENERAL), `seed ${seed}`);
    assertEquals((await verifyStore(kv)).findings, [], `seed ${seed}`);
  }
});

/** The room of the new community, in which nobody wrote. */
function isEmptyGeneral(record: MovingRecord, _: number, __: unknown): boolean {
  return record.is === "conversation" && record.row.id === GENERAL;
}

Deno.test("X1 - people without an account become names, and nothing that was here changes", async () => {
  const kv = await simulatedStore(planOf(2));
  const before = await everyRow(kv);
  const bytes = await exportedBytes(await simulatedStore(planOf(3)));
  const report = await bringIn(kv, bytes);
  assert(report.people.every(({ placeholder }) => placeholder));
  const after = new Map((await everyRow(kv)).map(({ key, text }) => [key.join(" "), text]));
  for (const { key, text } of before) assertEquals(after.get(key.join(" ")), text);
  const users = (await everyRow(kv)).filter(({ key }) => key[0] === "user");
  const made = users.filter(({ key }) => !before.some((one) => String(one.key) === String(key)));
  for (const { value } of made) {
    const user = value as User;
    assert(user.goneAt !== undefined && user.name !== "" && user.passwordHash === undefined);
  }
  assertEquals((await verifyStore(kv)).findings, []);

  const again = await bringIn(kv, bytes);
  assertEquals(again.already, true, "once is enough");
  assertEquals((await everyRow(kv)).length, after.size);
});
