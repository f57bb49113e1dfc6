// As Mattermost's bulk import reads it: lines of JSON in its order, and files in `data/`.
import { personTag } from "../../protocol/people.ts";
import { isDeleted, type MessageEvent, type UserId } from "../../protocol/events.ts";
import type { SiteWords } from "../../i18n/site_words.ts";
import { keys } from "../../kv/keys.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { filePath, pictureEnding } from "./file_paths.ts";
import { type ExportSource, GONE_FILES, type LeftOut, whole } from "./source.ts";
import type { ZippedFile } from "./zipped.ts";

/** The team that everything is in. */
const TEAM = "palabre";
/** Replies that are read at once. */
const REPLIES = 100;

/** What an export is written with. `emojiName`: the short name of an emoji. */
interface Writing {
  emojiName: (emoji: string) => string | undefined;
  /** What stands in place of what is gone. */
  words: Pick<SiteWords, "deleted" | "someone">;
  leftOut: LeftOut;
}

/** The files of the zip: the lines, then what was sent. */
export async function* mattermostFiles(
  source: ExportSource,
  writing: Writing,
): AsyncGenerator<ZippedFile> {
  /** Ids by paths: a file that was sent twice stands there once. */
  const files = new Map<string, string>();
  const emoji = await source.emoji();
  const own = new Set(emoji.map(({ name }) => `:${name}:`));
  const emojiName = (written: string) =>
    own.has(written) ? written.slice(1, -1) : writing.emojiName(written);
  const pictures = emoji.map(({ name, bytes }) => ({
    name,
    image: `emoji/${name}.${pictureEnding(bytes)}`,
    bytes,
  }));
  const writer = new Lines(source, { ...writing, emojiName }, files);
  yield { path: "import.jsonl", content: writer.all(pictures) };
  for (const { image, bytes } of pictures) {
    yield { path: `data/${image}`, content: ReadableStream.from([bytes]), stored: true };
  }
  for (const [path, id] of files) {
    const file = await source.file(id);
    const gone = () => count(writing.leftOut, GONE_FILES);
    if (!file) gone();
    else {
      const content = whole(file.bytes.stream(), gone);
      yield { path: `data/${path}`, content, stored: true };
    }
  }
}

/** Channels of the type that the other form knows: open, private, direct. */
interface Channel {
  row: Conversation;
  name: string;
}

class Lines {
  readonly #names = new Map<UserId, string>();

  constructor(
    private readonly source: ExportSource,
    private readonly writing: Writing,
    private readonly files: Map<string, string>,
  ) {}

  async *all(emoji: ReadonlyArray<{ name: string; image: string }>): AsyncGenerator<string> {
    const { name } = this.source.parts;
    yield line("version", undefined, { version: 1 });
    for (const { name, image } of emoji) yield line("emoji", { name, image });
    yield line("team", { name: TEAM, display_name: name, type: "O", allow_open_invite: true });
    const channels: Channel[] = [];
    const taken = new Set<string>();
    for await (const row of this.source.conversations()) {
      channels.push({ row, name: channelName(row, taken) });
    }
    const rooms = channels.filter(({ row }) => row.kind === "room");
    for (const { row, name } of rooms) {
      yield line("channel", {
        team: TEAM,
        name,
        display_name: row.title ?? row.name ?? name,
        type: row.private ? "P" : "O",
        ...(row.topic && { header: row.topic }),
      });
    }
    yield* this.#users(rooms);
    for (const channel of rooms) yield* this.#posts(channel);
    for (const channel of channels) {
      if (channel.row.kind === "room") continue;
      const members = (channel.row.people ?? []).map((id) => this.#nameOf(id));
      yield line("direct_channel", { members });
      yield* this.#posts(channel, members);
    }
  }

  async *#users(rooms: readonly Channel[]): AsyncGenerator<string> {
    const memberships = new Map<UserId, string[]>();
    for (const { row, name } of rooms) {
      for (const { id } of await this.source.members(row.id)) {
        memberships.set(id, [...memberships.get(id) ?? [], name]);
      }
    }
    for await (const user of this.source.people()) {
      const username = `${slug(user.name) || "left"}-${personTag(user.id)}`;
      this.#names.set(user.id, username);
      const channels = memberships.get(user.id) ?? [];
      yield line("user", {
        username,
        email: `${username}@palabre.invalid`,
        nickname: user.name,
        ...(isDeleted({ name: user.name, gone: user.goneAt !== undefined }) && {
          nickname: this.writing.words.someone,
        }),
        roles: user.role === "administrator" ? "system_user system_admin" : "system_user",
        ...(user.goneAt !== undefined && { delete_at: user.goneAt }),
        teams: [{
          name: TEAM,
          roles: "team_user",
          channels: channels.map((name) => ({ name, roles: "channel_user" })),
        }],
      });
    }
  }

