import { kindOf, type SharedFile } from "../../protocol/files.ts";

/** Pixels of a cell, as the terminal tells them. */
export interface CellSize {
  width: number;
  height: number;
}

/** What is taken where the terminal does not tell. */
export const USUAL_CELL: CellSize = { width: 10, height: 20 };

/** A picture takes no more of the timeline than so. */
const MOST = { columns: 48, rows: 12 };
/** More pixels than that are not read into memory for a picture of some cells. */
const MAX_PIXELS = 24_000_000;

/** Cells that a picture takes, and the pixels that it is scaled to. */
export interface PictureSlot {
  columns: number;
  rows: number;
  width: number;
  height: number;
}

/** Where a file is a picture of a known size: what it takes in so many columns, never enlarged. */
export function slotOf(
  file: SharedFile,
  cell: CellSize,
  columns: number,
): PictureSlot | undefined {
  const { width, height, preview } = file;
  if (kindOf(file) !== "picture" || !width || !height) return undefined;
  if (preview === undefined && width * height > MAX_PIXELS) return undefined;
  const most = Math.min(MOST.columns, columns);
  const scale = Math.min(1, most * cell.width / width, MOST.rows * cell.height / height);
  const fit = (size: number, of: number, most: number) =>
    Math.max(1, Math.min(most, Math.ceil(Math.round(size * scale) / of)));
  return {
    columns: fit(width, cell.width, most),
    rows: fit(height, cell.height, MOST.rows),
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
