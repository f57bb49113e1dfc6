import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Block, isBigEmoji, readText, type Span } from "../../lib/text/markup.ts";
import { plainText } from "../../lib/text/plain.ts";
import { nameMatcher } from "../../lib/text/mentions.ts";

/** The spans of a message that is one paragraph. */
function spans(text: string, names: readonly string[] = []): Span[] {
  const [block, ...others] = readText(text, nameMatcher(names));
  assertEquals(others, []);
  assert(block?.is === "paragraph");
  return block.spans;
}

const text = (text: string): Span => ({ is: "text", text });

/** Everything that a person would see, marks aside. */
function seen(parts: readonly Span[]): string {
  return parts.map((span) => {
    if ("spans" in span) return seen(span.spans);
    return span.is === "mention" ? `@${span.name}` : span.text;
  }).join("");
}

/** Everything in a block that a person would see, marks aside. */
function seenIn(block: Block): string {
  switch (block.is) {
    case "paragraph":
      return seen(block.spans);
    case "code":
      return (block.language ?? "") + block.text;
    case "quote":
      return block.blocks.map(seenIn).join("");
    case "list":
      return block.items.map((item) => item.blocks.map(seenIn).join("")).join("");
    case "table":
      return [block.head, ...block.rows].flat().map(seen).join("");
  }
}

/** A link that is its own text. */
const link = (href: string, text = href): Span => ({
  is: "link",
  href,
  spans: [{ is: "text", text }],
});

Deno.test("text - marks become emphasis and code", () => {
  assertEquals(spans("a **b** *c* `d`"), [
    text("a "),
    { is: "bold", spans: [text("b")] },
    text(" "),
    { is: "italic", spans: [text("c")] },
    text(" "),
    { is: "code", text: "d" },
  ]);
  assertEquals(spans("**a *b***"), [
    { is: "bold", spans: [text("a "), { is: "italic", spans: [text("b")] }] },
  ]);
});

Deno.test("text - marks that emphasise nothing stay as they were written", () => {
  for (
    const one of [
      ...["2 * 3 * 4", "2*3*4", "** a **", "a*", "`", "``", "@", "**", "-", "1.", "* * *", "---"],
      ...[
        "a || b || c",
        "snake_case_name",
        "~5 to ~6",
        "¯\\_(ツ)_/¯",
        ">:(",
        ">5",
        ">_<",
        "C:\\dir",
      ],
      ...["# general", "<b>HTML</b>", "&amp;", "[x]", "![x](y)", "[a](javascript:alert(1))"],
    ]
  ) {
    assertEquals(spans(one), [text(one)]);
  }
});

Deno.test("text - http and https become links, other schemes never", () => {
  assertEquals(spans("see https://example.org/a?b=1#c"), [
    text("see "),
    link("https://example.org/a?b=1#c"),
  ]);
  for (
    const one of ["javascript:alert(1)", "data:text/html,x", "file:///etc", "http://", "xhttps://a"]
  ) {
    assertEquals(spans(one), [text(one)]);
  }
});

Deno.test("text - a fence keeps everything in it as it is", () => {
  assertEquals(
    readText("so:\n```ts\nlet a = **1**;\n\n// @Ana\n```\ndone", nameMatcher(["Ana"])),
    [
      { is: "paragraph", spans: [text("so:")] },
      { is: "code", text: "let a = **1**;\n\n// @Ana", language: "ts" },
      { is: "paragraph", spans: [text("done")] },
    ] satisfies Block[],
  );
});

Deno.test("text - each run of lines has the direction of its words", () => {
  const paragraphs = (written: string) =>
    readText(written, nameMatcher(["Ana"])).map((block) =>
      block.is === "paragraph" ? [seen(block.spans), block.direction, block.continues] : []
    );
  assertEquals(paragraphs("hello"), [["hello", undefined, undefined]]);
  assertEquals(paragraphs("@Ana שלום לכולם"), [["@Ana שלום לכולם", "rtl", undefined]]);
  assertEquals(paragraphs("He said\n\nשלום\nhttps://a.org/b\nbye"), [
    ["He said", undefined, undefined],
    ["שלום\nhttps://a.org/b", "rtl", undefined],
    ["bye", "ltr", true],
  ]);
});

