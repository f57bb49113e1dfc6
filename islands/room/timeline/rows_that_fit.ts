import type { TimelineItem } from "../../../lib/client/model.ts";

/** Plain rows in the document; more make every layout slower, and nobody sees them. */
export const MAX_ROWS = 300;
/** However much stands in them: two pages, so that what was loaded is not dropped at once. */
const LEAST_ROWS = 100;
/** So many kinds of reactions are as much to draw as a plain row. */
const KINDS_A_ROW = 6;

/** How many rows may be in the document, counted from one end: fewer where much stands in them. */
export function rowsThatFit(items: readonly TimelineItem[], from: "oldest" | "newest"): number {
  let weight = 0;
  for (let count = 0; count < items.length; count++) {
    const item = items[from === "oldest" ? count : items.length - 1 - count];
    weight += item ? weightOf(item) : 0;
    if (weight > MAX_ROWS) return Math.max(count, LEAST_ROWS);
  }
  return MAX_ROWS;
}

/** In plain rows. */
function weightOf(item: TimelineItem): number {
  if (item.is !== "message") return 1;
  const kinds = Object.keys(item.event.reactions ?? {}).length;
  return 1 + kinds / KINDS_A_ROW + (item.quote ? 0.5 : 0) + (item.replies ? 0.5 : 0);
}
