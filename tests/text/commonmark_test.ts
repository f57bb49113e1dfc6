import { assert, assertEquals, assertNotEquals } from "@std/assert";
import spec from "commonmark-spec";
import { type Block, readText, type Span } from "../../lib/text/markup.ts";

/**
 * CommonMark's own examples of the parts that messages have, and those that we read otherwise, with
 * the reason: what a chat has no use for, or what people write there and mean as it stands.
 */
const TAKEN: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  "Code spans": { "HTML is text": [344], "an address is the URL parser's": [346] },
  "Emphasis and strong emphasis": {
    "a sum": [356],
    "HTML is text": [475, 476, 477],
  },
  "Fenced code blocks": {
    "no code by indentation": [134],
    "no headings": [141],
    "a sentence behind a fence is code": [143, 146],
  },
  "Block quotes": {
    "no headings, no rules": [228, 230, 234, 246],
    "no code by indentation": [231, 236, 252],
    "a word or a space behind the mark": [229],
    "a line without the mark is an answer": [232, 233, 238, 247, 250, 251],
  },
  "List items": {
    "no code by indentation": [
      ...[253, 254, 257, 264, 270, 271, 272, 273, 274, 286, 287, 288, 289],
    ],
    "a word or a space behind the mark": [260],
    "a mark alone is a mark": [278, 279, 280, 284],
    "a line that is not indented is no item's": [290, 291, 292, 293],
    "no headings": [300],
  },
  Lists: {
    "HTML is text": [308, 309],
    "a line that is not indented is no item's": [312],
    "no code by indentation": [313],
    "no references": [317],
  },
};

/** Examples of links that lead to whole addresses, or to nothing; ours have no references. */
const LINKS = [
  ...[482, 483, 490, 497, 509, 512, 514, 515, 516, 521, 523, 546, 547, 548, 551, 552],
];

interface Example {
  number: number;
  section: string;
  markdown: string;
  html: string;
}

const EXAMPLES: readonly Example[] = spec.tests;

for (const [section, exceptions] of Object.entries(TAKEN)) {
  const others = new Set(Object.values(exceptions).flat());
  for (const example of EXAMPLES.filter((one) => one.section === section)) {
    const kept = others.has(example.number);
    const name = `${section}, example ${example.number}${kept ? " otherwise" : ""}`;
    Deno.test(`commonmark (M8) - ${name}`, () => {
      const { drawn, expected } = compared(example);
      // An exception that is none any longer shall be struck from the list.
      if (kept) assertNotEquals(drawn, expected);
      else assertEquals(drawn, expected);
    });
  }
}

for (const number of LINKS) {
  Deno.test(`commonmark (M8) - Links, example ${number}`, () => {
    const example = EXAMPLES.find((one) => one.number === number);
    assert(example?.section === "Links");
    const { drawn, expected } = compared(example);
    assertEquals(drawn, expected);
  });
}

function compared({ markdown, html }: Example) {
  const [written, expected] = [markdown, html].map((one) => absolute(one.replaceAll("→", "\t")));
  return {
    drawn: bare(htmlOf((written ?? "").replace(/\n$/, ""))),
    expected: bare(expected ?? ""),
  };
}

/** Examples lead to `/uri`; messages lead to whole addresses alone. */
function absolute(text: string): string {
  return text.replace(/(\(|href=")\/(?=\w)/g, "$1https://a.org/");
}

/** Without the paragraphs, which tight lists have not, and the spaces that nobody sees. */
function bare(html: string): string {
  return html.replace(/<\/?p>/g, "").replace(/<br \/>/g, "").replace(/\s*\n\s*/g, "\n")
    .replace(/>\n/g, ">").replace(/\n</g, "<").trim();
}

function htmlOf(written: string): string {
  return readText(written).map(blockHtml).join("");
}

function blockHtml(block: Block): string {
  switch (block.is) {
    case "paragraph":
      return `<p>${spansHtml(block.spans).split("\n").map((line) => line.trim()).join("\n")}</p>\n`;
    case "code": {
      const language = block.language ? ` class="language-${escaped(block.language)}"` : "";
      return `<pre><code${language}>${escaped(block.text)}\n</code></pre>\n`;
    }
    case "quote":
      return `<blockquote>\n${block.blocks.map(blockHtml).join("")}</blockquote>\n`;
    case "list": {
      const start = (block.start ?? 1) === 1 ? "" : ` start="${block.start}"`;
      const tag = block.start === undefined ? "ul" : "ol";
      const items = block.items.map((item) => `<li>${item.blocks.map(blockHtml).join("")}</li>\n`);
      return `<${tag}${start}>\n${items.join("")}</${tag}>\n`;
    }
    case "table":
      return "<table>";
  }
}

const TAGS = { bold: "strong", italic: "em", strike: "del", spoiler: "mark" } as const;

function spansHtml(spans: readonly Span[]): string {
  return spans.map((span) => {
    switch (span.is) {
      case "text":
        return escaped(span.text);
      case "code":
        return `<code>${escaped(span.text)}</code>`;
      case "link":
        return `<a href="${escaped(span.href)}"${
          span.title ? ` title="${escaped(span.title)}"` : ""
        }>${spansHtml(span.spans)}</a>`;
      case "mention":
      case "emoji":
      case "room":
        return span.is;
      default:
        return `<${TAGS[span.is]}>${spansHtml(span.spans)}</${TAGS[span.is]}>`;
    }
  }).join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(
    /"/g,
    "&quot;",
  );
}
