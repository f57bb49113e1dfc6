import {
  ASSETS_FOLDER,
  type Encoding,
  ENCODING_SUFFIX,
  type Manifest,
  MANIFEST_FILE,
  readManifest,
} from "./manifest.ts";

/** The files that a build made, for the routes that serve them and the pages that name them. */
export interface Assets {
  readonly manifest: Manifest;
  /** The content of a file of the manifest, in one of the encodings that it lists for it. */
  read(file: string, encoding?: Encoding): Promise<Uint8Array<ArrayBuffer>>;
}

/** Nothing was built yet. The message says what to do; it fits on one line. */
export class NotBuilt extends Error {
  override readonly name = "NotBuilt";
}

/**
 * Opens what tools/build.ts made under `root` (a folder's URL). Contents are read when first asked
 * for and kept. Throws `NotBuilt` when there is no manifest.
 */
export async function openAssets(root: URL): Promise<Assets> {
  const folder = new URL(`${ASSETS_FOLDER}/`, root);
  const manifest = readManifest(await readManifestFile(new URL(MANIFEST_FILE, folder)));
  const contents = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    manifest,
    read(file, encoding) {
      const name = encoding ? file + ENCODING_SUFFIX[encoding] : file;
      const known = contents.get(name);
      if (known) return known;
      const content = Deno.readFile(new URL(name, folder));
      contents.set(name, content);
      content.catch(() => contents.delete(name)); // read again next time; the caller sees the error
      return content;
    },
  };
}

async function readManifestFile(url: URL): Promise<string> {
  try {
    return await Deno.readTextFile(url);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new NotBuilt("What the browser loads is not built yet. Run: deno task build");
  }
}
