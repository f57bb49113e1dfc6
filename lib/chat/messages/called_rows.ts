import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent } from "../../protocol/events.ts";
import type { Logger } from "../../runtime/logger.ts";
import { forgetCalled, forgetCalls, type Mentions } from "../../store/messages/mentions.ts";
import type { MemberIndexes } from "../presence/member_indexes.ts";
import { CALLED_IN_COMMIT } from "./calls.ts";

/** The rows of those whom a message calls without naming them: of some, or of all members. */
export interface CalledRows {
  /**
   * The writes that forget them, for the commit that removes the message; what does not fit there is
   * written behind it. Rejects with `Unavailable`.
   */
  forget(
    conversation: ConversationId,
    message: MessageEvent,
  ): Promise<{ first: Mutation[]; rest: Mutation[][] }>;
  /** Writes what did not fit into a commit, behind it. Never rejects. */
  writeBehind(rest: readonly Mutation[][]): void;
}

/** Over the store, and the members who are in memory. */
export function createCalledRows(
  { mentions, indexes, logger }: {
    mentions: Pick<Mentions, "called" | "write">;
    indexes: Pick<MemberIndexes, "get">;
    logger: Logger;
  },
): CalledRows {
  return {
    async forget(conversation, message) {
      const { seq, at } = message;
      const users = message.call === "room"
        ? [...(await indexes.get(conversation)).ids]
        : await mentions.called(conversation, seq);
      const chunks = Array.from(
        { length: Math.ceil(users.length / CALLED_IN_COMMIT) },
        (_, n) => users.slice(n * CALLED_IN_COMMIT, (n + 1) * CALLED_IN_COMMIT),
      ).map((some) => forgetCalls(some, { conversation, seq, at }));
      const [first = [], ...rest] = chunks;
      return { first: first.length > 0 ? [...first, forgetCalled(conversation, seq)] : [], rest };
    },
    writeBehind(rest) {
      if (rest.length === 0) return;
      mentions.write(rest).catch((error) => logger.error("calls were not all noted", error));
    },
  };
}
