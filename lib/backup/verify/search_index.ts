// The index of search: each segment holds of its messages what they say now, and nothing else.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import type { LogEntry } from "../../log/log.ts";
import { addMessage, decodeRow, type Postings } from "../../search/postings.ts";
import { INDEX_FORM, type IndexRow, type Segment } from "../../search/segments.ts";
import { place, type Report } from "./finding.ts";
import type { WalkedLog } from "./logs.ts";

/** Entries that one read takes. */
const PAGE = 500;

/** Compares the index of a log with its messages, a segment at a time. */
export async function verifyIndex(
  kv: Pick<Kv, "list" | "get">,
  { conversation, head }: WalkedLog,
  report: Report,
): Promise<void> {
  const key = keys.searchIndex(conversation);
  const { value: index } = await kv.get<IndexRow>(key);
  if (!index || index.form !== INDEX_FORM) return; // made anew by the server
  if (index.cursor > head) report(place(key), `it reaches to ${index.cursor}, the log to ${head}`);
  let last = 0;
  for (const segment of index.segments) {
    if (segment.from <= last) report(place(key), `two segments hold ${segment.from}`);
    last = segment.to;
    // What was changed since is not in it yet.
    if (index.followed < head) continue;
    await verifySegment(kv, conversation, segment, report);
  }
  const known = new Set(index.segments.map(({ id }) => id));
  for await (const { key } of rowsBelow(kv, keys.allSearchTerms(conversation))) {
    if (!known.has(String(key[2]))) report(place(key), "it belongs to no segment");
  }
}

async function verifySegment(
  kv: Pick<Kv, "list">,
  conversation: string,
  { id, from, to }: Segment,
  report: Report,
): Promise<void> {
  const [held, expected]: [Postings, Postings] = [new Map(), new Map()];
  const terms = keys.searchTermsOf(conversation, id);
  for await (const { key, value } of rowsBelow<Uint8Array>(kv, terms)) {
    try {
      decodeRow(value, from, held);
    } catch {
      report(place(key), "it cannot be read");
    }
  }
  for (let at = from; at <= to;) {
    const range = { start: keys.entry(conversation, at), end: keys.entry(conversation, to + 1) };
    const page = await kv.list<LogEntry>(range, { limit: PAGE });
    for (const { value: { event } } of page) {
      if (event.kind === "message") addMessage(expected, event);
    }
    at = Number(page.at(-1)?.key[2] ?? to) + 1;
  }
  const differing = [...new Set([...held.keys(), ...expected.keys()])].filter((term) =>
    String(held.get(term)?.toSorted((a, b) => a - b)) !== String(expected.get(term))
  );
  if (differing.length > 0) {
    report(place(terms), `${differing.length} terms of it are not those of its messages`);
  }
}
