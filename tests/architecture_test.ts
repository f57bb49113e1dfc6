import { assert, assertEquals } from "@std/assert";
import { findCycle, importsOf, readSourceTree, type SourceFile } from "./support/source_tree.ts";

const files = readSourceTree();
const production = files.filter((file) => !/^(tests|bench)\//.test(file.path));

/** Which of our modules each module may import, besides itself. A module is a folder of `lib/`. */
const GROUND = ["lib/runtime", "lib/async", "lib/protocol"];
const STORE = [...GROUND, "lib/kv", "lib/log", "lib/store"];
const CHAT = [...STORE, "lib/jobs", "lib/text", "lib/cluster", "lib/search", "lib/chat"];
const ALLOWED: Record<string, readonly string[]> = {
  "lib/runtime": [],
  "lib/async": ["lib/runtime", "lib/protocol"],
  "lib/protocol": [],
  "lib/net": [],
  "lib/text": ["lib/protocol", "lib/i18n"],
  "lib/i18n": ["lib/protocol"],
  "lib/kv": GROUND,
  "lib/log": [...GROUND, "lib/kv", "lib/store"],
  "lib/store": [...GROUND, "lib/kv", "lib/log"],
  "lib/jobs": [...GROUND, "lib/kv"],
  "lib/cluster": STORE,
  "lib/search": [...GROUND, "lib/kv", "lib/log", "lib/jobs", "lib/text"],
  "lib/chat": [...STORE, "lib/jobs", "lib/cluster", "lib/search", "lib/text"],
  "lib/transfer": CHAT,
  "lib/push": [...CHAT, "lib/net", "lib/i18n"],
  "lib/mail": [...CHAT, "lib/net", "lib/push", "lib/i18n"],
  "lib/pictures": [],
  "lib/previews": [...CHAT, "lib/net", "lib/pictures"],
  "lib/integrations": [...CHAT, "lib/net", "lib/i18n", "lib/ui/emoji"],
  "lib/files": [...CHAT, "lib/pictures"],
  "lib/backup": [...STORE, "lib/search", "lib/text", "lib/files"],
  "lib/moving": [
    ...CHAT,
    "lib/files",
    "lib/i18n",
    "lib/integrations",
    "lib/pictures",
    "lib/ui/emoji",
  ],
  "lib/config": ["lib/runtime", "lib/protocol"],
  "lib/sockets": [...CHAT, "lib/i18n"],
  "lib/http": [...CHAT, "lib/i18n", "lib/sockets"],
  "lib/instance": [
    ...CHAT,
    "lib/transfer",
    "lib/moving",
    "lib/files",
    "lib/mail",
    "lib/push",
    "lib/net",
    "lib/previews",
    "lib/integrations",
    "lib/sockets",
    "lib/i18n",
    "lib/config",
  ],
  /** It stands for the client of its user, and says how they are as one does. */
  "lib/irc": [...GROUND, "lib/kv", "lib/chat", "lib/text", "lib/i18n", "lib/sockets", "lib/client"],
  "lib/client": GROUND,
  "lib/ui": ["lib/runtime", "lib/async", "lib/protocol", "lib/i18n", "lib/text", "lib/client"],
  /** A face as the islands are: on the client, with what the interface says and how it lists. */
  "lib/terminal": [...GROUND, "lib/i18n", "lib/text", "lib/client", "lib/ui"],
  "lib/islands": ["lib/protocol"],
  islands: [
    ...GROUND,
    "lib/client",
    "lib/pictures",
    "lib/ui",
    "lib/text",
    "lib/i18n",
    "lib/islands/client",
    "lib/islands/shared",
  ],
};

const BROWSER =
  /^(lib\/(client|ui|text|pictures|async|runtime|i18n|protocol|islands\/(client|shared))|islands)(\/|\.)/;

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
  const server =
    /^lib\/(net|previews|kv|log|store|jobs|cluster|search|chat|push|files|transfer|sockets|http|irc|instance|config|islands\/server)/;
  assertEquals(offences(browser, (_, to) => !server.test(to)), []);
  const users = browser.filter((file) => /\bDeno\./.test(withoutComments(file.text)));
  assertEquals(users.map((file) => file.path), []);
});

