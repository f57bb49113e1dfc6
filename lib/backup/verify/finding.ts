import type { Key } from "../../kv/kv.ts";

/** Something that is not as it must be: where it stands, and what is wrong, in plain words. */
export interface Finding {
  where: string;
  what: string;
}

/** Takes what is found. */
export type Report = (where: string, what: string) => void;

/** What was looked at. */
export interface Looked {
  logs: number;
  entries: number;
  people: number;
  conversations: number;
  files: number;
  /** Bytes of files that were compared with their digests. */
  bytes: number;
  /** Files whose bytes are in a storage that was not looked into. */
  elsewhere: number;
}

/** A place in a store, as people read it. */
export function place(key: Key): string {
  return key.map(String).join(" / ");
}
