import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { openExport } from "../../lib/moving/import/open.ts";
import type { ImportReport } from "../../lib/moving/import/run.ts";
import { NotAnExport } from "../../lib/moving/import/source.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { User } from "../../lib/store/people/user.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { everyRow } from "../support/every_row.ts";
import { bringIn, broughtRoom, inMemory, inputOf, lossesOf } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { openPages } from "../support/pages.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

/** A new community. */
async function community(): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  return kv;
}

Deno.test("X1 - an export of Slack comes in whole, and each loss is counted and listed", async () => {
  const kv = await community();
  const report = await bringIn(kv, await zipOf(slackExport()));
  assertEquals(lossesOf(report), {
    "form": 2, // a log of integrations and a canvas
    "earlier-words": 1,
    "custom-emoji": 1,
    "missing-reactors": 2,
    "lost-thread": 1,
    "no-person": 2, // U10GONE, and Slack's own
    "twice": 1,
    "no-file": 2,
    "notice": 1,
    "split": 1,
    "unreadable": 1,
  });
  const places = report.losses.flatMap(({ what, places }) => what === "unreadable" ? places : []);
  assertEquals(places, ["old/2019-05-06.json"]);
  assertEquals((await verifyStore(kv)).findings, []);
  const { row, messages, saying, entries } = await broughtRoom(kv, report.id, "C01");
  assertEquals([row.name, row.topic], ["general-slack", "All of us"], "`general` is taken");
  const nameOf = async (id: string) => (await kv.get<User>(keys.user(id))).value?.name;

  const root = saying("plum trees");
  assertEquals(root.text, "Who prunes the **plum trees**?");
  assertEquals(root.replies?.count, 2);
  assertEquals(Object.keys(root.reactions ?? {}), ["👍🏽", ":verger:", "🎉"]);
  assert(root.editedAt !== undefined && root.pinned !== undefined);
  const reply = saying("I do");
  assertEquals([reply.thread, reply.alsoInRoom, reply.text], [root.seq, undefined, "@Awa I do"]);
  assertEquals([saying("Thank you").thread, saying("Thank you").alsoInRoom], [root.seq, true]);
  assertEquals(saying("reply to nothing").thread, undefined);
  assertEquals(saying("Something else").text, "Something else 👋🏼");
  assertEquals(Object.keys(saying("Something else").reactions ?? {}), ["👍", "🇫🇷"]);
  assertEquals(await nameOf(saying("I left").by), "Chloé");
  assertEquals(await nameOf(saying("So did I").by), "U10GONE");
  assertEquals(await nameOf(saying("Rain").by), "Weather");
  assertMatch(saying("failed").text, /Build 7/);
  assertEquals(await nameOf(saying("failed").by), "old-bot");
  const asked = saying("What did it say");
  const gone = entries[asked.thread! - 1]!.event;
  assert(gone.kind === "message" && gone.deletedAt !== undefined && gone.replies?.count === 1);
  assertEquals(messages.filter(({ text }) => text === "Twice").length, 1);
  assertMatch(saying("The plan").text, /📎 plan\.pdf/);
  assertEquals(messages.filter(({ text }) => /^x+$/.test(text)).length, 3);
  assertEquals(saying("Sentence 0").text, "Sentence 0 & more");
  assertEquals(saying("Sentence 0").at, Date.UTC(2019, 4, 6, 9));
  assert(entries.some(({ event }) => event.kind === "topic" && event.topic === "Orchard"));

  assertEquals((await broughtRoom(kv, report.id, "C02")).row.closed, true);
  const board = await broughtRoom(kv, report.id, "G01");
  assertEquals([board.row.private, board.messages[0]?.text], [true, "Private <words>"]);
  assertMatch(board.row.name!, /^board-[a-z2-9]{8}$/, "nobody guesses the name of a private room");
  assertEquals(
    (await broughtRoom(kv, report.id, "D01")).messages[0]?.text,
    "Between us, in #general",
  );
  const all = (await everyRow(kv)).map(({ text }) => text).join("\n");
  assert(!all.includes("xoxe"), "no secret of a link is kept");
});

Deno.test("X1 - an export that was unpacked and packed again with its folder is the same", async () => {
  const files = Object.entries(slackExport());
  const packed = await zipOf({
    ...Object.fromEntries(files.map(([path, content]) => [`Coop Slack export/${path}`, content])),
    "__MACOSX/Coop Slack export/._users.json": "x",
    "Coop Slack export/.DS_Store": "x",
  });
  const [plain, again] = [await community(), await community()];
  const [one, other] = [
    await bringIn(plain, await zipOf(slackExport())),
    await bringIn(again, packed),
  ];
  assertEquals([other.counts, other.losses], [one.counts, one.losses]);
});

