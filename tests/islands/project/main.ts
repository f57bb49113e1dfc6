import { hydrateIslands } from "../../../lib/islands/client/hydrate.ts";
import { registry } from "./registry.ts";

declare const PALABRE_DEV: boolean;

hydrateIslands({ registry, root: document, report: reportError, compare: PALABRE_DEV })
  .then(() => document.documentElement.setAttribute("data-done", ""));
