// Files that people upload: a row each, from the moment when they are announced.
import { keys } from "../../kv/keys.ts";
import { type Attempt, commitChecked, type CommitParts } from "../../kv/checked_write.ts";
import { type Check, type Kv, type Mutation, Unavailable } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { FileKind } from "../../protocol/files.ts";
import type { PictureLink } from "./pictures.ts";

/** What the content of a file is, found out by the server when all of it had come. */
export interface FileContent {
  /** Its media type, by its bytes. */
  type: string;
  /** Of pictures, as they are shown: turned by their orientation. */
  width?: number;
  height?: number;
  /** Something that tells where or by what it was taken was removed. */
  cleaned?: boolean;
}

/** `["file", id]`. */
export interface FileRow {
  owner: UserId;
  name: string;
  /** Bytes of the whole file. */
  size: number;
  /** Bytes that have come. */
  offset: number;
  /** Where the bytes are: the store, the blob, and how large its pieces are. */
  store: string;
  blob: string;
  pieceBytes: number;
  /** SHA-256 of each piece, 32 bytes each. */
  digests: Uint8Array<ArrayBuffer>;
  /** Blobs that hold, or may hold, bytes of this file that nobody reads any more. */
  spare?: string[];
  /** What counts against the limit of all files. */
  charged: number;
  /** When it was announced, and when something of it last came (milliseconds UTC). */
  at: number;
  touched: number;
  /** Set once all of it is here and clean. */
  content?: FileContent;
  /** The id of the message that it is sent with. */
  claim?: string;
  /** The bytes are those of another file, which was forwarded with its message: they go with that one. */
  of?: string;
}

/** `["file_link", id]`: what shows the file. Who may read that may read the file, and nobody else. */
export interface FileLink {
  conversation: ConversationId;
  seq: number;
  /** When the message is past its time (milliseconds UTC): nobody reads the file then (M11). */
  until?: number;
}

/** A row as it was read, to be changed under its version. */
export interface ReadFile {
  id: string;
  row: FileRow;
  versionstamp: string;
}

/** Rows of the index that are read for one page: of a kind that is rare, a page may have few. */
const LOOKED_AT = 200;

/** The rows of files. Throws `Unavailable`. */
export interface FileRows {
  get(id: string): Promise<ReadFile | undefined>;
  /** In the order asked. */
  getMany(ids: readonly string[]): Promise<(ReadFile | undefined)[]>;
  /** The file and what shows it. */
  linked(id: string): Promise<{ file?: ReadFile; link?: FileLink | PictureLink }>;
  /** What shows each of them, in the order asked. */
  links(ids: readonly string[]): Promise<(FileLink | PictureLink | undefined)[]>;
  /** Adds a file that is announced, with what `beside` decides anew on each try (it may refuse). */
  add(id: string, row: FileRow, beside: () => Promise<CommitParts>): Promise<ReadFile>;
  /**
   * Replaces a row that is still as it was read; `undefined` where somebody else changed it meanwhile.
   * A commit whose answer was lost is recognised.
   */
  replace(file: ReadFile, row: FileRow, also?: Mutation[]): Promise<ReadFile | undefined>;
  /**
   * The seqs of messages with files in a conversation, the newest first, with `from ≤ seq < before`; of
   * one kind if asked. `next`: there may be more before it.
   */
  sharedIn(
    conversation: ConversationId,
    asked: { kind?: FileKind; from: number; before?: number; limit: number },
  ): Promise<{ seqs: number[]; next?: number }>;
  /** Removes the row, with what `beside` decides; harmless where there is none any more. */
  remove(id: string, beside: (row: FileRow) => Promise<CommitParts>): Promise<void>;
}

