import type { Look, Run, StyledLine } from "../text/styled.ts";
import { clustersOf } from "./clusters.ts";

interface Sign {
  text: string;
  width: number;
  look: Look;
}

/**
 * A line in rows of at most so many columns: broken at spaces, and within a word that is longer than a
 * row. Further rows begin at the indent. Code is broken anywhere, and keeps its spaces.
 */
export function wrap(line: StyledLine, columns: number): Run[][] {
  const signs = line.runs.flatMap(({ text, look }) =>
    clustersOf(text).map((cluster): Sign => ({ ...cluster, look }))
  );
  const indent = Math.min(line.indent ?? 0, Math.max(0, columns - 2));
  const rows: Sign[][] = [];
  let row: Sign[] = [];
  let used = 0;
  const begin = () => {
    if (!line.cut && row.at(-1)?.text === " ") row.pop(); // the break stands for it
    rows.push(row);
    const look = {};
    row = Array.from({ length: indent }, () => ({ text: " ", width: 1, look }));
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
  return rows.map(runsOf);
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
