import { type Block, readText, type Span } from "./markup.ts";

/** Whether a message has a link that others can follow. */
export function hasLink(text: string): boolean {
  return /:\/\/|mailto:/i.test(text) && readText(text).some(holdsLink);
}

function holdsLink(block: Block): boolean {
  switch (block.is) {
    case "paragraph":
      return block.spans.some(isLink);
    case "code":
      return false;
    case "quote":
      return block.blocks.some(holdsLink);
    case "list":
      return block.items.some((item) => item.blocks.some(holdsLink));
    case "table":
      return [block.head, ...block.rows].some((row) => row.some((cell) => cell.some(isLink)));
  }
}

function isLink(span: Span): boolean {
  return span.is === "link" || "spans" in span && span.spans.some(isLink);
}
