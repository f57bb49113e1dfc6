// Exports of Slack: a zip of lists of people and channels, and a file of JSON a channel and day.
import { loadEmojiNames } from "../../integrations/incoming/emoji_names.ts";
import { readMrkdwn, SKIN_TONES, withTone } from "../../integrations/incoming/mrkdwn.ts";
import { type EmojiOf, type JsonObject, Reading } from "../../integrations/incoming/reading.ts";
import { readSlack } from "../../integrations/incoming/slack.ts";
import { type Archive, textOf } from "./input.ts";
import { object, objects, text } from "./json.ts";
import type { Losses } from "./losses.ts";
import { type ImportSource, NotAnExport, type SourceItem, type SourceMessage } from "./source.ts";
import type { SourcePerson, SourceRoom } from "./source.ts";
import { fileLine } from "./values.ts";

/** The lists of conversations: which file, and what they are here. */
const LISTS = [
  ["channels.json", { kind: "room" }],
  ["groups.json", { kind: "room", private: true }],
  ["mpims.json", { kind: "direct" }],
  ["dms.json", { kind: "direct" }],
] as const;

/** Notices that become events of ours. */
const NOTICES: Record<string, "join" | "leave" | "topic"> = {
  channel_join: "join",
  group_join: "join",
  channel_leave: "leave",
  group_leave: "leave",
  channel_topic: "topic",
  group_topic: "topic",
};

/** Kinds of messages that are read as what they say. */
const SAID = new Set([
  ...["", "bot_message", "thread_broadcast", "file_share", "file_comment", "me_message"],
  ...["reply_broadcast", "tombstone", "file_mention", "reminder_add", "bot_add"],
]);

/** What a hook does not show and an import does, or what only Slack's own programs know. */
const NO_LOSS = new Set<string>(["name", "room", "face", "colour", "unknown"]);

/** Whether a zip is an export of Slack. */
export function isSlack(archive: Archive): boolean {
  return archive.has("users.json") || archive.has("channels.json");
}

/** Opens an export of Slack. Throws `NotAnExport`. */
export async function openSlack(archive: Archive): Promise<ImportSource> {
  const emojiOf = await loadEmojiNames();
  return {
    kind: "slack",
    name: "Slack",
    items: (losses) => new SlackExport(archive, emojiOf, losses).items(),
  };
}

class SlackExport {
  readonly #people = new Map<string, string>();
  readonly #channels = new Map<string, string>();

  constructor(
    private readonly archive: Archive,
    private readonly emojiOf: EmojiOf,
    private readonly losses: Losses,
  ) {}

  async *items(): AsyncGenerator<SourceItem> {
    for (const user of await this.#list("users.json")) {
      const person = personOf(user);
      this.#people.set(person.key, person.name);
      yield { is: "person", person };
    }
    const rooms: Array<{ room: SourceRoom; folder: string; pins: Set<string> }> = [];
    for (const [file, about] of LISTS) {
      for (const channel of await this.#list(file)) {
        const key = text(channel.id) || text(channel.name);
        const name = text(channel.name) || key;
        this.#channels.set(key, name);
        const folder = file === "dms.json" ? key : name;
        rooms.push({
          folder,
          room: roomOf(channel, { key, name, ...about }),
          pins: new Set(objects(channel.pins).map((pin) => text(pin.id))),
        });
      }
    }
    if (rooms.length === 0) throw new NotAnExport("no-channels");
    this.#noteOthers(new Set(rooms.map(({ folder }) => folder)));
    for (const { room, folder, pins } of rooms) {
      yield { is: "room", room };
      yield* this.#messages(room.key, folder, pins);
      yield { is: "room-end", room: room.key };
    }
  }

