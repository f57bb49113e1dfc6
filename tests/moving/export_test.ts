import { assert, assertEquals, assertMatch } from "@std/assert";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { emojiShortNames } from "../../lib/moving/emoji_short_names.ts";
import { type ExportForm, exportOf } from "../../lib/moving/export/export.ts";
import type { ExportScope } from "../../lib/moving/export/source.ts";
import type { MovingRecord } from "../../lib/moving/records.ts";
import type { Locale } from "../../lib/i18n/locale.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { communityTest } from "../support/community.ts";
import { asker } from "../support/community_files.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { readCustomEmoji } from "../../lib/store/community/custom_emoji.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { bringIn, lossesOf } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { drawnPng } from "../support/pictures.ts";
import { zipOf } from "../support/zip_of.ts";
import { everyRow } from "../support/every_row.ts";
import { postFiles, uploadFile } from "../support/uploads.ts";
import { unzipped } from "../support/zip.ts";
import { planOf } from "../simulation/plan.ts";
import { simulatedStore } from "../simulation/simulated_store.ts";

const AT = Date.UTC(2026, 10, 29);

/** An export of a store, with what it left out. */
async function exported(
  kv: Kv,
  form: ExportForm,
  scope: ExportScope = "open",
  language: Locale = "en",
) {
  const pieces = createKvPieces(kv);
  const made = exportOf(form, { kv, stores: () => pieces, name: "Verger", at: AT, scope }, {
    language,
    emojiName: await emojiShortNames(),
    failed: (error) => {
      throw error;
    },
  });
  return made;
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const plain = stream.pipeThrough(new DecompressionStream("gzip") as never);
  return await new Response(plain as BodyInit).text();
}

