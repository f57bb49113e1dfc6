import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { allRows } from "../../lib/backup/all_rows.ts";
import { decoded, encoded } from "../../lib/backup/encoded.ts";
import { allOf, DamagedBackup, readBackup } from "../../lib/backup/read.ts";
import {
  HalfRestored,
  NotEmpty,
  refuseHalfRestored,
  restoreBackup,
} from "../../lib/backup/restore.ts";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { backupLines } from "../../lib/backup/write.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Key, Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { planOf } from "../simulation/plan.ts";
import { simulatedStore } from "../simulation/simulated_store.ts";
import { MemoryKv } from "../support/memory_kv.ts";

/** Some of the simulator's histories: people who write, answer, edit, react, vote, pin, move and go. */
const SEEDS = [1, 2, 3, 5, 8, 13];

Deno.test("X3 - restore(backup(x)) = x, and verify finds nothing, over generated communities", async () => {
  for (const seed of SEEDS) {
    const store = await simulatedStore(planOf(seed));
    assertEquals((await verifyStore(store)).findings, [], `seed ${seed}`);
    const lines = await linesOf(store);
    const restored = new MemoryKv();
    await restoreBackup(restored, { read: () => reading(lines), now: 0 });
    assertEquals(await rowsOf(restored), await rowsOf(store), `seed ${seed}`);
    assertEquals((await verifyStore(restored)).count, 0, `seed ${seed}`);
  }
});

Deno.test("X3 - any value of the store is written without loss", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      ...[fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.bigInt()],
      ...[fc.uint8Array(), fc.constant(undefined)],
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("$bytes", "$$", "$")), tie("any"), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  })).any;
  fc.assert(fc.property(value, (one) => {
    assertEquals(decoded(JSON.parse(JSON.stringify(encoded(one)))), one);
  }));
});

Deno.test("X3 - a backup whose bytes changed, were cut or put elsewhere is found with its place", async () => {
  const lines = await linesOf(await simulatedStore(planOf(1)));
  const entry = lines.findIndex((line) => line.startsWith('{"k":["log"'));
  const changed = lines.with(entry, lines[entry]!.replace(/"at":\d+/, '"at":1'));
  const end = lines.length;
  await assertDamaged(changed, end, /between line 1 and here/);
  await assertDamaged(lines.with(entry, "{"), entry + 1, /no line of a backup/);
  await assertDamaged(lines.toSpliced(entry, 1), end - 1, /between line 1 and here/);
  await assertDamaged(lines.slice(0, -1), end - 1, /ends here/);
  await assertDamaged([...lines, lines[1]!], end + 1, /follows the end/);
  await assertDamaged([], 1, /empty/);
  await assertDamaged(['{"some":"json"}'], 1, /no backup of Palabre/);
});

Deno.test("X3 - of a long backup, damage is told to within a thousand rows", async () => {
  const store = new MemoryKv();
  for (let n = 0; n < 3_500; n++) {
    await store.commit([], [{ type: "set", key: keys.entry("general", n), value: { n } }]);
  }
  const lines = await linesOf(store);
  const spoiled = lines.with(2_500, lines[2_500]!.replace('"n":', '"m":'));
  await assertDamaged(spoiled, 3_004, /between line 2003 and here/);
});

Deno.test("X3 - a damaged backup leaves the store empty, and one that is not empty is refused", async () => {
  const lines = await linesOf(await simulatedStore(planOf(2)));
  const store = new MemoryKv();
  const damaged = () => reading(lines.slice(0, -1));
  await assertRejects(() => restoreBackup(store, { read: damaged, now: 0 }), DamagedBackup);
  assertEquals(await rowsOf(store), []);
  await store.commit([], [{ type: "set", key: keys.settings(), value: {} }]);
  const whole = () => reading(lines);
  await assertRejects(() => restoreBackup(store, { read: whole, now: 0 }), NotEmpty);
  assertEquals((await rowsOf(store)).length, 1);
});

Deno.test("X3 - a restore that was killed is not served, and begins anew when it is run again", async () => {
  const source = await simulatedStore(planOf(3));
  const lines = await linesOf(source);
  const store = new MemoryKv();
  let reads = 0;
  async function* killed() {
    reads++;
    for await (const line of reading(lines)) {
      if (reads === 2 && line.startsWith('{"k":["user"')) throw new Error("killed");
      yield line;
    }
  }
  await assertRejects(() => restoreBackup(store, { read: killed, now: 0 }), Error, "killed");
  await assertRejects(() => refuseHalfRestored(store), HalfRestored, "Run it again");
  await restoreBackup(store, { read: () => reading(lines), now: 0 });
  await refuseHalfRestored(store);
  assertEquals(await rowsOf(store), await rowsOf(source));
});

Deno.test("X3 - rows that ended before the restore are not brought back", async () => {
  const store = new MemoryKv();
  await store.commit([], [
    { type: "set", key: keys.session("old"), value: 1 },
    { type: "set", key: keys.session("young"), value: 2 },
  ]);
  const untilOf = (key: readonly unknown[]) => key[1] === "old" ? 500 : 2_000;
  const lines = await Array.fromAsync(backupLines(store, { at: 0, untilOf }));
  const restored = new MemoryKv();
  const read = () => reading(lines.map((line) => line.trimEnd()));
  await restoreBackup(restored, { read, now: 1_000 });
  assertEquals((await rowsOf(restored)).map(({ key }) => key), [["session", "young"]]);
});

