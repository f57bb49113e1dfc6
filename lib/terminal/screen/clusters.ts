import stringWidth from "string-width";

/** What a reader sees as one sign, and how many columns a terminal gives it: 0, 1 or 2. */
export interface Cluster {
  readonly text: string;
  readonly width: number;
}

const segmenter = new Intl.Segmenter();
/** Texts that are nothing but what every terminal draws in one column. */
const SIMPLE = /^[\x20-\x7e]*$/;
/** Clusters whose width is remembered; more than a chat uses. */
const MAX_KNOWN = 10_000;
const known = new Map<string, Cluster>();

/** A text, sign by sign: a family of emoji is one, a letter with its accents too. */
export function clustersOf(text: string): Cluster[] {
  if (SIMPLE.test(text)) return Array.from(text, (sign) => clusterOf(sign));
  return Array.from(segmenter.segment(text), ({ segment }) => clusterOf(segment));
}

/** Columns of a text. */
export function widthOf(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  return clustersOf(text).reduce((sum, { width }) => sum + width, 0);
}

/** As much of a text as fits, with `…` where something is left out. */
export function fitting(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let fits = "";
  let used = 0;
  for (const { text: sign, width } of clustersOf(text)) {
    if (used + width > columns - 1) break;
    fits += sign;
    used += width;
  }
  return columns > 0 ? `${fits}…` : "";
}

function clusterOf(text: string): Cluster {
  let cluster = known.get(text);
  if (cluster === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    cluster = { text, width: Math.min(2, stringWidth(text)) };
    known.set(text, cluster);
  }
  return cluster;
}
