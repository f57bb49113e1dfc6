import type { Key, Kv } from "../../kv/kv.ts";

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

/** Rows that one read takes. */
const PAGE = 100;

/** All rows below a prefix of a store that nobody writes to, one after the other. */
export async function* rowsBelow<T>(
  kv: Pick<Kv, "list">,
  prefix: Key,
): AsyncGenerator<{ key: Key; value: T }> {
  let start: Key = [...prefix, new Uint8Array(0)];
  for (;;) {
    const page = await kv.list<T>({ start, end: [...prefix, true, true] }, { limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    start = [...last.key, new Uint8Array(0)];
  }
}
