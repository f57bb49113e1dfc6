// What was forwarded from where: not in the log, which others read who may not know the place.
import { keys } from "../../kv/keys.ts";
import type { Check, Kv, Mutation } from "../../kv/kv.ts";
import type { Place } from "../conversations/read_marks.ts";
import { markReferred } from "./references.ts";

/** Where messages were forwarded from and to. Each rejects with `Unavailable`. */
export interface ForwardRows {
  /** The version of a message that is to be forwarded: to go with the commit of the forward. */
  version(origin: Place): Promise<Check>;
  /** Where these messages came from, in their order; `undefined` where that is not known any more. */
  origins(places: readonly Place[]): Promise<Array<Place | undefined>>;
  /** Where a message was forwarded to, at most `limit` places. */
  ofMessage(origin: Place, limit: number): Promise<Place[]>;
  /** Forgets that a message was forwarded there, and so where that came from. */
  forget(origin: Place, forward: Place): Promise<void>;
}

/** Forwards over a store. */
export function createForwardRows(kv: Kv): ForwardRows {
  return {
    async version({ conversation, seq }) {
      const { key, versionstamp } = await kv.get(keys.entry(conversation, seq));
      return { key, versionstamp };
    },
    async origins(places) {
      const rows = await kv.getMany<Place>(
        places.map(({ conversation, seq }) => keys.origin(conversation, seq)),
      );
      return rows.map(({ value }) => value ?? undefined);
    },
    async ofMessage({ conversation, seq }, limit) {
      const rows = await kv.list({ prefix: keys.forwardsOf(conversation, seq) }, { limit });
      return rows.map(({ key }) => ({ conversation: String(key[3]), seq: Number(key[4]) }));
    },
    async forget(origin, forward) {
      const { conversation, seq } = forward;
      await kv.commit([], [
        { type: "delete", key: forwardKey(origin, forward) },
        { type: "delete", key: keys.origin(conversation, seq) },
      ]);
    },
  };
}

/** The writes that say where a message was forwarded from, for the commit that makes it. */
export function addForward(origin: Place, forward: Place): Mutation[] {
  const { conversation, seq } = origin;
  return [
    { type: "set", key: forwardKey(origin, forward), value: true },
    {
      type: "set",
      key: keys.origin(forward.conversation, forward.seq),
      value: { conversation, seq } satisfies Place,
    },
    markReferred(origin),
  ];
}

function forwardKey({ conversation, seq }: Place, forward: Place) {
  return keys.forward(conversation, seq, forward.conversation, forward.seq);
}
