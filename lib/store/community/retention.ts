// How long messages are kept, everywhere where a room says nothing else.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { type DecideParts, writeRow } from "../../kv/checked_write.ts";

/** `change` tells one writing from another: the job of an earlier one ends. */
export interface RetentionRow {
  change: string;
  days?: number;
  /** Rooms that have a rule of their own. */
  rooms: string[];
}

/** `["swept", conversation]`: up to which seq all that was too old is gone, but for what is pinned. */
export interface SweptRow {
  seq: number;
  pinned: number[];
}

/** For how many days a room keeps messages, by its own rule (0: for ever) and by that of all. */
export function daysIn(own: number | undefined, everywhere: number | undefined) {
  return own === 0 ? undefined : own ?? everywhere;
}

/** The row; nothing where nobody ever decided. */
export async function readRetention(kv: Pick<Kv, "get">): Promise<RetentionRow | undefined> {
  return (await kv.get<RetentionRow>(keys.retention())).value ?? undefined;
}

/** Changes the row, with `beside` in the same commit. */
export async function writeRetention(
  kv: Kv,
  change: (current: RetentionRow) => RetentionRow,
  beside: DecideParts,
): Promise<void> {
  await writeRow<RetentionRow>(kv, keys.retention(), async (current) => (
    { value: change(current ?? { change: "", rooms: [] }), ...await beside() }
  ));
}
