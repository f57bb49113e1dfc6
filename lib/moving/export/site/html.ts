// HTML as text. What people wrote goes through `escaped`, wherever it stands.
import type { Block, ListItem, Span } from "../../../text/markup/tree.ts";

/** Text, as HTML has it: also within attributes. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A message as HTML elements. */
export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join("");
}

function blockHtml(block: Block): string {
  const dir = "direction" in block && block.direction ? ` dir="${block.direction}"` : ' dir="auto"';
  switch (block.is) {
    case "paragraph":
      return `<p${dir}>${spansHtml(block.spans)}</p>`;
    case "code":
      return `<pre><code>${escaped(block.text)}</code></pre>`;
    case "quote":
      return `<blockquote${dir}>${blocksHtml(block.blocks)}</blockquote>`;
    case "list": {
      const items = block.items.map(itemHtml).join("");
      return block.start === undefined
        ? `<ul${dir}>${items}</ul>`
        : `<ol${dir} start="${Number(block.start)}">${items}</ol>`;
    }
    case "table": {
      const row = (cells: readonly Span[][], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${spansHtml(cell)}</${tag}>`).join("")}</tr>`;
      const body = block.rows.map((cells) => row(cells, "td")).join("");
      return `<table${dir}><thead>${row(block.head, "th")}</thead><tbody>${body}</tbody></table>`;
    }
  }
}

function itemHtml({ done, blocks }: ListItem): string {
  const mark = done === undefined ? "" : done ? "☑ " : "☐ ";
  return `<li>${mark}${blocksHtml(blocks)}</li>`;
}

function spansHtml(spans: readonly Span[]): string {
  return spans.map(spanHtml).join("");
}

function spanHtml(span: Span): string {
  switch (span.is) {
    case "text":
      return escaped(span.text).replaceAll("\n", "<br>");
    case "code":
      return `<code>${escaped(span.text)}</code>`;
    case "bold":
      return `<strong>${spansHtml(span.spans)}</strong>`;
    case "italic":
      return `<em>${spansHtml(span.spans)}</em>`;
    case "strike":
      return `<s>${spansHtml(span.spans)}</s>`;
    case "spoiler":
      return `<span class="spoiler" tabindex="0">${spansHtml(span.spans)}</span>`;
    case "link":
      return `<a href="${escaped(span.href)}" rel="noopener noreferrer">${
        spansHtml(span.spans)
      }</a>`;
    case "mention":
      return `<b>@${escaped(span.name)}</b>`;
    case "emoji":
      return escaped(span.text);
    case "room":
      return `<b>${escaped(span.text)}</b>`;
  }
}

/** A page, complete. `up`: the way to the folder of the style sheet. */
export function pageHtml(
  { title, lang, up, body }: { title: string; lang: string; up: string; body: string },
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
${body}
</body>
</html>
`;
}

/** The sheet of all pages: on screens in light and dark, and on paper. */
export const STYLE = `:root { color-scheme: light dark; --text: light-dark(#1d1a16, #ece7df);
  --soft: light-dark(#6b645b, #a59d92); --line: light-dark(#e3ded6, #3a352f);
  --link: light-dark(#1c6b4a, #6fc59d); }
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
ul.plain { list-style: none; padding: 0; }
.spoiler:not(:hover, :focus) { background: currentcolor; border-radius: .2rem; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; } article, img { break-inside: avoid; } h2 { break-after: avoid; }
  .spoiler { background: none !important; } a { color: inherit; } }
`;
