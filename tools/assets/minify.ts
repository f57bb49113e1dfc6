import { minify as shorten } from "terser";
import type { Manifest } from "../../lib/islands/server/manifest.ts";

/**
 * Makes the scripts of all first loads shorter than the bundler does, in place: by a seventeenth, once
 * compressed. What loads later is left as it is, as this takes seconds. A name stays that of what the bundler
 * made: equal code, so a browser may hold either.
 */
export async function minify(files: Map<string, Uint8Array>, manifest: Manifest): Promise<void> {
  const { client, islands, chat } = manifest;
  const first = [client, ...chat ? [chat.client] : []].flatMap(({ file, imports }) => [
    file,
    ...imports,
  ]);
  for (const name of new Set([...first, ...Object.values(islands).flat()])) {
    const { code } = await shorten(new TextDecoder().decode(files.get(name)), {
      module: true,
      ecma: 2020,
      compress: { passes: 2 },
    });
    if (code) files.set(name, new TextEncoder().encode(code));
  }
}