async function linesOf(kv: Kv, scope?: ExportScope): Promise<MovingRecord[]> {
  const text = await textOf((await exported(kv, "ndjson", scope)).stream);
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

Deno.test("X2 - our own form holds each entry of each log, as it is", async () => {
  const store = await simulatedStore(planOf(5));
  const lines = await linesOf(store, "all");
  const entries = lines.flatMap((line) => line.is === "entry" ? [line.entry] : []);
  const stored = (await everyRow(store)).filter(({ key }) => key[0] === "log");
  assertEquals(entries.length, stored.length);
  const own = new Set(entries.map((entry) => JSON.stringify(entry)));
  for (const { value } of stored) {
    const { event } = value as LogEntry;
    const vanishes = event.kind === "message" && event.vanishMs !== undefined;
    if (!vanishes) assert(own.has(JSON.stringify(value)), JSON.stringify(value));
  }
  assertEquals(lines.at(-1), { is: "end", lines: lines.length });
});

communityTest("X2 - all forms hold what every member may read, and nothing else", 1, async (c) => {
  const [anna, ben] = [await c.person("Anna", "administrator"), await c.person("Ben")];
  const { chat } = c.one.instance;
  const say = async (conversation: string, text: string, more: object = {}) =>
    await c.settled(chat.post(anna.actor, {
      conversation,
      id: crypto.randomUUID(),
      text,
      ...more,
    }));
  const root = await say("general", "A <script>alert(1)</script> **bold** word");
  await c.settled(chat.post(ben.actor, {
    conversation: "general",
    id: crypto.randomUUID(),
    text: "In the thread",
    thread: root.seq,
  }));
  await c.settled(
    chat.react(ben.actor, { conversation: "general", target: root.seq, emoji: "👍🏽", on: true }),
  );
  const gone = await say("general", "words that are gone");
  await c.settled(chat.delete(anna.actor, { conversation: "general", target: gone.seq }));
  const room = await c.settled(chat.create(anna.actor, { name: "verger", private: true }));
  await say(room.id, "hidden words");
  const direct = await c.settled(chat.open(anna.actor, "Ben"));
  await say(direct.id, "two people's words");
  const from = asker(c, c.one, anna);
  const plan = new TextEncoder().encode("The plan of the orchard");
  await postFiles(from, "general", [{ id: await uploadFile(from, "plan & more.txt", plan) }]);

  for (const form of ["ndjson", "mattermost", "site"] as const) {
    const { stream } = await exported(c.kv, form);
    const all = form === "ndjson"
      ? await textOf(stream)
      : [...(await unzipped(stream)).values()].map((bytes) => new TextDecoder().decode(bytes))
        .join("\n");
    for (const word of ["hidden words", "two people's", "that are gone", "argon2", "verger-"]) {
      assert(!all.includes(word), `${form} holds “${word}”`);
    }
    assertMatch(all, /In the thread/, form);
  }
  const whole = await textOf((await exported(c.kv, "ndjson", "all")).stream);
  assertMatch(whole, /hidden words/);
  assertMatch(whole, /two people's/);

  const site = await unzipped((await exported(c.kv, "site")).stream);
  checkSite(site);
  const page = new TextDecoder().decode(
    [...site].find(([path]) => /rooms\/general\/\d{4}-\d\d\.html/.test(path))![1],
  );
  assertMatch(page, /A &#60;script&#62;alert\(1\)&#60;\/script&#62; <strong>bold<\/strong> word/);
  assertMatch(page, /<div class="thread"><article id="m\d+"><b>Ben<\/b>/);
  assertMatch(page, /👍🏽 1/);
  assertMatch(page, /plan%20&#38;%20more\.txt/);

  const made = await exported(c.kv, "mattermost");
  checkMattermost(await unzipped(made.stream));
  const parted = await say("general", "a root that goes");
  await say("general", "a reply that stays", { thread: parted.seq });
  await c.settled(chat.delete(anna.actor, { conversation: "general", target: parted.seq }));
  const french = await unzipped((await exported(c.kv, "mattermost", "open", "fr")).stream);
  const posts = new TextDecoder().decode(french.get("import.jsonl"));
  assertMatch(posts, /"message":"Ce message a été supprimé\."/, "in the language of who takes it");
});

/** No script, and each link of a page leads to a file of the zip. */
function checkSite(files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    if (!path.endsWith(".html")) continue;
    const html = new TextDecoder().decode(bytes);
    assert(!/<script|javascript:|\son\w+=/i.test(html), path);
    assertMatch(html, /^<!doctype html>/);
    for (const [, address] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
      const plain = address!.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
      const target = new URL(plain, `http://site.test/${encodeURI(path)}`);
      if (target.host !== "site.test") continue;
      assert(files.has(decodeURIComponent(target.pathname.slice(1))), `${path} leads to ${plain}`);
    }
  }
}

/** The lines stand in the order that the importer wants, name what was named, and files are there. */
function checkMattermost(files: ReadonlyMap<string, Uint8Array>): void {
  const order = [
    "version",
    "emoji",
    "team",
    "channel",
    "user",
    "post",
    "direct_channel",
    "direct_post",
  ];
  const text = new TextDecoder().decode(files.get("import.jsonl"));
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  let reached = 0;
  const users = new Set<string>();
  for (const { type, user, post } of lines) {
    const at = order.indexOf(type);
    assert(at >= reached, `${type} comes too late`);
    reached = at;
    if (user) users.add(user.username);
    for (const one of post ? [post, ...post.replies ?? []] : []) {
      assert(users.has(one.user), `${one.user} is unknown`);
      for (const { emoji_name: name } of one.reactions ?? []) assertEquals(name, "+1");
      for (const { path } of one.attachments ?? []) assert(files.has(`data/${path}`), path);
    }
  }
  const replied = lines.filter(({ post }) => post?.replies?.length > 0);
  assertEquals(replied.length, 1);
  assert(lines.some(({ post }) => post?.attachments));
}

communityTest("X2 - administrators alone take all along, and it is noted", 1, async (c) => {
  const [anna, ben] = [await c.person("Anna", "administrator"), await c.person("Ben", "moderator")];
  const { exports, administration } = c.one.instance;
  const refused = await c.settled(
    exports.take(ben.actor, "ndjson", "en").then(() => "taken", (error) => error.refusal),
  );
  assertEquals(refused, "not-allowed");
  const wrong = await c.settled(
    exports.take(anna.actor, "pdf", "en").then(() => "taken", (error) => error.refusal),
  );
  assertEquals(wrong, "invalid-field");
  for (let n = 0; n < 6; n++) {
    const { stream, name } = await c.settled(exports.take(anna.actor, "site", "en"));
    assertMatch(name, /^palabre-\d{4}-\d\d-\d\d-site\.zip$/);
    if (n > 0) await stream.cancel();
    else checkSite(await c.settled(unzipped(stream)));
  }
  const often = await c.settled(
    exports.take(anna.actor, "site", "en").then(() => "taken", (error) => error.refusal),
  );
  assertEquals(often, "too-fast");
  const { entries } = await c.settled(administration.readAuditLog(anna.actor, { limit: 20 }));
  const noted = entries.filter(({ act }) => act === "exported");
  assertEquals(noted.map(({ what }) => what), Array(6).fill("site"));
});

communityTest("X2 - emoji of the community go along in every form", 1, async (c) => {
  const anna = await c.person("Anna", "administrator");
  const { chat, administration } = c.one.instance;
  const bytes = drawnPng(40, 30);
  const picture = () => Promise.resolve(bytes);
  await c.settled(administration.addEmoji(anna.actor, { name: "harvest", picture }));
  const say = { conversation: "general", id: "1", text: "rain :harvest: `:harvest:` :none:" };
  const { seq } = await c.settled(chat.post(anna.actor, say));
  const wish = { conversation: "general", target: seq, emoji: ":harvest:", on: true };
  await c.settled(chat.react(anna.actor, wish));
  await c.settled(chat.react(anna.actor, { ...wish, emoji: "🌳" }));

  const line = (await linesOf(c.kv)).find(({ is }) => is === "emoji");
  assert(line?.is === "emoji" && line.name === "harvest");
  const site = await unzipped((await exported(c.kv, "site")).stream);
  checkSite(site);
  assertEquals(site.get("emoji/harvest.png")?.toBase64(), line.base64);
  const page = new TextDecoder().decode(
    [...site].find(([path]) => /rooms\/general\/\d{4}-\d\d\.html/.test(path))![1],
  );
  const img = '<img class="emoji" src="../../emoji/harvest.png" alt=":harvest:" title=":harvest:">';
  assert(page.includes(`rain ${img} <code>:harvest:</code> :none:`), page);
  assert(page.includes(`<p class="soft">${img} 1  🌳 1</p>`));

  const made = await exported(c.kv, "mattermost");
  const zip = await unzipped(made.stream);
  assertEquals(zip.get("data/emoji/harvest.png")?.toBase64(), line.base64);
  assertEquals([...made.leftOut.keys()], []);
  const text = new TextDecoder().decode(zip.get("import.jsonl"));
  assertMatch(text, /"type":"emoji","emoji":\{"name":"harvest","image":"emoji\/harvest\.png"\}/);
  assertMatch(text, /"emoji_name":"harvest"/);
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  const report = await bringIn(kv, await zipOf(Object.fromEntries(zip)));
  assertEquals([report.counts.emoji, lossesOf(report)["emoji-refused"]], [1, undefined]);
  const { emoji } = await readCustomEmoji(kv);
  assertEquals(emoji, administration.emoji().emoji);
});
