import type { Key, Kv } from "../../lib/kv/kv.ts";

/** A row as one text, key and value: whatever is stored is found in it. */
export interface Row {
  key: Key;
  // deno-lint-ignore no-explicit-any
  value: any;
  text: string;
}

/** Rows that a test reads at once: no test has more. */
const ALL = 100_000;

/** All that a store holds. */
export async function everyRow(kv: Kv): Promise<Row[]> {
  const rows = await kv.list<unknown>({ prefix: [] }, { limit: ALL });
  return rows.map(({ key, value }) => ({ key, value, text: JSON.stringify([key, value]) }));
}
