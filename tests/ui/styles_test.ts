import { assert, assertEquals } from "@std/assert";
import { source } from "../../tools/assets/palabre.ts";

const folder = new URL("../../static/styles/", import.meta.url);
const sheets = Array.from(Deno.readDirSync(folder), ({ name }) => name)
  .filter((name) => name.endsWith(".css"))
  .map((name) => ({ name, css: Deno.readTextFileSync(new URL(name, folder)) }));
const parts = sheets.filter(({ name }) => name !== "tokens.css" && name !== "hues.css");

/** Without comments and conditions of queries, which cannot name a token. */
function rules(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@(?:media|container)[^{]*/g, "");
}

Deno.test("styles - no colour and no size stands outside the tokens", () => {
  const raw = /#[\da-f]{3,8}\b|\b(?:oklch|rgba?|hsla?)\(|[\d.]+(?:px|rem)\b/gi;
  const found = parts.flatMap(({ name, css }) =>
    [...rules(css).matchAll(raw)].map(([what]) => `${name}: ${what}`)
  );
  assertEquals(found, []);
});

Deno.test("styles - every token that is named exists", () => {
  const all = sheets.map(({ css }) => rules(css)).join("\n");
  const known = new Set([...all.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));
  const named = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]));
  assert(named.size > 50);
  assertEquals([...named].filter((token) => !known.has(token)), []);
});

Deno.test("styles - sides are logical, so that right-to-left is right", () => {
  const physical =
    /\b(?:margin|padding|border)-(?:left|right)\b|(?:^|[\s;{])(?:left|right)\s*:|text-align:\s*(?:left|right)/g;
  const found = parts.flatMap(({ name, css }) =>
    [...rules(css).matchAll(physical)].map(([what]) => `${name}: ${what.trim()}`)
  );
  assertEquals(found, []);
});

Deno.test("styles - a shorthand whose sides differ is for the edges of the device alone", () => {
  const shorthands = /\b(?:margin|padding|inset|border-width)\s*:([^;}]*)/g;
  const found = parts.flatMap(({ name, css }) =>
    [...rules(css).matchAll(shorthands)].filter(([, value = ""]) => {
      const [, right, , left] = valuesOf(value);
      return left !== undefined && right !== left && !value.includes("safe-area-inset-left");
    }).map(([what]) => `${name}: ${what}`)
  );
  assertEquals(found, []);
});

/** The values of a shorthand: parted by the blanks that stand in no brackets. */
function valuesOf(shorthand: string): string[] {
  let depth = 0;
  const parted = Array.from(shorthand.trim(), (letter) => {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    return depth === 0 && /\s/.test(letter) ? "\n" : letter;
  });
  return parted.join("").split(/\n+/);
}

Deno.test("styles - every sheet is of some page, and none comes twice", () => {
  const read = (name: string) => sheets.find((sheet) => sheet.name === name)?.css ?? "";
  const partsOf = (name: string): string[] => [
    name,
    ...[...read(name).matchAll(/@import "\.\/([\w.]+)"/g)].map(([, part = ""]) => part),
  ];
  const own = Object.values(source.sheets ?? {}).map((path) => path.replace("static/styles/", ""));
  const all = ["main.css", ...own].map(partsOf);
  assertEquals([...new Set(all.flat())].sort(), sheets.map(({ name }) => name).sort());
  const main = new Set(partsOf("main.css"));
  for (const more of all.slice(1)) assertEquals(more.filter((name) => main.has(name)), []);
});

/** What the page of an island draws, also what it loads late: the files that come with it. */
function filesOf(entry: URL, files = new Map<string, string>()): Map<string, string> {
  if (files.has(entry.href)) return files;
  const text = Deno.readTextFileSync(entry);
  files.set(entry.href, text);
  for (const [, named = ""] of text.matchAll(/(?:\bfrom |\bimport\()"(\.[^"]+)"/g)) {
    filesOf(new URL(named, entry), files);
  }
  return files;
}

/** The names in the `class` attributes of a component. */
function classesIn(text: string): string[] {
  const written = [...text.matchAll(/\bclass=(?:"([^"]*)"|\{([^}]*)\})/g)];
  return written.flatMap(([, plain, code]) =>
    plain?.split(/\s+/) ??
      [...code?.matchAll(/["`]([^"`]*)["`]/g) ?? []].flatMap(([, name = ""]) => name.split(/\s+/))
  );
}

Deno.test("styles - what the chat draws is in a sheet that the chat has", () => {
  const partsOf = (name: string): string[] => [
    name,
    ...[...(sheets.find((sheet) => sheet.name === name)?.css ?? "")
      .matchAll(/@import "\.\/([\w.]+)"/g)].flatMap(([, part = ""]) => partsOf(part)),
  ];
  const theirs = new Set(["main.css", "late.css"].flatMap(partsOf));
  const namedIn = (isTheirs: boolean) =>
    new Set(
      sheets.filter(({ name }) => theirs.has(name) === isTheirs).flatMap(({ css }) =>
        [...rules(css).matchAll(/\.([a-z][\w-]*)/g)].map(([, name = ""]) => name)
      ),
    );
  const [here, elsewhere] = [namedIn(true), namedIn(false)];
  const chat = filesOf(new URL("../../islands/room_app.tsx", import.meta.url));
  assert(chat.size > 100);
  const bare = [...chat].flatMap(([file, text]) =>
    classesIn(text).filter((name) => elsewhere.has(name) && !here.has(name))
      .map((name) => `${file.split("/").at(-1)}: ${name}`)
  );
  assertEquals([...new Set(bare)], []);
});