Deno.test("architecture - pages do not import the routes of the API, nor the API those of pages", () => {
  const pages = production.filter((file) => file.path.startsWith("routes/pages/"));
  assert(pages.length > 10, "pages were found");
  assertEquals(offences(pages, (_, to) => !to.startsWith("routes/api/")), []);
  const api = production.filter((file) => file.path.startsWith("routes/api/"));
  assertEquals(offences(api, (_, to) => !to.startsWith("routes/pages/")), []);
});

Deno.test("architecture - a start loads nothing of IRC: few servers are asked for it", () => {
  const loaded = new Set(["main.ts"]);
  for (const path of loaded) {
    const { text = "" } = production.find((file) => file.path === path) ?? {};
    // Neither types, which are gone when it runs, nor what is imported later.
    const now = text.match(/^(?:import|export)\b(?! type)(?! \w+ =)[^;]*? from "[^"]+";/gm) ?? [];
    for (const one of importsOf(path, now.join("\n"))) loaded.add(one);
  }
  assert(loaded.size > 200, "the graph was walked");
  assertEquals([...loaded].filter((path) => /^(lib\/irc\/|routes\/irc_)/.test(path)), []);
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
    file.path !== "lib/kv/keys.ts" &&
    /\bkey:\s*\[|\bprefix:\s*\[|\.get\(\s*\[/.test(withoutComments(file.text))
  );
  assertEquals(spelled.map((file) => file.path), []);
});

Deno.test("architecture - the store answers with results, and rules refuse", () => {
  const refusing = production.filter((file) =>
    /^lib\/(store|kv)\//.test(file.path) && /\bChatError\b/.test(withoutComments(file.text))
  );
  assertEquals(refusing.map((file) => file.path), []);
});

Deno.test("architecture - time and chance are parameters of what the simulator runs", () => {
  const simulated =
    /^lib\/(async|chat|cluster|files|jobs|kv|log|search|store|transfer|sockets|client|instance)\//;
  const direct =
    /\b(Date\.now|setTimeout|setInterval|Math\.random|crypto\.randomUUID|crypto\.getRandomValues)\b/;
  const guilty = production.filter((file) =>
    simulated.test(file.path) && direct.test(withoutComments(file.text))
  );
  assertEquals(guilty.map((file) => file.path), []);
});

Deno.test("architecture - messages know nothing of moderation", () => {
  const messages = production.filter((file) => file.path.startsWith("lib/chat/messages/"));
  assert(messages.length > 0);
  assertEquals(offences(messages, (_, to) => !to.startsWith("lib/chat/moderation/")), []);
});

/** Bags that hold more than `MAX_PARTS`, each with the reason. */
const LARGE_BAGS: Record<string, string> = {
  ApiParts: "what the routers of the API take their parts from",
  PageServices: "what the routers of the pages take their parts from",
  AppServices: "both of these together",
};

Deno.test("architecture - a function is given at most seven parts", () => {
  const MAX_PARTS = 7;
  const counts = bagSizes(production);
  const large = [...counts].filter(([name, count]) => count > MAX_PARTS && !(name in LARGE_BAGS));
  assertEquals(large, []);
  const idle = Object.keys(LARGE_BAGS).filter((name) => (counts.get(name) ?? 0) <= MAX_PARTS);
  assertEquals(idle, [], "exceptions that are none any more");
  const sample =
    "interface AParts extends BParts {\n  a: { x: 1; y: 2 };\n  /** c: */\n  b(c: D): E;\n}" +
    "\ninterface BParts {\n  z?: 1;\n}";
  const file = { path: "lib/a.ts", text: sample, lines: 1, imports: [] };
  assertEquals([...bagSizes([file])], [["AParts", 3], ["BParts", 1]]);
});

/** How many members each bag of parts has, those of the bags that it extends included. */
function bagSizes(among: readonly SourceFile[]): Map<string, number> {
  const found = new Map<string, { own: number; above: string[] }>();
  for (const { text } of among) {
    const bags = withoutComments(text).matchAll(
      /^(?:export )?interface (\w+(?:Parts|Options|Runtime|Services))(?:\s+extends\s+([^{]+?))?\s*\{\n(.*?)^\}/gms,
    );
    for (const [, name = "", above = "", body = ""] of bags) {
      const own = body.split("\n").filter((line) => /^ {2}(?:readonly )?\w+\??[:(<]/.test(line));
      const names = above.replace(/<[^>]*>/g, "").split(",").map((one) => one.trim());
      found.set(name, { own: own.length, above: names.filter((one) => one !== "") });
    }
  }
  const size = (name: string): number => {
    const bag = found.get(name);
    return bag ? bag.own + bag.above.reduce((sum, one) => sum + size(one), 0) : 0;
  };
  return new Map([...found.keys()].map((name) => [name, size(name)]));
}

/** Longer functions, each with the reason. */
const LONG_FUNCTIONS: Record<string, string> = {
  createSanctions: "one method a query of the store",
  createSessions: "one method a query of the store",
  createUsers: "one method a query of the store",
  conversationOperations: "a table of operations",
  fileOperations: "a table of operations",
  useSuggestions: "one hook with the keys of a list",
  composeAdministration: "a composition: a line a part",
  composeChat: "a composition: a line a part",
  composeIdentity: "a composition: a line a part",
  startInstance: "a composition: a line a part",
  startServer: "a composition: a line a part",
};

Deno.test("architecture - functions have at most 80 lines, components 120", () => {
  const long = production.flatMap(({ path, text }) =>
    [...text.matchAll(/^(?:export )?(?:async )?function (\w+).*?^\}/gms)]
      .filter(([code]) => code.split("\n").length > (path.endsWith(".tsx") ? 120 : 80))
      .map(([, name = ""]) => name)
  );
  assertEquals(long.filter((name) => !(name in LONG_FUNCTIONS)), []);
});

Deno.test("architecture - what an object has stands in it, and is spread from no other literal", () => {
  const spread = files.filter(({ text }) => /\.\.\.\{/.test(withoutComments(text)));
  assertEquals(spread.map(({ path }) => path), []);
});

/** Of the server, what asks others on the network without the guard: addresses that its operator gave. */
const UNGUARDED = ["lib/files/s3_pieces.ts", "lib/kv/open_kv.ts"];

Deno.test("architecture - the server asks nobody on the network but through the guarded fetch (B6)", () => {
  const bare = production.filter(({ path, text }) =>
    /^(lib\/(?!client|terminal|ui|islands)|routes\/)/.test(path) &&
    /(?<![.\w])fetch\((?!\))/.test(withoutComments(text)) && // a call; `fetch(): …` declares one
    !/\bfetch: GuardedFetch/.test(text)
  );
  const own = bare.filter(({ text }) => !/^ {2}fetch\(request: Request/m.test(text)); // answers, asks nobody
  assertEquals(own.map(({ path }) => path).sort(), UNGUARDED);
});

Deno.test("architecture - the way of a message is written down, in at most 25 files that exist", () => {
  const text = Deno.readTextFileSync(new URL("../docs/architecture.md", import.meta.url));
  const [, way = ""] = text.split("\n## The way of a message\n");
  const named = [...(way.split("\n## ")[0] ?? "").matchAll(/`(lib\/[\w/]+\.ts)`/g)]
    .flatMap(([, path]) => path ?? []);
  assertEquals(new Set(named).size, named.length, "each file once");
  assert(named.length > 15 && named.length <= 25, `${named.length} files`);
  const paths = new Set(files.map((file) => file.path));
  assertEquals(named.filter((path) => !paths.has(path)), [], "files that do not exist");
});

Deno.test("architecture - a test in a browser waits for what it asserts", () => {
  const atOnce = files.filter(({ path, text }) =>
    /^tests\/browsers?\//.test(path) &&
    /\bassertEquals\(\s*await |\bassert\(\s*!\(await /.test(text)
  );
  assertEquals(atOnce.map(({ path }) => path), [], "becomes() looks until it is so");
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