  /** What is in the zip and is none of the conversations. */
  #noteOthers(folders: ReadonlySet<string>): void {
    const known = new Set(["users.json", ...LISTS.map(([file]) => file)]);
    for (const path of this.archive.keys()) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      if (known.has(path) || folders.has(folder)) continue;
      this.losses.note("form", path);
    }
  }

  async *#messages(
    room: string,
    folder: string,
    pins: ReadonlySet<string>,
  ): AsyncGenerator<SourceItem> {
    const days = [...this.archive.keys()].filter((path) =>
      path.startsWith(`${folder}/`) && /\/\d{4}-\d\d-\d\d\.json$/.test(path)
    ).sort();
    const said = new Map<string, string>();
    for (const day of days) {
      const all = await this.#list(day);
      const messages = all.filter(({ ts }) => Number(text(ts)) > 0);
      const untimed = all.length - messages.length;
      if (untimed > 0) this.losses.note("unreadable", day, untimed);
      messages.sort((one, other) => Number(text(one.ts)) - Number(text(other.ts)));
      for (const message of messages) {
        const key = this.#keyOf(message, said, `${day} ${text(message.ts)}`);
        if (key !== undefined) yield* this.#item(room, message, { key, day, pins });
      }
    }
  }

  /** The time is the key; two that have the same and say something else are two. */
  #keyOf(message: JsonObject, said: Map<string, string>, where: string): string | undefined {
    const ts = text(message.ts);
    const words = `${text(message.user)} ${text(message.text)}`;
    let key = ts;
    for (let n = 2; said.has(key); n++) {
      if (said.get(key) === words) return void this.losses.note("twice", where);
      key = `${ts}#${n}`;
    }
    if (said.size > 20_000) said.clear(); // only those near it may have the same
    said.set(key, words);
    return key;
  }

  *#item(
    room: string,
    message: JsonObject,
    { key, day, pins }: { key: string; day: string; pins: ReadonlySet<string> },
  ): Generator<SourceItem> {
    const subtype = text(message.subtype);
    const at = Math.round(Number(text(message.ts)) * 1_000);
    const where = `${day} ${key}`;
    const by = yield* this.#author(message);
    const notice = NOTICES[subtype];
    if (notice) {
      const topic = text(message.topic);
      yield { is: "notice", room, notice: { is: notice, by, at, ...(topic && { topic }) } };
      return;
    }
    if (!SAID.has(subtype)) return this.losses.note("notice", `${where} ${subtype}`);
    const thread = text(message.thread_ts);
    const isReply = thread !== "" && thread !== text(message.ts);
    const edited = Number(text(object(message.edited).ts)) * 1_000;
    if (edited > 0) this.losses.note("earlier-words", where);
    const read: SourceMessage = {
      key,
      at,
      by,
      text: subtype === "tombstone" ? "" : this.#textOf(message, where),
      ...(edited > 0 && { editedAt: Math.round(edited) }),
      ...(isReply && { thread }),
      ...(isReply && /broadcast$/.test(subtype) && { alsoInRoom: true }),
      ...(pins.has(text(message.ts)) && { pinned: true }),
      ...(subtype === "tombstone" && { deleted: true }),
      reactions: this.#reactions(message, where),
    };
    yield { is: "message", room, message: this.#withFiles(read, message) };
  }

  /** Who wrote: a person, or a bot that may have no id; who is in no list is made known here. */
  *#author(message: JsonObject): Generator<SourceItem, string> {
    const user = text(message.user) || text(object(message.comment).user);
    if (user !== "") {
      const profile = object(message.user_profile);
      const name = text(profile.display_name) || text(profile.real_name);
      if (!this.#people.has(user) && name !== "") {
        this.#people.set(user, name);
        yield { is: "person", person: { key: user, name } };
      }
      return user;
    }
    const bot = object(message.bot_profile);
    const name = text(message.username) || text(bot.name) || text(message.bot_id) || "bot";
    const key = text(message.bot_id) || `bot ${name}`;
    if (!this.#people.has(key)) {
      this.#people.set(key, name);
      yield { is: "person", person: { key, name } };
    }
    return key;
  }

  /** The words in our markup; what stands in blocks and attachments alone is read from there. */
  #textOf(message: JsonObject, where: string): string {
    const reading = new Reading(this.emojiOf);
    const named = (markup: string) =>
      markup
        .replaceAll(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, label) =>
          `<@${id}|${this.#people.get(id) ?? (label || id)}>`)
        .replaceAll(/<#([A-Z0-9]+)\|?>/g, (_, id) =>
          `<#${id}|${this.#channels.get(id) ?? id}>`);
    const words = text(message.text);
    const read = words === ""
      ? readSlack(
        message,
        (markup, reading, path) => readMrkdwn(named(markup), reading, path),
        reading,
      )
        .text
      : [
        readMrkdwn(named(words), reading, "text"),
        ...attachmentsOf(message).map((one) => readMrkdwn(named(one), reading, "attachments")),
      ].join("\n");
    for (const { path, why } of reading.unshown) {
      if (words === "" && !NO_LOSS.has(why)) this.losses.note("form", `${where} ${path}`);
    }
    return text(message.subtype) === "me_message" ? `_${read}_` : read;
  }

  #reactions(message: JsonObject, where: string): NonNullable<SourceMessage["reactions"]> {
    return objects(message.reactions).map(({ name, users, count }) => {
      const by = Array.isArray(users) ? users.map(text).filter((one) => one !== "") : [];
      const missing = Number(count ?? by.length) - by.length;
      if (missing > 0) this.losses.note("missing-reactors", `${where} ${text(name)}`, missing);
      return { emoji: this.#emoji(text(name)), by };
    });
  }

  #emoji(name: string): string {
    const [plain = "", tone] = name.split("::");
    const found = this.emojiOf(plain);
    const skin = SKIN_TONES[Number(tone?.match(/^skin-tone-([2-6])$/)?.[1]) - 2];
    return found === undefined ? `:${plain}:` : skin ? withTone(found, skin) : found;
  }

  /** Files of Slack are links to its servers: their names stay, and no secret of the link. */
  #withFiles(read: SourceMessage, message: JsonObject): SourceMessage {
    const files = objects(message.files ?? (message.file ? [message.file] : []))
      .map((file) => ({
        name: text(file.title) || text(file.name) || text(file.id) || "file",
        gone: text(file.mode) === "tombstone",
      }));
    if (files.length === 0) return read;
    const names = files.map(({ name }) => fileLine(name));
    return {
      ...read,
      text: [read.text, ...names].filter((one) => one !== "").join("\n"),
      files: files.map(({ name }) => ({ name })),
    };
  }

  /** The objects of a list; nothing of a file that is missing, and a loss of one that is broken. */
  async #list(path: string): Promise<JsonObject[]> {
    const file = this.archive.get(path);
    if (!file) return [];
    try {
      const value: unknown = JSON.parse(await textOf(file.open()));
      if (Array.isArray(value)) {
        const all = objects(value);
        if (all.length < value.length) {
          this.losses.note("unreadable", path, value.length - all.length);
        }
        return all;
      }
    } catch {
      // said below
    }
    this.losses.note("unreadable", path);
    return [];
  }
}

