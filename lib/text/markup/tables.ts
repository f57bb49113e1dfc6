import { directionIn, indentOf } from "./lines.ts";
import type { Reader } from "./reader.ts";
import { readSpans } from "./spans.ts";
import type { Alignment, Found, Row } from "./tree.ts";

const DASHES = /^\s*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** Nobody reads more beside each other, and a browser draws each of them. */
const MAX_COLUMNS = 20;
const MAX_INDENT = 3;

/**
 * The table whose head is at a line: a row of dashes of as many columns follows it, and each of its
 * rows has a `|`. `begin` is called before its text is read.
 */
export function readTable(
  lines: readonly string[],
  at: number,
  reader: Reader,
  begin: () => void,
): Found {
  const dashes = lines[at + 1] ?? "";
  if (!isRow(lines[at]) || !isRow(dashes) || !DASHES.test(dashes)) return undefined;
  const head = cellsOf(lines[at] ?? "");
  const aligned = cellsOf(dashes).map(alignmentOf);
  if (head.length !== aligned.length || head.length > MAX_COLUMNS) return undefined;
  begin();
  const read = (line: string): Row =>
    cellsOf(line).slice(0, head.length).map((cell) => readSpans(cell, reader));
  const headRow = read(lines[at] ?? "");
  const rows: Row[] = [];
  let next = at + 2;
  for (; isRow(lines[next]); next++) rows.push(read(lines[next] ?? ""));
  const direction = directionIn(lines.slice(at, next));
  return { block: { is: "table", head: headRow, rows, aligned, ...direction }, next };
}

function isRow(line: string | undefined): boolean {
  return line !== undefined && line.includes("|") && indentOf(line) <= MAX_INDENT;
}

function alignmentOf(dashes: string): Alignment {
  if (dashes.endsWith(":")) return dashes.startsWith(":") ? "center" : "end";
  return dashes.startsWith(":") ? "start" : undefined;
}

/** The cells of a row: `\|` is a bar in one of them. */
function cellsOf(line: string): string[] {
  const cells = line.trim().replace(/^\|/, "").split(/(?<!\\)\|/);
  if (cells.length > 1 && cells.at(-1)?.trim() === "") cells.pop(); // the bar at the end
  return cells.map((cell) => cell.replaceAll("\\|", "|").trim());
}
