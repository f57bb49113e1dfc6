// Where the browser starts: brings the islands of the page to life.
import { hydrateIslands } from "../lib/islands/client/hydrate.ts";
import { registry } from "./registry.ts";

/** Set by tools/build.ts: true in the bundle that `deno task dev` makes. */
declare const PALABRE_DEV: boolean;

hydrateIslands({ registry, root: document, report: reportError, compare: PALABRE_DEV });

if (PALABRE_DEV) import("./dev/reload.ts").then(({ reloadOnChange }) => reloadOnChange());
