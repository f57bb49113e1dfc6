// What DiscordChatExporter writes: a file of JSON a channel, and maybe what was sent beside it.
import { JSONParser } from "@streamparser/json";
import { CODE, timeOf } from "../../integrations/incoming/markdown.ts";
import { readDiscord } from "../../integrations/incoming/discord.ts";
import {
  type EmojiOf,
  type JsonObject,
  quoted,
  Reading,
} from "../../integrations/incoming/reading.ts";
import { loadEmojiNames } from "../../integrations/incoming/emoji_names.ts";
import type { Archive } from "./input.ts";
import { object, objects, text } from "./json.ts";
import type { Losses } from "./losses.ts";
import type { ImportSource, SourceFile, SourceItem, SourceMessage, SourceRoom } from "./source.ts";
import { fileLine } from "./values.ts";

/** One file of the export. */
export interface DiscordFile {
  path: string;
  open(): AsyncIterable<Uint8Array>;
}

/** Kinds of messages that say what somebody wrote. */
const SAID = new Set(["Default", "Reply", "ChatInputCommand", "ContextMenuCommand", ""]);

/** Opens the files of an export; `archive`: what was sent beside them. */
export async function openDiscord(
  files: readonly DiscordFile[],
  archive: Archive | undefined,
): Promise<ImportSource> {
  const emojiOf = await loadEmojiNames();
  return {
    kind: "discord",
    name: "Discord",
    items: (losses) => new DiscordExport(files, archive, emojiOf, losses).items(),
  };
}

/** What the beginning of a file says: its channel, and when its first message was written. */
interface Head {
  file: DiscordFile;
  room: SourceRoom;
  type: string;
  /** Milliseconds UTC; infinite where it has none. */
  first: number;
}

class DiscordExport {
  /** What people are called, by their keys. */
  readonly #people = new Map<string, string>();
  readonly #rooms = new Map<string, string>();

  constructor(
    private readonly files: readonly DiscordFile[],
    private readonly archive: Archive | undefined,
    private readonly emojiOf: EmojiOf,
    private readonly losses: Losses,
  ) {}

  async *items(): AsyncGenerator<SourceItem> {
    this.#noteOthers();
    const rooms = new Map<string, Head[]>();
    for (const file of this.files) {
      const head = await this.#headOf(file);
      if (!head) continue;
      this.#rooms.set(head.room.key, head.room.name);
      const parts = rooms.get(head.room.key);
      if (parts) parts.push(head);
      else rooms.set(head.room.key, [head]);
    }
    // A large channel is exported in parts, each a file of its own.
    for (const parts of rooms.values()) {
      yield* this.#room(parts.sort((one, other) => one.first - other.first));
    }
  }

  /** What is in the zip and is no channel, nor lies beside one. */
  #noteOthers(): void {
    const known = new Set(this.files.map(({ path }) => path));
    for (const path of this.archive?.keys() ?? []) {
      if (known.has(path) || /_Files\//.test(path)) continue;
      if (path.endsWith(".json")) this.losses.note("unreadable", path);
      else if (!/(?:^|\/)media\//i.test(path)) this.losses.note("form", path);
    }
  }

  async #headOf(file: DiscordFile): Promise<Head | undefined> {
    let head: Head | undefined;
    try {
      for await (const { is, value } of partsOf(file.open())) {
        if (is === "channel") {
          head = { file, room: roomOf(value), type: text(value.type), first: Infinity };
        } else if (head) {
          const first = Date.parse(text(value.timestamp));
          if (!Number.isNaN(first)) head.first = first;
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof BrokenJson)) throw error;
      // Of one that says what it is, this is told where it is read.
      if (!head) this.losses.note("unreadable", `${file.path}: ${error.message}`);
      return head;
    }
    if (!head) this.losses.note("unreadable", file.path);
    return head;
  }

