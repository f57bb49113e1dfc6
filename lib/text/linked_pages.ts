import { readText } from "./markup.ts";
import type { Block, Span } from "./markup/tree.ts";

/** Longer addresses carry more than an address. */
const MAX_URL_LENGTH = 2_048;

/**
 * The pages that a message links to, each once, in its order: those of which a preview may be shown.
 * Not in code, where they are no links; not in spoilers and quotations; and not `<https://…>`, by which
 * people ask for none.
 */
export function linkedPages(text: string, most: number): string[] {
  if (!text.includes("://")) return []; // most messages
  const found = new Set<string>();
  for (const block of readText(text)) {
    for (const { href, spans } of linksIn(block)) {
      if (found.size === most) return [...found];
      const written = spans.map((span) => span.is === "text" ? span.text : "").join("");
      const isAsked = !text.includes(`<${written}>`) && !text.includes(`<${href}>`);
      if (isAsked && /^https?:/.test(href) && href.length <= MAX_URL_LENGTH) {
        found.add(href);
      }
    }
  }
  return [...found];
}

type Link = Extract<Span, { is: "link" }>;

function linksIn(block: Block): Link[] {
  switch (block.is) {
    case "paragraph":
      return block.spans.flatMap(linksOf);
    case "list":
      return block.items.flatMap((item) => item.blocks.flatMap(linksIn));
    case "table":
      return [block.head, ...block.rows].flat(2).flatMap(linksOf);
    default:
      return [];
  }
}

function linksOf(span: Span): Link[] {
  if (span.is === "link") return [span];
  return "spans" in span && span.is !== "spoiler" ? span.spans.flatMap(linksOf) : [];
}
