import { assert, assertEquals, assertMatch } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { emojiShortNames } from "../../lib/moving/emoji_short_names.ts";
import { exportOf } from "../../lib/moving/export/export.ts";
import { keys } from "../../lib/kv/keys.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import type { ImportedRoom } from "../../lib/moving/import/rows.ts";
import type { FileRow } from "../../lib/store/files/file_rows.ts";
import { planOf } from "../simulation/plan.ts";
import { simulatedStore } from "../simulation/simulated_store.ts";
import { discordChannel, discordExport } from "../support/discord_export.ts";
import { bringIn, broughtRoom, lossesOf } from "../support/importing.ts";
import { mattermostExport } from "../support/mattermost_export.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { zipOf } from "../support/zip_of.ts";

async function community(): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  return kv;
}

Deno.test("X1 - a bulk export of Mattermost comes in by time, whatever its order, with its files", async () => {
  const kv = await community();
  const bytes = await zipOf({
    "import.jsonl": mattermostExport(),
    "data/20210301/teams/x/plan.txt": "Rows of plums",
  });
  const report = await bringIn(kv, bytes);
  assertEquals(lossesOf(report), {
    "unreadable": 1,
    "earlier-words": 1,
    "custom-emoji": 2,
    "no-file": 1,
    "no-person": 1,
    "emoji-refused": 1, // its picture is not in the zip
  });
  const { row, messages, saying } = await broughtRoom(kv, report.id, "coop/town");
  assertEquals([row.name, row.title, row.topic], ["town-square", "Town Square", "All of us"]);
  const times = messages.map(({ at }) => at);
  assertEquals(times, times.toSorted((one, other) => one - other));
  const root = saying("plum trees");
  assertEquals(root.replies?.count, 2);
  assertEquals(saying("Thank you").thread, root.seq);
  assertEquals(
    saying("Yes").text,
    "Yes 😄🎉 👍️ at 10:30:45, :verger:, http://x.example/:on:/ `:smile:`",
  );
  assert(saying("Between the replies").seq < saying("Thank you").seq);
  assert(saying("Thank you").seq < saying("I do").seq, "replies stand by their time as well");
  assertEquals(Object.keys(root.reactions ?? {}), ["🎉", ":verger:"]);
  const [file] = root.files!;
  assertEquals([file?.name, file?.type, file?.size], ["plan.txt", "text/plain", 13]);
  assert((await kv.get<FileRow>(keys.file(file!.id))).value?.content);
  const board = await broughtRoom(kv, report.id, "coop/board");
  assertEquals([board.row.private, board.row.closed], [true, true]);
  const direct = await broughtRoom(kv, report.id, "direct awa ben");
  assertEquals(direct.messages.map(({ text }) => text), ["Between us"]);
  assertEquals((await verifyStore(kv)).findings, []);

  const packed = await bringIn(
    await community(),
    await zipOf({
      "export/import.jsonl": mattermostExport(),
      "export/data/20210301/teams/x/plan.txt": "Rows of plums",
    }),
  );
  assertEquals([packed.counts, packed.losses], [report.counts, report.losses]);
  const plain = await bringIn(await community(), new TextEncoder().encode(mattermostExport()));
  assertEquals(plain.counts.messages, report.counts.messages, "the lines alone come in too");
});

Deno.test("X1 - exports of DiscordChatExporter come in, with what lies beside them", async () => {
  const kv = await community();
  const report = await bringIn(kv, await zipOf(discordExport()));
  assertEquals(lossesOf(report), {
    "unreadable": 1,
    "earlier-words": 1,
    "custom-emoji": 1,
    "missing-reactors": 2,
    "no-file": 1,
    "notice": 1,
    "form": 1,
    "lost-quote": 1,
    "thread-room": 1,
    "who-could-read": 3,
  });
  const { row, saying } = await broughtRoom(kv, report.id, "c1");
  assertMatch(row.name!, /^general-[a-z2-9]{8}$/, "nobody guesses the name of a private room");
  assertEquals(row.topic, "All of us");
  const root = saying("plum trees");
  assertEquals(root.reactions?.["👍🏽"]?.count, 1);
  assert(root.pinned && root.editedAt);
  assertEquals(saying("I do").replyTo, root.seq);
  assertEquals(saying("Rain").text.includes("All day"), true);
  assertEquals(saying("The plan").files?.map(({ name }) => name), ["plan.txt"]);
  assertEquals(saying("gone.png").text, "The plan\n📎 gone.png");
  const direct = await broughtRoom(kv, report.id, "d1");
  assertEquals([direct.row.kind, direct.messages.length], ["direct", 2]);
  assertEquals((await broughtRoom(kv, report.id, "x1")).messages.map(({ text }) => text), [
    "Before the cut",
  ]);
  assertEquals((await verifyStore(kv)).findings, []);
  const one = discordChannel([]);
  const alone = await bringIn(kv, new TextEncoder().encode(JSON.stringify(one)));
  assertEquals(alone.counts.rooms, 1);
});

