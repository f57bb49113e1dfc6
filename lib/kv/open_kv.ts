import { dirname } from "node:path";
import { DenoKv, type DenoKvOptions } from "./deno_kv.ts";
import type { Kv } from "./kv.ts";
import { within } from "./deadline.ts";

/** Where a team's store is when nothing else is said. */
const DEFAULT_KV_FILE = ".data/palabre.kv";
/** Checks that one commit may hold: Deno's own limit, and that of a self-hosted denokv. */
const MAX_CHECKS = { deno: 100, remote: 10 };
/** A remote store that has not answered by then is called unreachable, in milliseconds. */
const OPEN_DEADLINE_MS = 10_000;
/** How long a server may take to answer at all, in milliseconds. */
const REACH_DEADLINE_MS = 2_000;

/** The store cannot be opened: one line that names the variable, the value and the reason. */
export class KvNotOpened extends Error {
  override readonly name = "KvNotOpened";

  constructor(readonly value: string, reason: string, mend: string) {
    super(`PALABRE_KV: cannot open ${value}: ${reason.replaceAll(/\s+/g, " ").trim()}. ${mend}`);
  }
}

/** Whether this process runs on Deno Deploy, which brings its own store. */
function onDenoDeploy(): boolean {
  return Deno.env.get("DENO_DEPLOYMENT_ID") !== undefined;
}

/**
 * Opens the store that `value` (PALABRE_KV) names: nothing, for Deploy's own or a file under `.data`;
 * a path, whose folder is made; `:memory:`; or the http(s) URL of a KV Connect server.
 * Throws `KvNotOpened`.
 */
export async function openKv(
  value: string | undefined,
  options: Omit<DenoKvOptions, "maxChecks">,
  deployed = onDenoDeploy(),
): Promise<Kv> {
  if (!value && deployed) {
    const store = await attempt("the store of Deno Deploy", "Attach a KV database.", open);
    return new DenoKv(store, { ...options, maxChecks: MAX_CHECKS.deno });
  }
  if (value === ":memory:") {
    const store = await attempt(value, "Set a path.", () => open(value));
    return new DenoKv(store, { ...options, maxChecks: MAX_CHECKS.deno });
  }
  if (value && /^[a-z][a-z0-9+.-]+:\/\//i.test(value)) return await openRemote(value, options);
  return await openFile(value || DEFAULT_KV_FILE, options);
}

async function openRemote(
  value: string,
  options: Omit<DenoKvOptions, "maxChecks">,
): Promise<Kv> {
  const mend = "Set the http(s) URL of a KV Connect server that runs, and DENO_KV_ACCESS_TOKEN.";
  if (!URL.canParse(value) || !/^https?:/i.test(value)) {
    throw new KvNotOpened(value, "this is no http or https URL", mend);
  }
  const opening = () => within(options.clock, OPEN_DEADLINE_MS, "open", open(value));
  const store = await attempt(value, mend, opening);
  const reachable = () => answersAtAll(value);
  return new DenoKv(store, { ...options, maxChecks: MAX_CHECKS.remote, reachable });
}

/** Whether a server answers there, whatever it says. */
async function answersAtAll(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(REACH_DEADLINE_MS);
    await (await fetch(url, { method: "HEAD", signal })).body?.cancel();
    return true;
  } catch {
    return false; // refused, or silent: that is what is asked
  }
}

async function openFile(path: string, options: Omit<DenoKvOptions, "maxChecks">): Promise<Kv> {
  const mend = "Set a file in a folder that this process may write.";
  return await attempt(path, mend, async () => {
    await Deno.mkdir(dirname(path), { recursive: true });
    return new DenoKv(await open(path), { ...options, maxChecks: MAX_CHECKS.deno });
  });
}

// deno-lint-ignore require-await -- without --unstable-kv this throws before there is a promise
async function open(path?: string): Promise<Deno.Kv> {
  return Deno.openKv(path);
}

async function attempt<T>(value: string, mend: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KvNotOpened(value, reason.replace(/\.$/, ""), mend);
  }
}
