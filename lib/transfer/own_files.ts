import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";

/** A file, and its bytes as they are asked for. */
export interface OwnFile {
  name: string;
  type: string;
  size: number;
  stream(from: number, to: number): ReadableStream<Uint8Array>;
}

/** Files that somebody uploaded. `ofOwner` throws `unknown-file`. */
export interface OwnFiles {
  ofOwner(owner: UserId, id: string): Promise<OwnFile>;
}

/** A file as a value that says what it is, and one for each part of its bytes (Base64, RFC 4648). */
export type FilePart =
  | ({ is: "file"; id: string } & Omit<OwnFile, "stream">)
  | { is: "bytes"; file: string; at: number; base64: string };

/** A file of somebody's own, read a part at a time; nothing where it is gone. */
export async function* partsOf(
  files: OwnFiles,
  owner: UserId,
  id: string,
): AsyncGenerator<FilePart> {
  const file = await files.ofOwner(owner, id).catch(whenGone);
  if (!file) return;
  const { name, type, size } = file;
  yield { is: "file", id, name, type, size };
  let at = 0;
  for await (const bytes of file.stream(0, size)) {
    yield { is: "bytes", file: id, at, base64: bytes.toBase64() };
    at += bytes.length;
  }
}

function whenGone(error: unknown): undefined {
  if (!(error instanceof ChatError && error.refusal === "unknown-file")) throw error;
}
