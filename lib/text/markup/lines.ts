import { type Direction, directionOf, hasRightToLeft } from "../direction.ts";

/** Columns of white space before a line's first sign; a tab leads to the next multiple of four. */
export function indentOf(line: string): number {
  let column = 0;
  for (const sign of line) {
    if (sign === " ") column++;
    else if (sign === "\t") column += 4 - column % 4;
    else break;
  }
  return column;
}

/** The line without that many columns of white space; what a tab reaches beyond stays as spaces. */
export function outdent(line: string, columns: number): string {
  let column = 0;
  let at = 0;
  for (; column < columns && (line[at] === " " || line[at] === "\t"); at++) {
    column += line[at] === "\t" ? 4 - column % 4 : 1;
  }
  return " ".repeat(Math.max(0, column - columns)) + line.slice(at);
}

export function isBlankLine(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}

/** Which side a container's marks stand on, where right-to-left letters leave a doubt. */
export function directionIn(lines: readonly string[]): { direction?: Direction } {
  const text = lines.join("\n");
  const direction = hasRightToLeft(text) ? directionOf(text) : undefined;
  return direction ? { direction } : {};
}