  async *#posts({ row, name }: Channel, members?: string[]): AsyncGenerator<string> {
    for await (const { event } of this.source.entries(row.id)) {
      if (event.kind !== "message") continue;
      if (event.thread !== undefined) continue; // stands under its root
      if (event.deletedAt !== undefined && !event.replies) continue;
      const replies = event.replies ? await this.#replies(row.id, event.seq) : [];
      const post = { ...this.#post(row.id, event), ...(replies.length > 0 && { replies }) };
      yield members
        ? line("direct_post", { channel_members: members, ...post })
        : line("post", { team: TEAM, channel: name, ...post });
    }
  }

  async #replies(conversation: string, root: number) {
    const replies: unknown[] = [];
    let seqs: number[] = [];
    const read = async () => {
      for (const event of await this.source.messages(conversation, seqs)) {
        if (event.alsoInRoom) {
          count(this.writing.leftOut, "replies that were sent to the room as well");
        }
        if (event.deletedAt === undefined) replies.push(this.#post(conversation, event));
      }
      seqs = [];
    };
    for await (const { key } of this.source.below(keys.threadReplies(conversation, root))) {
      seqs.push(Number(key[3]));
      if (seqs.length === REPLIES) await read();
    }
    await read();
    return replies;
  }

  #post(conversation: string, event: MessageEvent) {
    const { by, text, at, editedAt, pinned, files = [], deletedAt, poll, version } = event;
    if (version) count(this.writing.leftOut, "what messages said before they were edited");
    if (event.replyTo !== undefined) count(this.writing.leftOut, "which message a message quotes");
    if (poll) count(this.writing.leftOut, "votes: the answers of polls stand as text");
    const answers = poll?.options.map(({ text, count }) => `- ${text} (${count})`) ?? [];
    return {
      user: this.#nameOf(by),
      message: [deletedAt === undefined ? text : this.writing.words.deleted, ...answers].join("\n"),
      create_at: at,
      ...(editedAt !== undefined && { edit_at: editedAt }),
      ...(pinned && { is_pinned: true }),
      ...this.#reactions(event),
      ...(files.length > 0 && {
        attachments: files.map((file) => {
          const path = `${conversation.replaceAll(/[^\w-]/g, "_")}/${filePath(file)}`;
          this.files.set(path, file.id);
          return { path };
        }),
      }),
    };
  }

  #reactions({ at, reactions = {} }: MessageEvent) {
    const all = Object.entries(reactions).flatMap(([emoji, { by, count: total }]) => {
      const name = this.writing.emojiName(emoji);
      if (total > by.length) count(this.writing.leftOut, "reactions beyond twelve of a kind");
      if (name === undefined) {
        count(this.writing.leftOut, "reactions with emoji that have no short name");
      }
      return name === undefined
        ? []
        : by.map((id) => ({ user: this.#nameOf(id), emoji_name: name, create_at: at }));
    });
    return all.length > 0 ? { reactions: all } : {};
  }

  #nameOf(id: UserId): string {
    return this.#names.get(id) ?? `left-${personTag(id)}`;
  }
}

function line(type: string, value: unknown, more: Record<string, unknown> = {}): string {
  return `${JSON.stringify({ type, ...more, ...(value !== undefined && { [type]: value }) })}\n`;
}

function channelName({ name, id, kind }: Conversation, taken: Set<string>): string {
  const wanted = kind === "room" ? slug(name ?? id) || "room" : id;
  let free = wanted;
  for (let n = 2; taken.has(free); n++) free = `${wanted}-${n}`;
  taken.add(free);
  return free;
}

/** A name in the letters that the other form allows, without accents. */
function slug(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^[^a-z]+|-+$/g, "").slice(0, 50);
}

function count(leftOut: LeftOut, what: string): void {
  leftOut.set(what, (leftOut.get(what) ?? 0) + 1);
}
