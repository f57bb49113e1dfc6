// A community as pages that need no server and no script: rooms, their months, people, files.
import { dateLocale } from "../../../i18n/times.ts";
import type { SiteWords } from "../../../i18n/site_words.ts";
import { keys } from "../../../kv/keys.ts";
import { isDeleted, type MessageEvent, type UserId } from "../../../protocol/events.ts";
import { kindOf, type SharedFile } from "../../../protocol/files.ts";
import type { LinkPreview } from "../../../protocol/link_previews.ts";
import type { Conversation } from "../../../store/conversations/conversation.ts";
import { safeFileName } from "../../../files/file_name.ts";
import { pageFilePath, pictureEnding } from "../file_paths.ts";
import { type ExportSource, GONE_FILES, type LeftOut, whole } from "../source.ts";
import type { ZippedFile } from "../zipped.ts";
import { emojiHtml, type EmojiSource, escaped, pageHtml, STYLE, textHtml } from "./html.ts";

/** Replies that are read at once. */
const REPLIES = 100;

/** What pages are drawn with: words and dates of one language. */
export interface SiteLook {
  lang: string;
  words: SiteWords;
  /** Counts the files whose bytes are gone: their names stay. */
  leftOut: LeftOut;
}

/** The files of the zip. A page holds the messages of one room and one month (UTC). */
export async function* siteFiles(source: ExportSource, look: SiteLook): AsyncGenerator<ZippedFile> {
  yield { path: "style.css", content: once(STYLE) };
  const people = new Map<UserId, string>();
  const listed: string[] = [];
  for await (const user of source.people()) {
    const gone = user.goneAt !== undefined;
    people.set(user.id, isDeleted({ name: user.name, gone }) ? look.words.someone : user.name);
    if (!gone) listed.push(user.name);
  }
  const emoji = new Map<string, string>();
  for (const { name, bytes } of await source.emoji()) {
    const path = `emoji/${name}.${pictureEnding(bytes)}`;
    emoji.set(`:${name}:`, `../../${path}`);
    yield { path, content: ReadableStream.from([bytes]), stored: true };
  }
  const site = new Site(source, look, { people, emoji: (written) => emoji.get(written) });
  const rooms: string[] = [];
  for await (const row of source.conversations()) {
    const folder = `rooms/${site.folderOf(row)}`;
    yield* site.room(row, folder);
    rooms.push(
      `<li><a href="${escaped(encodeURI(folder))}/index.html">${escaped(site.titleOf(row))}</a>` +
        `${row.topic ? ` <span class="soft">${escaped(row.topic)}</span>` : ""}</li>`,
    );
  }
  const { words, lang } = look;
  const { name, at } = source.parts;
  const made = `${words.made} ${dateOf(lang, at, { dateStyle: "long", timeStyle: "short" })} UTC`;
  yield {
    path: "index.html",
    content: once(pageHtml({
      title: name,
      lang,
      up: "",
      body: `<h1>${escaped(name)}</h1><p class="soft">${made}</p><h2>${words.rooms}</h2>` +
        `<ul class="plain">${
          rooms.join("\n")
        }</ul><p><a href="people.html">${words.people}</a></p>`,
    })),
  };
  const names = listed.sort((a, b) => a.localeCompare(b, lang));
  yield {
    path: "people.html",
    content: once(pageHtml({
      title: `${words.people} · ${name}`,
      lang,
      up: "",
      nav: `<a href="index.html">${escaped(name)}</a>`,
      body: `<h1>${words.people}</h1>` +
        `<ul>${names.map((one) => `<li>${escaped(one)}</li>`).join("\n")}</ul>`,
    })),
  };
}

class Site {
  readonly #folders = new Set<string>();

  constructor(
    private readonly source: ExportSource,
    private readonly look: SiteLook,
    /** What people are called, and where the pictures of emoji are, from a room's folder. */
    private readonly known: { people: ReadonlyMap<UserId, string>; emoji: EmojiSource },
  ) {}