/** The rows in `kv`. */
export function createFileRows(kv: Kv): FileRows {
  async function get(id: string): Promise<ReadFile | undefined> {
    const { value, versionstamp } = await kv.get<FileRow>(keys.file(id));
    return value === null ? undefined : { id, row: value, versionstamp };
  }

  return {
    get,

    async getMany(ids) {
      const found = await kv.getMany<FileRow>(ids.map(keys.file));
      return found.map(({ value, versionstamp }, n) =>
        value === null ? undefined : { id: ids[n]!, row: value, versionstamp }
      );
    },

    async linked(id) {
      const [file, link] = await kv.getMany<unknown>([keys.file(id), keys.fileLink(id)]);
      return {
        ...(file?.versionstamp && {
          file: { id, row: file.value as FileRow, versionstamp: file.versionstamp },
        }),
        ...(link?.versionstamp && { link: link.value as FileLink | PictureLink }),
      };
    },

    async links(ids) {
      const found = await kv.getMany<FileLink | PictureLink>(ids.map(keys.fileLink));
      return found.map(({ value }) => value ?? undefined);
    },

    add: (id, row, beside) =>
      commitChecked<ReadFile>(kv, async () => {
        const found = await get(id);
        if (found) return { is: "done", result: found }; // its id was drawn: an earlier try of ours
        const { checks, mutations } = await beside();
        return {
          is: "commit",
          result: { id, row, versionstamp: "" },
          checks: [{ key: keys.file(id), versionstamp: null }, ...checks],
          mutations: [setFile(id, row), ...mutations],
        };
      }),

    async replace(file, row, also = []) {
      const check: Check = { key: keys.file(file.id), versionstamp: file.versionstamp };
      let versionstamp: string | undefined;
      await commitOnce(kv, check, [setFile(file.id, row), ...also], (committed) => {
        versionstamp = committed;
      });
      if (versionstamp !== undefined) return { id: file.id, row, versionstamp };
      const now = await get(file.id);
      if (now?.versionstamp === file.versionstamp) throw new Unavailable("A file was not written");
      return now && isSame(now.row, row) ? now : undefined;
    },

    sharedIn: createSharedIn(kv),

    remove: (id, beside) =>
      commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
        const found = await get(id);
        if (!found) return { is: "done", result: undefined };
        const { checks, mutations } = await beside(found.row);
        return {
          is: "commit",
          result: undefined,
          checks: [{ key: keys.file(id), versionstamp: found.versionstamp }, ...checks],
          mutations: [
            { type: "delete", key: keys.file(id) },
            { type: "delete", key: keys.fileLink(id) },
            ...mutations,
          ],
        };
      }),
  };
}

/** Over the index `["files_at", conversation, seq]`, which holds the kinds of a message's files. */
function createSharedIn(kv: Pick<Kv, "list">): FileRows["sharedIn"] {
  return async (conversation, { kind, from, before = Number.MAX_SAFE_INTEGER, limit }) => {
    const range = {
      start: keys.filesAt(conversation, from),
      end: keys.filesAt(conversation, before),
    };
    const rows = await kv.list<FileKind[]>(range, { limit: LOOKED_AT, reverse: true });
    const found = rows.filter(({ value }) => !kind || value.includes(kind)).slice(0, limit);
    const seqs = found.map(({ key }) => Number(key.at(-1)));
    const last = found.length === limit ? seqs.at(-1) : rows.at(-1)?.key.at(-1);
    const isAll = rows.length < LOOKED_AT && found.length < limit;
    return { seqs, ...(!isAll && { next: Number(last) }) };
  };
}

/** Sets the row of a file. */
export function setFile(id: string, row: FileRow): Mutation {
  return { type: "set", key: keys.file(id), value: row };
}

/** Says what shows a file. */
export function linkFile(id: string, link: FileLink): Mutation {
  return { type: "set", key: keys.fileLink(id), value: link };
}

/** Says that nothing shows a file: nobody may read it from then on. */
export function unlinkFile(id: string): Mutation {
  return { type: "delete", key: keys.fileLink(id) };
}

/** Notes which kinds of files a message has: the index of what is shared in its conversation. */
export function noteFilesAt(
  conversation: ConversationId,
  seq: number,
  kinds: readonly FileKind[],
): Mutation {
  return { type: "set", key: keys.filesAt(conversation, seq), value: [...kinds] };
}

/** Takes a message out of that index. */
export function forgetFilesAt(conversation: ConversationId, seq: number): Mutation {
  return { type: "delete", key: keys.filesAt(conversation, seq) };
}

async function commitOnce(
  kv: Pick<Kv, "commit">,
  check: Check,
  mutations: Mutation[],
  committed: (versionstamp: string) => void,
): Promise<void> {
  const result = await kv.commit([check], mutations).catch((error) => {
    if (error instanceof Unavailable) return { ok: false as const }; // unknown: the row tells
    throw error;
  });
  if (result.ok) committed(result.versionstamp);
}

/** Whether a commit of `row` was applied: what only it can have made. */
function isSame(now: FileRow, row: FileRow): boolean {
  return JSON.stringify({ ...now, digests: [...now.digests] }) ===
    JSON.stringify({ ...row, digests: [...row.digests] });
}
