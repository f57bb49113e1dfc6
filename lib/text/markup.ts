// Parses messages into a tree of blocks and spans. Nothing here produces HTML.
import type { IsName } from "./mentions.ts";
import { readBlocks } from "./markup/blocks.ts";
import { createReader, type IsEmoji, type IsRoom } from "./markup/reader.ts";
import type { Block, Span } from "./markup/tree.ts";

export type { Block, Span } from "./markup/tree.ts";

/**
 * Parses a message: CommonMark's and GitHub's everyday part, `||spoilers||`, mentions of the given
 * names, the given rooms and emoji (docs/text.md). Everything else is text, line breaks included. Never throws.
 */
export function readText(
  text: string,
  isName: IsName = () => false,
  isRoom: IsRoom = () => false,
  isEmoji?: IsEmoji,
): Block[] {
  return readBlocks(text.split("\n"), createReader(isName, isRoom, isEmoji));
}

/** The names that a message mentions, in its order, as they are written. */
export function mentionedNames(text: string, isName: IsName): string[] {
  return readText(text, isName).flatMap(namesIn);
}

function namesIn(block: Block): string[] {
  switch (block.is) {
    case "paragraph":
      return block.spans.flatMap(namesOf);
    case "code":
      return [];
    case "quote":
      return block.blocks.flatMap(namesIn);
    case "list":
      return block.items.flatMap((item) => item.blocks.flatMap(namesIn));
    case "table":
      return [block.head, ...block.rows].flatMap((row) =>
        row.flatMap((cell) => cell.flatMap(namesOf))
      );
  }
}

function namesOf(span: Span): string[] {
  if (span.is === "mention") return [span.name];
  return "spans" in span ? span.spans.flatMap(namesOf) : [];
}

/** Messages with more emoji than this are drawn at text size. */
const MAX_BIG_EMOJI = 3;
/** Three of the longest emoji (families with skin tones) need fewer UTF-16 units. */
const MAX_BIG_UNITS = 100;
const graphemes = new Intl.Segmenter();

/** Whether a message consists of a few emoji alone, which are drawn large. */
export function isBigEmoji(text: string): boolean {
  // Cheap test first: every emoji contains such a unit, and most messages contain none.
  if (text.length > MAX_BIG_UNITS || !/[\u2000-\uffff]/.test(text)) return false;
  const signs: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (segment.trim() === "") continue;
    if (signs.push(segment) > MAX_BIG_EMOJI) return false;
  }
  // `\p{RGI_Emoji}` would say it in one word, and takes 25 ms of a page's start to compile.
  const emoji = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\d#*]\ufe0f?\u20e3)/u;
  return signs.length > 0 && signs.every((sign) => emoji.test(sign));
}
