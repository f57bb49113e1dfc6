import type { Look } from "../text/styled.ts";
import { clustersOf } from "./clusters.ts";

/** What stands in a cell: a sign; the right half of a wide one is empty. */
export interface Cell {
  readonly text: string;
  readonly look: Look;
}

const PLAIN: Look = {};
const BLANK: Cell = { text: " ", look: PLAIN };

/** A picture of the whole screen, cell by cell. Nothing stands outside of it. */
export class Cells {
  readonly #cells: Cell[];
  /** Where the terminal shows its cursor; nowhere by default. */
  caret: { x: number; y: number } | undefined;

  constructor(readonly width: number, readonly height: number) {
    this.#cells = new Array<Cell>(width * height).fill(BLANK);
  }

  at(x: number, y: number): Cell {
    return this.#cells[y * this.width + x] ?? BLANK;
  }

  /**
   * Writes a text from a cell on, up to `until` (a column, exclusive), where a wide sign that does not fit
   * leaves a blank. Gives the column behind it.
   */
  put(x: number, y: number, text: string, look: Look = PLAIN, until = this.width): number {
    if (y < 0 || y >= this.height) return x;
    const end = Math.min(until, this.width);
    for (const { text: sign, width } of clustersOf(text)) {
      if (width === 0) continue; // it would stand in no cell
      if (x + width > end) break;
      if (x >= 0) {
        this.#set(x, y, { text: sign, look });
        if (width === 2) this.#set(x + 1, y, { text: "", look });
      }
      x += width;
    }
    return x;
  }

  /** Gives cells a look, and blanks for what stands there. */
  fill(x: number, y: number, columns: number, look: Look, sign = " "): void {
    this.put(x, y, sign.repeat(Math.max(0, columns)), look, x + columns);
  }

  #set(x: number, y: number, cell: Cell): void {
    const index = y * this.width + x;
    // A half of a wide sign does not stay alone.
    if (this.#cells[index]?.text === "" && x > 0) {
      const left = this.#cells[index - 1];
      if (left && cell.text !== "") this.#cells[index - 1] = { text: " ", look: left.look };
    }
    this.#cells[index] = cell;
    const next = this.#cells[index + 1];
    if (x + 1 < this.width && next?.text === "") {
      this.#cells[index + 1] = { text: " ", look: next.look };
    }
  }
}
