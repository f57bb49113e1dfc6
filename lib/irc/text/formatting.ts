// Marks of IRC (modern.ircdocs.horse/formatting) and ours (docs/text.md), the one for the other.
import { readText } from "../../text/markup.ts";
import type { Block, Span } from "../../text/markup/tree.ts";

const BOLD = "\x02";
const ITALIC = "\x1d";
const STRIKE = "\x1e";
const MONOSPACE = "\x11";
const RESET = "\x0f";
const COLOUR = "\x03";
/** Black on black, which clients show when it is selected. */
const HIDDEN = [`${COLOUR}01,01`, COLOUR] as const;

/** Where each of our marks stands in IRC, in the order in which they are opened. */
const MARKS = [[BOLD, "**"], [ITALIC, "*"], [STRIKE, "~~"], [MONOSPACE, "`"]] as const;
const CODES =
  // deno-lint-ignore no-control-regex -- the marks are control characters
  /[\x02\x0f\x11\x16\x1d\x1e\x1f]|\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[\da-f]{6}(?:,[\da-f]{6})?)?/gi;
// deno-lint-ignore no-control-regex -- what no message shows
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/g;

/** A message as IRC shows it: lines with marks of IRC. */
export function toIrc(text: string): string {
  return readText(text).map(blockText).join("\n");
}

function blockText(block: Block): string {
  switch (block.is) {
    case "paragraph":
      return spansText(block.spans);
    case "code":
      return lines(block.text, (line) => line === "" ? "" : marked(MONOSPACE, bare(line)));
    case "quote":
      return lines(block.blocks.map(blockText).join("\n"), (line) => `> ${line}`);
    case "list":
      return block.items.map(({ done, blocks }, index) => {
        const mark = block.start === undefined ? "-" : `${block.start + index}.`;
        const task = done === undefined ? "" : done ? "[x] " : "[ ] ";
        const [first = "", ...rest] = blocks.map(blockText).join("\n").split("\n");
        return [`${mark} ${task}${first}`, ...rest.map((line) => `  ${line}`)].join("\n");
      }).join("\n");
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(spansText).join(" | ")).join("\n");
  }
}

function spansText(spans: readonly Span[]): string {
  return spans.map((span) => {
    switch (span.is) {
      case "text":
        return bare(span.text);
      case "code":
        return lines(bare(span.text), (line) => line === "" ? "" : marked(MONOSPACE, line));
      case "bold":
        return marked(BOLD, spansText(span.spans));
      case "italic":
        return marked(ITALIC, spansText(span.spans));
      case "strike":
        return marked(STRIKE, spansText(span.spans));
      case "spoiler":
        return lines(spansText(span.spans), (line) => HIDDEN.join(line));
      case "link":
        return span.labelled ? `${spansText(span.spans)} (${span.href})` : spansText(span.spans);
      case "mention":
        return `@${bare(span.name)}`;
      case "emoji":
      case "room":
        return bare(span.text);
    }
  }).join("");
}

/** A mark goes to the end of its line: each line of a message is one of its own. */
function marked(mark: string, text: string): string {
  return lines(text, (line) => line === "" ? "" : `${mark}${line}${mark}`);
}

function lines(text: string, of: (line: string) => string): string {
  return text.split("\n").map(of).join("\n");
}

/** What somebody wrote, without signs that IRC would take for marks. */
export function bare(text: string): string {
  return text.replace(CONTROLS, "");
}

/** A line without marks of IRC. */
export function withoutMarks(text: string): string {
  return bare(text.replace(CODES, ""));
}

/** What an IRC client wrote, with our marks in place of those of IRC; colours are left out. */
export function fromIrc(text: string): string {
  return text.split("\n").map(lineFromIrc).join("\n");
}

function lineFromIrc(line: string): string {
  if (line.search(CODES) < 0) return bare(line);
  const open: string[] = [];
  let written = "";
  /** Spaces behind what is written: ours hold none at their ends. */
  let spaces = "";
  let wanted = new Set<string>();
  const settle = (text: string) => {
    // Ours close in the order in which they were opened.
    const keep = open.findIndex((mark) => !wanted.has(mark));
    if (keep >= 0) written += open.splice(keep).reverse().map(ours).join("");
    const core = text.trim();
    if (core === "") return void (spaces += text);
    const lead = text.slice(0, text.length - text.trimStart().length);
    const opening = MARKS.map(([mark]) => mark).filter((mark) =>
      wanted.has(mark) && !open.includes(mark)
    );
    open.push(...opening);
    written += `${spaces}${lead}${opening.map(ours).join("")}${core}`;
    spaces = text.slice(lead.length + core.length);
  };
  let from = 0;
  for (const match of line.matchAll(CODES)) {
    const text = bare(line.slice(from, match.index));
    if (text !== "") settle(text);
    from = match.index + match[0].length;
    wanted = toggled(wanted, match[0]);
  }
  settle(bare(line.slice(from)));
  wanted = new Set();
  settle("");
  return written + spaces;
}

function ours(mark: string): string {
  return MARKS.find(([theirs]) => theirs === mark)?.[1] ?? "";
}

function toggled(marks: ReadonlySet<string>, code: string): Set<string> {
  if (code === RESET) return new Set();
  if (!MARKS.some(([mark]) => mark === code)) return new Set(marks);
  const next = new Set(marks);
  if (!next.delete(code)) next.add(code);
  return next;
}
