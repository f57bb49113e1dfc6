import { readText } from "./markup.ts";
import type { Block, ListItem, Span } from "./markup/tree.ts";

/** What stands for a text that its author hid. */
const HIDDEN = "▒▒▒";

/** How the parts of a message are written. */
export interface Writing {
  /** A part of a line, around what is `inside` it. */
  span(span: Span, inside: string): string;
  /** A block of code, or what is quoted. */
  block(text: string, is: "code" | "quote"): string;
  /** An entry of a list; `number`: of one that is numbered. */
  item(text: string, entry: ListItem, number: number | undefined): string;
  /** What stands between two cells of a row. */
  cells: string;
}

const same = (text: string) => text;
const PLAIN: Writing = {
  span: ({ is }, inside) => is === "spoiler" ? HIDDEN : inside,
  block: same,
  item: same,
  cells: " ",
};

/** The words of a message without their marks, for one line of a list; spoilers stay hidden. */
export function plainText(text: string): string {
  return writtenText(text, PLAIN);
}

/** A message as text that is written in some way. */
export function writtenText(text: string, writing: Writing): string {
  return blocksText(readText(text), writing);
}

function blocksText(blocks: readonly Block[], writing: Writing): string {
  return blocks.map((block) => blockText(block, writing)).join("\n");
}

function blockText(block: Block, writing: Writing): string {
  switch (block.is) {
    case "paragraph":
      return spansText(block.spans, writing);
    case "code":
      return writing.block(block.text, "code");
    case "quote":
      return writing.block(blocksText(block.blocks, writing), "quote");
    case "list":
      return block.items.map((entry, index) => {
        const number = block.start === undefined ? undefined : block.start + index;
        return writing.item(blocksText(entry.blocks, writing), entry, number);
      }).join("\n");
    case "table":
      return [block.head, ...block.rows].map((row) =>
        row.map((spans) => spansText(spans, writing)).join(writing.cells)
      ).join("\n");
  }
}

function spansText(spans: readonly Span[], writing: Writing): string {
  return spans.map((span) => {
    const inside = "spans" in span
      ? spansText(span.spans, writing)
      : span.is === "mention"
      ? `@${span.name}`
      : span.text;
    return writing.span(span, inside);
  }).join("");
}
