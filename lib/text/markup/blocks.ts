import { directionOf, hasRightToLeft } from "../direction.ts";
import { directionIn, indentOf, isBlankLine, outdent } from "./lines.ts";
import { listMarkerAt, readList } from "./lists.ts";
import type { Reader } from "./reader.ts";
import { readSpans } from "./spans.ts";
import { readTable } from "./tables.ts";
import type { Block, Found, ReadInner, Span } from "./tree.ts";

/** How deep quotes and lists may stand in one another; below, their marks are text. */
const MAX_DEPTH = 6;
/** Lines that are indented further begin nothing: they are a paragraph's, as they were written. */
const MAX_INDENT = 3;

/** Parses lines into blocks. Takes linear time: each level of nesting reads its lines once. */
export function readBlocks(written: readonly string[], reader: Reader, depth = 0): Block[] {
  const lines = withFencesApart(written);
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push(...readParagraphs(paragraph.join("\n"), reader));
    paragraph = [];
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    if (isBlankLine(line)) {
      endParagraph();
      at++;
      continue;
    }
    const found = blockAt(lines, at, reader, depth, paragraph.length > 0, endParagraph);
    if (found) blocks.push(found.block);
    else paragraph.push(unescapeStart(line));
    at = found?.next ?? at + 1;
  }
  endParagraph();
  return blocks;
}

/** `begin` is called before a block is read: mentions are looked for in the order of the text. */
function blockAt(
  lines: readonly string[],
  at: number,
  reader: Reader,
  depth: number,
  interrupts: boolean,
  begin: () => void,
): Found {
  const line = lines[at] ?? "";
  if (indentOf(line) > MAX_INDENT) return undefined;
  const inner = (part: readonly string[]) => readBlocks(part, reader, depth + 1);
  switch (line.trimStart()[0]) {
    case "`":
    case "~": {
      const fence = readFence(lines, at);
      if (fence) begin();
      return fence;
    }
    case ">":
      if (depth === MAX_DEPTH || !QUOTE.test(line)) break;
      begin();
      return readQuote(lines, at, inner);
  }
  if (depth < MAX_DEPTH && listMarkerAt(line, interrupts)) {
    begin();
    return readList(lines, at, inner);
  }
  return readTable(lines, at, reader, begin);
}

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*?)[ \t]*$/;

/** Behind words, a fence that nothing of its line closes: “and ```js”. */
const LATE_FENCE = /(?<=\S[ \t]+)```[^\s`]*[ \t]*$/;
const CLOSING = /^ {0,3}`{3,}[ \t]*$/;

/** Code that one begins behind words, and ends on a line of its own, begins on one of its own. */
function withFencesApart(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => CLOSING.test(line));
  if (last < 1) return lines;
  const apart: string[] = [];
  let open: string | undefined; // the fence of the code that a line stands in
  lines.forEach((line, at) => {
    if (open !== undefined) {
      if (closingAt(line, open) !== undefined) open = undefined;
      return apart.push(line);
    }
    open = FENCE.exec(line)?.[1];
    // Within a list or a quote it is theirs to part.
    const begins = open !== undefined || at >= last || QUOTE.test(line) ||
      listMarkerAt(line, false);
    const late = begins ? undefined : LATE_FENCE.exec(line);
    if (!late) return apart.push(line);
    open = "```";
    return apart.push(line.slice(0, late.index).trimEnd(), late[0]);
  });
  return apart;
}

/**
 * Code between fences. One word behind the opening fence is its language; more is its first line, as
 * people write it who do not know better. A fence that is not closed goes on to the end.
 */
function readFence(lines: readonly string[], at: number): Found {
  const line = lines[at] ?? "";
  const [, fence = "", info = ""] = FENCE.exec(line) ?? [];
  if (fence === "") return undefined;
  const language = /^\S+$/.test(info) ? info : undefined;
  const code = info && !language ? [info] : [];
  const indent = indentOf(line);
  let next = at + 1;
  for (; next < lines.length; next++) {
    const one = lines[next] ?? "";
    const end = closingAt(one, fence);
    if (end === undefined || end > 0) code.push(outdent(one.slice(0, end), indent));
    if (end !== undefined) break;
  }
  return {
    block: { is: "code", text: code.join("\n"), ...(language && { language }) },
    next: Math.min(next + 1, lines.length),
  };
}

/** Where a line ends code: 0 for a fence alone, or behind its last words. */
function closingAt(line: string, fence: string): number | undefined {
  const end = line.trimEnd();
  if (!end.endsWith(fence)) return undefined;
  let start = end.length - fence.length;
  while (end[start - 1] === fence[0]) start--;
  if (end.slice(0, start).trim() !== "") return start;
  return indentOf(line) > MAX_INDENT ? undefined : 0;
}

/** A word or a space follows: `>:(` is a face and `>5` a number. */
const QUOTE = /^ {0,3}>(?=\s|$|>|\p{L})/u;

function readQuote(lines: readonly string[], at: number, inner: ReadInner): Found {
  let next = at;
  const quoted: string[] = [];
  // A line without the mark is an answer, as in other chats: a quote does not go on by itself.
  for (; next < lines.length && QUOTE.test(lines[next] ?? ""); next++) {
    quoted.push((lines[next] ?? "").trimStart().replace(/^>[ \t]?/, ""));
  }
  return { block: { is: "quote", blocks: inner(quoted), ...directionIn(quoted) }, next };
}

/** Without the backslash that keeps the line from being a list or a quote. */
function unescapeStart(line: string): string {
  return line.replace(/^(\s*)(?:\\(?=[-+>]\s)|(\d{1,9})\\(?=[.)]\s))/, "$1$2");
}

/** One paragraph, or one for each run of lines with the same direction. */
function readParagraphs(text: string, reader: Reader): Block[] {
  if (!hasRightToLeft(text)) return [{ is: "paragraph", spans: readSpans(text, reader) }];
  const paragraphs: (Block & { is: "paragraph" })[] = [];
  for (const line of text.split("\n")) {
    const spans = readSpans(line, reader);
    const direction = directionOf(wordsOf(spans));
    const last = paragraphs.at(-1);
    if (!last || (direction && last.direction && direction !== last.direction)) {
      paragraphs.push({
        is: "paragraph",
        spans,
        ...(direction && { direction }),
        ...(last && { continues: true }),
      });
    } else {
      last.spans.push({ is: "text", text: "\n" }, ...spans);
      last.direction ??= direction;
    }
  }
  return paragraphs;
}

/** What a line says: without code, links and names, which may be of another script. */
function wordsOf(spans: readonly Span[]): string {
  return spans.map((span) => {
    if (span.is === "text") return span.text;
    return "spans" in span && span.is !== "link" ? wordsOf(span.spans) : " ";
  }).join("");
}
