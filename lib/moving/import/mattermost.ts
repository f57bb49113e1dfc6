// Bulk exports of Mattermost: lines of JSON, and maybe a zip with what was sent beside them.
import { loadEmojiNames } from "../../integrations/incoming/emoji_names.ts";
import { CODE } from "../../integrations/incoming/markdown.ts";
import type { EmojiOf, JsonObject } from "../../integrations/incoming/reading.ts";
import { type Archive, type ArchivedFile, bytesOf, type ImportInput } from "./input.ts";
import { placedLinesOf } from "../../runtime/lines.ts";
import { object, objects, text } from "./json.ts";
import type { Losses } from "./losses.ts";
import { PostIndex } from "./post_index.ts";
import {
  type ImportSource,
  NotAnExport,
  type SourceItem,
  type SourceMessage,
  type SourcePerson,
  type SourceRoom,
} from "./source.ts";

/** Lines that were read last, parsed: a thread is read reply by reply. */
const KEPT_LINES = 64;
/** Lines of these types tell of what is no part of a conversation. */
const NO_PART = new Set(["version", "team", "scheme", "role"]);

/** The name of an emoji in a text: no time, and no part of an address. */
const SHORTCODE = /(?<![\p{L}\p{N}/]):([a-z0-9_+-]+):(?![\p{L}\p{N}/])/gu;

/** The lines of a zip of Mattermost's. */
export function mattermostLines(archive: Archive): ArchivedFile | undefined {
  return [...archive.values()].find(({ path }) => /^[^/]+\.jsonl$/.test(path));
}

/** Opens a bulk export. `lines`: read in parts; `archive`: what was sent, if it is there. */
export async function openMattermost(
  lines: ImportInput,
  archive: Archive | undefined,
): Promise<ImportSource> {
  const emojiOf = await loadEmojiNames();
  return {
    kind: "mattermost",
    name: "Mattermost",
    items: (losses) => new Bulk(lines, archive, emojiOf, losses).items(),
  };
}

/** A post, with its replies. */
interface ReadPost {
  post: JsonObject;
  replies: JsonObject[];
}

class Bulk {
  readonly #rooms: SourceRoom[] = [];
  readonly #roomOf = new Map<string, number>();
  readonly #index = new PostIndex();
  readonly #kept = new Map<number, ReadPost>();

  constructor(
    private readonly lines: ImportInput,
    private readonly archive: Archive | undefined,
    private readonly emojiOf: EmojiOf,
    private readonly losses: Losses,
  ) {}

  /** Posts stand in no order of time: where each is, is noted first. */
  async *items(): AsyncGenerator<SourceItem> {
    let n = 0;
    for await (const { text: line, offset, length } of placedLines(this.lines)) {
      n++;
      const value = this.#parsed(line, n);
      if (value) yield* this.#note(value, offset, length, n);
    }
    let open: number | undefined;
    for (const { room, offset, length, reply } of this.#index.sorted()) {
      if (room !== open) {
        if (open !== undefined) yield { is: "room-end", room: this.#rooms[open]!.key };
        yield { is: "room", room: this.#rooms[room]! };
        open = room;
      }
      const post = await this.#post(offset, length);
      const message = this.#message(post, offset, reply);
      yield { is: "message", room: this.#rooms[room]!.key, message };
    }
    if (open !== undefined) yield { is: "room-end", room: this.#rooms[open]!.key };
    const written = this.#index.rooms;
    for (const [n, room] of this.#rooms.entries()) {
      if (written.has(n)) continue;
      yield { is: "room", room };
      yield { is: "room-end", room: room.key };
    }
  }

  #parsed(line: string, n: number): JsonObject | undefined {
    if (line.trim() === "") return undefined;
    try {
      return object(JSON.parse(line));
    } catch {
      return void this.losses.note("unreadable", `line ${n}`);
    }
  }

  *#note(value: JsonObject, offset: number, length: number, n: number): Generator<SourceItem> {
    const type = text(value.type);
    const inside = object(value[type]);
    switch (type) {
      case "user":
      case "bot":
        yield { is: "person", person: personOf(inside) };
        for (const team of objects(inside.teams)) {
          for (const { name } of objects(team.channels)) {
            const room = this.#roomAt(`${text(team.name)}/${text(name)}`);
            room?.members.push(text(inside.username));
          }
        }
        return;
      case "emoji": {
        const { open } = this.#file(text(inside.image));
        yield { is: "emoji", emoji: { name: text(inside.name), ...(open && { open }) } };
        return;
      }
      case "channel":
        return this.#addRoom(roomOf(inside));
      case "direct_channel": {
        const members = names(inside.members);
        return this.#addRoom(directOf(members));
      }
      case "post":
      case "direct_post": {
        const key = type === "post"
          ? `${text(inside.team)}/${text(inside.channel)}`
          : directKey(names(inside.channel_members));
        if (!this.#roomOf.has(key)) {
          this.#addRoom(
            type === "post"
              ? roomOf({ team: inside.team, name: inside.channel })
              : directOf(names(inside.channel_members)),
          );
        }
        const room = this.#roomOf.get(key)!;
        this.#index.add({ room, at: Number(inside.create_at), offset, length, reply: 0 });
        for (const [at, reply] of objects(inside.replies).entries()) {
          const place = { room, at: Number(reply.create_at), offset, length, reply: at + 1 };
          this.#index.add(place);
        }
        return;
      }
      default:
        if (!NO_PART.has(type)) this.losses.note("form", `line ${n} ${type}`);
    }
  }

  #addRoom(room: SourceRoom): void {
    const before = this.#roomAt(room.key);
    if (before?.private === "unsaid" && room.private !== "unsaid") {
      // What was said there came before what it is.
      this.#rooms[this.#roomOf.get(room.key)!] = { ...room, members: before.members };
    }
    if (before) return;
    this.#roomOf.set(room.key, this.#rooms.length);
    this.#rooms.push(room);
  }