Deno.test("text - the first line keeps its indentation", () => {
  assertEquals(spans("  a\n    b"), [text("  a\n    b")]);
});

Deno.test("markup - code that begins behind words is code, once a line of its own ends it", () => {
  const words = (text: string) => readText(text).map((block) => block.is);
  const [before, code, ...rest] = readText("and ```js\nlet a=1\n```\nso");
  assertEquals(before, readText("and")[0]);
  assertEquals(code, { is: "code", text: "let a=1", language: "js" });
  assertEquals(rest, readText("so"));
  assertEquals(words("```\nand ```js\nlet a\n```"), ["code"]);
  assertEquals(words("and ```js\nlet a=1").includes("code"), false, "nothing ends it");
  assertEquals(words("use ```a``` here\nand so"), words("use a here\nand so"));
  assertEquals(words("- and ```js\n  let a\n  ```\nso"), ["list", "paragraph"]);
});

Deno.test("text - a fence that is not closed goes to the end", () => {
  assertEquals(readText("```\na\nb"), [{ is: "code", text: "a\nb" }]);
});

Deno.test("text - a fence may end with its last line, and keeps a sentence behind its opening", () => {
  assertEquals(readText("```let a = 1;\nlet b;```\nso"), [
    { is: "code", text: "let a = 1;\nlet b;" },
    { is: "paragraph", spans: [text("so")] },
  ]);
});

Deno.test("text - quotes end with their mark, lists with their indentation", () => {
  const paragraph = (...parts: Span[]): Block => ({ is: "paragraph", spans: parts });
  assertEquals(readText("> was it\n> you?\nno"), [
    { is: "quote", blocks: [paragraph(text("was it\nyou?"))] },
    paragraph(text("no")),
  ]);
  assertEquals(readText("to do:\n- [x] boat\n- [ ] oar\n  and net\nthanks"), [
    paragraph(text("to do:")),
    {
      is: "list",
      items: [
        { done: true, blocks: [paragraph(text("boat"))] },
        { done: false, blocks: [paragraph(text("oar\nand net"))] },
      ],
    },
    paragraph(text("thanks")),
  ]);
  assertEquals(readText("3. a\n4. b"), [
    { is: "list", start: 3, items: ["a", "b"].map((one) => ({ blocks: [paragraph(text(one))] })) },
  ]);
});

Deno.test("text - a table has as many columns as its dashes, and rows with a bar", () => {
  assertEquals(readText("Plan:\n| What | Who |\n|---|:-:|\n| **pears** | a\\|b |\nthanks"), [
    { is: "paragraph", spans: [text("Plan:")] },
    {
      is: "table",
      aligned: [undefined, "center"],
      head: [[text("What")], [text("Who")]],
      rows: [[[{ is: "bold", spans: [text("pears")] }], [text("a|b")]]],
    },
    { is: "paragraph", spans: [text("thanks")] },
  ]);
  for (const one of ["a | b\nc | d", "| a |\n|-|-|", `${"a|".repeat(21)}\n${"-|".repeat(21)}`]) {
    assertEquals(readText(one).map(({ is }) => is), ["paragraph"]);
  }
});

Deno.test("text - spoilers, strikes and escapes", () => {
  assertEquals(spans("||it was **Ana**||, ~~not~~ \\*me\\*"), [
    { is: "spoiler", spans: [text("it was "), { is: "bold", spans: [text("Ana")] }] },
    text(", "),
    { is: "strike", spans: [text("not")] },
    text(" *me*"),
  ]);
});

Deno.test("text - emphasis needs no spaces where a script has none", () => {
  assertEquals(spans("今日は**「とても」**暑い"), [
    text("今日は"),
    { is: "bold", spans: [text("「とても」")] },
    text("暑い"),
  ]);
});

