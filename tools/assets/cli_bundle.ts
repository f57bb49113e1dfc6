import * as esbuild from "esbuild";
import { SERVER_FOLDER } from "./server_bundle.ts";

/** The terminal client as the server hands it out, beside the server's bundle. */
const CLI_FILE = "cli.js";

/** What who opens the file reads first. */
const BANNER = "// Palabre in a terminal: deno run --allow-net --allow-env <this address>";

/**
 * Bundles the terminal client into one file without imports, so that whoever has Deno can run it from
 * the server's address. Throws an `Error` that says where, when a file does not compile.
 */
export async function bundleCli(root: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["lib/terminal/main.ts"],
    outfile: `${SERVER_FOLDER}/${CLI_FILE}`,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    jsx: "automatic",
    jsxImportSource: "preact",
    minifyWhitespace: true,
    banner: { js: BANNER },
    logLevel: "silent",
  });
}
