// Tools of others read what is exported here, and say what texts of other chats mean.
import { assert, assertEquals } from "@std/assert";
import { crc32 } from "node:zlib";
import { Buffer } from "node:buffer";
import { parse } from "discord-markdown-parser";
import { toHTML } from "slack-markdown";
import yauzl from "yauzl";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { emojiShortNames } from "../../lib/moving/emoji_short_names.ts";
import { exportOf } from "../../lib/moving/export/export.ts";
import { textHtml } from "../../lib/moving/export/site/html.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { Community } from "../support/community.ts";
import { discordChannel } from "../support/discord_export.ts";
import { sendFiles } from "../support/file_senders.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { zipOf } from "../support/zip_of.ts";

async function community(): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  return kv;
}

/** The texts of a room of an export that has these, in their order. */
async function textsIn(bytes: Uint8Array, room: string): Promise<string[]> {
  const kv = await community();
  const { id } = await bringIn(kv, bytes);
  return (await broughtRoom(kv, id, room)).messages.map(({ text }) => text);
}

const ANA = { id: "11111111111111111", name: "ana", nickname: "Ana Lune", isBot: false };
const GARDEN = "22222222222222222";
const DISCORD = [
  "plain words",
  `<@!${ANA.id}> and <@${ANA.id}>: **look** at <#${GARDEN}>`,
  "<:plum:33333333333333333> ~~rain~~ <a:sun:44444444444444444>",
  `\`<@${ANA.id}>\` is code, <@${ANA.id}> is not`,
  `\`\`\`ts\n<#${GARDEN}> <:plum:33333333333333333>\n\`\`\`\nafter`,
  `||a spoiler with <@${ANA.id}>|| and __a line__`,
  `> quoted <@${ANA.id}>\nand answered`,
  "<https://verger.example/a_b_c> and *leaning*",
  "5 < 6 > 4, <not a mention>, <@nobody>, :plum:",
];

interface Node {
  type: string;
  id?: string;
  name?: string;
  content?: string | Node[];
  target?: string;
}

/** What a text of Discord says, as the parser understands it; what names somebody by an id is named. */
function said(nodes: readonly Node[]): string {
  return nodes.map(({ type, id, name, content, target }) => {
    if (type === "user") return id === ANA.id ? "@Ana Lune" : `@${id}`;
    if (type === "channel") return id === GARDEN ? "#garden" : `#${id}`;
    if (type === "emoji" || type === "twemoji") return `:${name}:`;
    if (type === "br" || type === "newline") return "\n";
    return typeof content === "string" ? content : content ? said(content) : target ?? "";
  }).join("");
}

/** What is set apart in it, in its order. */
function marks(nodes: readonly Node[]): string[] {
  const set = /^(strong|em|underline|strikethrough|spoiler|inlineCode|codeBlock|blockQuote)$/;
  return nodes.flatMap(({ type, content }) => [
    ...(set.test(type) ? [type] : []),
    ...(Array.isArray(content) ? marks(content) : []),
  ]);
}

Deno.test("X1 - discord-markdown-parser reads the same in a text before and after it came in", async () => {
  const author = { ...ANA, discriminator: "0000" };
  const messages = DISCORD.map((content, n) => ({
    id: `${n + 1}`,
    type: "Default",
    timestamp: new Date(1e12 + n * 1_000).toISOString(),
    author,
    content,
    mentions: [ANA],
    attachments: [],
    embeds: [],
    reactions: [],
  }));
  const garden = { id: GARDEN, type: "GuildTextChat", name: "garden" };
  const bytes = await zipOf({
    "general.json": discordChannel(messages),
    "garden.json": discordChannel([], garden),
  });
  const texts = await textsIn(bytes, "c1");
  assertEquals(texts.length, DISCORD.length);
  for (const [n, written] of DISCORD.entries()) {
    const [before, after] = [written, texts[n]!].map((one) => parse(one, "normal") as Node[]);
    assertEquals(said(after!), said(before!), written);
    assertEquals(marks(after!), marks(before!), written);
    const left = JSON.stringify(after).match(/"type":"(user|channel|role|timestamp)"/);
    assertEquals(left, null, `${written}: no id of the other chat is left`);
  }
});

