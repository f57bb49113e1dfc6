import type { Actor } from "../chat/chat.ts";
import { ChatError } from "../protocol/errors.ts";
import { encodeBase64Url } from "../runtime/base64url.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Kv } from "../kv/kv.ts";
import type { UserId } from "../protocol/events.ts";
import { readEmojiPicture } from "../store/community/custom_emoji.ts";
import { readProfile } from "../store/community/profile.ts";
import type { FileLink, FileRows, ReadFile } from "../store/files/file_rows.ts";
import type { StoredPicture } from "../store/files/pictures.ts";
import type { Users } from "../store/people/users.ts";
import type { Conversations } from "../store/conversations/conversations.ts";
import { listsPerson } from "../store/conversations/groups.ts";
import { isListed } from "../store/conversations/room_index.ts";
import { type PieceStores, sha256, StoredBytes } from "./stored_bytes.ts";

/** The first byte of a PNG. */
const PNG_START = 0x89;

/** A file that somebody may read. */
export interface ReadableFile {
  name: string;
  /** By its content. */
  type: string;
  size: number;
  /** Says that the bytes are the same: a digest of theirs. */
  tag: string;
  /** The bytes from `from` to before `to`, read a piece at a time as they are asked for. */
  stream(from: number, to: number): ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Reading files: who may read what shows one may read it, and nobody else, asked each time (F2). */
export interface Downloads {
  /** Throws `unknown-file`, also where there is one that the actor may not read. */
  find(actor: Actor, id: string): Promise<ReadableFile>;
  /** A file that somebody uploaded or forwarded, for themselves, wherever it is shown. Throws `unknown-file`. */
  ofOwner(owner: UserId, id: string): Promise<ReadableFile>;
  /** A file that the actor uploaded and nothing shows yet. Throws `unknown-file`, `file-not-ready`. */
  ofUploader(actor: Actor, id: string): Promise<ReadableFile>;
  /** The picture that somebody has, by its address (N8). Throws `unknown-file`. */
  ofPerson(user: UserId, tag: string): Promise<ReadableFile>;
  /** The picture that the community has in place of a sign. Throws `unknown-file`. */
  ofCommunity(tag: string): Promise<ReadableFile>;
  /** The picture of an emoji of the community. Throws `unknown-file`. */
  ofEmoji(tag: string): Promise<ReadableFile>;
}

/**
 * Over the rows. Whether somebody is in the conversation is read each time, and not what is remembered
 * of it: whoever has left reads nothing from then on, on any instance.
 */
export function createDownloads(
  { kv, rows, stores, conversations, users, clock }: {
    kv: Pick<Kv, "get">;
    rows: Pick<FileRows, "get" | "linked">;
    stores: PieceStores;
    conversations: Pick<Conversations, "standing">;
    users: Pick<Users, "get">;
    clock: Pick<Clock, "now">;
  },
): Downloads {
  async function maySee({ user }: Actor, { conversation, seq, until }: FileLink): Promise<boolean> {
    if (until !== undefined && clock.now() >= until) return false;
    const standing = await conversations.standing(conversation, user.id);
    const where = standing.conversation.value;
    if (where && isListed(where)) return true; // read without being in it
    if (!where || !standing.member.value || !listsPerson(where, user.id)) return false;
    return seq >= (where.from?.[user.id] ?? 0); // who came later may be shown what came since (M13)
  }

  function readable({ row }: ReadFile, type: string): ReadableFile {
    const { name, size, digests } = row;
    return {
      name,
      type,
      size,
      tag: encodeBase64Url(sha256(digests)),
      stream: (from, to) => new StoredBytes(stores, row).stream(from, to),
    };
  }

  async function standing(file: ReadFile): Promise<ReadableFile> {
    const { of, content } = file.row;
    // The bytes of what was forwarded go first, and what was forwarded of it a moment later.
    const isGone = of !== undefined && !(await rows.linked(of)).link;
    if (!content || isGone) throw new ChatError("unknown-file");
    return readable(file, content.type);
  }

  async function picture(stored: StoredPicture | undefined, tag: string): Promise<ReadableFile> {
    const file = stored?.tag === tag ? await rows.get(stored.file) : undefined;
    if (!file?.row.content) throw new ChatError("unknown-file");
    return readable(file, file.row.content.type);
  }

  return {
    async find(actor, id) {
      const { file, link } = await rows.linked(id);
      if (!file || !link || "picture" in link || !await maySee(actor, link)) {
        throw new ChatError("unknown-file");
      }
      return await standing(file);
    },

    async ofOwner(owner, id) {
      const { file, link } = await rows.linked(id);
      if (!link || file?.row.owner !== owner) throw new ChatError("unknown-file");
      return await standing(file);
    },

    async ofUploader({ user }, id) {
      const { file, link } = await rows.linked(id);
      if (!file || file.row.owner !== user.id || link) throw new ChatError("unknown-file");
      if (!file.row.content) throw new ChatError("file-not-ready");
      return readable(file, file.row.content.type);
    },

    async ofPerson(user, tag) {
      const record = await users.get(user);
      return await picture(record?.goneAt === undefined ? record?.portrait : undefined, tag);
    },

    ofEmoji: (tag) => pictureOfEmoji(kv, tag),

    ofCommunity: async (tag) => await picture((await readProfile(kv)).picture, tag),
  };
}

async function pictureOfEmoji(kv: Pick<Kv, "get">, tag: string): Promise<ReadableFile> {
  const bytes = await readEmojiPicture(kv, tag);
  if (!bytes) throw new ChatError("unknown-file");
  return {
    name: "emoji",
    size: bytes.length,
    tag,
    type: bytes[0] === PNG_START ? "image/png" : "image/jpeg",
    stream: (from, to) => new Blob([bytes.subarray(from, to)]).stream(),
  };
}
