import { nameKey } from "../../protocol/names.ts";
import type { Span } from "../../text/markup/tree.ts";
import { EmojiSign } from "../emoji/emoji_sign.tsx";
import { isCall } from "./mention_names.ts";
import { Spoiler } from "./spoiler.tsx";

export interface SpansProps {
  spans: readonly Span[];
  /** The reader's own name: mentions of it are highlighted. */
  own: string;
  /** Draws links as text: where they stand inside something that is pressed itself. */
  inert?: boolean;
}

/** The inline parts of a paragraph. */
export function Spans({ spans, own, inert }: SpansProps) {
  return (
    <>{spans.map((span, index) => <SpanView key={index} span={span} own={own} inert={inert} />)}</>
  );
}

function SpanView({ span, own, inert }: Omit<SpansProps, "spans"> & { span: Span }) {
  const inner = "spans" in span && <Spans spans={span.spans} own={own} inert={inert} />;
  switch (span.is) {
    case "text":
      return <>{span.text}</>;
    case "code":
      return <code>{span.text}</code>;
    case "bold":
      return <strong>{inner}</strong>;
    case "italic":
      return <em>{inner}</em>;
    case "strike":
      return <s>{inner}</s>;
    case "spoiler":
      if (inert) return <>{inner}</>;
      return (
        <Spoiler
          cover={<Spans spans={span.spans} own={own} inert />}
          linked={holdsLink(span.spans)}
        >
          {inner}
        </Spoiler>
      );
    case "link":
      if (inert) return <>{inner}</>;
      return (
        <a
          href={span.href}
          title={span.title ?? (span.labelled && span.href)}
          target="_blank"
          rel="noopener nofollow"
        >
          {inner}
        </a>
      );
    case "emoji":
      return <EmojiSign emoji={span.text} />;
    case "room":
      return inert
        ? <>{span.text}</>
        : <a class="room" href={`/rooms/${span.name}`}>{span.text}</a>;
    case "mention": {
      const mine = nameKey(span.name) === nameKey(own) || isCall(span.name);
      return <span class={mine ? "mention me-too" : "mention"}>@{span.name}</span>;
    }
  }
}

function holdsLink(spans: readonly Span[]): boolean {
  return spans.some((span) =>
    span.is === "link" || span.is === "room" || "spans" in span && holdsLink(span.spans)
  );
}