  async *#room(parts: readonly Head[]): AsyncGenerator<SourceItem> {
    const { room, type, file } = parts[0]!;
    if (/thread/i.test(type)) this.losses.note("thread-room", file.path);
    if (room.kind === "direct") {
      for (const part of parts) yield* this.#directPeople(part.file, room);
    }
    yield { is: "room", room };
    for (const { file } of parts) {
      let n = 0;
      try {
        for await (const { is, value } of partsOf(file.open())) {
          if (is === "message") yield* this.#message(room.key, value, `${file.path}#${++n}`);
        }
      } catch (error) {
        if (!(error instanceof BrokenJson)) throw error;
        this.losses.note("unreadable", `${file.path}: ${error.message}`);
      }
    }
    yield { is: "room-end", room: room.key };
  }

  /** Who is in a direct conversation, its messages alone say. */
  async *#directPeople(file: DiscordFile, room: SourceRoom): AsyncGenerator<SourceItem> {
    try {
      for await (const { is, value } of partsOf(file.open())) {
        if (is !== "message") continue;
        const key = yield* this.#person(object(value.author));
        if (key !== NOBODY && !room.members.includes(key)) room.members.push(key);
      }
    } catch (error) {
      if (!(error instanceof BrokenJson)) throw error; // it is told where it is read
    }
  }

  /** Who it is. A hook writes under one id and as many names as it likes: each is another one. */
  *#person(author: JsonObject): Generator<SourceItem, string> {
    const id = text(author.id);
    const name = text(author.nickname) || text(author.name) || id;
    if (name === "") return NOBODY; // whoever writes it down finds that nobody lists them
    const known = this.#people.get(id);
    const isOther = author.isBot === true && known !== undefined && known !== name;
    const key = isOther ? `${id} ${name}` : id || `bot ${name}`;
    if (!this.#people.has(key)) {
      this.#people.set(key, name);
      yield { is: "person", person: { key, name } };
    }
    return key;
  }

  /** `place`: the file, and which of its messages it is. */
  *#message(room: string, message: JsonObject, place: string): Generator<SourceItem> {
    const key = text(message.id) || place;
    const path = place.slice(0, place.lastIndexOf("#"));
    const where = `${path} ${key}`;
    const type = text(message.type);
    const at = Date.parse(text(message.timestamp));
    if (Number.isNaN(at)) return this.losses.note("unreadable", where);
    const by = yield* this.#person(object(message.author));
    if (type === "GuildMemberJoin") {
      yield { is: "notice", room, notice: { is: "join", by, at } };
      return;
    }
    if (!SAID.has(type)) return this.losses.note("notice", `${where} ${type}`);
    const edited = Date.parse(text(message.timestampEdited));
    if (!Number.isNaN(edited)) this.losses.note("earlier-words", where);
    const forwarded = object(message.forwardedMessage);
    const isForward = Object.keys(forwarded).length > 0;
    const answered = isForward ? "" : text(object(message.reference).messageId);
    // What it answered is gone from there, and is not named any more.
    if (type === "Reply" && answered === "") this.losses.note("lost-quote", where);
    this.#noteForms(message, where);
    const reactions = yield* this.#reactions(message, where);
    const files = [message, forwarded].flatMap(({ attachments }) =>
      objects(attachments).map((one) => this.#file(one, path))
    );
    const lost = files.filter(({ open }) => !open).map(({ name }) => fileLine(name));
    const words = [
      this.#textOf(message, where),
      quoted(this.#textOf({ ...forwarded, author: message.author }, where)),
    ];
    yield {
      is: "message",
      room,
      message: {
        key,
        at,
        by,
        reactions,
        files,
        text: [...words, ...lost].filter((one) => one !== "").join("\n"),
        ...(!Number.isNaN(edited) && { editedAt: edited }),
        ...(message.isPinned === true && { pinned: true }),
        ...(answered !== "" && { replyTo: answered }),
      },
    };
  }

  /** What has no form here: stickers, and by which command of whom a program answered. */
  #noteForms(message: JsonObject, where: string): void {
    for (const { stickers } of [message, object(message.forwardedMessage)]) {
      for (const sticker of objects(stickers)) {
        this.losses.note("form", `${where} ${text(sticker.name)}`);
      }
    }
    const command = text(object(message.interaction).name);
    if (command !== "") this.losses.note("form", `${where} /${command}`);
  }

  *#reactions(
    message: JsonObject,
    where: string,
  ): Generator<SourceItem, NonNullable<SourceMessage["reactions"]>> {
    const reactions: NonNullable<SourceMessage["reactions"]> = [];
    for (const reaction of objects(message.reactions)) {
      const emoji = object(reaction.emoji);
      const name = text(emoji.id) === "" ? text(emoji.name) : `:${text(emoji.name)}:`;
      const users: string[] = [];
      for (const user of objects(reaction.users)) users.push(yield* this.#person(user));
      const missing = Number(reaction.count ?? users.length) - users.length;
      if (missing > 0) this.losses.note("missing-reactors", `${where} ${name}`, missing);
      reactions.push({ emoji: name, by: users });
    }
    return reactions;
  }

  /** The words; of programs what they say in cards too. Those of people are previews of links. */
  #textOf(message: JsonObject, where: string): string {
    const content = this.#named(text(message.content), message, where);
    const isBot = object(message.author).isBot === true;
    if (!isBot && content !== "") return content;
    const reading = new Reading(this.emojiOf);
    const { text: read } = readDiscord({ embeds: message.embeds }, reading);
    for (const { path, why } of reading.unshown) {
      if (why === "media" || why === "button") this.losses.note("form", `${where} ${path}`);
    }
    return [content, read].filter((one) => one !== "").join("\n");
  }

  /** Exports that keep the markup have ids where the others have names. */
  #named(content: string, { mentions }: JsonObject, where: string): string {
    if (!content.includes("<")) return content;
    const called = new Map(
      objects(mentions).map((one) => [text(one.id), text(one.nickname) || text(one.name)]),
    );
    const nameOf = (sign: string, id: string) => {
      const known = sign === "#" ? this.#rooms : sign.endsWith("&") ? undefined : this.#people;
      const name = known?.get(id) ?? called.get(id);
      if (!name) this.losses.note("form", `${where} ${sign}${id}`);
      return `${sign[0]}${name || id}`;
    };
    return content.split(CODE).map((part, n) =>
      n % 2 === 1 ? part : part
        .replace(/<(@[!&]?|#)(\d+)>/g, (_, sign, id) => nameOf(sign, id))
        .replace(/<a?(:\w+:)\d+>/g, "$1")
        .replace(/<t:(-?\d{1,12})(?::[a-zA-Z])?>/g, (_, seconds) => timeOf(seconds * 1_000))
    ).join("");
  }

  /** What was sent lies beside the file, or only at an address that has run out. */
  #file({ url, fileName }: JsonObject, path: string): SourceFile {
    const name = text(fileName) || "file";
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const address = text(url);
    const found = this.archive?.get(within(folder + decoded(address).replaceAll("\\", "/")));
    return { name, ...(found && { open: () => found.open() }) };
  }
}

