import * as esbuild from "esbuild";
import { SERVER_FOLDER } from "./server_bundle.ts";

/** The client for programs as the server hands it out. */
const CLIENT_FILE = "client.js";

const BANNER = "// Palabre for programs: docs/bots, on Deno, on Node 22 and in browsers";

/** Bundles it into one file without imports. Throws an `Error` that says where it does not compile. */
export async function bundleClient(root: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["lib/client/program.ts"],
    outfile: `${SERVER_FOLDER}/${CLIENT_FILE}`,
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2022",
    minifyWhitespace: true,
    banner: { js: BANNER },
    logLevel: "silent",
  });
}
