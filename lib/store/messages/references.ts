// Whether anybody bookmarked or forwarded a message, or follows it though it has no replies: of most
// nobody does, and they cost nothing more when they go.
import { keys } from "../../kv/keys.ts";
import type { Check, Kv, Mutation } from "../../kv/kv.ts";
import type { Place } from "../conversations/read_marks.ts";

/** Whether a message is referred to, as it was read. */
export interface ReadReferred {
  any: boolean;
  /** It is still so: to go with the commit that removes the message. */
  check: Check;
}

/** Reads it. Rejects with `Unavailable`. */
export type ReadReferences = (place: Place) => Promise<ReadReferred>;

/** Over a store. */
export function createReadReferences(kv: Kv): ReadReferences {
  return async ({ conversation, seq }) => {
    const { key, value, versionstamp } = await kv.get(keys.referred(conversation, seq));
    return { any: value !== null, check: { key, versionstamp } };
  };
}

/** The write that says that somebody refers to a message: in the commit that does so. */
export function markReferred({ conversation, seq }: Place): Mutation {
  return { type: "set", key: keys.referred(conversation, seq), value: true };
}

/** The write that forgets it. */
export function forgetReferred({ conversation, seq }: Place): Mutation {
  return { type: "delete", key: keys.referred(conversation, seq) };
}
