// The whole screen as cells. Pure: what it shows is in the picture.
import { type Look, type Run, run } from "../text/styled.ts";
import { turned, type Turner } from "./bidi.ts";
import { Cells } from "./cells.ts";
import { fitting, widthOf } from "./clusters.ts";
import type { ShownPicture } from "./pictures.ts";
import type { SideRow } from "./sidebar_rows.ts";
import type { Row } from "./timeline_rows.ts";
import { type LaidRow, laidRows, rowRuns, wrap } from "./wrap.ts";

/** What is on the screen. */
export interface Picture {
  columns: number;
  rows: number;
  /** Who puts right-to-left text into its order. */
  turner: Turner;
  community: string;
  side: readonly SideRow[];
  /** Below the list: who is here. */
  sideFoot: readonly Run[];
  /** The open place: its name, what it is about, how many are there. */
  head: { name: string; topic: string; people: string };
  timeline: readonly Row[];
  /** The row that is the last one shown; the newest by default. */
  bottom?: number;
  selected?: string;
  /** Above the composer: who types, what was answered, what is suggested. */
  above: readonly (readonly Run[])[];
  prompt: string;
  text: string;
  /** An index in the text; absent where the field is not written in. */
  caret?: number;
  status: string;
  /** What lies over the timeline: the keys, or where to jump. */
  over?: readonly Row[];
}

/** Columns of the list, and the width below which there is none. */
const SIDE = 24;
const WITH_SIDE = 72;
/** The smallest screen that is drawn on. */
const SMALLEST = { columns: 20, rows: 6 };
/** Rows of the field at most, and of what stands above it. */
const MAX_FIELD = 5;
const MAX_ABOVE = 9;

const LINE: Look = { ink: "line" };
const DIM: Look = { ink: "dim" };

/** What the field is drawn from. */
type Field = Pick<Picture, "columns" | "prompt" | "text" | "turner">;

/** Where things are on a screen of this size, for the mouse too. */
interface Layout {
  /** The first column of the timeline. */
  left: number;
  /** Columns of words in it. */
  width: number;
  /** Rows of the timeline. */
  height: number;
  field: readonly (readonly Run[])[];
}

export function layoutOf(picture: Field & Pick<Picture, "rows" | "above">) {
  const left = picture.columns >= WITH_SIDE ? SIDE + 2 : 0;
  const most = Math.max(1, Math.min(MAX_FIELD, picture.rows - 5));
  const field = fieldRows(picture).slice(-most);
  const spare = Math.max(0, picture.rows - 5 - field.length);
  const above = Math.min(picture.above.length, MAX_ABOVE, spare);
  // Head and its rule, what is above, a rule, the field, the status.
  const height = Math.max(1, picture.rows - 4 - above - field.length);
  return { left, width: picture.columns - left, height, field, above };
}

/** The pictures that are in sight, each with the rows of it that are. */
export function picturesOf(picture: Picture): ShownPicture[] {
  const { columns, rows, over } = picture;
  if (over || columns < SMALLEST.columns || rows < SMALLEST.rows) return [];
  const { left, height } = layoutOf(picture);
  const shown = shownRows(picture.timeline, height, picture.bottom);
  const top = 2 + height - shown.length;
  const found: ShownPicture[] = [];
  shown.forEach(({ picture: part }, at) => {
    if (!part) return;
    const last = found.at(-1);
    if (last?.file.id === part.file.id && last.from + last.rows === part.row) last.rows++;
    else {
      const { file, slot, row: from, x } = part;
      found.push({ file, slot, from, rows: 1, x: left + x, y: top + at });
    }
  });
  return found;
}

export function draw(picture: Picture, small: string): Cells {
  const cells = new Cells(picture.columns, picture.rows);
  if (picture.columns < SMALLEST.columns || picture.rows < SMALLEST.rows) {
    cells.put(0, 0, fitting(small, picture.columns));
    return cells;
  }
  const layout = layoutOf(picture);
  const bottom = 2 + layout.height + layout.above;
  drawHead(cells, picture, layout.left);
  if (layout.left > 0) drawSide(cells, picture, bottom);
  drawTimeline(cells, picture, layout);
  picture.above.slice(picture.above.length - layout.above).forEach((runs, at) =>
    putRuns(cells, layout.left, 2 + layout.height + at, turnedRuns(runs, picture))
  );
  cells.fill(0, bottom, picture.columns, LINE, "─");
  if (layout.left > 0) cells.put(SIDE, bottom, "┴", LINE);
  drawField(cells, picture, layout.field, bottom + 1);
  const status: Look = { ground: "chosen" };
  cells.fill(0, picture.rows - 1, picture.columns, status);
  const told = seen(fitting(picture.status, picture.columns - 2), picture);
  cells.put(1, picture.rows - 1, told, status);
  return cells;
}

/** A text as it is seen, from the left. */
function seen(text: string, { turner }: Pick<Picture, "turner">): string {
  return turner === "own" ? turned(text) : text;
}

/** Runs each in an order of their own: none moves another. */
function turnedRuns(runs: readonly Run[], picture: Pick<Picture, "turner">): Run[] {
  return runs.map(({ text, look }) => run(seen(text, picture), look));
}