/** The key of whoever wrote what names nobody. */
const NOBODY = "unknown";

class BrokenJson extends Error {}

/** The channel of a file, then its messages, one at a time: a file may be larger than memory. */
async function* partsOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ is: "channel" | "message"; value: JsonObject }> {
  const parser = new JSONParser({ paths: ["$.channel", "$.messages.*"], keepStack: false });
  let found: Array<{ is: "channel" | "message"; value: JsonObject }> = [];
  let failed: Error | undefined;
  parser.onValue = ({ value, key }) => {
    found.push({ is: key === "channel" ? "channel" : "message", value: object(value) });
  };
  parser.onError = (error) => void (failed ??= error);
  for await (const part of bytes) {
    try {
      parser.write(part);
    } catch (error) {
      failed ??= error as Error;
    }
    const some = found;
    found = [];
    yield* some;
    if (failed) throw new BrokenJson(failed.message);
  }
  if (!parser.isEnded) throw new BrokenJson("it is cut");
}

function roomOf(channel: JsonObject): SourceRoom {
  const name = text(channel.name) || text(channel.id);
  const topic = text(channel.topic);
  return {
    key: text(channel.id) || name,
    name,
    members: [],
    ...(/^Direct/.test(text(channel.type))
      ? { kind: "direct" }
      : { kind: "room", private: "unsaid" }),
    ...(topic !== "" && { topic }),
  };
}

/** Whether the beginning of a file says that it is one. */
export function looksLikeDiscord(head: string): boolean {
  return /"guild"\s*:/.test(head) && /"channel"\s*:/.test(head);
}

/** A path without the steps back in it. */
function within(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // a name with a sign that begins no code
  }
}
