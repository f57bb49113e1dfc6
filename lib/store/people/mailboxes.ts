// The mail addresses of those who want to be told there of what they missed.
import { commitChecked, type DecideParts } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { digest } from "../../runtime/digest.ts";

/** `["mailbox", user]`. Times in milliseconds UTC. */
export interface Mailbox {
  /** The language of mails. */
  locale: string;
  /** For so long a message waits until it is mailed. */
  afterHours: number;
  /** What ends it with one press (RFC 8058); it is in each mail. */
  stop: string;
  /** Where mails go, once its link was followed. */
  address?: string;
  /** When that was; another address begins anew. */
  confirmedAt?: number;
  /** What was given, and waits for its link: `code` is a digest. */
  asked?: { address: string; code: string; until: number };
  /** The last seq of each conversation that was mailed and is not read yet. */
  told?: Record<ConversationId, number>;
  sentAt?: number;
  /** Why nothing goes there any more, in the words of the mail server. */
  problem?: string;
}

/** A mailbox as it was read. */
export type ReadMailbox = Entry<Mailbox>;

/** Over a store. Everything rejects with `Unavailable`. */
export interface Mailboxes {
  read(user: UserId): Promise<ReadMailbox>;
  /**
   * Writes what `form` makes of it; nothing where that is nothing. `also` goes with it, and what `beside`
   * decides, which may throw to refuse it.
   */
  change(
    user: UserId,
    form: (now: Mailbox | undefined) => { row: Mailbox; also?: Mutation[] } | undefined,
    beside?: DecideParts,
  ): Promise<Mailbox | undefined>;
  /** Forgets an address that waits for its link: the link is good for nothing any more. */
  forgetAsked(user: UserId): Promise<void>;
  /** The same for one that was read; false where it changed since. */
  replace(user: UserId, read: ReadMailbox, row: Mailbox): Promise<boolean>;
  /** Whose link this is, to confirm an address or to stop; it says nothing of whether it still counts. */
  userOf(code: string): Promise<UserId | undefined>;
  remove(user: UserId): Promise<void>;
}

export function createMailboxes(kv: Kv): Mailboxes {
  const codesOf = (row: Mailbox | null | undefined): string[] =>
    row ? [digest(row.stop), ...row.asked ? [row.asked.code] : []] : [];

  /** The codes that the row has, by which it is found; those that it had are forgotten. */
  function codes(user: UserId, before: Mailbox | null | undefined, row?: Mailbox): Mutation[] {
    const [old, now] = [codesOf(before), codesOf(row)];
    return [
      ...old.filter((code) => !now.includes(code)).map((code): Mutation => ({
        type: "delete",
        key: keys.mailCode(code),
      })),
      ...now.filter((code) => !old.includes(code)).map((code): Mutation => ({
        type: "set",
        key: keys.mailCode(code),
        value: user,
      })),
    ];
  }

  const change: Mailboxes["change"] = (user, form, beside) =>
    commitChecked(kv, async () => {
      const { key, value, versionstamp } = await kv.get<Mailbox>(keys.mailbox(user));
      const formed = form(value ?? undefined);
      if (!formed) return { is: "done", result: value ?? undefined };
      const { row, also = [] } = formed;
      const { checks, mutations } = await beside?.() ?? { checks: [], mutations: [] };
      return {
        is: "commit",
        result: row,
        checks: [{ key, versionstamp }, ...checks],
        mutations: [
          { type: "set", key, value: row },
          ...codes(user, value, row),
          ...also,
          ...mutations,
        ],
      };
    });

  return {
    change,

    read: (user) => kv.get<Mailbox>(keys.mailbox(user)),

    async forgetAsked(user) {
      await change(user, (now) => {
        if (!now?.asked) return undefined;
        const { asked: _, ...row } = now;
        return { row };
      });
    },

    async replace(user, { key, value, versionstamp }, row) {
      const set: Mutation = { type: "set", key, value: row };
      return (await kv.commit([{ key, versionstamp }], [set, ...codes(user, value, row)])).ok;
    },

    async userOf(code) {
      return (await kv.get<UserId>(keys.mailCode(digest(code)))).value ?? undefined;
    },

    remove: (user) =>
      commitChecked(kv, async () => {
        const { key, value, versionstamp } = await kv.get<Mailbox>(keys.mailbox(user));
        if (!value) return { is: "done", result: undefined };
        return {
          is: "commit",
          result: undefined,
          checks: [{ key, versionstamp }],
          mutations: [{ type: "delete", key }, ...codes(user, value)],
        };
      }),
  };
}
