import { readText } from "../../text/markup.ts";
import type { Block, Span } from "../../text/markup/tree.ts";
import type { IsName } from "../../text/mentions.ts";
import { safeLine, safeText } from "../safe_text.ts";
import { type Look, type Run, run, type StyledLine } from "./styled.ts";

export interface TextContext {
  /** Whether somebody is called so. */
  isName: IsName;
  /** Whether it is the reader. */
  isMe: IsName;
  isRoom(name: string): boolean;
  /** Shows what is hidden. */
  revealed?: boolean;
}

/** What stands for each sign of a hidden text. */
const HIDDEN = "▒";

/** A message as lines of looks: blocks below each other, marks as looks; never empty. */
export function richLines(text: string, context: TextContext): StyledLine[] {
  const blocks = readText(safeText(text), context.isName, context.isRoom);
  const lines = blocks.flatMap((block) => linesOf(block, context));
  return lines.length > 0 ? lines : [{ runs: [] }];
}

function linesOf(block: Block, context: TextContext): StyledLine[] {
  switch (block.is) {
    case "paragraph":
      return split(runsOf(block.spans, {}, context)).map((runs) => ({ runs }));
    case "code":
      return block.text.split("\n").map((line) => ({
        runs: [run("│ ", { ink: "line" }), run(line, { ground: "code" })],
        indent: 2,
        cut: true,
        direction: "ltr",
      }));
    case "quote":
      return prefixed(block.blocks, context, () => "│ ");
    case "list":
      return block.items.flatMap((item, at) => {
        const mark = item.done === undefined
          ? block.start === undefined ? "• " : `${block.start + at}. `
          : item.done
          ? "☑ "
          : "☐ ";
        return prefixed(item.blocks, context, (first) => first ? mark : " ".repeat(mark.length));
      });
    case "table":
      return [block.head, ...block.rows].map((row, at) => ({
        runs: row.flatMap((cell, column) => [
          ...(column > 0 ? [run(" │ ", { ink: "line" })] : []),
          ...runsOf(cell, at === 0 ? { bold: true } : {}, context),
        ]),
      }));
  }
}

function prefixed(
  blocks: readonly Block[],
  context: TextContext,
  mark: (first: boolean) => string,
): StyledLine[] {
  return blocks.flatMap((block) => linesOf(block, context)).map((line, at) => {
    const prefix = mark(at === 0);
    return {
      ...line,
      runs: [run(prefix, { ink: "dim" }), ...line.runs],
      indent: prefix.length + (line.indent ?? 0),
    };
  });
}

function runsOf(spans: readonly Span[], look: Look, context: TextContext): Run[] {
  return spans.flatMap((span): Run[] => {
    switch (span.is) {
      case "text":
        return [run(span.text, look)];
      case "code":
        return [run(span.text, { ...look, ground: "code" })];
      case "bold":
      case "italic":
      case "strike":
        return runsOf(span.spans, { ...look, [span.is]: true }, context);
      case "spoiler": {
        const inner = runsOf(span.spans, look, context);
        if (context.revealed) return inner;
        return inner.map(({ text }) => run(text.replace(/[^\s]/gu, HIDDEN), { ink: "dim" }));
      }
      case "link": {
        const inner = runsOf(span.spans, { ...look, underline: true, link: span.href }, context);
        // Where the text is no address, the address is said: nobody is led by a name alone.
        return span.labelled ? [...inner, run(` (${safeLine(span.href)})`, { ink: "dim" })] : inner;
      }
      case "mention":
        return [
          context.isMe(span.name)
            ? run(`@${span.name}`, { ...look, ground: "calls" })
            : run(`@${span.name}`, { ...look, bold: true }),
        ];
      case "emoji":
        return [run(span.text, look)];
      case "room":
        return [run(span.text, { ...look, bold: true })];
    }
  });
}

/** Runs without line breaks, line by line. */
function split(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const { text, look } of runs) {
    text.split("\n").forEach((part, at) => {
      if (at > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push(run(part, look));
    });
  }
  return lines;
}
