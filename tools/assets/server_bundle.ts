import { relative } from "node:path";
import * as esbuild from "esbuild";
import { withYoungFunctions } from "./young_functions.ts";

/** Where the server's bundle is, relative to the project. */
export const SERVER_FOLDER = "built";

/** Stay packages: one has native code, one is large and asked for by few requests, two require late. */
const EXTERNAL = ["@node-rs/argon2", "@zxcvbn-ts/*", "file-type", "web-push"];

/**
 * Bundles main.ts and all that it imports, readable and split where something is imported later, into
 * `folder`, which it empties; `folder` is inside `root`, where packages are found. A start reads a few
 * files in place of hundreds and takes a quarter of the time. Throws an `Error` that says where, when a file does not compile.
 */
export async function bundleServer(root: string, folder = `${root}/${SERVER_FOLDER}`) {
  const main = `${relative(folder, root)}/main.ts`;
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["main.ts"],
    outdir: folder,
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    jsx: "automatic",
    jsxImportSource: "preact",
    external: EXTERNAL,
    // Whatever asks where it stands is told main.ts: paths lead where they lead from the sources.
    define: { "import.meta.url": "MAIN_URL" },
    banner: { js: `const MAIN_URL = new URL(${JSON.stringify(main)}, import.meta.url).href;` },
    chunkNames: "[name]-[hash]",
    logLevel: "silent",
  });
  await Deno.remove(folder, { recursive: true }).catch(() => {}); // there is none at first
  await Deno.mkdir(folder, { recursive: true });
  await Promise.all(
    result.outputFiles.map(({ path, text }) => Deno.writeTextFile(path, withYoungFunctions(text))),
  );
}
