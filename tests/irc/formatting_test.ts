import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { fromIrc, toIrc, withoutMarks } from "../../lib/irc/text/formatting.ts";

const [B, I, S, M, O] = ["\x02", "\x1d", "\x1e", "\x11", "\x0f"];

const SHOWN = [
  ["hello", "hello"],
  ["**bold** and *it*", `${B}bold${B} and ${I}it${I}`],
  ["**b *bi* b**", `${B}b ${I}bi${I} b${B}`],
  ["~~no~~ `x * y`", `${S}no${S} ${M}x * y${M}`],
  ["2*3*4", "2*3*4"],
  ["**two\nlines**", `${B}two${B}\n${B}lines${B}`],
  ["```ts\nlet a;\n\nlet b;\n```", `${M}let a;${M}\n\n${M}let b;${M}`],
  ["> said\nand I", "> said\nand I"],
  ["- one\n- [x] two", "- one\n- [x] two"],
  ["3. one\n4. two", "3. one\n4. two"],
  ["||secret||", "\x0301,01secret\x03"],
  ["[words](https://example.org/)", "words (https://example.org/)"],
  ["https://example.org/a_b_c", "https://example.org/a_b_c"],
  ["So :two_words_here: `:x_y:`", `So :two_words_here: ${M}:x_y:${M}`], // emoji of the community
  ["a\x02b\x03c\x01d", "abcd"],
] as const;

Deno.test("irc - a message is shown with the marks of IRC", () => {
  for (const [ours, theirs] of SHOWN) assertEquals(toIrc(ours), theirs, ours);
});

const TAKEN = [
  ["hello", "hello"],
  [`${B}bold${B} x`, "**bold** x"],
  [`${B}bold`, "**bold**"],
  [`${B} bold ${B}x`, " **bold** x"],
  [`${B}a${I}b${O}c`, "**a*b***c"],
  [`${I}a${B}b${I}c`, "*a**b***" + "**c**"],
  [`${S}no${S}${M}code${M}`, "~~no~~`code`"],
  ["\x0304,12red\x03 x\x1funder\x1f\x16", "red xunder"],
  ["\x04ff0000red\x04", "red"],
  [`${B}${B}x`, "x"],
  [B, ""],
  ["*as it is*", "*as it is*"],
  ["a\x07b\tc", "ab\tc"],
  [`${B}one\ntwo`, "**one**\ntwo"],
] as const;

Deno.test("irc - what an IRC client marks becomes our marks", () => {
  for (const [theirs, ours] of TAKEN) assertEquals(fromIrc(theirs), ours, JSON.stringify(theirs));
});

Deno.test("irc - marks survive there and back; no control sign reaches a message", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8})?$/);
  const part = fc.tuple(fc.constantFrom("", B, I, S, M), word).map(([mark, text]) =>
    `${mark}${text}${mark}`
  );
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
    const line = parts.join(" ");
    assertEquals(toIrc(fromIrc(line)), line);
  }));
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
    // deno-lint-ignore no-control-regex -- it is about them
    assert(!/[\x00-\x08\x0b-\x1f\x7f]/.test(fromIrc(text)));
    for (const sign of "\x01\x07\x1b") assert(!toIrc(text).includes(sign));
    assertEquals(withoutMarks(withoutMarks(text)), withoutMarks(text));
  }));
});

Deno.test("irc - spaces and marks take no longer than their number, as many as a message may hold", () => {
  const spaces = " ".repeat(8_000);
  const read = fromIrc(`${spaces}${`x${B}`.repeat(4_000)}`); // minutes, if each looked through the spaces
  assertEquals(read.replaceAll("**", ""), `${spaces}${"x".repeat(4_000)}`);
  assertEquals(fromIrc(`a${spaces}b${B}`), `a${spaces}b`);
});
