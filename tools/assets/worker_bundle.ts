import * as esbuild from "esbuild";
import { minify as shorten, type MinifyOptions } from "terser";
import type { BundleMode } from "./bundle.ts";
import type { Outputs } from "./import_graph.ts";

/** What a service worker may weigh, as it is: browsers read it anew with each version. In bytes. */
const WORKER_BUDGET = 12 * 1024;

const SHORT: MinifyOptions = { ecma: 2020, toplevel: true, compress: { passes: 2 } };

/** Languages that code is highlighted in: each comes when it is read, online. */
const LANGUAGE = /node_modules\/highlight\.js\//;

/**
 * Bundles the service worker into one file that knows its build and the files that it keeps. Throws an
 * `Error` when it does not compile, or is over its budget.
 */
export async function bundleWorker(
  root: string,
  entry: string,
  mode: BundleMode,
  { build, files }: { build: string; files: readonly string[] },
): Promise<Uint8Array> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: ["chrome120", "edge120", "firefox121", "safari17.2"],
    tsconfigRaw: {},
    define: {
      PALABRE_BUILD: JSON.stringify(build),
      PALABRE_FILES: JSON.stringify(files.join(" ")),
    },
    minify: mode === "production",
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  const made = outputFiles[0]!.text;
  const code = mode === "production" ? (await shorten(made, SHORT)).code ?? made : made;
  const content = new TextEncoder().encode(code);
  if (mode === "production" && content.length > WORKER_BUDGET) {
    throw new Error(
      `The service worker has ${content.length} bytes; ${WORKER_BUDGET} is the most.`,
    );
  }
  return content;
}

/** What a client may ever load, itself first, but for the languages of code; files of the bundle. */
export function keptOffline(
  outputs: Outputs & Record<string, { entryPoint?: string }>,
  client: string,
): string[] {
  const isLanguage = (output: string) => LANGUAGE.test(outputs[output]?.entryPoint ?? "");
  const found = new Set([client]);
  for (const output of found) {
    for (const { path } of outputs[output]?.imports ?? []) {
      if (path in outputs && !isLanguage(path)) found.add(path);
    }
  }
  return [...found];
}
