import * as esbuild from "esbuild";
import { minify as shorten } from "terser";
import type { Manifest } from "../../lib/islands/server/manifest.ts";

/**
 * Makes files of a bundle short, in place. The scripts of all first loads become shorter than the bundler
 * makes them, by a fourteenth once compressed: this one also leaves out what is made for nothing, whatever
 * it is made of, and regular expressions that nobody uses. As it takes seconds, what loads later
 * loses its white space alone. A name stays that of what the bundler made: equal code, so a browser may
 * hold either.
 */
export async function minify(files: Map<string, Uint8Array>, manifest: Manifest): Promise<void> {
  const { client, islands, chat } = manifest;
  const first = new Set([
    ...[client, ...chat ? [chat.client] : []].flatMap(({ file, imports }) => [file, ...imports]),
    ...Object.values(islands).flat(),
  ]);
  for (const [name, content] of files) {
    const text = new TextDecoder().decode(content);
    const short = first.has(name) ? await shortened(text) : await withoutSpace(name, text);
    files.set(name, new TextEncoder().encode(short));
  }
}

async function shortened(script: string): Promise<string> {
  const { code } = await shorten(script, {
    module: true,
    ecma: 2020,
    compress: { passes: 2, pure_funcs: ["RegExp"] },
  });
  return code ?? script;
}

async function withoutSpace(name: string, text: string): Promise<string> {
  const loader = name.endsWith(".css") ? "css" : "js";
  return (await esbuild.transform(text, { loader, minifyWhitespace: true, legalComments: "none" }))
    .code;
}
