// Raid mode: for a while nobody new comes in, and guests only read.
import type { Raid } from "../../protocol/administration.ts";
import { keys } from "../../kv/keys.ts";
import { type DecideParts, writeRow } from "../../kv/checked_write.ts";
import type { Entry, Kv } from "../../kv/kv.ts";

/** `change` makes each write one of its own, so that a lost answer is known by it. */
export interface RaidRow extends Raid {
  change: string;
}

/** The row, with its version; one whose time is over says nothing any more. */
export async function readRaid(kv: Pick<Kv, "get">): Promise<Entry<RaidRow>> {
  return await kv.get<RaidRow>(keys.raid());
}

/** Begins or ends it (`until` in the past), with `beside` in the same commit. */
export async function writeRaid(kv: Kv, row: RaidRow, beside: DecideParts): Promise<void> {
  await writeRow<RaidRow>(kv, keys.raid(), async () => ({ value: row, ...await beside() }));
}
