import type { Kv } from "../../lib/kv/kv.ts";

/** Rows that one look takes: more than any run leaves. */
const ALL = 1_000_000;

/** All rows of a store. */
export async function allRows(kv: Kv) {
  return await kv.list<unknown>({ start: [""], end: ["\uffff"] }, { limit: ALL });
}

/**
 * Where words that are gone stand in a store after all, in any key or value (M3). `words`: texts of
 * which none is a part of what others say.
 */
export function wordsLeft(
  rows: Awaited<ReturnType<typeof allRows>>,
  words: readonly string[],
): string[] {
  if (words.length === 0) return [];
  const texts = rows.map(({ key, value }) => JSON.stringify([key, value], plain));
  const all = texts.join("\n");
  return words.filter((text) => all.includes(quoted(text))).flatMap((text) =>
    rows.filter((_, n) => texts[n]?.includes(quoted(text))).map(({ key }) =>
      `M3: “${text}”, which is gone, stands at ${key.join(" ")}`
    )
  );
}

/** As it stands inside a JSON text. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function plain(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
