import { directionIn, indentOf, isBlankLine, outdent } from "./lines.ts";
import type { Found, ListItem, ReadInner } from "./tree.ts";

const MARKER = /^( {0,3})([-+*]|\d{1,9}[.)])(?:([ \t]+)(?=\S)|[ \t]*$)/;
/** A row of dashes or stars is a line across, which people draw themselves. */
const RULE = /^ {0,3}([-*])[ \t]*(?:\1[ \t]*){2,}$/;
/** Further spaces belong to the text. */
const MAX_SPACES = 4;

/** The sign before an item: its kind, its number, and the column at which its text begins. */
interface Marker {
  kind: string;
  number?: number;
  /** Length of what stands before the text in the line, and its columns. */
  length: number;
  column: number;
  empty: boolean;
}

function markerAt(line: string): Marker | undefined {
  const match = MARKER.exec(line);
  if (!match || RULE.test(line)) return undefined;
  const [, indent = "", sign = "", spaces] = match;
  const before = indent.length + sign.length;
  const width = spaces === undefined ? 0 : indentOf(" ".repeat(before) + spaces) - before;
  const used = width > MAX_SPACES || width === 0 ? 1 : width;
  return {
    kind: sign.slice(-1),
    ...(sign.length > 1 && { number: Number(sign.slice(0, -1)) }),
    length: before,
    column: before + used,
    empty: spaces === undefined,
  };
}

/**
 * The sign of a list that begins with a line. `interrupts`: directly below other words, where a number
 * begins a list only if it is 1.
 */
export function listMarkerAt(line: string, interrupts: boolean): Marker | undefined {
  const marker = markerAt(line);
  // A sign alone is a sign: only further items of a list may be empty.
  if (!marker || marker.empty) return undefined;
  return interrupts && (marker.number ?? 1) !== 1 ? undefined : marker;
}

/** The list whose first item is at a line; what belongs to an item is indented as its text is. */
export function readList(lines: readonly string[], from: number, inner: ReadInner): Found {
  let marker = markerAt(lines[from] ?? "");
  if (!marker) return undefined;
  const { kind, number: start } = marker;
  const items: ListItem[] = [];
  let next = from;
  while (marker?.kind === kind) {
    const end = endOfItem(lines, next + 1, marker.column);
    items.push(itemOf(ownLines(lines.slice(next, end), marker), inner));
    next = end;
    const following = skipBlank(lines, end);
    marker = markerAt(lines[following] ?? "");
    if (marker?.kind === kind) next = following;
  }
  const list = { is: "list", ...(start !== undefined && { start }), items } as const;
  return { block: { ...list, ...directionIn(lines.slice(from, next)) }, next };
}

/** An item's lines as they stand inside it. */
function ownLines(lines: readonly string[], { length, column }: Marker): string[] {
  return lines.map((line, n) =>
    outdent(n === 0 ? " ".repeat(length) + line.slice(length) : line, column)
  );
}

/** The index of the line behind an item: blank lines are its own where more of it follows. */
function endOfItem(lines: readonly string[], from: number, column: number): number {
  let end = from;
  for (let at = from; at < lines.length;) {
    if (isBlankLine(lines[at])) {
      at = skipBlank(lines, at);
      continue;
    }
    if (indentOf(lines[at] ?? "") < column) break;
    end = ++at;
  }
  return end;
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlankLine(lines[at])) at++;
  return at;
}

const TASK = /^\[([ xX])\][ \t]+(?=\S)/;

function itemOf(lines: string[], inner: ReadInner): ListItem {
  const [, tick] = TASK.exec(lines[0] ?? "") ?? [];
  if (tick === undefined) return { blocks: inner(lines) };
  lines[0] = (lines[0] ?? "").replace(TASK, "");
  return { done: tick !== " ", blocks: inner(lines) };
}
