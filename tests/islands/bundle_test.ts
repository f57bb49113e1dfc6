import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { bundle, type BundleSource } from "../../tools/assets/bundle.ts";
import { excesses, firstLoads } from "../../tools/assets/weight.ts";
import { compress, writeAssets } from "../../tools/assets/write.ts";
import { readManifest, scriptsOf } from "../../lib/islands/server/manifest.ts";

/** A project of two islands that share a file; one has a part that is loaded later. */
const FILES: Record<string, string> = {
  "main.ts": `import { registry } from "./registry.ts"; console.log(registry);`,
  "registry.ts": `export const registry = {
    One: () => import("./one.tsx"),
    Two: () => import("./two.tsx"),
  };`,
  "one.tsx":
    `import { shared } from "./shared.ts"; export const One = () => [shared, import("./late.ts")];`,
  "two.tsx": `import { shared } from "./shared.ts"; export const Two = () => shared;`,
  "shared.ts": `export const shared = "what both islands share";`,
  "late.ts": `export const late = "${"loaded later ".repeat(100)}";`,
  "main.css": `@import "./part.css"; a { color: red }`,
  "part.css": `b { color: green }`,
};

async function inProject(
  files: Record<string, string>,
  run: (source: BundleSource, root: string) => Promise<void>,
) {
  const root = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${root}/${name}`, text);
    }
    const islands = { One: "one.tsx", Two: "two.tsx" };
    await run(
      { root, client: "main.ts", style: "main.css", registry: "registry.ts", islands },
      root,
    );
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("build - an island's first load holds what it imports at once, and nothing later", async () => {
  await inProject(FILES, async (source) => {
    const { manifest, files } = await bundle(source, "production");
    const text = (names: string[]) =>
      names.map((name) => new TextDecoder().decode(files.get(name))).join("\n");
    const one = text(manifest.islands.One ?? []);
    assertStringIncludes(one, "what both islands share");
    assertEquals(one.includes("loaded later"), false);
    assert([...files.keys()].some((name) => name.startsWith("late-")));
    assertEquals(
      text([manifest.client.file, ...manifest.client.imports]).includes("share"),
      false,
    );
    assertEquals(text([manifest.style]).trim(), "b{color:green}a{color:red}");
  });
});

Deno.test("build - one island is also bundled without the others, in fewer files", async () => {
  await inProject(FILES, async (source) => {
    const { manifest, files: contents } = await bundle({ ...source, chat: "One" }, "production");
    const files = (island: string) => {
      const { client, islands } = scriptsOf(manifest, [island]);
      return [client.file, ...client.imports, ...islands[island] ?? []];
    };
    // What both share stands in a file of its own; where there is one island, nothing is shared: it is
    // in one file with the client and all that its late parts need of it.
    assertEquals(manifest.islands.One?.length, 2);
    assertEquals([files("One").length, manifest.chat?.islands.One], [1, []]);
    const text = files("One").map((name) => new TextDecoder().decode(contents.get(name))).join("");
    assertStringIncludes(text, "what both islands share");
    assertEquals(text.includes("loaded later"), false);
    assertEquals(scriptsOf(manifest, ["One", "Two"]).client, manifest.client);
    for (const file of [...files("One"), ...files("Two")]) assert(file in manifest.files, file);
    assertEquals(new Set(files("One")).intersection(new Set(files("Two"))).size, 0);
  });
});

Deno.test("build - a first load is shorter than the bundler makes it, and does the same", async () => {
  const one = `const late = () => import("./late.ts");
    const most = { text: 3 };
    const unused = /* @__PURE__ */ Array("made for nothing", most.text);
    export const One = (big) => { let size; if (big) size = "x"; else size = "y"; return size + late(); };`;
  await inProject({ ...FILES, "one.tsx": one }, async (source) => {
    const { manifest, files } = await bundle(source, "production");
    const [file = ""] = manifest.islands.One ?? [];
    const code = new TextDecoder().decode(files.get(file));
    assert(!code.includes("made for nothing"));
    // The bundler keeps a function that is called once, and an assignment on each side.
    assertMatch(code, /\{let (\w);return \1=\w\?"x":"y",\1\+import\("[^"]+"\)\}/);
    assert(Object.keys(manifest.files).every((name) => files.has(name)));
  });
});

Deno.test("build - the same source gives the same names, another source other names", async () => {
  await inProject(FILES, async (source, root) => {
    const first = (await bundle(source, "production")).manifest;
    assertEquals((await bundle(source, "production")).manifest, first);
    await Deno.writeTextFile(`${root}/part.css`, "b { color: blue }");
    const { manifest } = await bundle(source, "production");
    assert(manifest.style !== first.style);
    assert(manifest.build !== first.build);
    assertEquals(manifest.client, first.client);
  });
});

Deno.test("build - a first load over the budget is told, with the island and the figures", async () => {
  const heavy = `export const shared = "${noise(9000)}";`;
  await inProject({ ...FILES, "shared.ts": heavy }, async (source) => {
    const made = await bundle(source, "production");
    const loads = firstLoads(made.manifest, compress(made));
    assertEquals(excesses(loads), []);
    const [first, ...rest] = excesses(loads, { script: 4 * 1024, style: 1024 });
    assertStringIncludes(first ?? "", "first load of One has ");
    assertStringIncludes(first ?? "", "KiB of script; 4.0 KiB is the most");
    assertEquals(rest.length, 1, "Two is over as well, the styles are not");
  });
});

Deno.test("build - what is loaded later does not count", async () => {
  await inProject(
    { ...FILES, "late.ts": `export const late = "${noise(9000)}";` },
    async (source) => {
      const made = await bundle(source, "production");
      assertEquals(
        excesses(firstLoads(made.manifest, compress(made)), { script: 2048, style: 1024 }),
        [],
      );
    },
  );
});

Deno.test("build - writes the manifest and compressed copies, removes what is stale", async () => {
  await inProject(FILES, async (source, root) => {
    const folder = `${root}/assets`;
    const old = await bundle(source, "production");
    await writeAssets(old, folder);
    await Deno.writeTextFile(`${root}/part.css`, "b { color: blue }");
    const made = await bundle(source, "production");
    compress(made);
    await writeAssets(made, folder);
    const manifest = readManifest(await Deno.readTextFile(`${folder}/manifest.json`));
    assertEquals(manifest, made.manifest);
    const style = await Deno.readFile(`${folder}/${manifest.style}`);
    const copy = (suffix: string) => Deno.readFileSync(`${folder}/${manifest.style}${suffix}`);
    assertEquals(new Uint8Array(brotliDecompressSync(copy(".br"))), style);
    assertEquals(new Uint8Array(gunzipSync(copy(".gz"))), style);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names.includes(old.manifest.style), false);
    assertEquals(names.length, 3 * Object.keys(manifest.files).length + 1);
  });
});

Deno.test("build - an island without its file, and a file without its name, are told", async () => {
  await inProject(FILES, async (source) => {
    await bundle(source, "production");
    const three = { ...source, islands: { ...source.islands, Three: "three.tsx" } };
    await assertRejects(() => bundle(three, "production"), Error, "three.tsx is not in the bundle");
    const one = { ...source, islands: { One: "one.tsx" } };
    await assertRejects(
      () => bundle(one, "production"),
      Error,
      "two.tsx has no name in registry.ts",
    );
  });
});

Deno.test("build - a syntax error names the file and the place", async () => {
  await inProject({ ...FILES, "two.tsx": "export const = 1" }, async (source) => {
    await assertRejects(() => bundle(source, "production"), Error, "two.tsx:1:13");
  });
});

/** Text that does not compress: the digits of a linear congruential sequence. */
function noise(length: number): string {
  let state = 1;
  let text = "";
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    text += String.fromCharCode(97 + (state >> 16) % 26);
  }
  return text;
}
