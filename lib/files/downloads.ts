import type { Actor } from "../chat/chat.ts";
import { ChatError } from "../protocol/errors.ts";
import { encodeBase64Url } from "../runtime/base64url.ts";
import type { Clock } from "../runtime/clock.ts";
import type { FileLink, FileRows } from "../store/files/file_rows.ts";
import type { Conversations } from "../store/conversations/conversations.ts";
import { listsPerson } from "../store/conversations/groups.ts";
import { type PieceStores, sha256, StoredBytes } from "./stored_bytes.ts";

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
}

/**
 * Over the rows. Whether somebody is in the conversation is read each time, and not what is remembered
 * of it: whoever has left reads nothing from then on, on any instance.
 */
export function createDownloads(
  { rows, stores, conversations, clock }: {
    rows: Pick<FileRows, "linked">;
    stores: PieceStores;
    conversations: Pick<Conversations, "standing">;
    clock: Pick<Clock, "now">;
  },
): Downloads {
  async function maySee({ user }: Actor, { conversation, seq, until }: FileLink): Promise<boolean> {
    if (until !== undefined && clock.now() >= until) return false;
    const standing = await conversations.standing(conversation, user.id);
    const where = standing.conversation.value;
    if (!where || !standing.member.value || !listsPerson(where, user.id)) return false;
    return seq >= (where.from?.[user.id] ?? 0); // who came later may be shown what came since (M13)
  }

  return {
    async find(actor, id) {
      const { file, link } = await rows.linked(id);
      const content = file?.row.content;
      if (!file || !content || !link || !await maySee(actor, link)) {
        throw new ChatError("unknown-file");
      }
      const { name, size, digests } = file.row;
      return {
        ...{ name, type: content.type, size },
        tag: encodeBase64Url(sha256(digests)),
        stream: (from, to) => new StoredBytes(stores, file.row).stream(from, to),
      };
    },
  };
}
