// Who voted in a poll: so that their own rows are found from the poll when it goes. Nobody is shown them.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { OwnPlace } from "./own_rows.ts";

/** The write that notes somebody who voted: in the commit that sets their own row. */
export function addVoter({ conversation, seq }: OwnPlace, user: UserId): Mutation {
  return { type: "set", key: keys.voter(conversation, seq, user), value: true };
}

/** The write that takes the note back; harmless where there is none. */
export function removeVoter({ conversation, seq }: OwnPlace, user: UserId): Mutation {
  return { type: "delete", key: keys.voter(conversation, seq, user) };
}

/** The rows of those who voted. */
export interface VoterRows {
  /** Some of all who voted in a poll, at most `limit`. Rejects with `Unavailable`. */
  ofMessage(conversation: ConversationId, seq: number, limit: number): Promise<UserId[]>;
}

/** Voter rows over a store. */
export function createVoterRows(kv: Kv): VoterRows {
  return {
    async ofMessage(conversation, seq, limit) {
      const rows = await kv.list({ prefix: keys.votersOf(conversation, seq) }, { limit });
      return rows.map(({ key }) => String(key.at(-1)));
    },
  };
}
