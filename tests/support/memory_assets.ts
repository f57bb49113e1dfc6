import { brotliCompressSync } from "node:zlib";
import type { Assets } from "../../lib/islands/server/assets.ts";

/** A build in memory: one script, one style sheet and the files of the given islands. */
export function memoryAssets(islands: readonly string[] = []): Assets {
  const encoder = new TextEncoder();
  const texts: Record<string, string> = {
    "client-AAAA.js": "globalThis.started = true;",
    "style-BBBB.css": "a{color:red}",
    "worker-0000.js": "globalThis.isWorker = true;",
    ...Object.fromEntries(islands.map((name) => [`${name}-CCCC.js`, `export const ${name} = 1;`])),
  };
  const type = (name: string) =>
    name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
  return {
    manifest: {
      build: "0000",
      style: "style-BBBB.css",
      client: { file: "client-AAAA.js", imports: [] },
      worker: "worker-0000.js",
      islands: Object.fromEntries(islands.map((name) => [name, [`${name}-CCCC.js`]])),
      files: Object.fromEntries(
        Object.keys(texts).map((name) => [name, { type: type(name), encodings: ["br"] }]),
      ),
    },
    read(file, encoding) {
      const content = encoder.encode(texts[file]);
      return Promise.resolve(
        encoding === "br" ? new Uint8Array(brotliCompressSync(content)) : content,
      );
    },
  };
}
