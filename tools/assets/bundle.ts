import * as esbuild from "esbuild";
import type { Manifest } from "../../lib/islands/server/manifest.ts";
import { pureSchemas } from "./pure_schemas.ts";
import { latePartsOf, runAfter } from "./late_parts.ts";
import { staticImports } from "./import_graph.ts";
import { minify } from "./minify.ts";
import { bundleWorker, keptOffline } from "./worker_bundle.ts";

/** What is bundled: a project folder and the names of its islands. */
export interface BundleSource {
  /** Absolute path, without a slash at its end. */
  root: string;
  /** Relative to `root`. */
  client: string;
  style: string;
  /** Sheets that some pages load beside it, by name. */
  sheets?: Readonly<Record<string, string>>;
  /** The file that imports the islands, and by name the file of each. */
  registry: string;
  islands: Record<string, string>;
  /**
   * The island that is also bundled without the others, for the pages that most people load: each file
   * that others share with it would be one more, and one that compresses worse.
   */
  chat?: string;
  /**
   * The island that draws the one of `chat` without a server: it is loaded by the same client, late. The
   * service worker keeps what both load, and these sheets.
   */
  offline?: { island: string; worker: string; sheets: readonly string[] };
}

/** `development` keeps names and maps and reloads by itself; `production` is small. */
export type BundleMode = "development" | "production";

/** What the browser loads. */
export interface Bundle {
  manifest: Manifest;
  /** Contents by file name. */
  files: Map<string, Uint8Array>;
}

const TYPES: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  map: "application/json; charset=utf-8",
};

/** Browsers of the last three years or so: modules, private fields, `:has()`, nesting. */
const TARGET = ["chrome120", "edge120", "firefox121", "safari17.2"];

/**
 * Bundles the client with its islands, split so that each page loads what it holds, and the styles.
 * Throws an `Error` that says where, when a file does not compile or an island has none.
 */
export async function bundle(source: BundleSource, mode: BundleMode): Promise<Bundle> {
  const { client, style, chat } = source;
  try {
    const all = await run(source, mode, { client, style, ...source.sheets });
    const first = chat === undefined ? undefined : await runChat(source, mode, chat);
    const files = new Map([...all.files, ...first?.files ?? []]);
    const manifest = await describe(source, all.metafile, files, first?.scripts);
    if (mode === "production") await minify(files, manifest);
    if (source.offline && first) await addWorker(source, mode, { manifest, files }, first.metafile);
    return { manifest, files };
  } finally {
    await esbuild.stop();
  }
}

/** Bundles an island without the others. Its parts that load late are known to run after it. */
async function runChat(source: BundleSource, mode: BundleMode, chat: string) {
  const entries = { chat: source.client };
  const alone = onlyIsland(source, chat);
  const tried = await run(source, mode, entries, [alone]);
  const late = latePartsOf(tried.metafile.inputs, source.client, []);
  const plugins = [alone, runAfter(source.root, source.client, late)];
  const { files, metafile } = await run(source, mode, entries, plugins);
  const client = clientOf(source, metafile);
  const offline = source.offline?.island;
  const needed = offline === undefined ? [] : needs(metafile.outputs, pathOf(source, offline));
  const islands = {
    [chat]: [],
    ...(offline !== undefined && {
      [offline]: needed.filter((file) => file !== client.file && !client.imports.includes(file)),
    }),
  };
  return { files, metafile, scripts: { client, islands } };
}

function pathOf({ islands }: BundleSource, name: string): string {
  return islands[name] ?? name;
}

/** Adds the service worker, which keeps what the chat may load and belongs to this build alone. */
async function addWorker(
  { root, client, offline }: BundleSource,
  mode: BundleMode,
  { manifest, files }: Bundle,
  { outputs }: esbuild.Metafile,
): Promise<void> {
  const content = await bundleWorker(root, offline?.worker ?? "", mode, {
    build: manifest.build,
    files: [
      manifest.style,
      ...(offline?.sheets ?? []).flatMap((name) => manifest.sheets?.[name] ?? []),
      ...keptOffline(outputs, heldBy(outputs, outputOf(outputs, client))).map(fileName),
    ],
  });
  const name = `worker-${manifest.build}.js`;
  files.set(name, content);
  manifest.files[name] = { type: TYPES.js!, encodings: [] };
  manifest.worker = name;
}

