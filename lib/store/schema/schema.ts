import { keys } from "../../kv/keys.ts";
import type { Key, Mutation } from "../../kv/kv.ts";

/** What stores of earlier versions lack, in the order in which it is written. Steps are only added. */
export const SCHEMA_STEPS = [
  "rooms",
  "people",
  "former-members",
  "name-looks",
  "threads-of",
  "voters",
  "bare-threads",
  "found-people",
  "registered-looks",
  "report-marks",
  "removed-messages",
] as const;
export type SchemaStep = (typeof SCHEMA_STEPS)[number];

/** Where a store stands. One without this row is older than all steps: version 0. */
export interface SchemaRow {
  /** How many steps are done. */
  version: number;
  /** Where the step that was begun goes on. */
  start?: Key;
}

/** The write that says of a new store that it lacks nothing. */
export function currentSchema(): Mutation {
  const value: SchemaRow = { version: SCHEMA_STEPS.length };
  return { type: "set", key: keys.schema(), value };
}
