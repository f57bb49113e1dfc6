// What an export is read from: the store, a page at a time, whatever form it takes.
import { type PieceStores, StoredBytes } from "../../files/stored_bytes.ts";
import { keys } from "../../kv/keys.ts";
import { type Key, type Kv, Unavailable } from "../../kv/kv.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import type { Head, LogEntry } from "../../log/log.ts";
import { emptied } from "../../protocol/emptied.ts";
import { type ConversationId, GENERAL, type MessageEvent } from "../../protocol/events.ts";
import { readCustomEmoji, readEmojiPicture } from "../../store/community/custom_emoji.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import type { FileRow } from "../../store/files/file_rows.ts";
import type { User } from "../../store/people/user.ts";

/**
 * What is taken along: rooms that every member may read, which is what an administrator may; or all,
 * private rooms and direct conversations too, which the operator sees anyhow.
 */
export type ExportScope = "open" | "all";

/** What an export is made of. */
export interface ExportParts {
  kv: Pick<Kv, "list" | "get" | "getMany">;
  stores: PieceStores;
  /** What the community is called. */
  name: string;
  /** When it is made: milliseconds UTC. */
  at: number;
  scope: ExportScope;
}

/** What a form has no place for, counted by what it is. */
export type LeftOut = Map<string, number>;

/** What is left out of files that are gone. */
export const GONE_FILES = "files whose bytes are gone";

/** The bytes of a file as far as they are those that were stored; `cut`: told where some are not. */
export async function* whole(
  bytes: AsyncIterable<Uint8Array>,
  cut: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    cut();
  }
}

/** The store as exports read it. Everything throws `Unavailable`. */
export class ExportSource {
  constructor(readonly parts: ExportParts) {}

  /** Everyone who is or was here, without what only the server needs. */
  async *people(): AsyncGenerator<User> {
    for await (const { value } of this.below<User>(keys.users())) yield value;
  }

  /** The emoji of the community with their pictures, in the order of their names. */
  async emoji(): Promise<Array<{ name: string; tag: string; bytes: Uint8Array<ArrayBuffer> }>> {
    const { emoji } = await readCustomEmoji(this.parts.kv);
    const all: Array<{ name: string; tag: string; bytes: Uint8Array<ArrayBuffer> }> = [];
    for (const [name, tag] of Object.entries(emoji).sort(([a], [b]) => a < b ? -1 : 1)) {
      const bytes = await readEmojiPicture(this.parts.kv, tag);
      if (bytes) all.push({ name, tag, bytes });
    }
    return all;
  }

  /** The conversations in question, `general` first, then in the order of their ids. */
  async *conversations(): AsyncGenerator<Conversation> {
    const { kv } = this.parts;
    const { value: general } = await kv.get<Conversation>(keys.conversation(GENERAL));
    if (general) yield general;
    for await (const { value } of this.below<Conversation>(keys.conversations())) {
      if (value.id !== GENERAL && this.#isAsked(value)) yield value;
    }
  }

  /** Who is in a conversation, and since when. */
  async members(id: ConversationId): Promise<Array<{ id: string; joinedAt: number }>> {
    const members: Array<{ id: string; joinedAt: number }> = [];
    for await (const { key, value } of this.below<{ joinedAt: number }>(keys.members(id))) {
      members.push({ id: String(key[2]), joinedAt: value.joinedAt });
    }
    return members;
  }

  /** The log of a conversation up to where it ends now. What vanishes is given as gone (M11). */
  async *entries(id: ConversationId): AsyncGenerator<LogEntry> {
    const { kv } = this.parts;
    const { value: head } = await kv.get<Head>(keys.head(id));
    if (!head) return;
    const end = keys.entry(id, head.seq + 1);
    for await (const { value } of rowsBelow<LogEntry>(kv, keys.entries(id), end)) {
      yield { ...value, event: this.#lasting(value.event) };
    }
  }

  /** The messages at these places of a log. */
  async messages(id: ConversationId, seqs: readonly number[]): Promise<MessageEvent[]> {
    const rows = await this.parts.kv.getMany<LogEntry>(seqs.map((seq) => keys.entry(id, seq)));
    return rows.flatMap(({ value }) => {
      const event = value && this.#lasting(value.event);
      return event?.kind === "message" ? [event] : [];
    });
  }

  /** Values below a prefix. */
  below<T>(prefix: Key): AsyncGenerator<{ key: Key; value: T }> {
    return rowsBelow<T>(this.parts.kv, prefix);
  }

  async get<T>(key: Key): Promise<T | undefined> {
    return (await this.parts.kv.get<T>(key)).value ?? undefined;
  }

  /** A file with its bytes, unless it is gone: there is no row of it, or nothing where its bytes were. */
  async file(id: string): Promise<{ row: FileRow; bytes: StoredBytes } | undefined> {
    const row = await this.get<FileRow>(keys.file(id));
    if (!row?.content) return undefined;
    const bytes = new StoredBytes(this.parts.stores, row);
    for await (const _ of whole(bytes.stream(0, 1), () => {})) return { row, bytes };
    return bytes.size === 0 ? { row, bytes } : undefined;
  }

  #isAsked({ kind, private: hidden }: Conversation): boolean {
    return this.parts.scope === "all" || kind === "room" && !hidden;
  }

  /** A message that is to be gone by itself does not live on in an export. */
  #lasting(event: LogEntry["event"]): LogEntry["event"] {
    if (event.kind !== "message" || event.vanishMs === undefined) return event;
    return event.deletedAt === undefined ? emptied(event, event.at + event.vanishMs) : event;
  }
}
