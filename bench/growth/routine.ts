import type { Key, Mutation } from "../../lib/kv/kv.ts";

/** A call of the store. */
export type KvCall =
  | { call: "get"; key: Key }
  | { call: "list"; key: Key }
  | { call: "getMany"; keys: readonly Key[] }
  | { call: "commit"; mutations: readonly Mutation[] };

/** Whether an instance asks this also while nothing happens: its wake key, the leases, its own lease, due jobs. */
export function isRoutine(call: KvCall): boolean {
  if (call.call === "get") return call.key[0] === "wake";
  if (call.call === "list") return call.key[0] === "job";
  if (call.call === "getMany") return call.keys[0]?.[0] === "live";
  return call.mutations.every(({ key }) => key[0] === "lease" || key[0] === "tally");
}