  #roomAt(key: string): SourceRoom | undefined {
    const n = this.#roomOf.get(key);
    return n === undefined ? undefined : this.#rooms[n];
  }

  async #post(offset: number, length: number): Promise<ReadPost> {
    const kept = this.#kept.get(offset);
    if (kept) return kept;
    const line = new TextDecoder().decode(await this.lines.read(offset, length));
    const value = object(JSON.parse(line));
    const post = object(value[text(value.type)]);
    const read = { post, replies: objects(post.replies) };
    if (this.#kept.size >= KEPT_LINES) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(offset, read);
    return read;
  }

  #message({ post, replies }: ReadPost, offset: number, reply: number): SourceMessage {
    const said = reply === 0 ? post : replies[reply - 1]!;
    const where = `byte ${offset}`;
    const edited = Number(said.edit_at ?? 0);
    if (edited > 0) this.losses.note("earlier-words", where);
    const attachments = objects(object(said.props).attachments).map((one) =>
      text(one.text) || text(one.fallback)
    );
    return {
      ...{ key: reply === 0 ? `${offset}` : `${offset}.${reply}`, at: Number(said.create_at) },
      by: text(said.user) || "unknown",
      text: withEmoji(
        [text(said.message), ...attachments].filter((one) => one !== "").join("\n"),
        this.emojiOf,
      ),
      ...(edited > 0 && { editedAt: edited }),
      ...(reply > 0 && { thread: `${offset}` }),
      ...(said.is_pinned === true && { pinned: true }),
      reactions: this.#reactions(said),
      files: objects(said.attachments).map(({ path }) => this.#file(text(path))),
    };
  }

  #reactions(said: JsonObject): NonNullable<SourceMessage["reactions"]> {
    const kinds = new Map<string, string[]>();
    for (const { user, emoji_name: name } of objects(said.reactions)) {
      const plain = text(name);
      const emoji = this.emojiOf(plain) ?? `:${plain}:`;
      kinds.set(emoji, [...kinds.get(emoji) ?? [], text(user)]);
    }
    return [...kinds].map(([emoji, by]) => ({ emoji, by }));
  }

  #file(path: string) {
    const name = path.split("/").at(-1) ?? path;
    const found = this.archive?.get(`data/${path}`) ?? this.archive?.get(path);
    return { name, ...(found && { open: () => found.open() }) };
  }
}

/** A text with the emoji that stand in it by names that all chats know; what is code stays. */
function withEmoji(text: string, emojiOf: EmojiOf): string {
  return text.split(CODE).map((part, n) =>
    n % 2 === 1 ? part : part.replace(SHORTCODE, (whole, name: string) => emojiOf(name) ?? whole)
  ).join("");
}

function personOf(user: JsonObject): SourcePerson {
  const key = text(user.username);
  const mail = text(user.email);
  const full = [text(user.first_name), text(user.last_name)].filter(Boolean).join(" ");
  const name = text(user.nickname) || text(user.display_name) || full || key;
  return { key, name, ...(mail !== "" && { mail }) };
}

function roomOf(channel: JsonObject): SourceRoom {
  const topic = text(channel.header) || text(channel.purpose);
  return {
    key: `${text(channel.team)}/${text(channel.name)}`,
    ...{ kind: "room", name: text(channel.display_name) || text(channel.name), members: [] },
    ...(text(channel.type) !== "O" && {
      private: text(channel.type) === "P" ? true : "unsaid",
    }),
    ...(topic !== "" && { topic }),
    ...(Number(channel.deleted_at) > 0 && { closed: true }),
  };
}

function directOf(members: string[]): SourceRoom {
  return { key: directKey(members), kind: "direct", name: members.join(", "), members };
}

function directKey(members: readonly string[]): string {
  return `direct ${[...members].sort().join(" ")}`;
}

/** Lines as text, with where they begin and how many bytes they have. */
async function* placedLines(input: ImportInput) {
  const decoder = new TextDecoder();
  let end = 0;
  try {
    for await (const { bytes, offset } of placedLinesOf(bytesOf(input))) {
      end = offset + bytes.length + 1;
      yield { text: decoder.decode(bytes), offset, length: bytes.length };
    }
  } catch (error) {
    throw error instanceof RangeError ? new NotAnExport("broken-line", `byte ${end}`) : error;
  }
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}
