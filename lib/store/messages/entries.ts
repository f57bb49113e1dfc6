import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { Place } from "../conversations/read_marks.ts";

/**
 * Reads entries of many logs in one turn, in the order asked; `undefined` where there is none. Rejects
 * with `Unavailable`.
 */
export type ReadEntries = (places: readonly Place[]) => Promise<(LogEntry | undefined)[]>;

/** Entries by their places, over a store. */
export function createReadEntries(kv: Kv): ReadEntries {
  return async (places) => {
    const rows = await kv.getMany<LogEntry>(
      places.map(({ conversation, seq }) => keys.entry(conversation, seq)),
    );
    return rows.map(({ value }) => value ?? undefined);
  };
}
