import { LIMITS } from "../../lib/protocol/limits.ts";

/** What has made parsers of this kind slow, to be repeated. */
const PIECES: readonly string[] = [
  ...["*", "**", "**a ", "*a ", "***a", "*a **a ", "a**b", "**a__b ", "_a ", "_*a", "*a_ ", "a*_"],
  ...["**x", "***", "*_*_", "***a**b*c ", "x*y_z~~", "~", "~~a ", "||", "||a ", "||a||", "¯", "\\"],
  ...["`", "`a ", "`` ` ", "``` ` ", "```\n", "```a\nb```\n", "@", "@a ", "@@", "#", "#a "],
  ...["https://", "((((https://a", "http://[", "http://a)", "https://a.b ", "<http:", "<", "<!--"],
  ...["[", "]", "[]()", "![", "](", "[a](", "[a](<b", '[a](http://b "', "[a]: b\n", "[https://a"],
  ...[
    "[[[]]]",
    "> ",
    ">",
    ">- ",
    "> > > ",
    "- ",
    "* ",
    "1. ",
    "1) ",
    " - a\n",
    "\n- a",
    "- - - - ",
  ],
  ...["- [ ] ", "|", "| a ", "|-", "|a\n|-|\n", "|a\n|-\n", "a|b\n-|-\n", ":-|", "\t", "    "],
  ...["\n\n", "a\n", "  \n", "---\n", "a\n---\n", "&#", "\u202e", "👋", "\u0301", "田", "\u200d"],
];

/** Texts as long as messages may be, or another length, whose parts never match. */
export function hostileTexts(length: number = LIMITS.text): [name: string, text: string][] {
  const fill = (piece: string) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const half = length / 2;
  const runs = Array.from({ length: Math.floor(Math.sqrt(2 * length)) }, (_, n) => n + 1);
  const shaped: [string, string][] = [
    ["backticks, one more each", runs.map((n) => `${"`".repeat(n)}a`).join("")],
    ["a list in a list", runs.map((n) => `${" ".repeat(n)}- a`).join("\n")],
    ["a quote in a quote", runs.map((n) => `${">".repeat(n)} a`).join("\n")],
    ["a broad table", `${"a|".repeat(length / 8)}\n${"-|".repeat(length / 8)}\n${fill("b|\n")}`],
    ["many stars open, many close", "*a ".repeat(half / 3) + "a* ".repeat(half / 3)],
    ["many dashes open, many close", "_a ".repeat(half / 3) + "a_ ".repeat(half / 3)],
    ["a link in a link", "[".repeat(half) + "](a)".repeat(half / 4)],
    ["brackets of an address", `http://a${")".repeat(length - 8)}`],
    ["ends of addresses", `${"http://[".repeat(half / 8)}${".)".repeat(half / 2)}`],
  ];
  return [
    ...PIECES.map((piece): [string, string] => [JSON.stringify(piece), fill(piece)]),
    ...shaped.map(([name, text]): [string, string] => [name, text.slice(0, length)]),
  ];
}
