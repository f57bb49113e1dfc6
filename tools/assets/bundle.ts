import * as esbuild from "esbuild";
import type { Manifest } from "../../lib/islands/server/manifest.ts";
import { staticImports } from "./import_graph.ts";

/** What is bundled: a project folder and the names of its islands. */
export interface BundleSource {
  /** Absolute path, without a slash at its end. */
  root: string;
  /** Relative to `root`. */
  client: string;
  style: string;
  /** The file that imports the islands, and by name the file of each. */
  registry: string;
  islands: Record<string, string>;
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
  const result = await esbuild.build({
    absWorkingDir: source.root,
    entryPoints: { client: source.client, style: source.style },
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
    minify: mode === "production",
    sourcemap: mode === "development" ? "linked" : false,
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
  }).finally(() => esbuild.stop());
  const files = new Map(
    result.outputFiles.map((file) => [fileName(file.path), file.contents] as const),
  );
  return { manifest: await describe(source, result.metafile, files), files };
}

async function describe(
  source: BundleSource,
  { inputs, outputs }: esbuild.Metafile,
  files: Map<string, Uint8Array>,
): Promise<Manifest> {
  const outputOf = (path: string) => {
    const output = Object.keys(outputs).find((output) => outputs[output]?.entryPoint === path);
    if (output) return output;
    throw new Error(`${path} is not in the bundle: ${source.registry} must import it`);
  };
  const imports = (output: string) => staticImports(outputs, output).map(fileName);
  const client = outputOf(source.client);
  const atOnce = [fileName(client), ...imports(client)];
  const lazy = inputs[source.registry]?.imports.filter(({ kind }) => kind === "dynamic-import");
  const unnamed = lazy?.find(({ path }) => !Object.values(source.islands).includes(path));
  if (unnamed) throw new Error(`${unnamed.path} has no name in ${source.registry} that fits it`);
  return {
    build: await buildId(files),
    style: fileName(outputOf(source.style)),
    client: { file: fileName(client), imports: imports(client) },
    islands: Object.fromEntries(
      Object.entries(source.islands).map(([name, path]) => {
        const own = outputOf(path);
        const needed = [fileName(own), ...imports(own)];
        return [name, needed.filter((file) => !atOnce.includes(file))];
      }),
    ),
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
