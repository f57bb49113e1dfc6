import { useMemo } from "preact/hooks";
import { type Block, readText } from "../../text/markup.ts";
import type { Row } from "../../text/markup/tree.ts";
import { emojiTag } from "../../protocol/custom_emoji.ts";
import { nameMatcher } from "../../text/mentions.ts";
import { lazy } from "../elements/lazy.ts";
import { useReading } from "../reading.ts";
import type { CodeBlockProps } from "./code_block.tsx";
import { Spans } from "./spans.tsx";
import { useTextPlace } from "./text_context.ts";

export interface RichTextProps {
  text: string;
  /** Names that `@` can mention. Pass the same array while unchanged: it is a cache key. */
  names: readonly string[];
  /** The reader's own name: mentions of it are highlighted. */
  ownName: string;
}

/** Code, drawn by what comes late: few messages have any. */
export const LazyCodeBlock = lazy<CodeBlockProps>(
  () => import("./code_block.tsx").then(({ CodeBlock }) => CodeBlock),
  ({ text }) => (
    <div class="code-block">
      <pre tabIndex={0}><code>{text}</code></pre>
    </div>
  ),
);

/** Renders a message's text as elements, never as HTML. */
export function RichText({ text, names, ownName }: RichTextProps) {
  const { rooms } = useTextPlace();
  const { emoji } = useReading();
  const blocks = useMemo(
    () =>
      readText(
        text,
        nameMatcher(names),
        (room) => rooms.has(room),
        emoji && ((written) => emojiTag(emoji, written) !== undefined),
      ),
    [text, names, rooms, emoji],
  );
  return <Blocks blocks={blocks} own={ownName} />;
}

function Blocks({ blocks, own }: { blocks: readonly Block[]; own: string }) {
  return <>{blocks.map((block, index) => <BlockView key={index} block={block} own={own} />)}</>;
}

function BlockView({ block, own }: { block: Block; own: string }) {
  switch (block.is) {
    case "paragraph":
      return (
        <p dir={block.direction ?? "auto"} class={block.continues && "continued"}>
          <Spans spans={block.spans} own={own} />
        </p>
      );
    case "code":
      return <LazyCodeBlock text={block.text} language={block.language} />;
    case "quote":
      return (
        <blockquote dir={block.direction}>
          <Blocks blocks={block.blocks} own={own} />
        </blockquote>
      );
    case "list":
      return <ListView block={block} own={own} />;
    case "table":
      return <TableView block={block} own={own} />;
  }
}

function ListView({ block, own }: { block: Block & { is: "list" }; own: string }) {
  const items = block.items.map((item, index) => (
    <li key={index} class={item.done === undefined ? undefined : "task"}>
      {item.done !== undefined && <Tick done={item.done} />}
      <Blocks blocks={item.blocks} own={own} />
    </li>
  ));
  return block.start === undefined
    ? <ul dir={block.direction}>{items}</ul>
    : <ol dir={block.direction} start={block.start}>{items}</ol>;
}

/** A box that shows whether a task is done: it is ticked by whoever wrote it. */
function Tick({ done }: { done: boolean }) {
  const { words } = useReading();
  return (
    <span
      class="tick"
      role="img"
      data-done={done || undefined}
      aria-label={words.t(done ? "text.done" : "text.to-do")}
    />
  );
}

function TableView({ block, own }: { block: Block & { is: "table" }; own: string }) {
  const { words } = useReading();
  const cells = (row: Row, Cell: "th" | "td") =>
    row.map((spans, index) => (
      <Cell key={index} data-align={block.aligned[index]} dir="auto">
        <Spans spans={spans} own={own} />
      </Cell>
    ));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={words.t("text.table")}>
      <table dir={block.direction}>
        <thead>
          <tr>{cells(block.head, "th")}</tr>
        </thead>
        <tbody>{block.rows.map((row, index) => <tr key={index}>{cells(row, "td")}</tr>)}</tbody>
      </table>
    </div>
  );
}
