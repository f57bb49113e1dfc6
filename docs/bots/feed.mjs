// Posts what is new in an Atom feed, each entry once: its id becomes the id of the message, and what
// was posted is kept in a file.
//   SERVER=… TOKEN=… ROOM=news FEED=https://example.org/atom.xml EVERY=300 node feed.mjs
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { Palabre } from "./client.js";

const { SERVER, TOKEN, ROOM = "general", FEED, EVERY = "300", SEEN = "feed.seen" } = process.env;

const inside = (xml, tag) => new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(xml)?.[1] ?? "";
const plain = (xml) =>
  xml.replace(/^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/, "$1").replace(/<[^>]+>/g, "")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&")
    .trim();

/** The same UUID for the same text. */
function uuidOf(text) {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${
    hex.slice(20, 32)
  }`;
}

function entriesOf(xml) {
  return [...xml.matchAll(/<entry[\s>][\s\S]*?<\/entry>/g)].map(([entry]) => ({
    id: plain(inside(entry, "id")),
    title: plain(inside(entry, "title")),
    link: /<link[^>]*href="([^"]*)"/.exec(entry)?.[1] ?? "",
  })).reverse(); // the oldest first
}

const seen = new Set((await readFile(SEEN, "utf8").catch(() => "")).split("\n").filter(Boolean));
const bot = new Palabre({ server: SERVER, token: TOKEN });
await bot.start();

async function look() {
  const entries = entriesOf(await (await fetch(FEED)).text());
  for (const { id, title, link } of entries.filter((entry) => !seen.has(entry.id))) {
    try {
      await bot.send(ROOM, `**${title}**\n${link}`, { id: uuidOf(`${ROOM} ${id}`) });
      seen.add(id);
    } catch (error) { // tried again next time; the others go on
      console.error(`${title}: ${error.message}`);
    }
  }
  await writeFile(SEEN, [...seen].slice(-1_000).join("\n"));
}

process.on("SIGTERM", () => bot.stop().then(() => process.exit()));
for (;;) {
  await look().catch((error) => console.error(error.message));
  await new Promise((done) => setTimeout(done, Number(EVERY) * 1000));
}
