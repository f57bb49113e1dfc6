import type { ConversationLog } from "../../lib/log/log.ts";
import type { SearchEngine } from "../../lib/search/engine.ts";
import { indexTerms } from "../../lib/text/search/message.ts";
import type { Lookup } from "../../lib/text/search/query.ts";

/** Entries that are read at once. */
const SLICE = 7;

/** The plainest engine: it keeps nothing, and reads the whole log whenever it is asked. */
export function createScanningEngine(
  { log }: { log: Pick<ConversationLog, "read"> },
): SearchEngine {
  return {
    open: (conversations) =>
      Promise.resolve(conversations.map((conversation) => ({ range, lookups }) => {
        let { to } = range;
        return async () => {
          const asked = { after: range.from - 1, before: to + 1, limit: SLICE, newest: true };
          const entries = await log.read(conversation, asked);
          to = (entries[0]?.event.seq ?? range.from) - 1;
          const seqs = entries.flatMap(({ event }) =>
            event.kind === "message" && isFound(indexTerms(event), lookups) ? [event.seq] : []
          );
          const until = entries.at(-1)?.event.at;
          const last = to < range.from;
          return { seqs, read: entries.length, last, ...(until !== undefined && { until }) };
        };
      })),
  };
}

function isFound(terms: ReadonlySet<string>, lookups: readonly Lookup[]): boolean {
  return lookups.every((lookup) =>
    lookup.terms.some((wanted) =>
      lookup.prefix ? [...terms].some((term) => term.startsWith(wanted)) : terms.has(wanted)
    )
  );
}
