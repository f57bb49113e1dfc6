import { assertEquals } from "@std/assert";
import { readText } from "../../lib/text/markup.ts";

const LINK = "https://a.org/b";

/** A message, and the one link that is drawn in it. */
const CASES: ReadonlyArray<readonly [written: string, link: string | undefined]> = [
  ["Look: https://a.org/b.", LINK],
  ["https://a.org/b…", LINK],
  ["https://a.org/b?!", LINK],
  ["https://a.org/b's", "https://a.org/b's"],
  ["https://a.org/b’", LINK],
  ["**https://a.org/b**", undefined], // inside the emphasis
  ["_https://a.org/b_", undefined],
  ["||https://a.org/b||", undefined],
  ["https://a.org/b_c_", "https://a.org/b_c"],
  // Brackets and quotation marks.
  ["(https://a.org/b)", LINK],
  ["[https://a.org/b]", LINK],
  ["{https://a.org/b}", LINK],
  ["[see (https://a.org/b)].", LINK],
  ["https://a.org/b_(c), yes", "https://a.org/b_(c)"],
  ["https://a.org/b?c[0]=1", "https://a.org/b?c[0]=1"],
  ["https://[2001:db8::1]/b", "https://[2001:db8::1]/b"],
  ["<https://a.org/b>", LINK],
  ["«https://a.org/b»", LINK],
  ["„https://a.org/b“", LINK],
  ["‘https://a.org/b’", LINK],
  ["‹https://a.org/b›", LINK],
  // Chinese, Japanese and Korean put no space around a link.
  ["看https://a.org/b。谢谢", LINK],
  ["看这里：https://a.org/b，很好", LINK],
  ["（https://a.org/b）", LINK],
  ["「https://a.org/b」です", LINK],
  ["『https://a.org/b』", LINK],
  ["【https://a.org/b】", LINK],
  ["《https://a.org/b》", LINK],
  ["https://a.org/b、https", LINK],
  ["https://a.org/b！", LINK],
  ["https://a.org/b？", LINK],
  ["https://a.org/b；", LINK],
  ["https://a.org/b\u3000次", LINK],
  ["링크https://a.org/b", LINK],
  ["смотриhttps://a.org/b", LINK],
  ["https://zh.wikipedia.org/wiki/中文", "https://zh.wikipedia.org/wiki/中文"],
  ["https://例え.jp/パス。", "https://例え.jp/パス"],
  // Not links.
  ["xhttps://a.org/b", undefined],
  ["7https://a.org/b", undefined],
  ["https://", undefined],
  ["https://。", undefined],
];

for (const [written, link] of CASES) {
  Deno.test(`links - in ${JSON.stringify(written)}`, () => {
    const links = readText(written).flatMap((block) => block.is === "paragraph" ? block.spans : [])
      .flatMap((span) => span.is === "link" ? span.spans : [])
      .flatMap((span) => span.is === "text" ? [span.text] : []);
    assertEquals(links, link === undefined ? [] : [link]);
  });
}
