// Rooms that anyone may read on the web: pages without script, cookie or account, and a feed.
import { Hono } from "hono";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import type { PublishedRoom } from "../../lib/chat/conversations/room_previews.ts";
import { CATALOGS } from "../../lib/i18n/catalogs.ts";
import { dateLocale } from "../../lib/i18n/times.ts";
import { negotiateLocale } from "../../lib/i18n/locale.ts";
import { PUBLIC_WORDS, SITE_WORDS } from "../../lib/i18n/site_words.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { isDeleted, type MessageEvent, type Profiles } from "../../lib/protocol/events.ts";
import { type EmojiSource, escaped, STYLE, textHtml } from "../../lib/moving/export/site/html.ts";
import { emojiTag } from "../../lib/protocol/custom_emoji.ts";
import { emojiPath, roomPath } from "../../lib/ui/paths.ts";
import { readPosition } from "./read_position.ts";
import type { PageServices } from "./services.ts";

/** Messages of a page, and of the feed. */
const PAGE = 50;
const IN_FEED = 30;
/** How long whoever asked may keep an answer. */
const FOR_A_MINUTE = "public, max-age=60";
/** Letters of a message that its title in the feed has. */
const TITLE_LENGTH = 80;

/** What a page is drawn of. */
interface Shown {
  room: PublishedRoom;
  messages: MessageEvent[];
  users: Profiles;
  /** Earlier ones begin before this seq. */
  earlier: number | undefined;
}

/** The pages of rooms that an administrator has published. */
export function publicRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get("/public/style.css", (c) =>
    c.body(STYLE, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": FOR_A_MINUTE,
    }));

  app.get("/public/:name", async (c) => {
    const shown = await read(c, services, PAGE);
    answerHeaders(c, shown.room);
    return c.html(pageOf(c, services, shown));
  });

  app.get("/public/:name/feed.atom", async (c) => {
    const shown = await read(c, services, IN_FEED);
    answerHeaders(c, shown.room);
    c.header("Content-Type", "application/atom+xml; charset=utf-8");
    return c.body(feedOf(c, services, shown));
  });

  return app;
}

/** Throws `unknown-room` for what nobody published. */
async function read(
  c: HttpContext,
  { previews }: PageServices,
  limit: number,
): Promise<Shown> {
  const name = c.req.param("name") ?? "";
  const room = await previews.published(name);
  if (!room) throw new ChatError("unknown-room", { name });
  const before = readPosition(c.req.query("before")) || undefined;
  const { events, users, more } = await previews.read(room, { before, limit });
  const messages = events.flatMap((event) =>
    event.kind === "message" && event.deletedAt === undefined ? [event] : []
  );
  return { room, messages, users, earlier: more ? events[0]?.seq : undefined };
}

function answerHeaders(c: HttpContext, { found }: PublishedRoom): void {
  c.header("Cache-Control", FOR_A_MINUTE);
  c.header("Vary", "Accept-Language");
  if (!found) c.header("X-Robots-Tag", "noindex");
}

function titleOf({ title, name }: PublishedRoom): string {
  return title ?? `#${name}`;
}

function pageOf(
  c: HttpContext,
  { administration }: PageServices,
  { room, messages, users, earlier }: Shown,
): string {
  const lang = negotiateLocale(c.req.header("accept-language"));
  const words = PUBLIC_WORDS[lang];
  const path = `/public/${encodeURIComponent(room.name)}`;
  const community = administration.profile().name;
  const day = new Intl.DateTimeFormat(dateLocale(lang, "UTC"), {
    dateStyle: "full",
    timeZone: "UTC",
  });
  const { emoji: custom } = administration.emoji();
  const emoji = (written: string) => {
    const tag = emojiTag(custom, written);
    return tag === undefined ? undefined : emojiPath(tag);
  };
  let last = "";
  const articles = messages.map((message) => {
    const today = day.format(message.at);
    const heading = today === last ? "" : `<h2>${today}</h2>`;
    last = today;
    return heading + articleOf(message, users, { lang, emoji });
  });
  const title = `${titleOf(room)} · ${community}`;
  const about = escaped(room.topic ?? "");
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${room.found ? "" : '<meta name="robots" content="noindex">'}
<title>${escaped(title)}</title>
<meta name="description" content="${about}">
<meta property="og:title" content="${escaped(title)}">
<meta property="og:description" content="${about}">
<link rel="canonical" href="${escaped(new URL(path, c.var.origin).href)}">
<link rel="alternate" type="application/atom+xml" href="${path}/feed.atom" title="${
    escaped(title)
  }">
