// What other chats export, as entries of a log of ours.
import { codePoints, LIMITS, MAX_PINS } from "../../protocol/limits.ts";
import type { Draft, MessageEvent } from "../../protocol/events.ts";
import { writtenEmojiName } from "../../protocol/custom_emoji.ts";
import { readEmoji } from "../../protocol/emoji.ts";
import { MAX_FILES, type SharedFile } from "../../protocol/files.ts";
import { foldReaction, MAX_NAMED_REACTORS, type Reactions } from "../../protocol/reactions.ts";
import { emptied } from "../../protocol/emptied.ts";
import { keys } from "../../kv/keys.ts";
import { derivedId } from "./ids.ts";
import type { Losses } from "./losses.ts";
import type { ImportedPeople } from "./people.ts";
import type { RoomLog } from "./room_log.ts";
import type { Sink } from "./sink.ts";
import type { SourceFile, SourceMessage, SourceNotice } from "./source.ts";
import { isTime, lineOf } from "./values.ts";

/** Brings a file in; nothing where it cannot be had, which is noted. */
export type TakeFile = (
  file: SourceFile,
  named: { id: string; owner: string; where: string; at?: number; cleaned?: boolean },
) => Promise<SharedFile | undefined>;

/** What messages are written with. */
export interface MessageParts {
  log: RoomLog;
  sink: Sink;
  people: ImportedPeople;
  losses: Losses;
  takeFile: TakeFile;
  /** What the room is called in the export: for where something is lost. */
  name: string;
  /** Of the import and the room. */
  id: string;
}

type MessageDraft = Extract<Draft, { kind: "message" }>;

/** Writes the messages of one room, in the order of time. */
export class MessageWriter {
  /** Seqs of messages that something may hang on, by their keys; 0: one that is a reply itself. */
  readonly #seqs = new Map<string, number>();
  /** Roots of the threads that replies stand in. */
  readonly #rootOf = new Map<number, number>();
  readonly #seen = new Set<string>();
  #last = 0;
  messages = 0;
  since: number | undefined;
  readonly files: string[] = [];

  constructor(private readonly parts: MessageParts) {}

  async add(said: SourceMessage): Promise<void> {
    const { losses, name } = this.parts;
    const where = `${name}: ${said.key}`;
    const message = this.#timed(said, where);
    // What has a place is known for good: a channel may be exported twice, from its beginning to its end.
    if (this.#seqs.has(message.key) || this.#seen.has(message.key)) {
      return losses.note("twice", where);
    }
    // Of the others the keys of today are enough: an export holds them twice where its days meet.
    if (this.#seen.size > 5_000) this.#seen.clear();
    this.#seen.add(message.key);
    if (message.at < this.#last) losses.note("order", where);
    this.#last = Math.max(this.#last, message.at);
    const by = await this.parts.people.idOf(message.by, where);
    const files = await this.#files(message, by, where);
    const parts = split(message.text);
    if (parts.length > 1) losses.note("split", where);
    losses.noteEmojiIn(message.text, where);
    const first = parts[0] ?? "";
    if (first === "" && files.length === 0 && !message.deleted) return losses.note("empty", where);
    const place = this.#placeOf(message, where);
    const draft = { text: first, ...place, ...(files.length > 0 && { files }) };
    const seq = await this.#write(message, by, draft, where);
    this.#seqs.set(message.key, seq);
    if (place.thread !== undefined) this.#rootOf.set(seq, place.thread);
    for (const [n, text] of parts.slice(1).entries()) {
      const { key, at } = message;
      const rest = { key: `${key}+${n + 1}`, at, by: message.by, text };
      await this.#write(rest, by, { text, ...place }, where);
    }
  }

  /** What says no time that is a date stands at that of what was before it. */
  #timed(message: SourceMessage, where: string): SourceMessage {
    const { at, editedAt, ...rest } = message;
    if (!isTime(at)) this.parts.losses.note("order", where);
    return {
      ...rest,
      at: isTime(at) ? at : this.parts.log.head.at,
      ...(editedAt !== undefined && isTime(editedAt) && { editedAt }),
    };
  }

  async addNotice({ is, by: key, at: said, topic: words = "" }: SourceNotice): Promise<void> {
    const { people, log, name, id } = this.parts;
    if (people.isLeftOut(key)) return;
    const topic = lineOf(words, LIMITS.topic);
    const at = isTime(said) ? said : log.head.at;
    const by = await people.idOf(key, `${name}: ${is}`);
    const draft: Draft = is === "topic" ? { kind: "topic", topic } : { kind: is };
    await log.append(draft, { by, at, id: derivedId(id, is, key, String(log.head.seq)) });
  }

  /** The thread that a message stands in, and what it quotes. */
  #placeOf(message: SourceMessage, where: string) {
    const { losses } = this.parts;
    let thread: number | undefined;
    if (message.thread !== undefined && message.thread !== message.key) {
      const root = this.#seqs.get(message.thread);
      if (root === undefined) losses.note("lost-thread", where);
      else thread = this.#rootOf.get(root) ?? root;
      if (root !== undefined && thread !== root) losses.note("deep", where);
    }
    const replyTo = message.replyTo === undefined ? undefined : this.#seqs.get(message.replyTo);
    if (message.replyTo !== undefined && replyTo === undefined) losses.note("lost-quote", where);
    return {
      ...(thread !== undefined && { thread }),
      ...(thread !== undefined && message.alsoInRoom && { alsoInRoom: true }),
      ...(replyTo !== undefined && { replyTo }),
    };
  }

