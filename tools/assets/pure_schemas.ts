import type { Plugin } from "esbuild";

/**
 * What is made of valibot, or by `typed`, at the top of a file; its other functions read values, and may
 * throw.
 */
const BUILDERS =
  /\b(?:typed|v\.(?!(?:parse|safeParse|parser|safeParser|is|assert|getDotPath|flatten|ValiError)\b)\w+)\(/g;

/**
 * Says of the schemas of the protocol that making one has no effect: esbuild does not see that through
 * `import * as v`, and would ship to browsers what only the server reads, as it stands in one file with
 * what they do read. A table of schemas that is to be left out must be written without spreads.
 */
export function pureSchemas(): Plugin {
  return {
    name: "pure-schemas",
    setup(build) {
      build.onLoad({ filter: /\/lib\/protocol\/.*\.ts$/ }, async ({ path }) => ({
        contents: (await Deno.readTextFile(path)).replace(BUILDERS, "/* @__PURE__ */ $&"),
        loader: "ts",
      }));
    },
  };
}
