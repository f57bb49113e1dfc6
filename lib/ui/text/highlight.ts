// Colours for code: a part of its own, which is fetched when the first code comes into view.
import { createLowlight } from "lowlight";
import { type CodeLanguage, codeLanguage } from "../../text/code_languages.ts";

/** A piece of code, and which of five colours it has, if any. */
export interface Ink {
  text: string;
  ink?: "word" | "string" | "number" | "name" | "note";
}

type Grammar = NonNullable<Parameters<ReturnType<typeof createLowlight>["register"]>[1]>;

/** Each grammar is fetched with the first code of its language. */
const GRAMMARS: Record<CodeLanguage, () => Promise<{ default: Grammar }>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  go: () => import("highlight.js/lib/languages/go"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  lua: () => import("highlight.js/lib/languages/lua"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  python: () => import("highlight.js/lib/languages/python"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  sql: () => import("highlight.js/lib/languages/sql"),
  swift: () => import("highlight.js/lib/languages/swift"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

/** The grammar's names for what has the same colour. */
const INKS: ReadonlyArray<readonly [NonNullable<Ink["ink"]>, RegExp]> = [
  ["note", /comment|quote|doctag|meta/],
  ["string", /string|regexp|char|link|code|addition/],
  ["number", /number|symbol|bullet|deletion/],
  ["name", /title|attr|name|property|section|selector|variable|params/],
  ["word", /keyword|literal|built_in|type|operator|tag/],
];

const lowlight = createLowlight();

/** Code in its colours, and what its language is called. */
export interface Highlighted {
  text: string;
  label: string;
  inks: Ink[];
}

/**
 * Code of the language that a word behind a fence means; nothing for a word that means none. Rejects
 * where the grammar cannot be fetched.
 */
export async function highlight(text: string, written: string): Promise<Highlighted | undefined> {
  const known = codeLanguage(written);
  if (!known) return undefined;
  const { language, label } = known;
  if (!lowlight.registered(language)) {
    lowlight.register(language, (await GRAMMARS[language]()).default);
  }
  return { text, label, inks: inksOf(lowlight.highlight(language, text), undefined) };
}

type Tree = ReturnType<typeof lowlight.highlight>;
type Node = Tree["children"][number];

function inksOf(tree: { children: readonly Node[] }, ink: Ink["ink"]): Ink[] {
  return tree.children.flatMap((node) => {
    if (node.type === "text") return [{ text: node.value, ...(ink && { ink }) }];
    return node.type === "element" ? inksOf(node, inkOf(node.properties.className) ?? ink) : [];
  });
}

function inkOf(classes: unknown): Ink["ink"] {
  const name = Array.isArray(classes) ? classes.join(" ") : "";
  return INKS.find(([, pattern]) => pattern.test(name))?.[0];
}