const SLACK = [
  "plain words &amp; signs &lt;b&gt;",
  "*bold* _leaning_ ~gone~ `code`",
  "*bold _and leaning_* words",
  "2 * 3 * 4, snake_case_name, 5*6",
  "<https://verger.example/a_b|the orchard> and <https://verger.example/plain>",
  "<@U01AWA>, see <#C01|general>",
  "```\nlet *a* = 1;\n_b_\n```\nafter",
  "`*not bold*` but *bold*",
];

/** The words that a reader of HTML sees. */
function seen(html: string): string {
  return html.replaceAll(/<br\s*\/?>|<\/(p|pre|li|blockquote)>/g, "\n").replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&").replaceAll(/\s+/g, " ").trim();
}

/** The elements that set words apart, in their order. */
function elements(html: string): string[] {
  return [...html.matchAll(/<(strong|em|del|s|code|a)\b/g)].map(([, name]) =>
    name === "s" ? "del" : name!
  );
}

Deno.test("X1 - slack-markdown draws a text of Slack as it is drawn once it came in", async () => {
  // Within a word Slack leaves a star alone, where slack-markdown sees bold words.
  const within = "a*b*c https://verger.example/a*b*c";
  const messages = [...SLACK, within].map((text, n) => ({
    type: "message",
    user: "U01AWA",
    ts: `${1e9 + n}.000100`,
    text,
  }));
  const bytes = await zipOf({
    "users.json": [{ id: "U01AWA", name: "awa", profile: { display_name: "Awa" } }],
    "channels.json": [{ id: "C01", name: "general", created: 1, members: ["U01AWA"] }],
    "general/2001-09-09.json": messages,
  });
  const texts = await textsIn(bytes, "C01");
  for (const [n, written] of SLACK.entries()) {
    const slackCallbacks = { user: () => "@Awa", channel: () => "#general" };
    const theirs = toHTML(written, { escapeHTML: false, slackCallbacks });
    const ours = textHtml(texts[n]!, () => undefined);
    assertEquals(seen(ours), seen(theirs), written);
    assertEquals(elements(ours), elements(theirs), written);
  }
  const alone = textHtml(texts.at(-1)!, () => undefined);
  assertEquals([seen(alone), elements(alone)], [within, ["a"]]);
});

/** The files of a zip as yauzl reads it, which checks names and sizes; checksums are looked at here. */
function walked(zip: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const options = { lazyEntries: true, strictFileNames: true, validateEntrySize: true };
  return new Promise((resolve, reject) => {
    // deno-lint-ignore no-explicit-any -- it has no types
    yauzl.fromBuffer(Buffer.from(zip), options, (error: unknown, opened: any) => {
      if (error) return reject(error);
      opened.on("error", reject);
      opened.on("end", () => resolve(files));
      // deno-lint-ignore no-explicit-any -- likewise
      opened.on("entry", (entry: any) => {
        // deno-lint-ignore no-explicit-any -- likewise
        opened.openReadStream(entry, (error: unknown, stream: any) => {
          if (error) return reject(error);
          const parts: Uint8Array[] = [];
          stream.on("error", reject);
          stream.on("data", (part: Uint8Array) => parts.push(part));
          stream.on("end", () => {
            const bytes = Buffer.concat(parts);
            if (crc32(bytes) !== entry.crc32) return reject(new Error(entry.fileName));
            files.set(entry.fileName, bytes);
            opened.readEntry();
          });
        });
      });
      opened.readEntry();
    });
  });
}

Deno.test("X2 - yauzl opens what is exported as a zip: names, sizes and checksums hold", async () => {
  const here = await Community.of(1, false);
  await sendFiles(here, 2, 12);
  const pieces = createKvPieces(here.kv);
  const emojiName = await emojiShortNames();
  for (const form of ["mattermost", "site"] as const) {
    const parts = { kv: here.kv, stores: () => pieces, name: "x", at: 1, scope: "all" as const };
    const made = exportOf(form, parts, { language: "en", emojiName });
    const files = await walked(await new Response(made.stream as BodyInit).bytes());
    assert(
      [...files.keys()].filter((path) => /camera|plan|large|page/.test(path)).length > 8,
      form,
    );
    assert([...files.values()].every((bytes) => bytes.length > 0), form);
  }
  await here.close();
});
