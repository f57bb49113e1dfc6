// What DiscordChatExporter writes: a file of JSON a channel, and maybe what was sent beside it.
import { JSONParser } from "@streamparser/json";
import { readDiscord } from "../../integrations/incoming/discord.ts";
import { type EmojiOf, type JsonObject, Reading } from "../../integrations/incoming/reading.ts";
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

class DiscordExport {
  readonly #people = new Set<string>();

  constructor(
    private readonly files: readonly DiscordFile[],
    private readonly archive: Archive | undefined,
    private readonly emojiOf: EmojiOf,
    private readonly losses: Losses,
  ) {}

  async *items(): AsyncGenerator<SourceItem> {
    for (const file of this.files) {
      let room: SourceRoom | undefined;
      try {
        for await (const { is, value } of partsOf(file.open())) {
          if (is === "channel") {
            room = roomOf(value);
            if (/thread/i.test(text(value.type))) this.losses.note("thread-room", file.path);
            if (room.kind === "direct") yield* this.#directPeople(file, room);
            yield { is: "room", room };
          } else if (room) yield* this.#message(room.key, value, file.path);
        }
      } catch (error) {
        if (!(error instanceof BrokenJson)) throw error;
        this.losses.note("unreadable", `${file.path}: ${error.message}`);
      }
      if (room) yield { is: "room-end", room: room.key };
      else this.losses.note("unreadable", file.path);
    }
  }

  /** Who is in a direct conversation, its messages alone say. */
  async *#directPeople(file: DiscordFile, room: SourceRoom): AsyncGenerator<SourceItem> {
    for await (const { is, value } of partsOf(file.open())) {
      if (is !== "message") continue;
      const key = yield* this.#person(object(value.author));
      if (!room.members.includes(key)) room.members.push(key);
    }
  }

  *#person(author: JsonObject): Generator<SourceItem, string> {
    const key = text(author.id) || text(author.name) || "unknown";
    if (!this.#people.has(key)) {
      this.#people.add(key);
      const name = text(author.nickname) || text(author.name) || key;
      yield { is: "person", person: { key, name } };
    }
    return key;
  }

  *#message(room: string, message: JsonObject, path: string): Generator<SourceItem> {
    const key = text(message.id);
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
    const quoted = text(object(message.reference).messageId);
    for (const sticker of objects(message.stickers)) {
      this.losses.note("form", `${where} ${text(sticker.name)}`);
    }
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
    const files = objects(message.attachments).map((one) => this.#file(one, path));
    const lost = files.filter(({ open }) => !open).map(({ name }) => fileLine(name));
    yield {
      ...{ is: "message", room },
      message: {
        ...{ key, at, by, reactions, files },
        text: [this.#textOf(message, where), ...lost].filter((one) => one !== "").join("\n"),
        ...(!Number.isNaN(edited) && { editedAt: edited }),
        ...(message.isPinned === true && { pinned: true }),
        ...(quoted !== "" && { replyTo: quoted }),
      },
    };
  }

  /** The words; of programs what they say in cards too. Those of people are previews of links. */
  #textOf(message: JsonObject, where: string): string {
    const content = text(message.content);
    const isBot = object(message.author).isBot === true;
    if (!isBot && content !== "") return content;
    const reading = new Reading(this.emojiOf);
    const { text: read } = readDiscord({ embeds: message.embeds }, reading);
    for (const { path, why } of reading.unshown) {
      if (why === "media" || why === "button") this.losses.note("form", `${where} ${path}`);
    }
    return [content, read].filter((one) => one !== "").join("\n");
  }

  /** What was sent lies beside the file, or only at an address that has run out. */
  #file({ url, fileName }: JsonObject, path: string): SourceFile {
    const name = text(fileName) || "file";
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const address = text(url);
    const found = this.archive?.get(folder + decoded(address).replaceAll("\\", "/"));
    return { name, ...(found && { open: () => found.open() }) };
  }
}

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
    ...{ key: text(channel.id) || name, name, members: [] },
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

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // a name with a sign that begins no code
  }
}