function personOf(user: JsonObject): SourcePerson {
  const profile = object(user.profile);
  const key = text(user.id) || text(user.name);
  const name = text(profile.display_name) || text(profile.real_name) || text(user.real_name) ||
    text(user.name) || key;
  const mail = text(profile.email);
  return { key, name, ...(mail !== "" && { mail }) };
}

function roomOf(
  channel: JsonObject,
  about: Pick<SourceRoom, "key" | "name" | "kind" | "private">,
): SourceRoom {
  const topic = text(object(channel.topic).value) || text(object(channel.purpose).value);
  const created = Number(channel.created);
  return {
    ...about,
    members: Array.isArray(channel.members) ? channel.members.map(text) : [],
    ...(topic !== "" && { topic }),
    ...(about.kind === "room" && channel.is_private === true && { private: true }),
    ...(channel.is_archived === true && { closed: true }),
    ...(created > 0 && { createdAt: created * 1_000 }),
  };
}

/** What attachments say that the text does not. */
function attachmentsOf(message: JsonObject): string[] {
  const own = text(message.text);
  return objects(message.attachments).flatMap(({ text: words, fallback, title, from_url: url }) => {
    if (text(url) !== "" && own.includes(text(url))) return []; // a preview of a link
    const said = text(words) || text(fallback);
    return said === "" || own.includes(said)
      ? []
      : [[text(title), said].filter(Boolean).join(": ")];
  });
}