<link rel="stylesheet" href="/public/style.css">
<body>
<nav><a href="/">${escaped(community)}</a> · <a href="${path}/feed.atom">${words.feed}</a></nav>
<h1>${escaped(titleOf(room))}</h1>
<p dir="auto">${about}</p>
${
    earlier === undefined
      ? ""
      : `<nav><a href="${path}?before=${earlier}">${words.earlier}</a></nav>`
  }
<main>${articles.join("\n") || `<p>${SITE_WORDS[lang].empty}</p>`}</main>
<p><a href="${escaped(roomPath(room.name))}">${words.join}</a></p>
</body>
</html>
`;
}

function articleOf(
  message: MessageEvent,
  users: Profiles,
  { lang, emoji }: { lang: keyof typeof SITE_WORDS; emoji: EmojiSource },
): string {
  const { seq, at, by, editedAt, replies } = message;
  const time = new Intl.DateTimeFormat(lang, { timeStyle: "short", timeZone: "UTC" }).format(at);
  const more = [
    editedAt !== undefined && SITE_WORDS[lang].edited,
    replies &&
    translatorOf(lang, CATALOGS[lang]).t("thread.replies", { count: Number(replies.count) }),
  ].filter(Boolean).join(" · ");
  return `<article id="m${seq}"><b dir="auto">${escaped(nameOf(by, users, lang))}</b> ` +
    `<time datetime="${new Date(at).toISOString()}">${time}</time>` +
    `${more && ` <span class="soft">${more}</span>`}${saidIn(message, emoji)}</article>`;
}

/**
 * The words; of files their names alone: who may read those is asked of each (F2). Emoji of the
 * community are named where `emoji` is not said: readers of feeds draw them as large as they are.
 */
function saidIn({ text, files = [] }: MessageEvent, emoji?: EmojiSource): string {
  return textHtml(text, emoji) +
    files.map(({ name }) => `<p class="soft">📎 ${escaped(name)}</p>`).join("");
}

function nameOf(id: string, users: Profiles, lang: keyof typeof SITE_WORDS): string {
  const profile = users[id];
  return !profile || isDeleted(profile) ? SITE_WORDS[lang].someone : profile.name;
}

function feedOf(
  c: HttpContext,
  { administration, clock }: PageServices,
  { room, messages, users }: Shown,
): string {
  const lang = negotiateLocale(c.req.header("accept-language"));
  const at = (path: string) => xml(new URL(path, c.var.origin).href);
  const path = `/public/${encodeURIComponent(room.name)}`;
  // Readers of feeds keep what they were given: what is to vanish would stay there (M11).
  const lasting = messages.filter(({ vanishMs }) => vanishMs === undefined);
  const changed = lasting.map(({ at, editedAt = at }) => editedAt);
  const entries = lasting.toReversed().map((message) => {
    const name = nameOf(message.by, users, lang);
    const line = message.text.split("\n")[0]!.slice(0, TITLE_LENGTH) || message.files?.[0]?.name;
    const { seq, at: written, editedAt = written } = message;
    return `<entry><id>urn:palabre:${xml(room.id)}:${seq}</id>` +
      `<title>${xml(`${name}: ${line ?? ""}`)}</title>` +
      `<link href="${at(`${path}#m${seq}`)}"/><author><name>${xml(name)}</name></author>` +
      `<published>${timeOf(written)}</published><updated>${timeOf(editedAt)}</updated>` +
      `<content type="html">${xml(saidIn(message))}</content></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>urn:palabre:${xml(room.id)}</id>
<title>${xml(`${titleOf(room)} · ${administration.profile().name}`)}</title>
<link rel="self" href="${at(`${path}/feed.atom`)}"/>
<link rel="alternate" type="text/html" href="${at(path)}"/>
<updated>${timeOf(Math.max(...changed, changed.length > 0 ? 0 : clock.now()))}</updated>
${entries.join("\n")}
</feed>
`;
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

/** Text as XML has it, without signs that it cannot have. */
function xml(text: string): string {
  // deno-lint-ignore no-control-regex -- those are what XML cannot have
  return escaped(text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ""));
}