  titleOf({ kind, title, name, people = [] }: Conversation): string {
    if (kind === "room") return title ?? `#${name}`;
    return title ?? [...new Set(people)].map((id) => this.#nameOf(id)).join(", ");
  }

  /** A folder's name that says what is in it, and is no other one's. */
  folderOf({ name, id }: Conversation): string {
    const wanted = (name ?? id).replaceAll(/[^\p{L}\p{M}\p{N}_-]/gu, "-").slice(0, 60);
    let free = wanted;
    for (let n = 2; this.#folders.has(free.toLowerCase()); n++) free = `${wanted}-${n}`;
    this.#folders.add(free.toLowerCase());
    return free;
  }

  /** The pages of a room, month by month, the files between them, and its first page at the end. */
  async *room(row: Conversation, folder: string): AsyncGenerator<ZippedFile> {
    const { words, lang } = this.look;
    const entries = this.source.entries(row.id);
    const months: string[] = [];
    const written = new Set<string>();
    let next = await entries.next();
    while (!next.done) {
      const month = monthOf(next.value.event.at);
      const shown: SharedFile[] = [];
      const page = async function* (this: Site) {
        const when = dateOf(lang, next.value!.event.at, { year: "numeric", month: "long" });
        const [head, foot] = this.#frame(row, when);
        yield head;
        let day = "";
        for (; !next.done && monthOf(next.value.event.at) === month; next = await entries.next()) {
          const { event } = next.value;
          if (event.kind !== "message" || event.thread !== undefined) continue;
          const today = dateOf(lang, event.at, { dateStyle: "full" });
          const html = await this.#message(row, event, shown);
          if (html === "") continue;
          if (today !== day) yield `<h2>${today}</h2>\n`;
          day = today;
          yield html;
        }
        yield foot;
      }.bind(this);
      yield { path: `${folder}/${month}.html`, content: page() };
      months.push(month);
      for (const one of shown) {
        const path = `${folder}/files/${pageFilePath(one)}`;
        if (written.has(path)) continue;
        const file = await this.source.file(one.id);
        if (!file) continue; // it went since the page was written
        written.add(path);
        const content = whole(file.bytes.stream(), () => this.#lost());
        yield { path, content, stored: true };
      }
    }
    const list = months.map((month) => {
      const when = dateOf(lang, Date.parse(`${month}-01`), { year: "numeric", month: "long" });
      return `<li><a href="${month}.html">${when}</a></li>`;
    });
    const { name } = this.source.parts;
    const nav = `<a href="../../index.html">${escaped(name)}</a>`;
    const body = `<h1>${escaped(this.titleOf(row))}</h1><p>${escaped(row.topic ?? "")}</p>` +
      `<ul>${list.join("\n") || `<li>${words.empty}</li>`}</ul>`;
    const page = pageHtml({ title: this.titleOf(row), lang, up: "../../", nav, body });
    yield { path: `${folder}/index.html`, content: once(page) };
  }

  #frame(row: Conversation, when: string): [string, string] {
    const title = this.titleOf(row);
    const { name } = this.source.parts;
    const mark = "<!--messages-->";
    const page = pageHtml({
      title: `${title} · ${when}`,
      lang: this.look.lang,
      up: "../../",
      nav: `<a href="../../index.html">${escaped(name)}</a> · ` +
        `<a href="index.html">${escaped(title)}</a>`,
      body: `<h1>${escaped(title)} · ${when}</h1>${mark}`,
    });
    const at = page.indexOf(mark);
    return [page.slice(0, at), page.slice(at + mark.length)];
  }

  async #message(
    { id }: Conversation,
    event: MessageEvent,
    shown: SharedFile[],
  ): Promise<string> {
    const replies = event.replies ? await this.#replies(id, event.seq, shown) : "";
    const gone = event.deletedAt !== undefined;
    if (gone && replies === "") return "";
    const body = gone
      ? `<p class="soft">${this.look.words.deleted}</p>`
      : await this.#said(event, shown);
    const thread = replies && `<div class="thread">${replies}</div>`;
    return `<article id="m${Number(event.seq)}">${this.#headOf(event)}${body}${thread}</article>\n`;
  }

  async #replies(conversation: string, root: number, shown: SharedFile[]): Promise<string> {
    let html = "";
    let seqs: number[] = [];
    const read = async () => {
      for (const event of await this.source.messages(conversation, seqs)) {
        if (event.deletedAt !== undefined) continue;
        const said = await this.#said(event, shown);
        html += `<article id="m${Number(event.seq)}">${this.#headOf(event)}${said}</article>\n`;
      }
      seqs = [];
    };
    for await (const { key } of this.source.below(keys.threadReplies(conversation, root))) {
      seqs.push(Number(key[3]));
      if (seqs.length === REPLIES) await read();
    }
    await read();
    return html;
  }

