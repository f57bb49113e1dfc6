import type { Key, Kv } from "./kv.ts";

/** Rows that one read takes. */
const PAGE = 500;
/** The same of rows of any size: with the largest values that is some 6 MiB. */
const LARGE_PAGE = 100;

/**
 * All rows below a prefix whose last part is text, page by page; those from a key on if one is given.
 * Rows that come or go meanwhile may be given or not. Throws `Unavailable`.
 */
export async function* listPages<T>(
  kv: Pick<Kv, "list">,
  prefix: Key,
  pageSize = PAGE,
  from?: Key,
): AsyncGenerator<Awaited<ReturnType<typeof kv.list<T>>>> {
  let start = from;
  for (;;) {
    const page = await kv.list<T>({ prefix, ...(start && { start }) }, { limit: pageSize });
    yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    start = keyAfter(last.key);
  }
}

/** The same one by one: no more than a page of them is in memory. */
export async function* rowsOf<T>(kv: Pick<Kv, "list">, prefix: Key) {
  for await (const page of listPages<T>(kv, prefix)) yield* page;
}

/** All of them at once. */
export async function listAll<T>(kv: Pick<Kv, "list">, prefix: Key) {
  const rows: Awaited<ReturnType<typeof kv.list<T>>> = [];
  for await (const page of listPages<T>(kv, prefix)) rows.push(...page);
  return rows;
}

/**
 * All rows below a prefix, whatever the parts after it are, one after the other, of a table that nobody
 * adds to meanwhile. Throws `Unavailable`.
 */
export async function* rowsBelow<T>(
  kv: Pick<Kv, "list">,
  prefix: Key,
  end: Key = [...prefix, true, true],
): AsyncGenerator<{ key: Key; value: T }> {
  let start: Key = [...prefix, new Uint8Array(0)];
  for (;;) {
    const page = await kv.list<T>({ start, end }, { limit: LARGE_PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < LARGE_PAGE) return;
    start = [...last.key, new Uint8Array(0)]; // sorts before every other key that begins so
  }
}

/** The first key that can follow: no last part holds a NUL. */
export function keyAfter(key: Key): Key {
  return [...key.slice(0, -1), `${key.at(-1)}\0`];
}
