import { MANIFEST_FILE, readManifest } from "../../lib/islands/server/manifest.ts";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname).replace(/\/$/, "");

/** The hash in the name of a built file. */
const HASHED = /-([A-Z0-9]{8})\.(js|css)\b/g;

/** A server whose browser files are of another build than those of `deno task build`. */
export interface OtherVersion {
  /** The path of its bundle, for `spawnServer`. */
  main: string;
  build: string;
  remove(): Promise<void>;
}

/**
 * Copies the built server with every file of the browser under another name, as the next version has
 * them. `halfDone`: its service worker alone is the next version's, as where one instance of two was
 * replaced; what the worker names, this server does not have.
 */
export async function otherVersion(
  { halfDone = false }: { halfDone?: boolean } = {},
): Promise<OtherVersion> {
  const folder = await Deno.makeTempDir({ prefix: "palabre_version_" });
  const assets = `${folder}/static/assets`;
  for (const name of ["node_modules", "deno.json", "deno.lock", "built"]) {
    if (name !== "built") await Deno.symlink(`${root}/${name}`, `${folder}/${name}`);
  }
  await copy(`${root}/built`, `${folder}/built`);
  await Deno.mkdir(assets, { recursive: true });
  await Deno.symlink(`${root}/static/icons`, `${folder}/static/icons`);
  const source = `${root}/static/assets`;
  const text = await Deno.readTextFile(`${source}/${MANIFEST_FILE}`);
  const { build, worker = "", files } = readManifest(text);
  const next = [...build].toReversed().join("");
  const renamed = (content: string) =>
    content.replaceAll(
      HASHED,
      (_, hash: string, type: string) => `-${[...hash].toReversed().join("")}.${type}`,
    ).replaceAll(build, next);
  const change = (name: string) => !halfDone || name === worker ? renamed : same;
  for (const name of Object.keys(files)) {
    const content = await Deno.readTextFile(`${source}/${name}`);
    const at = halfDone ? name : renamed(name);
    await Deno.writeTextFile(`${assets}/${at}`, change(name)(content));
  }
  const manifest = JSON.parse(halfDone ? text : renamed(text));
  for (const file of Object.values<{ encodings: string[] }>(manifest.files)) file.encodings = [];
  await Deno.writeTextFile(`${assets}/${MANIFEST_FILE}`, JSON.stringify(manifest));
  return {
    main: `${folder}/built/main.js`,
    build: halfDone ? build : next,
    remove: () => Deno.remove(folder, { recursive: true }),
  };
}

function same(content: string): string {
  return content;
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (isFile) await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
