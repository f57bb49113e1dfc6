import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Block, isBigEmoji, readText, type Span } from "../../../lib/ui/text/format.ts";

/** The spans of a message that is one paragraph. */
function spans(text: string, names: readonly string[] = []): Span[] {
  const [block, ...others] = readText(text, names);
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
  for (const one of ["2 * 3 * 4", "2*3*4", "** a **", "a*", "`", "``", "@", "**"]) {
    assertEquals(spans(one), [text(one)]);
  }
});

Deno.test("text - http and https become links, other schemes never", () => {
  assertEquals(spans("see https://example.org/a?b=1#c"), [
    text("see "),
    { is: "link", href: "https://example.org/a?b=1#c", text: "https://example.org/a?b=1#c" },
  ]);
  for (
    const one of ["javascript:alert(1)", "data:text/html,x", "file:///etc", "http://", "xhttps://a"]
  ) {
    assertEquals(spans(one), [text(one)]);
  }
});

Deno.test("text - a link ends before the sentence does", () => {
  const hrefs = (written: string) =>
    spans(written).flatMap((span) => span.is === "link" ? [span.text] : []);
  assertEquals(hrefs("Look: https://a.org/b."), ["https://a.org/b"]);
  assertEquals(hrefs("(https://a.org/b)"), ["https://a.org/b"]);
  assertEquals(hrefs("https://a.org/b_(c), yes"), ["https://a.org/b_(c)"]);
  assertEquals(hrefs("**https://a.org/b**"), []); // inside the emphasis
});

Deno.test("text - names are called, the longest first, and only whole", () => {
  const names = ["Ana", "Ana María", "a.b"];
  assertEquals(spans("@ana maría and @Ana!", names), [
    { is: "mention", name: "ana maría" },
    text(" and "),
    { is: "mention", name: "Ana" },
    text("!"),
  ]);
  assertEquals(spans("@Anabel me@Ana @axb", names), [text("@Anabel me@Ana @axb")]);
});

Deno.test("text - a fence keeps everything in it as it is", () => {
  assertEquals(
    readText("so:\n```ts\nlet a = **1**;\n\n// @Ana\n```\ndone", ["Ana"]),
    [
      { is: "paragraph", spans: [text("so:")] },
      { is: "code", text: "let a = **1**;\n\n// @Ana", language: "ts" },
      { is: "paragraph", spans: [text("done")] },
    ] satisfies Block[],
  );
});

Deno.test("text - a fence that is not closed goes to the end", () => {
  assertEquals(readText("```\na\nb"), [{ is: "code", text: "a\nb" }]);
});

Deno.test("text - whatever is written is read, and no character of it is lost", () => {
  const marks = fc.constantFrom(
    "*",
    "**",
    "`",
    "@",
    "Ana",
    "\n",
    "https://a.b/",
    " ",
    "x",
    "<b>",
    "é",
    "👋🏽",
  );
  const written = fc.array(marks, { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(fc.property(written, (one) => {
    const blocks = readText(one, ["Ana"]);
    const shown = blocks.map((block) => block.is === "code" ? block.text : seen(block.spans)).join(
      "",
    );
    const bare = (value: string) => value.replace(/[*`\s]/g, "");
    assertEquals(bare(shown), bare(one));
  }));
});

Deno.test("text - a long line of openings is read in time", () => {
  const started = performance.now();
  for (const one of ["**a ", "*a ", "`a ", "@a ", "https://", "((((https://a"]) {
    readText(one.repeat(4000 / one.length), ["a b", "ab"]);
  }
  assert(performance.now() - started < 2000);
});

Deno.test("text - whoever writes nothing but the ends of links is read in time", () => {
  const started = performance.now();
  for (
    const one of [
      `http://a${")".repeat(3990)}`,
      "http://[".repeat(250) + ")".repeat(1990),
      "http://[".repeat(250) + ".".repeat(1990) + "a",
      "http://[" + ".)".repeat(1990),
    ]
  ) {
    readText(one);
  }
  assert(performance.now() - started < 1000);
});

Deno.test("text - a few emoji alone are large", () => {
  for (const one of ["👋", "👋🏽 🎉", "👩‍👩‍👧", "🇫🇷", "1️⃣", "❤️ 🌳"]) assert(isBigEmoji(one), one);
  for (const one of ["a", "1", "👋 hi", "👋👋👋👋", "", "привет", "“…”", "—"]) {
    assert(!isBigEmoji(one), one);
  }
});