Deno.test("X1 - an emoji of theirs is a loss, unless it is here: then it is drawn", async () => {
  const bytes = await zipOf(slackExport());
  const places = (report: ImportReport) =>
    report.losses.find(({ what }) => what === "custom-emoji")?.places;
  assertMatch(places(await bringIn(await community(), bytes))![0]!, /:verger:$/);
  const kv = await community();
  const value = { emoji: { verger: "tag" }, change: "one" };
  await kv.commit([], [{ type: "set", key: keys.customEmoji(), value }]);
  assertEquals(places(await bringIn(kv, bytes)), undefined);
});

Deno.test("X1 - a dry run says the same and writes nothing", async () => {
  const [kv, other] = [await community(), await community()];
  const bytes = await zipOf(slackExport());
  const before = await everyRow(kv);
  const dry = await bringIn(kv, bytes, { apply: false });
  assertEquals(await everyRow(kv), before);
  const done = await bringIn(other, bytes);
  assertEquals(dry.counts, done.counts);
  assertEquals(lossesOf(dry), lossesOf(done));
  assertEquals(dry.rooms, done.rooms.map((room, n) => ({ ...room, name: dry.rooms[n]!.name })));
});

Deno.test("X1 - who is mapped has an account, is in their rooms, and has nothing unread", async () => {
  const kv = await community();
  const awa: User = { id: "awa-here", name: "Awa", role: "member", createdAt: 1 };
  await kv.commit([], [
    { type: "set", key: keys.user(awa.id), value: awa },
    { type: "set", key: keys.userByName("awa"), value: awa.id },
  ]);
  const mapping = new Map([["U01AWA", awa.id]]);
  const { id } = await bringIn(kv, await zipOf(slackExport()), { mapping });
  const { row, saying, entries } = await broughtRoom(kv, id, "C01");
  assertEquals(saying("plum trees").by, awa.id);
  assert((await kv.get(keys.member(row.id, awa.id))).value);
  assert((await kv.get(keys.memberOf(awa.id, row.id))).value);
  const mark = (await kv.get<{ seq: number }>(keys.read(awa.id, row.id))).value;
  assertEquals(mark?.seq, entries.length);
  assertEquals((await kv.list({ prefix: keys.unreadThreads(awa.id) }, { limit: 9 })).length, 0);
  assertEquals((await verifyStore(kv)).findings, []);
});

Deno.test("X1 - what is no export is refused in words", async () => {
  const open = async (name: string, bytes: Uint8Array) =>
    await openExport(inputOf(name, bytes), inMemory);
  const text = new TextEncoder();
  await assertRejects(
    () => open("a.txt", text.encode("Hello")),
    NotAnExport,
    "not a known kind of export",
  );
  await assertRejects(() => open("a.zip", text.encode("PK\x03\x04broken")), NotAnExport, "zip");
  const zip = await zipOf({ "a.txt": "Hello" });
  await assertRejects(() => open("a.zip", zip), NotAnExport, "Nothing in the zip");
});

Deno.test("X1 - administrators see on a page what came and what was lost, and nobody else does", async () => {
  const pages = await openPages();
  const [awa, ben] = [pages.browser(), pages.browser()];
  const zoe = pages.browser({ "accept-language": "fr" });
  for (const [who, name] of [[awa, "Awa"], [ben, "Ben"], [zoe, "Zoé"]] as const) {
    await who.post("/door/register", { name, password: "baobab and rain" });
  }
  for (const name of ["Awa", "Zoé"]) {
    const boss = await pages.instance.users.byName(name);
    await pages.instance.users.update(boss!.id, (user) => ({ ...user, role: "administrator" }));
  }
  assertMatch((await awa.get("/admin/moving")).html, /Drop an export here/);
  const { counts, id } = await bringIn(pages.kv, await zipOf(slackExport()), { file: "coop.zip" });
  const { html } = await awa.get("/admin/moving");
  assertMatch(html, /coop\.zip/);
  assert(html.includes(`${counts.messages} messages`));
  const one = `/admin/moving?import=${id}`;
  const report = (await awa.get(one)).html;
  assertMatch(report, /Files of the export that could not be read/);
  assertMatch(report, /old\/2019-05-06\.json/);
  assertMatch((await zoe.get(one)).html, /Fichiers de l’export impossibles à lire/);
  assertEquals((await ben.get("/admin/moving")).status, 403);
  await pages.close();
});
