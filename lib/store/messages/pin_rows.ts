import { keys } from "../../kv/keys.ts";
import type { Check, Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId } from "../../protocol/events.ts";

/** `PinsRow`: the seqs of what is pinned in a conversation, the last pinned last. */
interface PinsRow {
  seqs: number[];
}

/** The pins of one conversation as they were read, to be changed under their check. */
export interface ReadPins {
  seqs: readonly number[];
  check: Check;
  set(seqs: readonly number[]): Mutation;
}

/** What is pinned, a row a conversation: so that its limit holds whoever pins at once. */
export interface PinRows {
  /** Rejects with `Unavailable`. */
  read(conversation: ConversationId): Promise<ReadPins>;
}

/** Pin rows over a store. */
export function createPinRows(kv: Kv): PinRows {
  return {
    async read(conversation) {
      const { key, value, versionstamp } = await kv.get<PinsRow>(keys.pins(conversation));
      return {
        seqs: value?.seqs ?? [],
        check: { key, versionstamp },
        set(seqs) {
          const row: PinsRow = { seqs: [...seqs] };
          return seqs.length > 0 ? { type: "set", key, value: row } : { type: "delete", key };
        },
      };
    },
  };
}
