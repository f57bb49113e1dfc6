import type { TimelineItem } from "../../client/model.ts";
import type { SharedFile } from "../../protocol/files.ts";
import type { TimelineRow } from "../../ui/room/timeline_rows.ts";
import { type Look, type Run, run, type StyledLine } from "../text/styled.ts";
import { turned } from "./bidi.ts";
import { fitting, widthOf } from "./clusters.ts";
import { authorOf, bodyLines, CLAY, DIM, type DrawContext, noticeText } from "./timeline_lines.ts";
import { type CellSize, type PictureSlot, slotOf } from "./picture_slot.ts";
import { wrap } from "./wrap.ts";

/** One row of the timeline, as wide as its pane. */
export interface Row {
  /** Of what it belongs to: several rows of one message have one. */
  key: string;
  runs: readonly Run[];
  /** The message that it belongs to. */
  item?: TimelineItem;
  /** The row of a picture that it keeps free, and the column where that begins. */
  picture?: { file: SharedFile; slot: PictureSlot; row: number; x: number };
}

/** Columns of “08:52 ”. */
const TIME = 6;
/** Columns of a name, and of the space behind it. */
const NAME = 11;
const GAP = 2;
/** Where less is left for words than this, names stand above them. */
const NARROW = 56;

/** Rows of what is drawn, remembered while neither it nor its width changes. */
export class RowCache {
  readonly #rows = new Map<string, { of: TimelineRow; columns: number; rows: Row[] }>();
  #context: DrawContext | undefined;

  rows(drawn: readonly TimelineRow[], columns: number, context: DrawContext, now: number): Row[] {
    if (this.#context !== context) this.#rows.clear(); // names or words changed
    this.#context = context;
    const used = new Set<string>();
    const rows = drawn.flatMap((one) => {
      used.add(one.key);
      const known = this.#rows.get(one.key);
      if (known && known.columns === columns && isSame(known.of, one)) return known.rows;
      const made = rowsOf(one, columns, context, now);
      this.#rows.set(one.key, { of: one, columns, rows: made });
      return made;
    });
    for (const key of this.#rows.keys()) if (!used.has(key)) this.#rows.delete(key);
    return rows;
  }
}

function isSame(one: TimelineRow, other: TimelineRow): boolean {
  if (one.is === "message" && other.is === "message") {
    return one.item === other.item && one.first === other.first;
  }
  if (one.is === "notice" && other.is === "notice") return one.item === other.item;
  return false;
}

function rowsOf(row: TimelineRow, columns: number, context: DrawContext, now: number): Row[] {
  const { key } = row;
  const { own, times } = context.speech;
  switch (row.is) {
    case "day":
      return [{ key, runs: titled(times.day(row.at, now), columns, DIM) }];
    case "unread":
      return [{ key, runs: titled(own.t("line.new", { count: row.count }), columns, CLAY) }];
    case "notice": {
      const text = noticeText(row.item, context);
      if (text === undefined) return [];
      const line = { runs: [run(text, DIM)], indent: 2 };
      return wrap(line, columns, context.turner).map((runs) => ({ key, runs }));
    }
    case "message":
      return messageRows(row, columns, context);
  }
}

/** A line across the pane with words in its middle. */
function titled(words: string, columns: number, look: Look): Run[] {
  const line: Look = look === CLAY ? CLAY : { ink: "line" };
  const rest = Math.max(0, columns - widthOf(words) - 2);
  const left = Math.floor(rest / 2);
  return [run("─".repeat(left), line), run(` ${words} `, look), run("─".repeat(rest - left), line)];
}

function messageRows(
  { key, item, first }: Extract<TimelineRow, { is: "message" }>,
  columns: number,
  context: DrawContext,
): Row[] {
  const at = item.is === "outgoing" ? item.entry.writtenAt : item.event.at;
  const time = run(context.speech.times.time(at).padEnd(TIME).slice(0, TIME), DIM);
  const { name, look } = authorOf(item, context);
  const named = (columns: number) => {
    const fits = fitting(name, columns);
    return context.turner === "own" ? turned(fits) : fits;
  };
  const lines = bodyLines(item, context);
  if (columns < NARROW) {
    const head: Row[] = first
      ? [{ key, item, runs: [time, run(named(columns - TIME), look)] }]
      : [];
    const rows = wrapAll(lines, columns - GAP, context).map((row): Row => ({
      key,
      item,
      ...shifted(row, [run(" ".repeat(GAP))], GAP),
    }));
    return [...head, ...rows];
  }
  const side = TIME + NAME + GAP;
  const shown = named(NAME);
  const padded = " ".repeat(NAME - widthOf(shown));
  const begin = first ? [time, run(padded), run(shown, look), run(" ".repeat(GAP))] : undefined;
  return wrapAll(lines, columns - side, context).map((row, at): Row => ({
    key,
    item,
    ...shifted(row, at === 0 && begin ? begin : [run(" ".repeat(side))], side),
  }));
}

type Body = Pick<Row, "runs" | "picture">;

/** A row of the words, behind what stands before it. */
function shifted({ runs, picture }: Body, before: readonly Run[], by: number): Body {
  return {
    runs: [...before, ...runs],
    ...(picture && { picture: { ...picture, x: picture.x + by } }),
  };
}

function wrapAll(
  lines: readonly (StyledLine & { single?: boolean })[],
  columns: number,
  { pictures, turner }: DrawContext,
): Body[] {
  return lines.flatMap((line): Body[] => {
    const { picture: file } = line;
    if (file) return pictures ? pictureRows(file, pictures.cell, columns) : [];
    const rows = wrap(line, columns, turner);
    if (!line.single || rows.length === 1) return rows.map((runs) => ({ runs }));
    const [{ text, look } = run("")] = line.runs;
    const [first = []] = wrap({ runs: [run(fitting(text, columns), look)] }, columns, turner);
    return [{ runs: first }]; // a quote is one row
  });
}

/** Rows that a picture stands on. */
function pictureRows(file: SharedFile, cell: CellSize, columns: number): Body[] {
  const slot = slotOf(file, cell, columns - GAP);
  if (!slot) return [];
  return Array.from({ length: slot.rows }, (_, row) => ({
    runs: [],
    picture: { file, slot, row, x: GAP },
  }));
}
