import { assert, assertEquals } from "@std/assert";
import { findCycle, importsOf, readSourceTree, type SourceFile } from "./support/source_tree.ts";

const files = readSourceTree();
const production = files.filter((file) => !/^(tests|bench)\//.test(file.path));

/** Which of our modules each module may import, besides itself. A module is a folder of `lib/`. */
const ALLOWED: Record<string, readonly string[]> = {
  "lib/world": [],
  "lib/protocol": [],
  "lib/i18n": ["lib/protocol"],
  "lib/store": ["lib/world", "lib/protocol"],
  "lib/cluster": ["lib/world", "lib/protocol", "lib/store"],
  "lib/chat": ["lib/world", "lib/protocol", "lib/store", "lib/cluster"],
  "lib/config": ["lib/world", "lib/protocol"],
  "lib/sockets": ["lib/world", "lib/protocol", "lib/store", "lib/cluster", "lib/chat", "lib/i18n"],
  "lib/http": [
    "lib/world",
    "lib/protocol",
    "lib/store",
    "lib/cluster",
    "lib/chat",
    "lib/i18n",
    "lib/sockets",
  ],
  "lib/instance": [
    "lib/world",
    "lib/protocol",
    "lib/store",
    "lib/cluster",
    "lib/chat",
    "lib/sockets",
    "lib/i18n",
    "lib/config",
  ],
  "lib/client": ["lib/world", "lib/protocol"],
  "lib/ui": ["lib/protocol", "lib/i18n", "lib/client"],
  "lib/islands": ["lib/protocol"],
  islands: [
    "lib/world",
    "lib/protocol",
    "lib/client",
    "lib/ui",
    "lib/i18n",
    "lib/islands/client",
    "lib/islands/shared",
  ],
};

const BROWSER = /^(lib\/(client|ui|i18n|protocol|islands\/(client|shared))|islands)(\/|\.)/;

function moduleOf(path: string): string {
  const [top, folder] = path.split("/");
  return top === "lib" ? `lib/${folder}` : top === path ? path : String(top);
}

function offences(among: readonly SourceFile[], allowed: (from: string, to: string) => boolean) {
  return among.flatMap((file) =>
    file.imports.filter((to) => !allowed(file.path, to)).map((to) => `${file.path} → ${to}`)
  );
}

Deno.test("architecture - each module imports only what is below it", () => {
  const unknown = production.map((file) => moduleOf(file.path))
    .filter((module) => module.startsWith("lib/") && !(module in ALLOWED));
  assertEquals([...new Set(unknown)], [], "a new module of lib/ needs its place in ALLOWED");
  const within = offences(production, (from, to) => {
    const allowed = ALLOWED[moduleOf(from)];
    if (!allowed) return true;
    return moduleOf(to) === moduleOf(from) || allowed.some((place) => to.startsWith(`${place}/`));
  });
  assertEquals(within, []);
});

Deno.test("architecture - lib knows neither routes nor islands, production no tests", () => {
  const upward = offences(
    production,
    (from, to) =>
      !(from.startsWith("lib/") && /^(routes|islands|main\.ts|tools)\b/.test(to)) &&
      !/^(tests|bench)\//.test(to),
  );
  assertEquals(upward, []);
});

Deno.test("architecture - browser code reaches no server code and no Deno API", () => {
  const browser = production.filter((file) => BROWSER.test(file.path));
  assert(browser.length > 0);
  const server = /^lib\/(store|cluster|chat|sockets|http|instance|config|islands\/server)/;
  assertEquals(offences(browser, (_, to) => !server.test(to)), []);
  const users = browser.filter((file) => /\bDeno\./.test(withoutComments(file.text)));
  assertEquals(users.map((file) => file.path), []);
});

Deno.test("architecture - no import cycle, types included", () => {
  assertEquals(findCycle(files), undefined);
});

Deno.test("architecture - a cycle and a forbidden import would be found", () => {
  const imports = importsOf("lib/a/one.ts", `import type { B } from "../b/two.ts"; // "./no.ts"`);
  assertEquals(imports, ["lib/b/two.ts"]);
  const file = (path: string, to: string) => ({ path, text: "", lines: 0, imports: [to] });
  assertEquals(findCycle([file("a.ts", "b.ts"), file("b.ts", "a.ts")]), ["a.ts", "b.ts", "a.ts"]);
});

Deno.test("architecture - keys of the store are spelled in keys.ts alone", () => {
  const spelled = production.filter((file) =>
    file.path !== "lib/store/keys.ts" &&
    /\bkey:\s*\[|\bprefix:\s*\[|\.get\(\s*\[/.test(withoutComments(file.text))
  );
  assertEquals(spelled.map((file) => file.path), []);
});

Deno.test("architecture - time and chance are parameters of what the simulator runs", () => {
  const simulated = /^lib\/(chat|cluster|store|sockets|client|instance)\//;
  const direct =
    /\b(Date\.now|setTimeout|setInterval|Math\.random|crypto\.randomUUID|crypto\.getRandomValues)\b/;
  const guilty = production.filter((file) =>
    simulated.test(file.path) && direct.test(withoutComments(file.text))
  );
  assertEquals(guilty.map((file) => file.path), []);
});

Deno.test("architecture - files stay rooms, not houses", () => {
  const lines = production.map((file) => file.lines).sort((a, b) => a - b);
  const at = (part: number) => lines[Math.floor(lines.length * part)] ?? 0;
  assertEquals(files.filter((file) => file.lines > 350).map((file) => file.path), []);
  assert(at(0.5) <= 80, `the median file has ${at(0.5)} lines`);
  assert(at(0.9) <= 200, `nine in ten files have up to ${at(0.9)} lines`);
  const main = files.find((file) => file.path === "main.ts");
  assert(main && main.lines < 40, "main.ts composes and has no logic");
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
