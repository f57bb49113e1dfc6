/** Languages that can be highlighted, as they are called, with the words that people write for them. */
const LANGUAGES = {
  bash: ["Shell", "sh", "shell", "zsh", "console"],
  c: ["C", "h"],
  cpp: ["C++", "c++", "cc", "hpp"],
  csharp: ["C#", "cs", "c#"],
  css: ["CSS", "scss"],
  diff: ["Diff", "patch"],
  go: ["Go", "golang"],
  ini: ["INI", "toml", "conf"],
  java: ["Java"],
  javascript: ["JavaScript", "js", "jsx", "mjs"],
  json: ["JSON", "json5", "jsonc"],
  kotlin: ["Kotlin", "kt"],
  lua: ["Lua"],
  markdown: ["Markdown", "md"],
  php: ["PHP"],
  python: ["Python", "py"],
  ruby: ["Ruby", "rb"],
  rust: ["Rust", "rs"],
  sql: ["SQL", "postgres"],
  swift: ["Swift"],
  typescript: ["TypeScript", "ts", "tsx"],
  xml: ["HTML", "html", "svg", "vue"],
  yaml: ["YAML", "yml"],
} as const;

/** A language that can be highlighted. */
export type CodeLanguage = keyof typeof LANGUAGES;

const byWord = new Map<string, { language: CodeLanguage; label: string }>();
for (const [key, [label, ...words]] of Object.entries(LANGUAGES)) {
  const language = key as CodeLanguage;
  for (const word of [key, ...words]) byWord.set(word, { language, label });
}

/** The language that a word behind a fence means, and what it is called. */
export function codeLanguage(
  written: string,
): { language: CodeLanguage; label: string } | undefined {
  return byWord.get(written.toLowerCase());
}
