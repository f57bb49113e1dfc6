import type { Emphasis, Run } from "./runs.ts";
import type { Span } from "./tree.ts";

/** A part of a paragraph, in its order: runs say what they open and close. */
export type Token =
  | { is: "text"; text: string }
  | { is: "leaf"; span: Span }
  | { is: "run"; run: Run }
  /** The `[` of a link, or one that is text: `href` is missing. */
  | { is: "open"; text: string; href?: string; title?: string }
  /** The end of a link. */
  | { is: "close" };

/** How deep emphasis may nest; further marks are text. */
const MAX_DEPTH = 6;

/** What is open: its spans, and how it is closed. `mark`: it is too deep, and its marks are text. */
interface Frame {
  spans: Span[];
  close(spans: Span[]): Span[];
}

/** The tree of a paragraph. */
export function buildSpans(tokens: readonly Token[]): Span[] {
  const root: Frame = { spans: [], close: (spans) => spans };
  const stack: Frame[] = [];
  let inLink = false;
  const top = () => stack.at(-1) ?? root;
  const close = () => {
    const frame = stack.pop();
    if (frame) { for (const span of frame.close(frame.spans)) append(top().spans, span); }
  };
  const openRun = (emphasis: Emphasis, mark: string) => {
    const deep = stack.length >= MAX_DEPTH;
    const marks: Span = { is: "text", text: mark };
    stack.push({
      spans: [],
      close: (spans) => deep ? [marks, ...spans, marks] : [{ is: emphasis, spans }],
    });
  };
  for (const token of tokens) {
    switch (token.is) {
      case "text":
        append(top().spans, token);
        break;
      case "leaf":
        append(top().spans, inLink ? plain(token.span) : token.span);
        break;
      case "run": {
        const { mark, left, opens, closes } = token.run;
        for (const _ of closes) close();
        if (left > 0) append(top().spans, { is: "text", text: mark.repeat(left) });
        for (const one of [...opens].reverse()) openRun(one, mark.repeat(one === "italic" ? 1 : 2));
        break;
      }
      case "open": {
        const { href, title } = token;
        if (href === undefined) append(top().spans, { is: "text", text: token.text });
        else {
          inLink = true;
          const target = { is: "link", href, labelled: true, ...(title && { title }) } as const;
          stack.push({ spans: [], close: (spans) => [{ ...target, spans }] });
        }
        break;
      }
      case "close":
        inLink = false;
        close();
    }
  }
  return root.spans;
}

/** A link holds neither links nor mentions. */
function plain(span: Span): Span {
  if (span.is === "mention") return { is: "text", text: `@${span.name}` };
  if (span.is === "room") return { is: "text", text: span.text };
  return span.is === "link" ? span.spans[0] ?? { is: "text", text: "" } : span;
}

/** Adds a span; texts beside each other are one. */
function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (span.is === "text" && last?.is === "text") {
    spans[spans.length - 1] = { is: "text", text: last.text + span.text };
  } else if (span.is !== "text" || span.text !== "") spans.push(span);
}