async function run(
  source: BundleSource,
  mode: BundleMode,
  entryPoints: Record<string, string>,
  plugins: esbuild.Plugin[] = [],
) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: source.root,
    entryPoints,
    plugins: [...plugins, pureSchemas()],
    outdir: "out",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: TARGET,
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    define: { PALABRE_DEV: String(mode === "development") },
    external: ["/icons/*"],
    // White space goes later: with it, esbuild takes away the marks of what has no effect.
    minifySyntax: mode === "production",
    minifyIdentifiers: mode === "production",
    sourcemap: mode === "development" ? "linked" : false,
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const files = new Map(
    outputFiles.map((file) => [fileName(file.path), file.contents] as const),
  );
  return { files, metafile };
}

/**
 * Lets the client know this island alone, and hold it: what is in one file with it compresses best.
 * What it must have beside itself, its `ready` awaits.
 */
function onlyIsland(source: BundleSource, name: string) {
  const { root, registry } = source;
  const file = (name: string) => JSON.stringify(`${root}/${pathOf(source, name)}`);
  const offline = source.offline?.island;
  const late = offline && `${offline}: async () => (await import(${file(offline)})).${offline}`;
  const contents = `import * as all from ${file(name)};
    export const registry = { ${name}: async () => (await all.ready?.(), all.${name}), ${
    late ?? ""
  } };`;
  const plugin: esbuild.Plugin = {
    name: "only one island",
    setup(build) {
      build.onLoad(
        { filter: /\.ts$/ },
        ({ path }) => path === `${root}/${registry}` ? { contents, resolveDir: root } : undefined,
      );
    },
  };
  return plugin;
}

/** The scripts of pages, as a build made them. */
function scriptsOf(
  source: BundleSource,
  { outputs }: esbuild.Metafile,
): Pick<Manifest, "client" | "islands"> {
  const { islands } = source;
  const client = clientOf(source, { outputs });
  const atOnce = [client.file, ...client.imports];
  return {
    client,
    islands: Object.fromEntries(
      Object.entries(islands).map(([name, path]) => {
        const needed = needs(outputs, path);
        return [name, needed.filter((file) => !atOnce.includes(file))];
      }),
    ),
  };
}

function clientOf(
  { client }: BundleSource,
  { outputs }: Pick<esbuild.Metafile, "outputs">,
): Manifest["client"] {
  const [file = "", ...imports] = needs(outputs, client);
  return { file, imports };
}

/** The file of an entry, and what it loads before it runs. */
function needs(outputs: esbuild.Metafile["outputs"], path: string): string[] {
  const own = heldBy(outputs, outputOf(outputs, path));
  return [own, ...staticImports(outputs, own)].map(fileName);
}

/**
 * Where an output holds nothing but imports, and one of these alone holds code of the project, that one:
 * the others are helpers of the bundler, which come with what calls them.
 */
function heldBy(outputs: esbuild.Metafile["outputs"], output: string): string {
  const isEmpty = (one: string) => Object.keys(outputs[one]?.inputs ?? {}).length === 0;
  if (!isEmpty(output)) return output;
  const holding = outputs[output]?.imports.filter(({ path, kind }) =>
    kind === "import-statement" && !isEmpty(path)
  );
  return holding?.length === 1 ? holding[0]!.path : output;
}

function outputOf(outputs: esbuild.Metafile["outputs"], path: string): string {
  const output = Object.keys(outputs).find((output) => outputs[output]?.entryPoint === path);
  if (output) return output;
  throw new Error(`${path} is not in the bundle: the registry of islands must import it`);
}

async function describe(
  source: BundleSource,
  metafile: esbuild.Metafile,
  files: Map<string, Uint8Array>,
  chat: Manifest["chat"],
): Promise<Manifest> {
  const { inputs, outputs } = metafile;
  const lazy = inputs[source.registry]?.imports.filter(({ kind }) => kind === "dynamic-import");
  const unnamed = lazy?.find(({ path }) => !Object.values(source.islands).includes(path));
  if (unnamed) throw new Error(`${unnamed.path} has no name in ${source.registry} that fits it`);
  return {
    build: await buildId(files),
    style: fileName(outputOf(outputs, source.style)),
    ...(source.sheets && {
      sheets: Object.fromEntries(
        Object.entries(source.sheets).map(([name, path]) => [
          name,
          fileName(outputOf(outputs, path)),
        ]),
      ),
    }),
    ...scriptsOf(source, metafile),
    ...(chat && { chat }),
    files: Object.fromEntries(
      [...files.keys()].sort().map((name) => {
        const type = TYPES[name.slice(name.lastIndexOf(".") + 1)];
        if (!type) throw new Error(`A bundle holds no such file as ${name}`);
        return [name, { type, encodings: [] }];
      }),
    ),
  };
}

/** From the names: they hold the hashes of the contents. */
async function buildId(files: Map<string, Uint8Array>): Promise<string> {
  const names = new TextEncoder().encode([...files.keys()].sort().join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", names));
  return [...hash.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
