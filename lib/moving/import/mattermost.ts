// Bulk exports of Mattermost: lines of JSON, and maybe a zip with what was sent beside them.
import { loadEmojiNames } from "../../integrations/incoming/emoji_names.ts";
import type { EmojiOf, JsonObject } from "../../integrations/incoming/reading.ts";
import { type Archive, type ArchivedFile, bytesOf, type ImportInput } from "./input.ts";
import { placedLinesOf } from "../../runtime/lines.ts";
import { object, objects, text } from "./json.ts";
import type { Losses } from "./losses.ts";
import { withEmoji, withTones } from "./mattermost_emoji.ts";
import { PostIndex, type PostPlace } from "./post_index.ts";
import {
  type ImportSource,
  NotAnExport,
  type SourceItem,
  type SourceMessage,
  type SourcePerson,
  type SourceRoom,
} from "./source.ts";
import { fileLine, isTime } from "./values.ts";

/** Lines that were read last, parsed: a thread is read reply by reply. */
const KEPT_LINES = 64;
/** Lines of these types tell of what is no part of a conversation. */
const NO_PART = new Set(["version", "team", "scheme", "role"]);

/** Notices that become events of ours: who and what about, their `props` say. */
const NOTICES: Record<string, { is: "join" | "leave" | "topic"; words?: string }> = {
  system_join_channel: { is: "join" },
  system_add_to_channel: { is: "join" },
  system_leave_channel: { is: "leave" },
  system_remove_from_channel: { is: "leave" },
  system_header_change: { is: "topic", words: "new_header" },
};

/** The lines of a zip of Mattermost's. */
export function mattermostLines(archive: Archive): ArchivedFile | undefined {
  return [...archive.values()].find(({ path }) => /^[^/]+\.jsonl$/.test(path));
}

/** Opens a bulk export. `lines`: read in parts; `archive`: what was sent, if it is there. */
export async function openMattermost(
  lines: ImportInput,
  archive: Archive | undefined,
): Promise<ImportSource> {
  const emojiOf = withTones(await loadEmojiNames());
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
  readonly #hooks = new Set<string>();
  /** When the last of each room was written, as they stand in the file. */
  readonly #last = new Map<number, number>();

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
    for (const { room, at, offset, length, reply } of this.#index.sorted()) {
      if (room !== open) {
        if (open !== undefined) yield { is: "room-end", room: this.#rooms[open]!.key };
        yield { is: "room", room: this.#rooms[room]! };
        open = room;
      }
      const read = await this.#post(offset, length);
      yield* this.#item(this.#rooms[room]!.key, read, { at, offset, reply });
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
        const at = this.#timeOf(inside, n, this.#last.get(room) ?? 0);
        this.#last.set(room, at);
        this.#index.add({ room, at, offset, length, reply: 0 });
        return this.#noteReplies(inside, { room, at, offset, length, reply: 0 }, n);
      }
      default:
        if (!NO_PART.has(type)) this.losses.note("form", `line ${n} ${type}`.trim());
    }
  }

  #noteReplies(post: JsonObject, root: PostPlace, line: number): void {
    const replies = objects(post.replies);
    const broken = (Array.isArray(post.replies) ? post.replies.length : 0) - replies.length;
    if (broken > 0) this.losses.note("unreadable", `line ${line}`, broken);
    for (const [n, reply] of replies.entries()) {
      const said = this.#timeOf(reply, line, root.at);
      // It comes after what it answers, whatever the clocks said.
      if (said < root.at) this.losses.note("order", `line ${line}`);
      this.#index.add({ ...root, at: Math.max(said, root.at), reply: n + 1 });
    }
  }

  /** What says no time stands at that of what the export has before it. */
  #timeOf(said: JsonObject, line: number, before: number): number {
    const at = Number(said.create_at ?? NaN);
    if (isTime(at)) return at;
    this.losses.note("order", `line ${line}`);
    return before;
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

  *#item(
    room: string,
    { post, replies }: ReadPost,
    { at, offset, reply }: { at: number; offset: number; reply: number },
  ): Generator<SourceItem> {
    const said = reply === 0 ? post : replies[reply - 1]!;
    const where = `byte ${offset}`;
    const type = text(said.type);
    const { is, words } = NOTICES[type] ?? {};
    const props = object(said.props);
    if (is) {
      const [by = "unknown"] = [props.addedUsername, props.removedUsername, said.user].map(text)
        .filter((one) => one !== "");
      const topic = is === "topic" && words ? text(props[words]) : undefined;
      yield { is: "notice", room, notice: { is, by, at, ...(topic !== undefined && { topic }) } };
      return;
    }
    if (/^system_/.test(type) && type !== "system_me") {
      return this.losses.note("notice", `${where} ${type}`);
    }
    const by = yield* this.#author(said);
    const message = this.#message(said, { at, by, where });
    yield {
      is: "message",
      room,
      message: {
        ...message,
        key: reply === 0 ? `${offset}` : `${offset}.${reply}`,
        ...(reply > 0 && { thread: `${offset}` }),
      },
    };
  }

  /** Who wrote. A hook writes as somebody, under a name of its own. */
  *#author(said: JsonObject): Generator<SourceItem, string> {
    const user = text(said.user) || "unknown";
    const props = object(said.props);
    const name = text(props.override_username);
    if (name === "" || String(props.from_webhook) !== "true") return user;
    const key = `hook ${name}`;
    if (!this.#hooks.has(key)) yield { is: "person", person: { key, name } };
    this.#hooks.add(key);
    return key;
  }

  #message(
    said: JsonObject,
    { at, by, where }: { at: number; by: string; where: string },
  ): Omit<SourceMessage, "key"> {
    const edited = Number(said.edit_at ?? 0);
    if (edited > 0) this.losses.note("earlier-words", where);
    const attachments = objects(object(said.props).attachments).map((one) =>
      [...new Set([text(one.pretext), text(one.title), text(one.text) || text(one.fallback)])]
        .filter((one) => one !== "").join("\n")
    );
    const sent = Array.isArray(said.attachments) ? said.attachments : [];
    const files = sent.map((one) => this.#file(text(object(one).path)));
    const lost = files.filter(({ open }) => !open).map(({ name }) => fileLine(name));
    const own = text(said.message);
    const words = [text(said.type) === "system_me" ? `_${own}_` : own, ...attachments];
    return {
      at,
      by,
      files,
      reactions: this.#reactions(said),
      text: [withEmoji(words.filter((one) => one !== "").join("\n"), this.emojiOf), ...lost]
        .filter((one) => one !== "").join("\n"),
      ...(edited > 0 && { editedAt: edited }),
      ...(said.is_pinned === true && { pinned: true }),
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
    const name = path.split("/").at(-1) || "file";
    const found = this.archive?.get(`data/${path}`) ?? this.archive?.get(path);
    return { name, ...(found && { open: () => found.open() }) };
  }
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
    kind: "room",
    name: text(channel.display_name) || text(channel.name),
    members: [],
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
