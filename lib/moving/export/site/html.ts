// HTML as text. What people wrote goes through `escaped`, wherever it stands.
import { readText } from "../../../text/markup.ts";
import type { Block, ListItem, Span } from "../../../text/markup/tree.ts";

/** Text, as HTML has it: also within attributes. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Where the picture of an emoji is that is written so, if there is one. */
export type EmojiSource = (written: string) => string | undefined;

/** A text as HTML elements, with the emoji that `emoji` knows. */
export function textHtml(text: string, emoji: EmojiSource = () => undefined): string {
  const blocks = readText(text, undefined, undefined, (written) => emoji(written) !== undefined);
  return blocksHtml(blocks, emoji);
}

/** An emoji as its picture, or as it is written. */
export function emojiHtml(written: string, emoji: EmojiSource): string {
  const src = emoji(written);
  const name = escaped(written);
  return src === undefined
    ? name
    : `<img class="emoji" src="${escaped(src)}" alt="${name}" title="${name}">`;
}

function blocksHtml(blocks: readonly Block[], emoji: EmojiSource): string {
  return blocks.map((block) => blockHtml(block, emoji)).join("");
}

function blockHtml(block: Block, emoji: EmojiSource): string {
  const dir = "direction" in block && block.direction ? ` dir="${block.direction}"` : ' dir="auto"';
  switch (block.is) {
    case "paragraph":
      return `<p${dir}>${spansHtml(block.spans, emoji)}</p>`;
    case "code":
      return `<pre><code>${escaped(block.text)}</code></pre>`;
    case "quote":
      return `<blockquote${dir}>${blocksHtml(block.blocks, emoji)}</blockquote>`;
    case "list": {
      const items = block.items.map((item) => itemHtml(item, emoji)).join("");
      return block.start === undefined
        ? `<ul${dir}>${items}</ul>`
        : `<ol${dir} start="${Number(block.start)}">${items}</ol>`;
    }
    case "table": {
      const row = (cells: readonly Span[][], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${spansHtml(cell, emoji)}</${tag}>`).join("")}</tr>`;
      const body = block.rows.map((cells) => row(cells, "td")).join("");
      return `<table${dir}><thead>${row(block.head, "th")}</thead><tbody>${body}</tbody></table>`;
    }
  }
}

function itemHtml({ done, blocks }: ListItem, emoji: EmojiSource): string {
  const mark = done === undefined ? "" : done ? "☑ " : "☐ ";
  return `<li>${mark}${blocksHtml(blocks, emoji)}</li>`;
}

function spansHtml(spans: readonly Span[], emoji: EmojiSource): string {
  return spans.map((span) => spanHtml(span, emoji)).join("");
}

function spanHtml(span: Span, emoji: EmojiSource): string {
  switch (span.is) {
    case "text":
      return escaped(span.text).replaceAll("\n", "<br>");
    case "code":
      return `<code>${escaped(span.text)}</code>`;
    case "bold":
      return `<strong>${spansHtml(span.spans, emoji)}</strong>`;
    case "italic":
      return `<em>${spansHtml(span.spans, emoji)}</em>`;
    case "strike":
      return `<s>${spansHtml(span.spans, emoji)}</s>`;
    case "spoiler":
      return `<span class="spoiler" tabindex="0">${spansHtml(span.spans, emoji)}</span>`;
    case "link":
      return `<a href="${escaped(span.href)}" rel="noopener noreferrer">${
        spansHtml(span.spans, emoji)
      }</a>`;
    case "mention":
      return `<b>@${escaped(span.name)}</b>`;
    case "emoji":
      return emojiHtml(span.text, emoji);
    case "room":
      return `<b>${escaped(span.text)}</b>`;
  }
}

/** A page, complete. `up`: the way to the folder of the style sheet; `nav`: links to the pages above. */
export function pageHtml(
  { title, lang, up, nav, body }: {
    title: string;
    lang: string;
    up: string;
    nav?: string;
    body: string;
  },
): string {
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; img-src 'self' file:; media-src 'self' file:; form-action 'none'; base-uri 'none'">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${up}style.css">
<body>
${nav === undefined ? "" : `<nav>${nav}</nav>`}
<main>
${body}
</main>
</body>
</html>
`;
}

/** The sheet of all pages: on screens in light and dark, and on paper. */
export const STYLE = `:root { color-scheme: light dark; --text: light-dark(#1d1a16, #ece7df);
  --soft: light-dark(#6b645b, #a59d92); --line: light-dark(#e3ded6, #3a352f);
  --link: light-dark(#1c6b4a, #6fc59d); background: light-dark(#fffdf9, #191613); }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--text); max-width: 46rem;
  margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
a { color: var(--link); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.05rem; border-bottom: 1px solid var(--line);
  padding-bottom: .25rem; margin-top: 2rem; }
nav { color: var(--soft); } .soft, time { color: var(--soft); font-size: .875rem; }
article { margin: .75rem 0; } article p { margin: .15rem 0; }
article .thread { margin-inline-start: 1.5rem; border-inline-start: 2px solid var(--line);
  padding-inline-start: .75rem; }
blockquote { margin: .25rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line); }
pre { white-space: pre-wrap; border: 1px solid var(--line); padding: .5rem; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: .2rem .5rem; }
img { max-width: 100%; height: auto; display: block; margin: .25rem 0; }
img.emoji { display: inline; height: 1.4em; vertical-align: -.35em; margin: 0; }
ul.plain { list-style: none; padding: 0; }
.spoiler:not(:hover, :focus) { background: currentcolor; border-radius: .2rem; }
@media print { :root { color-scheme: light; background: none; } body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; } article, img { break-inside: avoid; } h2 { break-after: avoid; }
  .spoiler { background: none !important; } a { color: inherit; } }
`;
