import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import {
  type Encoding,
  ENCODING_SUFFIX,
  ENCODINGS,
  MANIFEST_FILE,
} from "../../lib/islands/server/manifest.ts";
import type { Bundle } from "./bundle.ts";

const COMPRESS: Record<Encoding, (content: Uint8Array) => Uint8Array> = {
  br: (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
};

/** Adds compressed copies of all files to the bundle. Returns brotli sizes by file. */
export function compress({ manifest, files }: Bundle): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [name, content] of [...files]) {
    for (const encoding of ENCODINGS) {
      const copy = COMPRESS[encoding](content);
      if (encoding === "br") sizes.set(name, copy.length);
      files.set(name + ENCODING_SUFFIX[encoding], copy);
      manifest.files[name]?.encodings.push(encoding);
    }
  }
  return sizes;
}

/** Writes the files, then the manifest, and removes what earlier builds left in `folder`. */
export async function writeAssets({ manifest, files }: Bundle, folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const before = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  await Promise.all(
    [...files].map(([name, content]) => Deno.writeFile(`${folder}/${name}`, content)),
  );
  // Renamed into place, so that a server never reads half a manifest.
  const written = `${folder}/${MANIFEST_FILE}.new`;
  await Deno.writeTextFile(written, JSON.stringify(manifest, null, 2));
  await Deno.rename(written, `${folder}/${MANIFEST_FILE}`);
  const stale = before.filter((name) => name !== MANIFEST_FILE && !files.has(name));
  await Promise.all(stale.map((name) => Deno.remove(`${folder}/${name}`, { recursive: true })));
}