Deno.test("X3 - verify says what is wrong in a store, and exactly where", async () => {
  const store = await simulatedStore(planOf(1));
  const rows = await rowsOf(store);
  const entries = rows.filter(({ key }) => key[0] === "log" && key[1] === "general");
  const plain = entries.find(({ value }) => {
    const { event } = value as LogEntry;
    return event.kind === "message" && !event.deletedAt && !event.reactions;
  })!;
  const seq = Number(plain.key[2]);
  const last = Number(entries.at(-1)!.key[2]);
  const member = rows.find(({ key }) => key[0] === "member" && key[1] === "general")!;
  const [, , person] = member.key.map(String) as [string, string, string];
  const room = rows.find(({ key }) => key[0] === "room_by_name" && key[1] === "harvest")!;
  const counted = rows.find(({ key }) => key[0] === "removed" && key[1] === "general")?.value;
  const removed = (counted as { count: number } | undefined)?.count ?? 0;
  const where = { conversation: "lost", seq: 1 };
  const line = { at: 1, by: { id: "x", name: "x" }, act: "message-deleted", where };
  const spoiled = await Promise.all([
    spoil(store, { delete: plain.key }),
    spoil(store, { set: plain.key, value: reacted(plain.value as LogEntry) }),
    spoil(store, { set: keys.head("general"), value: { seq: last + 1, messages: 1, at: 1 } }),
    spoil(store, { delete: keys.memberOf(person, "general") }),
    spoil(store, { delete: member.key }),
    spoil(store, { delete: room.key }),
    spoil(store, { set: keys.threadReply("general", seq, seq + 1), value: 7 }),
    spoil(store, { set: keys.pins("general"), value: { seqs: [seq] } }),
    spoil(store, { set: keys.filePart("lost", 0, 0), value: new Uint8Array(3) }),
    spoil(store, { delete: keys.user(person) }),
    spoil(store, { set: keys.customEmoji(), value: { emoji: { rain: "t" }, change: "x" } }),
    spoil(store, { set: keys.emojiPicture("t"), value: new Uint8Array(3) }),
    spoil(store, { set: keys.removed("general"), value: { count: removed + 1 } }),
    spoil(store, { set: [...keys.auditLog(), "x"], value: line }),
  ]);
  const expected: [string, RegExp][] = [
    [`log / general / ${seq + 1}`, /1 entries before it are missing/],
    [`log / general / ${seq}`, /reactions/],
    ["head / general", /the log ends at/],
    [`member / general / ${person}`, /missing in the list of the person's/],
    [`member_of / ${person} / general`, /is no member/],
    ["room_by_name / harvest", /leads elsewhere/],
    [`thread / general / ${seq} / ${seq + 1}`, /index of the thread/],
    ["pins / general", /pinned are/],
    ["file_part / lost", /a file that is not there/],
    [`member / general / ${person}`, /nobody who is known/],
    ["custom_emoji", /the picture t of :rain: is missing/],
    ["emoji_picture / t", /a picture of no emoji/],
    ["removed / general", new RegExp(`counts ${removed + 1} removed .* log ${removed}$`)],
    ["removed / lost", /counts 0 removed messages, the audit log 1/],
  ];
  for (const [n, [where, what]] of expected.entries()) {
    const { findings } = spoiled[n]!;
    const found = findings.some((one) => one.where === where && what.test(one.what));
    assert(found, `${where}: ${JSON.stringify(findings)}`);
  }
});

function reacted({ event, ...rest }: LogEntry): LogEntry {
  const reactions = { "👍": { count: 1, by: ["nobody"] } };
  return { ...rest, event: { ...event, reactions } as LogEntry["event"] };
}

type Spoiling =
  | { delete: Key }
  | { set: Key; value: unknown };

/** What is found in a copy of a store with one row changed. */
async function spoil(store: Kv, how: Spoiling) {
  const copy = new MemoryKv();
  for (const { key, value } of await rowsOf(store)) {
    await copy.commit([], [{ type: "set", key, value }]);
  }
  await copy.commit([], [
    "delete" in how
      ? { type: "delete", key: how.delete }
      : { type: "set", key: how.set, value: how.value },
  ]);
  return await verifyStore(copy);
}

async function assertDamaged(lines: readonly string[], line: number, what: RegExp) {
  const error = await assertRejects(
    () => allOf(readBackup(reading(lines)), () => {}),
    DamagedBackup,
  );
  assert(what.test(error.message), error.message);
  assertEquals(error.line, line, error.message);
}

async function* reading(lines: readonly string[]) {
  yield* lines;
}

async function linesOf(store: Kv): Promise<string[]> {
  const lines = await Array.fromAsync(backupLines(store, { at: 1 }));
  return lines.map((line) => line.trimEnd());
}

async function rowsOf(store: Kv) {
  return (await Array.fromAsync(allRows(store))).flat();
}
