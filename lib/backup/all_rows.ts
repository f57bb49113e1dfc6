import { keys } from "../kv/keys.ts";
import type { Key, Kv } from "../kv/kv.ts";

/** Rows that one read takes: with the largest values that is some 6 MiB. */
const PAGE = 100;

/** A row of a store. */
export interface StoredRow {
  key: Key;
  value: unknown;
}

/** What is only of instances that run, and of no use to another store: it is left out. */
const PASSING = new Set(
  [
    keys.live(),
    keys.health(""),
    keys.lease(""),
    keys.interests(""),
    keys.interestsOf(""),
    keys.inboxOf(""),
    keys.wake(""),
    keys.presences(),
    keys.shutdown(),
    keys.restoring(),
    keys.attemptsBy("", ""),
    keys.passkeyChallenge(""),
    keys.signInTicket(""),
    keys.foreignFlow(""),
  ].map(([table]) => table),
);

/** Whether a row tells of what runs, and not of the community. */
function isPassing(key: Key): boolean {
  return PASSING.has(key[0]!);
}

/** All rows of a store that nobody writes to, in the order of keys, page by page. */
export async function* allRows(kv: Pick<Kv, "list">): AsyncGenerator<StoredRow[]> {
  let start: Key = [new Uint8Array(0)];
  for (;;) {
    const page = await kv.list<unknown>({ start, end: [true, true] }, { limit: PAGE });
    const kept = page.filter(({ key }) => !isPassing(key));
    if (page.length > 0) yield kept.map(({ key, value }) => ({ key, value }));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    start = [...last.key, new Uint8Array(0)]; // sorts before every other key that begins so
  }
}

/** Whether a store holds nothing at all. */
export async function isEmpty(kv: Pick<Kv, "list">): Promise<boolean> {
  for await (const page of allRows(kv)) if (page.length > 0) return false;
  return true;
}