  async #write(
    message: SourceMessage,
    by: string,
    said: Pick<MessageDraft, "text" | "thread" | "alsoInRoom" | "replyTo" | "files">,
    where: string,
  ): Promise<number> {
    const { log, id } = this.parts;
    const { key, at, editedAt, deleted, pinned } = message;
    const own = derivedId(id, "message", key);
    const { text, mentions } = this.parts.people.mentionedIn(deleted ? "" : said.text);
    const reactions = await this.#reactions(message, where);
    const seq = log.head.seq + 1;
    const isPinned = pinned === true && !deleted && this.#takesPin(where);
    const changes = reactions.events.length + (isPinned ? 1 : 0) + (deleted ? 1 : 0);
    const time = Math.max(at, log.head.at);
    const draft: MessageDraft = {
      kind: "message",
      id: own,
      ...said,
      text,
      ...(mentions.length > 0 && { mentions }),
      ...(editedAt !== undefined && !deleted && { editedAt }),
      ...(isPinned && { pinned: { by, at: time } }),
      ...(reactions.events.length > 0 && { reactions: reactions.folded }),
      ...(changes > 0 && { changed: seq + changes }),
    };
    const gone: Partial<MessageEvent> = deleted
      ? emptied({ ...draft, seq, at: time, by } as MessageEvent, time)
      : {};
    await log.append({ ...draft, ...gone, kind: "message" } as MessageDraft, { by, at, id: own });
    for (const [n, { emoji, by: user }] of reactions.events.entries()) {
      const event = { kind: "reaction" as const, target: seq, emoji, on: true };
      await log.append(event, { by: user, at, id: `${own}r${n}` });
    }
    await this.#own(seq, reactions.events);
    if (isPinned) {
      await log.append({ kind: "pin", target: seq, on: true }, { by, at, id: `${own}p` });
    }
    if (deleted) await log.append({ kind: "delete", target: seq }, { by, at, id: `${own}d` });
    this.messages++;
    this.parts.people.wrote(by);
    this.since = Math.min(this.since ?? at, at);
    return seq;
  }

  #pins = 0;

  #takesPin(where: string): boolean {
    if (this.#pins === MAX_PINS) this.parts.losses.note("many-pins", where);
    return this.#pins < MAX_PINS && ++this.#pins > 0;
  }

  /** Reactions as events, each kind of one person once, and what they come to. */
  async #reactions({ reactions = [], deleted }: SourceMessage, where: string) {
    const { people, losses } = this.parts;
    const events: Array<{ emoji: string; by: string }> = [];
    let folded: Reactions = {};
    const seen = new Set<string>();
    for (const { emoji: asked, by } of deleted ? [] : reactions) {
      const emoji = readEmoji(asked) ?? customEmoji(asked);
      if (emoji === undefined) losses.note("emoji-name", `${where} ${asked}`, by.length);
      else if (emoji.startsWith(":")) losses.noteEmoji(emoji.slice(1, -1), where, by.length);
      const isMore = emoji !== undefined && !(emoji in folded) &&
        Object.keys(folded).length >= LIMITS.reactions;
      if (isMore) losses.note("many-reactions", `${where} ${asked}`, by.length);
      if (emoji === undefined || isMore) continue;
      for (const key of by) {
        if (people.isLeftOut(key)) continue;
        const user = await people.idOf(key, where);
        if (seen.has(`${emoji} ${user}`)) continue;
        seen.add(`${emoji} ${user}`);
        folded = foldReaction(folded, { emoji, by: user, on: true });
        events.push({ emoji, by: user });
      }
    }
    return { events, folded };
  }

  /** What each of them pressed, and those whom the message does not name. */
  async #own(seq: number, events: ReadonlyArray<{ emoji: string; by: string }>): Promise<void> {
    const { log, sink } = this.parts;
    const ofPerson = new Map<string, string[]>();
    const counts = new Map<string, number>();
    for (const { emoji, by } of events) {
      ofPerson.set(by, [...ofPerson.get(by) ?? [], emoji]);
      const count = (counts.get(emoji) ?? 0) + 1;
      counts.set(emoji, count);
      if (count > MAX_NAMED_REACTORS) await log.addReactor(seq, emoji, by);
    }
    for (const [user, pressed] of ofPerson) {
      const key = keys.own(user, log.conversation, seq);
      await sink.add({ type: "set", key, value: { reactions: pressed } });
    }
  }

  async #files(
    { files = [], key, deleted, at }: SourceMessage,
    owner: string,
    where: string,
  ): Promise<SharedFile[]> {
    const taken: SharedFile[] = [];
    for (const [n, file] of (deleted ? [] : files).entries()) {
      const id = derivedId(this.parts.id, "file", key, String(n));
      const isMore = taken.length >= MAX_FILES;
      if (isMore) this.parts.losses.note("form", `${where} ${file.name}`);
      const one = isMore ? undefined : await this.parts.takeFile(file, { id, owner, where, at });
      if (one) {
        taken.push(one);
        this.files.push(one.id);
      }
    }
    return taken;
  }
}

/** An emoji of another community as it is written here, drawn or not; nothing of what has no such name. */
function customEmoji(asked: string): string | undefined {
  const written = asked.toLowerCase();
  return writtenEmojiName(written) === undefined ? undefined : written;
}

/** A text as texts that messages may have; one of one, or none, for most. */
function split(text: string): string[] {
  const trimmed = text.trimEnd();
  if (trimmed.trim() === "") return [];
  if (codePoints(trimmed) <= LIMITS.text) return [trimmed];
  const parts: string[] = [];
  for (let rest = [...trimmed]; rest.length > 0;) {
    const some = rest.slice(0, LIMITS.text);
    const end = some.lastIndexOf("\n");
    const length = rest.length > LIMITS.text && end > LIMITS.text / 2 ? end + 1 : some.length;
    const part = rest.slice(0, length).join("").trim();
    if (part !== "") parts.push(part);
    rest = rest.slice(length);
  }
  return parts;
}
