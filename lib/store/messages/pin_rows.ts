import { keys } from "../../kv/keys.ts";
import { commitChecked } from "../../kv/checked_write.ts";
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
  /** Takes one out of the list; harmless where it is not in it. Rejects with `Unavailable`. */
  forget(conversation: ConversationId, seq: number): Promise<void>;
}

/** Pin rows over a store. */
export function createPinRows(kv: Kv): PinRows {
  async function read(conversation: ConversationId): Promise<ReadPins> {
    const { key, value, versionstamp } = await kv.get<PinsRow>(keys.pins(conversation));
    return {
      seqs: value?.seqs ?? [],
      check: { key, versionstamp },
      set(seqs) {
        const row: PinsRow = { seqs: [...seqs] };
        return seqs.length > 0 ? { type: "set", key, value: row } : { type: "delete", key };
      },
    };
  }

  return {
    read,
    forget: (conversation, seq) =>
      commitChecked<void>(kv, async () => {
        const { seqs, check, set } = await read(conversation);
        if (!seqs.includes(seq)) return { is: "done", result: undefined };
        const others = seqs.filter((one) => one !== seq);
        return { is: "commit", result: undefined, checks: [check], mutations: [set(others)] };
      }),
  };
}
