import { readText } from "./markup.ts";
import type { Block, Span } from "./markup/tree.ts";

/** What stands for a text that its author hid. */
const HIDDEN = "▒▒▒";

/** The words of a message without their marks, for one line of a list; spoilers stay hidden. */
export function plainText(text: string): string {
  return readText(text).map(blockText).join("\n");
}

function blockText(block: Block): string {
  switch (block.is) {
    case "paragraph":
      return spansText(block.spans);
    case "code":
      return block.text;
    case "quote":
      return block.blocks.map(blockText).join("\n");
    case "list":
      return block.items.map((item) => item.blocks.map(blockText).join("\n")).join("\n");
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(spansText).join(" ")).join("\n");
  }
}

function spansText(spans: readonly Span[]): string {
  return spans.map((span) => {
    if (span.is === "spoiler") return HIDDEN;
    if ("spans" in span) return spansText(span.spans);
    return span.is === "mention" ? `@${span.name}` : span.text;
  }).join("");
}
