import { assertEquals } from "@std/assert";
import { linkedPages } from "../../lib/text/linked_pages.ts";

const CASES: readonly [what: string, text: string, found: string[]][] = [
  ["none", "no link, but a : // and a colon://", []],
  ["a bare one", "see https://a.example/x, please", ["https://a.example/x"]],
  ["with a label", "[the plan](https://a.example/plan)", ["https://a.example/plan"]],
  ["each once", "https://a.example https://A.example/ http://b.example", [
    "https://a.example/",
    "http://b.example/",
  ]],
  ["three at most", [1, 2, 3, 4].map((n) => `https://a.example/${n}`).join(" "), [
    "https://a.example/1",
    "https://a.example/2",
    "https://a.example/3",
  ]],
  ["in a list", "- https://a.example/\n- [ ] **https://b.example/**", [
    "https://a.example/",
    "https://b.example/",
  ]],
  ["in a table", "| a | b |\n|---|---|\n| https://a.example/ | 2 |", ["https://a.example/"]],
  ["in code", "`https://a.example/`", []],
  ["in fenced code", "```\nhttps://a.example/\n```", []],
  ["in a spoiler", "||https://a.example/||", []],
  ["in a quotation", "> https://a.example/", []],
  ["between signs that ask for none", "<https://a.example/> and [b](<https://b.example/>)", []],
  ["no page", "mailto:ana@a.example and [x](mailto:ana@a.example)://", []],
  ["too long to be an address", `https://a.example/${"x".repeat(2_050)}`, []],
];

for (const [what, text, found] of CASES) {
  Deno.test(`linked pages - ${what}`, () => assertEquals(linkedPages(text, 3), found));
}