function drawHead(cells: Cells, picture: Picture, left: number): void {
  const { columns, community, head } = picture;
  if (left > 0) {
    cells.put(1, 0, seen(fitting(community, SIDE - 2), picture), { bold: true });
    cells.put(SIDE, 0, "│", LINE);
  }
  const people = widthOf(head.people) + 2 < (columns - left) / 2 ? head.people : "";
  const end = columns - widthOf(people) - 1;
  let x = cells.put(left, 0, seen(fitting(head.name, end - left - 1), picture), { bold: true });
  if (x + 4 < end) x = cells.put(x + 1, 0, seen(fitting(head.topic, end - x - 3), picture), DIM);
  cells.put(end, 0, people, DIM);
  cells.fill(0, 1, columns, LINE, "─");
  if (left > 0) cells.put(SIDE, 1, "┼", LINE);
}

/** The part of the list that fits, with the open conversation in it, and its foot. */
function sideParts(
  { side, sideFoot, turner }: Pick<Picture, "side" | "sideFoot" | "turner">,
  bottom: number,
) {
  const line = { runs: sideFoot, indent: 2, direction: "ltr" } as const;
  const foot = sideFoot.length > 0 ? wrap(line, SIDE - 2, turner).slice(0, 3) : [];
  const height = Math.max(0, bottom - 2 - (foot.length > 0 ? foot.length + 1 : 0));
  const chosen = side.findIndex((row) => row.chosen);
  const from = Math.max(0, Math.min(side.length - height, chosen - Math.floor(height / 2)));
  return { rows: side.slice(from, from + height), foot };
}

function drawSide(cells: Cells, picture: Picture, bottom: number): void {
  const { rows, foot } = sideParts(picture, bottom);
  for (let y = 2; y < bottom; y++) cells.put(SIDE, y, "│", LINE);
  rows.forEach((row, at) => {
    if (row.chosen) cells.fill(0, at + 2, SIDE, { ground: "chosen" });
    const ground: Look = row.chosen ? { ground: "chosen" } : {};
    putRuns(cells, 1, at + 2, row.runs, ground, SIDE - 1);
  });
  foot.forEach((runs, at) => putRuns(cells, 1, bottom - foot.length + at, runs, {}, SIDE));
}

/** The row of the list that is at a place of the screen. */
export function sideAt(picture: Picture, x: number, y: number): SideRow | undefined {
  const { left, height, above } = layoutOf(picture);
  if (left === 0 || x >= SIDE || y < 2) return undefined;
  return sideParts(picture, 2 + height + above).rows[y - 2];
}

/** The rows that are shown: the last ones, or those that end with `bottom`. */
export function shownRows(rows: readonly Row[], height: number, bottom?: number): readonly Row[] {
  const end = bottom === undefined
    ? rows.length
    : Math.max(bottom + 1, Math.min(height, rows.length));
  return rows.slice(Math.max(0, end - height), end);
}

function drawTimeline(cells: Cells, picture: Picture, { left, height }: Layout): void {
  const { timeline, bottom, selected, over } = picture;
  const rows = over ? over.slice(0, height) : shownRows(timeline, height, bottom);
  const top = over ? 2 : 2 + height - rows.length;
  rows.forEach((row, at) => {
    const isSelected = selected !== undefined && row.key === selected;
    const ground: Look = isSelected ? { ground: "chosen" } : {};
    if (isSelected) cells.fill(left, top + at, picture.columns - left, ground);
    putRuns(cells, left, top + at, over ? turnedRuns(row.runs, picture) : row.runs, ground);
  });
}

/** The rows of the field, each with the columns of what stands before its words. */
function laidField({ columns, prompt, text, turner }: Field) {
  const before = widthOf(prompt);
  const room = columns - 2 - before;
  const lines = text.split("\n");
  const rows = lines.flatMap((line) => laidRows({ runs: [run(line)], cut: true }, room, turner));
  return { before, rows };
}

function fieldRows(field: Field): Run[][] {
  const { before, rows } = laidField(field);
  return rows.map((row, at) => [
    run(at === 0 ? field.prompt : " ".repeat(before), { ink: "leaf" }),
    ...rowRuns(row),
  ]);
}

function drawField(cells: Cells, picture: Picture, rows: Layout["field"], y: number): void {
  rows.forEach((runs, at) => putRuns(cells, 1, y + at, runs));
  const { caret, text } = picture;
  if (caret === undefined) return;
  // Where the caret is, is where what stands before it ends.
  const typed = laidField({ ...picture, text: text.slice(0, caret) }).rows;
  const { before, rows: all } = laidField(picture);
  const hidden = all.length - rows.length;
  const row = typed.length - 1;
  const width = columnOf(all[row], typed.at(-1)?.signs.length ?? 0);
  cells.caret = {
    x: Math.min(picture.columns - 1, 1 + before + width),
    y: Math.max(y, y + row - hidden),
  };
}

/** The column where the sign at a place of a row is seen; behind the last one, where the next will be. */
function columnOf(row: LaidRow | undefined, place: number): number {
  if (!row) return 0;
  const { signs, order, shift } = row;
  let x = shift;
  for (const at of order) {
    if (at === place) return x;
    x += signs[at]?.width ?? 0;
  }
  return shift > 0 ? shift - 1 : x; // from right to left, the next one stands before them all
}

function putRuns(
  cells: Cells,
  x: number,
  y: number,
  runs: readonly Run[],
  ground: Look = {},
  until = cells.width,
): void {
  const own = ground.ground;
  for (const { text, look } of runs) {
    const shown = own === undefined || look.ground !== undefined ? look : { ...look, ground: own };
    x = cells.put(x, y, text, shown, until);
  }
}
