import type { Look, Run, StyledLine } from "../text/styled.ts";
import { directed, type DirectedLine, type Turner, visualOrder } from "./bidi.ts";
import { clustersOf } from "./clusters.ts";

interface Sign {
  text: string;
  width: number;
  look: Look;
  /** Odd: from right to left. */
  level: number;
}

/** A row of a line: its signs as they are read, and the places in which they are seen. */
export interface LaidRow {
  signs: readonly Sign[];
  order: readonly number[];
  /** Columns that are left free before it: a line from right to left begins at the right. */
  shift: number;
}

/**
 * A line in rows of at most so many columns: broken at spaces, and within a word that is longer than a
 * row. Further rows begin at the indent. Code is broken anywhere, and keeps its spaces. What runs from
 * right to left is put into its order, unless the terminal does that.
 */
export function wrap(line: StyledLine, columns: number, turner: Turner = "terminal"): Run[][] {
  return laidRows(line, columns, turner).map(rowRuns);
}

/** A row as it is seen, from the left. */
export function rowRuns({ signs, order, shift }: LaidRow): Run[] {
  const seen = order.flatMap((at) => signs[at] ?? []);
  const space = { text: " ".repeat(shift), width: shift, look: {}, level: 0 };
  return runsOf(shift > 0 ? [space, ...seen] : seen);
}

/** The same before the signs are put into their order: for who looks for one of them. */
export function laidRows(line: StyledLine, columns: number, turner: Turner): LaidRow[] {
  const signs = line.runs.flatMap(({ text, look }) =>
    clustersOf(text).map((cluster): Sign => ({ ...cluster, look, level: 0 }))
  );
  const direction = turner === "own"
    ? directed(signs.map(({ text }) => text), line.direction)
    : undefined;
  const { base = 0 } = direction ?? {};
  return broken(direction ? drawnAs(signs, direction) : signs, line, columns, base).map((row) => {
    if (!direction) return { signs: row, order: row.map((_, at) => at), shift: 0 };
    const levels = row.map(({ level }) => level);
    const order = visualOrder(levels, (at) => row[at]?.text === " ", base);
    const used = row.reduce((sum, { width }) => sum + width, 0);
    return { signs: row, order, shift: base === 1 ? Math.max(0, columns - used) : 0 };
  });
}

function drawnAs(signs: readonly Sign[], { signs: drawn, levels }: DirectedLine): Sign[] {
  return signs.map((sign, at) => ({
    ...sign,
    text: drawn[at] ?? sign.text,
    level: levels[at] ?? 0,
  }));
}

function broken(
  signs: readonly Sign[],
  line: StyledLine,
  columns: number,
  base: 0 | 1,
): Sign[][] {
  const indent = Math.min(line.indent ?? 0, Math.max(0, columns - 2));
  const rows: Sign[][] = [];
  let row: Sign[] = [];
  let used = 0;
  const begin = () => {
    if (!line.cut && row.at(-1)?.text === " ") row.pop(); // the break stands for it
    rows.push(row);
    const look = {};
    row = Array.from({ length: indent }, () => ({ text: " ", width: 1, look, level: base }));
    used = indent;
  };
  for (const word of line.cut ? signs.map((sign) => [sign]) : wordsOf(signs)) {
    const width = word.reduce((sum, sign) => sum + sign.width, 0);
    const isSpace = word[0]?.text === " ";
    const fits = used + width <= columns;
    const isFirst = used === (rows.length === 0 ? 0 : indent);
    if (!fits && isSpace && !line.cut) {
      begin(); // the space at the end of a row is its break
      continue;
    }
    if (!fits && !isFirst) begin();
    if (isSpace && !line.cut && rows.length > 0 && used === indent) continue;
    for (const sign of word) {
      if (used + sign.width > columns && used > indent) begin();
      row.push(sign);
      used += sign.width;
    }
  }
  rows.push(row);
  return rows;
}

/** Words and the spaces between them, each on its own. */
function wordsOf(signs: readonly Sign[]): Sign[][] {
  const words: Sign[][] = [];
  let last: boolean | undefined;
  for (const sign of signs) {
    const isSpace = sign.text === " ";
    if (isSpace || last !== false) words.push([]);
    words.at(-1)?.push(sign);
    last = isSpace;
  }
  return words;
}

/** Neighbours of one look together. */
function runsOf(signs: readonly Sign[]): Run[] {
  const runs: { text: string; look: Look }[] = [];
  for (const { text, look } of signs) {
    const last = runs.at(-1);
    if (last?.look === look) last.text += text;
    else runs.push({ text, look });
  }
  return runs;
}
