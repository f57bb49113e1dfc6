// What somebody has for later: a row each, by the id of the message or reminder.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import { type RowProposal, writeRow } from "../../kv/checked_write.ts";
import { listPages } from "../../kv/list_pages.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";

interface Waiting {
  /** When it is due, and when it was put there (milliseconds UTC). */
  at: number;
  createdAt: number;
  /** The job that sees to it: one of another id is of an earlier time. Absent once it was seen to. */
  job?: string;
}

/** A message that is sent at a time. */
export interface ScheduledRow extends Waiting {
  kind: "message";
  conversation: ConversationId;
  text: string;
  replyTo?: number;
  /** The root of the thread in which it is a reply; `alsoInRoom`: it stands in the timeline too. */
  thread?: number;
  alsoInRoom?: boolean;
  /** It is being sent: the last seq before the first try, so that it is sent once (D3). */
  after?: number;
  /** Why it was not sent: the name of a refusal. */
  failed?: string;
}

/** A reminder of a message, a note, or both. */
export interface ReminderRow extends Waiting {
  kind: "reminder";
  conversation?: ConversationId;
  target?: number;
  note?: string;
  due?: boolean;
}

export type LaterRow = ScheduledRow | ReminderRow;

/** The rows of what people have for later. Throws `Unavailable`. */
export interface LaterRows {
  /** At most `limit` of somebody's, in no order. */
  of(user: UserId, limit: number): Promise<Array<{ id: string; row: LaterRow }>>;
  get(user: UserId, id: string): Promise<LaterRow | undefined>;
  /**
   * Writes what `propose` says under a check of the row, together with what goes with it, and gives
   * the row as it is then. Where `propose` says nothing, nothing is written; it may throw to refuse.
   */
  write(
    user: UserId,
    id: string,
    propose: (row: LaterRow | undefined) => RowProposal<LaterRow> | undefined,
  ): Promise<LaterRow | undefined>;
  /** Deletes all of somebody's, with their jobs; one that runs finds no row, and ends. */
  removeAll(user: UserId): Promise<void>;
}

/** The rows in `kv`. */
export function createLaterRows(kv: Kv): LaterRows {
  return {
    async of(user, limit) {
      const rows = await kv.list<LaterRow>({ prefix: keys.laterOf(user) }, { limit });
      return rows.map(({ key, value }) => ({ id: String(key.at(-1)), row: value }));
    },
    async get(user, id) {
      return (await kv.get<LaterRow>(keys.later(user, id))).value ?? undefined;
    },
    async removeAll(user) {
      for await (const page of listPages<LaterRow>(kv, keys.laterOf(user))) {
        const gone = page.flatMap(({ key, value: { job, at } }): Mutation[] => [
          { type: "delete", key },
          ...(job === undefined ? [] : [{ type: "delete", key: keys.job(at, job) } as const]),
        ]);
        if (gone.length > 0) await kv.commit([], gone);
      }
    },
    write: (user, id, propose) => writeRow<LaterRow>(kv, keys.later(user, id), propose),
  };
}
