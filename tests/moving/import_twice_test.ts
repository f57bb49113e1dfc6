// What an export has twice, and what an import writes twice because somebody goes on after a crash.
import { assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { noteDone } from "../../lib/moving/import/journal.ts";
import { readLosses } from "../../lib/moving/import/found.ts";
import { OPERATOR } from "../../lib/protocol/administration.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { createStoredAuditLog } from "../../lib/store/moderation/audit_log.ts";
import { discordChannel } from "../support/discord_export.ts";
import { bringIn, broughtRoom, lossesOf } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { zipOf } from "../support/zip_of.ts";

/** More than an import remembers of what it dropped. */
const MANY = 5_200;

const author = { id: "11", name: "awa", nickname: "Awa", isBot: false };
const said = Array.from({ length: MANY }, (_, n) => ({
  id: `m${n}`,
  type: "Default",
  timestamp: new Date(1e12 + n * 1_000).toISOString(),
  content: `Sentence ${n}`,
  author,
  attachments: [],
  embeds: [],
  reactions: [],
}));

Deno.test("X1 - a channel that an export has twice, whole, comes once, and the journal says so once", async () => {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  const channel = discordChannel(said);
  const bytes = await zipOf({ "general.json": channel, "general (2).json": channel });
  const report = await bringIn(kv, bytes);
  assertEquals(report.counts.messages, MANY);
  assertEquals(lossesOf(report).twice, MANY);
  const { messages } = await broughtRoom(kv, report.id, "c1");
  assertEquals(messages.length, MANY);

  const file = { by: OPERATOR, file: "a.zip" };
  await noteDone(kv, report.id, file, report);
  const journal = createStoredAuditLog(kv);
  const written = await journal.read({ limit: 10 });
  assertEquals(written.map(({ act }) => act), ["import-done"]);
  const row = (await kv.get<{ doneAt: number }>(keys.import(report.id))).value!;
  assertEquals(written[0]!.at, row.doneAt);
  const kept = await readLosses(kv, report.id);
  // Who goes on after a crash knows less of what was lost, and is somebody else.
  await noteDone(kv, report.id, { by: { id: "u", name: "Awa" }, file: "a.zip" }, { losses: [] });
  assertEquals(await journal.read({ limit: 10 }), written);
  assertEquals(await readLosses(kv, report.id), kept);
});
