// What is one person's own about messages: it never rides in events, which all readers share.
import { keys } from "../../kv/keys.ts";
import type { Check, Entry, Key, Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { OwnMark, OwnMarks } from "../../protocol/own_marks.ts";

/** The row of one person and one message, as it was read: to be changed under its check. */
export interface ReadOwnRow {
  mark: OwnMark;
  check: Check;
  /** The write of its new form; one that says nothing any more is deleted. */
  set(mark: OwnMark): Mutation;
}

/** A message, by its place. */
export interface OwnPlace {
  conversation: ConversationId;
  seq: number;
}

/** The rows of people and messages. */
export interface OwnRows {
  /** One row, to be changed in the commit of what it goes with. Rejects with `Unavailable`. */
  read(user: UserId, conversation: ConversationId, seq: number): Promise<ReadOwnRow>;
  /** Changes a row that was read, with what goes with it; false where it changed meanwhile. */
  write(row: ReadOwnRow, mark: OwnMark, also?: readonly Mutation[]): Promise<boolean>;
  /**
   * What one marked with `after < seq < before`: the first `limit` rows, or the last with `newest`. As
   * each event has one row at most, that is all of a page of the log. One read of the store.
   */
  page(
    user: UserId,
    conversation: ConversationId,
    range: { after?: number; before?: number; limit: number; newest?: boolean },
  ): Promise<OwnMarks>;
  /** All that somebody marked, wherever, page by page; what is marked meanwhile may not be given. */
  all(user: UserId): AsyncGenerator<Array<OwnPlace & { mark: OwnMark }>>;
}

/** Rows that one page of all of somebody's has. */
const PAGE = 200;

/** Own rows over a store. */
export function createOwnRows(kv: Kv): OwnRows {
  return {
    async read(user, conversation, seq) {
      return readOwnRow(await kv.get<OwnMark>(keys.own(user, conversation, seq)));
    },
    async write({ check, set }, mark, also = []) {
      return (await kv.commit([check], [set(mark), ...also])).ok;
    },
    async page(user, conversation, asked) {
      const { after = 0, before = Number.MAX_SAFE_INTEGER, limit, newest = false } = asked;
      if (before <= after + 1 || limit < 1) return {};
      const range = {
        start: keys.own(user, conversation, after + 1),
        end: keys.own(user, conversation, before),
      };
      const rows = await kv.list<OwnMark>(range, { limit, reverse: newest });
      return Object.fromEntries(rows.map(({ key, value }) => [Number(key.at(-1)), value]));
    },
    async *all(user) {
      let start: Key | undefined;
      for (let more = true; more;) {
        const range = { prefix: keys.ownOf(user), ...(start && { start }) };
        const rows = await kv.list<OwnMark>(range, { limit: PAGE });
        const page = rows.map(({ key, value }) => ({
          conversation: String(key.at(-2)),
          seq: Number(key.at(-1)),
          mark: value,
        }));
        if (page.length > 0) yield page;
        const last = page.at(-1);
        start = last && keys.own(user, last.conversation, last.seq + 1);
        more = rows.length === PAGE;
      }
    },
  };
}

/** The write of somebody's own row; one that says nothing any more is deleted. */
export function ownMutation(key: Key, mark: OwnMark): Mutation {
  return Object.values(mark).some((part) => part !== undefined)
    ? { type: "set", key, value: mark }
    : { type: "delete", key };
}

function readOwnRow({ key, value, versionstamp }: Entry<OwnMark>): ReadOwnRow {
  return {
    mark: value ?? {},
    check: { key, versionstamp },
    set: (mark) => ownMutation(key, mark),
  };
}