  #headOf({ by, at, editedAt, pinned, movedHere }: MessageEvent): string {
    const { words, lang } = this.look;
    const written = movedHere?.at ?? at;
    const time = dateOf(lang, written, { timeStyle: "short" });
    const more = [editedAt && words.edited, pinned && words.pinned].filter(Boolean).join(" · ");
    return `<b>${escaped(this.#nameOf(by))}</b> <time datetime="${
      new Date(written).toISOString()
    }">${time}</time>${more && ` <span class="soft">${more}</span>`}`;
  }

  async #said(event: MessageEvent, shown: SharedFile[]): Promise<string> {
    const { text, files = [], previews = [], reactions = {}, poll } = event;
    const options = poll?.options.map(({ text, count }) =>
      `<li>${escaped(text)} · ${Number(count)}</li>`
    );
    const { emoji } = this.known;
    const pressed = Object.entries(reactions).map(([written, { count }]) =>
      `${emojiHtml(written, emoji)} ${Number(count)}`
    );
    let attached = "";
    for (const file of files) attached += await this.#file(file, shown);
    return textHtml(text, emoji) +
      (options ? `<ul>${options.join("")}</ul>` : "") +
      attached +
      previews.map(previewHtml).join("") +
      (pressed.length > 0 ? `<p class="soft">${pressed.join("  ")}</p>` : "");
  }

  async #file(file: SharedFile, shown: SharedFile[]): Promise<string> {
    const { name, type, alt = "", width, height } = file;
    if (!await this.source.file(file.id)) {
      this.#lost();
      return `<p class="soft">📎 ${escaped(name)}</p>`;
    }
    shown.push(file);
    const href = escaped(
      encodeURI(`files/${pageFilePath(file)}`).replaceAll("#", "%23").replaceAll("?", "%3F"),
    );
    const label = escaped(alt || name);
    if (kindOf(file) === "picture") {
      return `<a href="${href}"><img src="${href}" alt="${label}" loading="lazy"${
        width && height ? ` width="${Number(width)}" height="${Number(height)}"` : ""
      }></a>`;
    }
    if (type.startsWith("audio/")) return `<audio controls preload="none" src="${href}"></audio>`;
    const saved = escaped(safeFileName(name));
    return `<p><a href="${href}" download="${saved}">${escaped(name)}</a></p>`;
  }

  #lost(): void {
    const { leftOut } = this.look;
    leftOut.set(GONE_FILES, (leftOut.get(GONE_FILES) ?? 0) + 1);
  }

  #nameOf(id: UserId): string {
    return this.known.people.get(id) ?? this.look.words.someone;
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** What writes dates costs more to make than a date to write. */
const formats = new Map<string, Intl.DateTimeFormat>();

function dateOf(lang: string, at: number, format: Intl.DateTimeFormatOptions): string {
  const name = `${lang} ${JSON.stringify(format)}`;
  const made = formats.get(name) ??
    new Intl.DateTimeFormat(dateLocale(lang, "UTC"), { ...format, timeZone: "UTC" });
  formats.set(name, made);
  return made.format(at);
}

/** What a page said of itself that a message links to; its picture stays behind. */
function previewHtml({ url, site, title }: LinkPreview): string {
  const link = `<a href="${escaped(url)}" rel="noopener nofollow">${escaped(title)}</a>`;
  return `<p class="soft">${link} · ${escaped(site)}</p>`;
}
