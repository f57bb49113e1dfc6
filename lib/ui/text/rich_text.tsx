import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { type Block, readText, type Span } from "./format.ts";

export interface RichTextProps {
  text: string;
  /** Names that `@` can call. Keep the array while it is the same: its pattern is kept with it. */
  names: readonly string[];
  /** The reader's own name: being called is drawn louder. */
  ownName: string;
}

/** What somebody wrote, drawn as elements; never as HTML. */
export function RichText({ text, names, ownName }: RichTextProps) {
  const blocks = useMemo(() => readText(text, names), [text, names]);
  return <>{blocks.map((block, index) => <BlockView key={index} block={block} own={ownName} />)}</>;
}

function BlockView({ block, own }: { block: Block; own: string }) {
  if (block.is === "paragraph") return <p dir="auto">{spans(block.spans, own)}</p>;
  // A region that scrolls must be reachable by keyboard.
  return <pre tabIndex={0}><code data-language={block.language}>{block.text}</code></pre>;
}

function spans(parts: readonly Span[], own: string): ComponentChildren {
  return parts.map((span, index) => <SpanView key={index} span={span} own={own} />);
}

function SpanView({ span, own }: { span: Span; own: string }) {
  switch (span.is) {
    case "text":
      return <>{span.text}</>;
    case "code":
      return <code>{span.text}</code>;
    case "bold":
      return <strong>{spans(span.spans, own)}</strong>;
    case "italic":
      return <em>{spans(span.spans, own)}</em>;
    case "link":
      return <a href={span.href} target="_blank" rel="noopener nofollow">{span.text}</a>;
    case "mention": {
      const mine = span.name.toLowerCase() === own.toLowerCase();
      return <span class={mine ? "mention me-too" : "mention"}>@{span.name}</span>;
    }
  }
}