Deno.test("text - a link has words of its own, and an address with a known scheme", () => {
  const href = "https://a.org/b";
  assertEquals(spans(`see [the *plan*](${href} "of May") and <mailto:a@b.org>`), [
    text("see "),
    {
      is: "link",
      href,
      labelled: true,
      title: "of May",
      spans: [text("the "), { is: "italic", spans: [text("plan")] }],
    },
    text(" and "),
    link("mailto:a@b.org", "a@b.org"),
  ]);
  assertEquals(spans(`[@Ana https://c.org](${href})`, ["Ana"]), [
    { is: "link", href, labelled: true, spans: [text("@Ana https://c.org")] },
  ]);
  assertEquals(spans("[a](file:///etc)"), [text("[a](file:///etc)")]);
});

Deno.test("text - # leads to rooms that the reader knows", () => {
  const known = (written: string) =>
    readText(written, undefined, (room) => room === "harvest-2026").flatMap((block) =>
      block.is === "paragraph" ? block.spans.filter(({ is }) => is === "room") : []
    );
  const room = { is: "room", name: "harvest-2026", text: "#harvest-2026" } as const;
  for (const one of ["#harvest-2026", "in #harvest-2026!", "(#harvest-2026-)"]) {
    assertEquals(known(one), [room]);
  }
  for (const one of ["#harvest", "a#harvest-2026", "##harvest-2026", "`#harvest-2026`"]) {
    assertEquals(known(one), []);
  }
});

Deno.test("text - a line of a list shows the words alone, and no spoiler", () => {
  assertEquals(plainText("**Hi** [all](https://a.org), it was ||Ana||"), "Hi all, it was ▒▒▒");
  assertEquals(plainText("> so\n\n- a\n- `b`\n\n|c|d|\n|-|-|\n|e|f|"), "so\na\nb\nc d\ne f");
});

Deno.test("text - whatever is written is read, and no character of it is lost", () => {
  const marks = fc.constantFrom(
    ...[
      "*",
      "**",
      "_",
      "`",
      "```",
      "~~",
      "||",
      "|",
      "|-|",
      "> ",
      "- ",
      "1. ",
      "[",
      "](",
      ")",
      "\\",
    ],
    ...["@", "Ana", "\n", "https://a.b/", " ", "x", "<b>", "é", "👋🏽", "#r"],
  );
  const written = fc.array(marks, { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(written, (one) => {
      const shown = readText(one, nameMatcher(["Ana"]), (room) => room === "r").map(seenIn).join(
        "",
      );
      // What may be a mark is left out on both sides, and so is the address of a link with a label.
      const bare = (value: string) =>
        value.replace(/\]\(https:\S*/g, "").replace(/[*_`~|>[\]()\\\s.1-]/g, "");
      if (!one.includes("](")) assertEquals(bare(shown), bare(one));
    }),
    { numRuns: 500 },
  );
});

Deno.test("text - a few emoji alone are large", () => {
  for (const one of ["👋", "👋🏽 🎉", "👩‍👩‍👧", "🇫🇷", "1️⃣", "❤️ 🌳"]) assert(isBigEmoji(one), one);
  for (const one of ["a", "1", "👋 hi", "👋👋👋👋", "", "привет", "“…”", "—"]) {
    assert(!isBigEmoji(one), one);
  }
});

Deno.test("markup - an emoji of the community is a part of its own, and stays text in code", () => {
  const isEmoji = (written: string) => written === ":harvest:";
  const read = (text: string) => {
    const [block] = readText(text, undefined, undefined, isEmoji);
    return block?.is === "paragraph" ? block.spans : undefined;
  };
  const emoji: Span = { is: "emoji", text: ":harvest:" };
  assertEquals(read(":harvest::harvest:"), [emoji, emoji]);
  assertEquals(read("at 8:30:harvest: **:harvest:**"), [
    text("at 8:30"),
    emoji,
    text(" "),
    { is: "bold", spans: [emoji] },
  ]);
  assertEquals(read("`:harvest:`"), [{ is: "code", text: ":harvest:" }]);
  assertEquals(read(":none: :harvest :HARVEST:"), [text(":none: :harvest :HARVEST:")]);
  assertEquals(read("https://x.example/:harvest:")?.[0]?.is, "link");
  assertEquals(spans(":harvest:"), [text(":harvest:")], "where there are none, it is text");
});
