import { assert, assertEquals } from "@std/assert";
import { CATALOGS } from "../../lib/i18n/catalogs.ts";

const root = new URL("../../", import.meta.url);

function* components(folder: string): Generator<{ path: string; source: string }> {
  for (const entry of Deno.readDirSync(new URL(folder, root))) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) yield* components(`${path}/`);
    else if (/\.tsx?$/.test(path)) {
      const source = Deno.readTextFileSync(new URL(path, root))
        .replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
      yield { path, source };
    }
  }
}

const sources = [...components("lib/ui/"), ...components("islands/")];

/** What keys are called on every keyboard. */
const KEY_NAMES = ["Esc"];

/** Texts that a person would read: between tags, and in the attributes that are said. */
function texts(source: string): string[] {
  const between = [...source.matchAll(/<\/?[\w.]+[^<>{}=]*(?:=[^<>]*[^<>=])?>([^<>{}=;()]*)</g)];
  const said = [...source.matchAll(/\b(?:aria-label|title|placeholder|alt|label)="([^"]*)"/g)];
  return [...between, ...said].map((match) => (match[1] ?? "").trim())
    .filter((text) => /^\p{L}{2}/u.test(text) && !KEY_NAMES.includes(text));
}

Deno.test("words - no text of the interface stands outside lib/i18n", () => {
  assertEquals(texts(`<p class="a">Hello</p>`), ["Hello"]);
  assertEquals(texts(`<b title="Hello" />`), ["Hello"]);
  assertEquals(texts("Record<Locale, () => Promise<Words>>"), []);
  const found = sources.filter(({ path }) => path.endsWith(".tsx")).flatMap(({ path, source }) =>
    texts(source).map((text) => `${path}: ${text}`)
  );
  assertEquals(found, []);
});

Deno.test("words - every text of the catalogue is said somewhere", () => {
  const all = [...sources, ...components("routes/"), ...components("lib/push/")].map(({ source }) =>
    source
  ).join("\n");
  const unused = Object.keys(CATALOGS.en).filter((key) => {
    if (all.includes(`"${key}"`)) return false;
    const family = key.slice(0, key.lastIndexOf(".") + 1);
    // A family of which one is chosen by what it is about: `presence.${state}`.
    if (family && all.includes(`\`${family}\${`)) return false;
    const head = key.slice(0, key.indexOf(".") + 1);
    return !(head &&
      new RegExp(`\`${head}\\$\\{[^}]+\\}${key.slice(key.lastIndexOf("."))}\``).test(all));
  });
  assertEquals(unused, []);
});

Deno.test("words - no page is made of HTML by string", () => {
  const raw = sources.filter(({ source }) =>
    /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write/.test(source)
  );
  assert(sources.length > 30);
  assertEquals(raw.map(({ path }) => path), []);
});
