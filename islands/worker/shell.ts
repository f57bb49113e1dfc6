// The app without a connection: one page without anybody's data, and all that it loads.
import { SHELL_PATH } from "../../lib/ui/app_paths.ts";

/** Put in by tools/assets/worker_bundle.ts: the build that this worker belongs to, and its files, with spaces between. */
declare const PALABRE_BUILD: string;
declare const PALABRE_FILES: string;

/** The header of a page that says which build it is of. */
const BUILD = "Palabre-Build";
/** Each version has a cache of its own, and leaves that of the one before to the pages that it drew. */
const CACHE = `palabre-${PALABRE_BUILD}`;
/** While a deploy is under way, an instance of the other version may have answered. */
const AGAIN_AFTER_MS = [300, 1_500];

/** Asked for side by side. */
const AT_ONCE = 8;
/** What the shell shows beside the files of the build. */
const ICON = "/favicon.svg";

/**
 * Puts the shell and all its files into the cache of this version. Rejects where one of them is not to
 * be had, or the page is of another version, as it is in a deploy that is half done: the version before
 * goes on, and the browser tries again later.
 */
export async function keepShell(): Promise<void> {
  const shell = await fetch(SHELL_PATH, { cache: "no-store", credentials: "omit" });
  if (!shell.ok || shell.headers.get(BUILD) !== PALABRE_BUILD) {
    throw new Error("The server is of another version");
  }
  const cache = await caches.open(CACHE);
  const files = [...PALABRE_FILES.split(" ").map((name) => `/assets/${name}`), ICON];
  const take = async () => {
    for (let file = files.pop(); file; file = files.pop()) {
      if (!await cache.match(file)) await cache.add(file);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  await cache.put(SHELL_PATH, shell);
}

/** Removes what earlier versions kept, but for the last of them: its pages may be open yet. */
export async function dropOldShells(): Promise<void> {
  const others = (await caches.keys()).filter((name) =>
    name.startsWith("palabre-") && name !== CACHE
  );
  for (const name of others.slice(0, -1)) await caches.delete(name);
}

/** The shell, as this version has it. */
export async function shell(): Promise<Response | undefined> {
  return await (await caches.open(CACHE)).match(SHELL_PATH);
}

/** The icon from the network, or as it was. */
export async function iconOf(request: Request): Promise<Response> {
  const kept = await fetch(request).catch(() => caches.match(request));
  return kept ?? Response.error();
}

/** A file whose name holds its content's hash: what is kept of it never changes. */
export async function assetOf(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  let response = await fetch(request);
  for (const afterMs of AGAIN_AFTER_MS) {
    if (response.status !== 404) break;
    await new Promise((later) => setTimeout(later, afterMs));
    response = await fetch(request);
  }
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}
