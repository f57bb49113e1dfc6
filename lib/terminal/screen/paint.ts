import { Cells } from "./cells.ts";
import type { Palette } from "./palette.ts";

/** Terminals show what is between these at once, where they know them. */
const BEGIN = "\x1b[?2026h\x1b[?25l";
const END = "\x1b[?2026l";
const SIMPLE = /^[\x20-\x7e]$/;
/** What an address in a sequence may hold. */
const NOT_ADDRESS = /[^\x21-\x7e]/g;

/**
 * What turns the picture that a terminal shows into another one: only the cells that differ. Without
 * `before`, or with one of another size, all of it.
 */
export function paint(before: Cells | undefined, after: Cells, palette: Palette): string {
  const known = before?.width === after.width && before.height === after.height
    ? before
    : new Cells(after.width, after.height); // what is wiped is blank
  const out = new Sequences(palette);
  if (known !== before) out.clear();
  for (let y = 0; y < after.height; y++) {
    let spilt = 0; // what is before this column may be overwritten by a sign before it
    for (let x = 0; x < after.width; x++) {
      const cell = after.at(x, y);
      if (cell.text === "" || x >= spilt && isSame(known, after, x, y, palette)) continue;
      spilt = Math.max(spilt, x + spillOf(cell.text));
      const columns = isWide(after, x, y) ? 2 : 1;
      out.write({ x, y, columns }, cell.text, palette.sgr(cell.look), cell.look.link);
    }
  }
  return out.end(after.caret);
}

/** Columns that a terminal may give to a sign which knows its code points alone: two to each. */
function spillOf(text: string): number {
  const points = Array.from(text).length;
  return points > 1 ? 2 * points : 0;
}

/** Whether a sign stands there already, with both of its halves. */
function isSame(before: Cells, after: Cells, x: number, y: number, palette: Palette): boolean {
  const [one, other] = [before.at(x, y), after.at(x, y)];
  return one.text === other.text && isWide(before, x, y) === isWide(after, x, y) &&
    one.look.link === other.look.link && palette.sgr(one.look) === palette.sgr(other.look);
}

/** Whether the sign that stands there has two cells. */
function isWide(cells: Cells, x: number, y: number): boolean {
  return x + 1 < cells.width && cells.at(x + 1, y).text === "";
}

interface Place {
  x: number;
  y: number;
  columns: number;
}

/** Sequences for a terminal, without those that change nothing. */
class Sequences {
  #out = BEGIN;
  #x = -1; // where the cursor is known to be
  #y = -1;
  #sgr = "";
  #link: string | undefined;

  constructor(readonly palette: Palette) {}

  clear(): void {
    this.#out += "\x1b[0m\x1b[2J";
    this.#sgr = "";
  }

  write({ x, y, columns }: Place, text: string, sgr: string, link: string | undefined): void {
    if (x !== this.#x || y !== this.#y) this.#out += `\x1b[${y + 1};${x + 1}H`;
    if (sgr !== this.#sgr) this.#out += sgr;
    if (link !== this.#link) this.#out += address(link);
    // Some draw it in one column: what stood in the other one goes first.
    if (columns === 2) this.#out += `  \x1b[${y + 1};${x + 1}H`;
    this.#out += text;
    [this.#sgr, this.#link, this.#y] = [sgr, link, y];
    // Terminals differ in how wide they draw the rest: the next sign is placed anew.
    this.#x = SIMPLE.test(text) ? x + 1 : -1;
  }

  end(caret: { x: number; y: number } | undefined): string {
    if (this.#link !== undefined) this.#out += address(undefined);
    const shown = caret ? `\x1b[${caret.y + 1};${caret.x + 1}H\x1b[?25h` : "";
    return `${this.#out}\x1b[0m${shown}${END}`;
  }
}

/** OSC 8: what follows leads there. */
function address(link: string | undefined): string {
  return `\x1b]8;;${(link ?? "").replace(NOT_ADDRESS, "")}\x1b\\`;
}