Deno.test("X1 - rooms of which an export does not say who could read them are of those who wrote there", async () => {
  const bytes = await zipOf(discordExport());
  const mapping = new Map([["11", "here-awa"], ["12", "here-ben"]]);
  for (const opens of [undefined, true]) {
    const kv = await community();
    const { id } = await bringIn(kv, bytes, { mapping, opens });
    const { row } = await broughtRoom(kv, id, "t1");
    assertEquals(row.private, opens ? undefined : true);
    const isIn = async (user: string) => (await kv.get(keys.member(row.id, user))).value !== null;
    assertEquals([await isIn("here-awa"), await isIn("here-ben")], [true, false]);
  }

  // Begun as open, and gone on with by somebody who did not say so: what was decided stays.
  const kv = await community();
  const cut = { ...discordExport() };
  const { id } = await bringIn(kv, await zipOf(cut), { opens: true, apply: false });
  const begun: ImportedRoom = {
    conversation: "begun-room",
    name: "plums",
    private: false,
    state: "begun",
    head: 0,
    messages: 0,
    files: [],
  };
  await kv.commit([], [{ type: "set", key: keys.importRoom(id, "t1"), value: begun }]);
  await bringIn(kv, await zipOf(cut));
  const { row } = await broughtRoom(kv, id, "t1");
  assertEquals([row.id, row.name, row.private], ["begun-room", "plums", undefined]);
  assertEquals((await broughtRoom(kv, id, "c1")).row.private, true);

  // Posts of a channel that no line describes, and of one whose line comes after them.
  const post = (channel: string) => ({
    type: "post",
    post: { team: "coop", channel, user: "awa", message: `In ${channel}`, create_at: 1_000 },
  });
  const line = { team: "coop", name: "late", display_name: "Late", type: "O" };
  const lines = [{ type: "version", version: 1 }, post("lost"), post("late")];
  const text = [...lines, { type: "channel", channel: line }].map((one) => JSON.stringify(one));
  const posts = await bringIn(kv, new TextEncoder().encode(`${text.join("\n")}\n`));
  assertEquals(lossesOf(posts)["who-could-read"], 1);
  assertEquals((await broughtRoom(kv, posts.id, "coop/lost")).row.private, true);
  const late = (await broughtRoom(kv, posts.id, "coop/late")).row;
  assertEquals([late.private, late.title], [undefined, "Late"]);
});

Deno.test("X1, X2 - what we export for Mattermost, we bring in: each message with its place", async () => {
  const store = await simulatedStore(planOf(7));
  const pieces = createKvPieces(store);
  const parts = { kv: store, stores: () => pieces, name: "x", at: 1, scope: "open" as const };
  const emojiName = await emojiShortNames();
  const made = exportOf("mattermost", parts, { language: "en", emojiName });
  const bytes = await new Response(made.stream as BodyInit).bytes();
  const kv = await community();
  const report = await bringIn(kv, bytes);
  assertEquals((await verifyStore(kv)).findings, []);
  for (const { key, title } of report.rooms) {
    const there = (await broughtRoom(kv, report.id, key)).messages;
    const name = title.replace(/^#/, "");
    const id = (await store.get<string>(keys.roomByName(name))).value!;
    const rows = await store.list<{ event: { kind: string; text: string; deletedAt?: number } }>(
      ...[{ prefix: keys.entries(id) }, { limit: 10_000 }] as const,
    );
    const said = rows.map(({ value: { event } }) => event)
      .filter(({ kind, deletedAt }) => kind === "message" && deletedAt === undefined);
    // The answers of a poll stand as text there.
    const texts = there.map(({ text }) => text.split("\n- ")[0]).filter((one) =>
      one !== "(deleted)"
    );
    assertEquals(texts.toSorted(), said.map(({ text }) => text.trimEnd()).toSorted());
  }
});
