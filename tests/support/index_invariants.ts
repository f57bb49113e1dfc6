import type { LogEntry } from "../../lib/log/log.ts";
import { decodeRow, type Postings } from "../../lib/search/postings.ts";
import type { IndexRow } from "../../lib/search/segments.ts";
import { indexTerms } from "../../lib/text/search/message.ts";
import type { allRows } from "./gone_words.ts";

type Rows = Awaited<ReturnType<typeof allRows>>;

/**
 * S2, M3: the index of a conversation holds of each message up to where it reaches what it says now, once,
 * and nothing else; and of no segment that it does not have is anything left.
 */
export function wrongIndex(
  conversation: string,
  entries: readonly LogEntry[],
  rows: Rows,
): string[] {
  const index = rows.find(({ key }) => key[0] === "search_index" && key[1] === conversation);
  const { cursor = 0, segments = [] } = (index?.value ?? {}) as Partial<IndexRow>;
  const bases = new Map(segments.map(({ id, from }) => [id, from]));
  const wrong: string[] = [];
  const held: Postings = new Map();
  for (const { key: [table, of, segment], value } of rows) {
    if (of !== conversation || (table !== "search_terms" && table !== "search_firsts")) continue;
    const base = bases.get(String(segment));
    if (base === undefined) wrong.push(`S2: ${table} ${of} ${segment} is of no segment`);
    else if (table === "search_terms") decodeRow(value as Uint8Array, base, held);
  }
  const expected = placesOf(entries.filter(({ event }) => event.seq <= cursor));
  const found = [...held].flatMap(([term, seqs]) => seqs.map((seq) => place(term, seq)));
  const [once, is] = [new Set(found), new Set(expected)];
  const where = `in the index of ${conversation}`;
  if (found.length > once.size) wrong.push(`S2: something stands twice ${where}`);
  for (const one of is) if (!once.has(one)) wrong.push(`S2: ${one} is not ${where}`);
  for (const one of once) if (!is.has(one)) wrong.push(`M3: ${one} is ${where}`);
  return wrong;
}

function placesOf(entries: readonly LogEntry[]): string[] {
  return entries.flatMap(({ event }) =>
    event.kind === "message" ? [...indexTerms(event)].map((term) => place(term, event.seq)) : []
  );
}

function place(term: string, seq: number): string {
  return `“${term}” at ${seq}`;
}
