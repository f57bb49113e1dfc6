import { assert, assertEquals } from "@std/assert";
import { decodePage } from "../../lib/previews/charset.ts";
import { type PageHead, readPageHead } from "../../lib/previews/page_head.ts";
import { pageWords } from "../../lib/previews/page_words.ts";

const CASES: readonly [what: string, html: string, head: PageHead][] = [
  ["nothing", "<p>Just words</p>", {}],
  ["a title alone", "<title>\n Pears &amp; quinces </title>", { title: "\n Pears & quinces " }],
  ["the first title", "<title>One</title><svg><title>Two</title></svg>", { title: "One" }],
  [
    "Open Graph before others",
    `<title>Plain</title>
    <meta name="twitter:title" content="Twitter"><meta property="og:title" content="Graph">
    <meta property="og:title" content="Second">`,
    { title: "Graph" },
  ],
  [
    "names in any case, values in any quotes",
    `<META NAME=Description CONTENT='It "rains"'>
    <meta property="OG:SITE_NAME" content=Orchard />`,
    {
      description: 'It "rains"',
      site: "Orchard",
    },
  ],
  [
    "a picture and what it shows",
    `<meta property="og:image" content="/a.png?x=1&amp;y=2">
    <meta property="og:image:alt" content="A press">`,
    {
      picture: "/a.png?x=1&y=2",
      alt: "A press",
    },
  ],
  ["blank ones are none", `<meta property="og:title" content=" \u200b "><title>Said</title>`, {
    title: "Said",
  }],
  [
    "oEmbed in JSON, not in XML",
    `<link rel="alternate" type="text/xml+oembed" href="/x">
    <link rel="Alternate" type="application/json+oembed" href="/o?a&amp;b"><base href="/deep/">`,
    {
      oembed: "/o?a&b",
      base: "/deep/",
    },
  ],
  [
    "no element within others' text",
    `<script>var a = '<meta property="og:title" content="no">'
    </script><style><title>no</title></style><!-- <title>no</title> --><title>yes</title>`,
    {
      title: "yes",
    },
  ],
  [
    "nothing of the body",
    `<head><title>Head</title></head><body>
    <meta property="og:image" content="/no.png"></body>`,
    { title: "Head" },
  ],
  ["a title that does not end", "<title>Open", {}],
  ["an attribute twice: the first", `<meta name="description" content="a" content="b">`, {
    description: "a",
  }],
];

for (const [what, html, head] of CASES) {
  Deno.test(`page head - ${what}`, () => assertEquals(readPageHead(html), head));
}

Deno.test("page head - whatever half a megabyte is, it is read in one pass", () => {
  const bombs = [
    "<a>",
    "</b>",
    "<title>",
    "<meta content='",
    "<meta x=y ",
    "<!--",
    "<![CDATA[",
    "&amp",
  ]
    .concat(["<script></scrip", '<meta content="&', "<", "<meta property=og:title content=a>"]);
  for (const bomb of bombs) {
    const took = (bytes: number) => {
      const html = bomb.repeat(bytes / bomb.length);
      const began = performance.now();
      readPageHead(html);
      return performance.now() - began;
    };
    took(64 * 1024); // compiled
    const ms = took(512 * 1024);
    assert(ms < 1_000, `${bomb}: ${ms} ms`); // what grows with the square takes minutes
  }
});

const LETTERS: readonly [
  what: string,
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  text: string,
][] = [
  ["as its answer says", Uint8Array.of(0xe9), "text/html; charset=ISO-8859-1", "é"],
  [
    "as it says itself",
    latin("<meta charset=windows-1251>\xcf"),
    "text/html",
    "<meta charset=windows-1251>П",
  ],
  ["in Japanese", new Uint8Array([0x83, 0x65]), "text/html;charset=Shift_JIS", "テ"],
  [
    "by its mark, whatever is said",
    Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9),
    "text/html; charset=latin1",
    "é",
  ],
  ["UTF-8 that says nothing", Uint8Array.of(0xc3, 0xa9), "text/html", "é"],
  ["neither UTF-8 nor said", Uint8Array.of(0x66, 0xe9, 0x65), "text/html", "fée"],
  ["cut within a letter", Uint8Array.of(0x61, 0xc3), "text/html", "a"],
  ["an encoding that is none", Uint8Array.of(0xc3, 0xa9), "text/html; charset=klingon", "é"],
  [
    "one byte a letter, saying UTF-16",
    latin('<meta charset="utf-16">a'),
    "text/html",
    '<meta charset="utf-16">a',
  ],
];

for (const [what, bytes, type, text] of LETTERS) {
  Deno.test(`page letters - ${what}`, () => assertEquals(decodePage(bytes, type), text));
}

Deno.test("page words - one line, cut between letters, without what turns its neighbours", () => {
  assertEquals(pageWords("  a\n\tb \u202e c\u0000d ", 20), "a b c d");
  assertEquals(pageWords("🍐🍐🍐🍐", 3), "🍐🍐…");
  assertEquals(pageWords(" \u200b ", 20), undefined);
  assertEquals(pageWords(7, 20), undefined);
  assertEquals(pageWords("\ud83c", 20), "\ufffd");
});

function latin(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
