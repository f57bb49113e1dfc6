import * as v from "valibot";

/** Where tools/build.ts writes what the browser loads, relative to the project. */
export const ASSETS_FOLDER = "static/assets";
/** The list of it, in that folder. */
export const MANIFEST_FILE = "manifest.json";

/** How copies are compressed, the best first. */
export const ENCODINGS = ["br", "gzip"] as const;
export type Encoding = (typeof ENCODINGS)[number];
/** What a compressed copy's name ends with. */
export const ENCODING_SUFFIX: Record<Encoding, string> = { br: ".br", gzip: ".gz" };

const File = v.object({ file: v.string(), imports: v.array(v.string()) });

/** The scripts of pages that hold islands. */
const Scripts = {
  /** The script of every such page, and what it imports at once. */
  client: File,
  /** By island: its own file first, then what that imports at once and the client does not. */
  islands: v.record(v.string(), v.array(v.string())),
};

/** What a build made: file names inside the assets folder, each with its content's hash. */
export const Manifest = v.object({
  /** Changes when any file does. */
  build: v.string(),
  /** The style sheet of every page. */
  style: v.string(),
  /** Sheets that some pages load beside it, by name. */
  sheets: v.optional(v.record(v.string(), v.string())),
  ...Scripts,
  /** The same for pages that hold these islands alone: in fewer and larger files. */
  chat: v.optional(v.object(Scripts)),
  /** The service worker, of the same build. */
  worker: v.optional(v.string()),
  /** Every file that may be served, with its media type and the compressed copies beside it. */
  files: v.record(
    v.string(),
    v.object({ type: v.string(), encodings: v.array(v.picklist(ENCODINGS)) }),
  ),
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** The scripts of a page that holds these islands. */
export function scriptsOf(
  manifest: Manifest,
  islands: readonly string[],
): Pick<Manifest, "client" | "islands"> {
  const { chat } = manifest;
  return chat && islands.every((name) => name in chat.islands) ? chat : manifest;
}

/** Reads a manifest's text; throws a `ValiError` for what is none. */
export function readManifest(text: string): Manifest {
  return v.parse(Manifest, JSON.parse(text));
}
