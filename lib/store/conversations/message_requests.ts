// Who is written to and has not accepted it: a row for each person and conversation. Invariant: whoever
// has one is in the `asked` of the conversation, and no member of it.
import { keys } from "../../kv/keys.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import type { Entry, Key, Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { RequestReason } from "../../protocol/message_requests.ts";

/** What waits for somebody's answer. */
export interface MessageRequestRow {
  /** Who began. */
  by: UserId;
  because: RequestReason;
  /** What was sent while nobody had accepted: ids of requests (D3), and their places. */
  messages: { id: string; seq: number }[];
  /** Since when they are asked, milliseconds UTC; absent before the first message. */
  at?: number;
  /** They are not asked: they said no, or had blocked who began. */
  ignored?: true;
  /**
   * Whoever began would be heard unasked, were they not blocked: however much they write, nothing tells
   * them that it waits.
   */
  unlimited?: true;
}

/** What is known of a request when the conversation is made. */
export type NewRequest = Pick<MessageRequestRow, "because" | "at" | "ignored" | "unlimited">;

/** A row, and the conversation that it is about. */
export interface WaitingFor {
  conversation: ConversationId;
  row: MessageRequestRow;
}

/** Message requests. Everything rejects with `Unavailable`. */
export interface MessageRequests {
  /** Rows of a user, at most `limit`. */
  of(user: UserId, limit: number): Promise<WaitingFor[]>;
  /** All rows of a user, one after the other. */
  all(user: UserId): AsyncIterable<WaitingFor>;
  /** Those of several people for one conversation, in the order asked. */
  getMany(
    users: readonly UserId[],
    conversation: ConversationId,
  ): Promise<Entry<MessageRequestRow>[]>;
}

/** The message requests in `kv`. */
export function createMessageRequests(kv: Pick<Kv, "getMany" | "list">): MessageRequests {
  return {
    async of(user, limit) {
      const range = { prefix: keys.messageRequests(user) };
      return (await kv.list<MessageRequestRow>(range, { limit })).map(waitingFor);
    },
    async *all(user) {
      for await (const found of rowsBelow<MessageRequestRow>(kv, keys.messageRequests(user))) {
        yield waitingFor(found);
      }
    },
    getMany: (users, conversation) =>
      kv.getMany<MessageRequestRow>(users.map((user) => keys.messageRequest(user, conversation))),
  };
}

function waitingFor({ key, value }: { key: Key; value: MessageRequestRow }): WaitingFor {
  return { conversation: String(key.at(-1)), row: value };
}

/** The write that asks somebody, in the commit that makes the conversation or puts them into it. */
export function askMember(
  user: UserId,
  conversation: ConversationId,
  by: UserId,
  request: NewRequest,
): Mutation {
  const value: MessageRequestRow = { by, messages: [], ...request };
  return { type: "set", key: keys.messageRequest(user, conversation), value };
}
