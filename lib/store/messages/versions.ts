// What messages said before they were edited.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent } from "../../protocol/events.ts";
import type { Version } from "../../protocol/requests/edits.ts";

/** `VersionRow`: the words, and when they were written (milliseconds UTC). */
interface VersionRow {
  text: string;
  at: number;
}

/** Versions that are kept of one message, besides the words of now; the oldest goes first. */
export const MAX_VERSIONS = 100;

/** The writes that keep what a message says now, before an edit changes it. */
export function keepVersion(conversation: ConversationId, message: MessageEvent): Mutation[] {
  const { seq, text, at, editedAt, version = 0 } = message;
  const value: VersionRow = { text, at: editedAt ?? at };
  const key = (n: number) => keys.version(conversation, seq, n);
  const gone = version - MAX_VERSIONS;
  return [
    { type: "set", key: key(version), value },
    ...(gone < 0 ? [] : [{ type: "delete", key: key(gone) } as const]),
  ];
}

/** The writes that forget all that a message said before. */
export function forgetVersions(
  conversation: ConversationId,
  { seq, version = 0 }: MessageEvent,
): Mutation[] {
  const first = Math.max(0, version - MAX_VERSIONS);
  return Array.from(
    { length: version - first },
    (_, n) => ({ type: "delete", key: keys.version(conversation, seq, first + n) }),
  );
}

/** What messages said before, over a store. */
export interface Versions {
  /** The last `limit` versions before one, the oldest first. Rejects with `Unavailable`. */
  before(
    conversation: ConversationId,
    seq: number,
    page: { before: number; limit: number },
  ): Promise<Version[]>;
}

/** Over a store. */
export function createVersions(kv: Kv): Versions {
  return {
    async before(conversation, seq, { before, limit }) {
      const range = {
        prefix: keys.versionsOf(conversation, seq),
        end: keys.version(conversation, seq, before),
      };
      const rows = await kv.list<VersionRow>(range, { limit, reverse: true });
      return rows.reverse().map(({ key, value }) => ({ version: Number(key.at(-1)), ...value }));
    },
  };
}
