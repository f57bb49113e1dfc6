import { registry } from "../../islands/registry.ts";
import { ASSETS_FOLDER } from "../../lib/islands/server/manifest.ts";
import { type Bundle, bundle, type BundleMode, type BundleSource } from "./bundle.ts";
import { compress, writeAssets } from "./write.ts";
import { excesses, type FirstLoad, firstLoads } from "./weight.ts";

/** The project's folder, without a slash at its end. */
export const root = decodeURIComponent(new URL("../..", import.meta.url).pathname).replace(
  /\/$/,
  "",
);

/** What Palabre's bundle is made of. */
export const source: BundleSource = {
  root,
  client: "islands/main.ts",
  style: "static/styles/main.css",
  sheets: {
    late: "static/styles/late.css",
    pages: "static/styles/pages.css",
    administration: "static/styles/administration.css",
    integrations: "static/styles/integrations.css",
    moving: "static/styles/moving.css",
    notifications: "static/styles/notifications.css",
    pair: "static/styles/pair.css",
    second_factor: "static/styles/second_factor.css",
    search: "static/styles/search.css",
  },
  registry: "islands/registry.ts",
  islands: Object.fromEntries(
    Object.keys(registry).map((name) => [name, `islands/${snakeCase(name)}.tsx`]),
  ),
  chat: "RoomApp",
  offline: {
    island: "OfflineApp",
    worker: "islands/worker/main.ts",
    sheets: ["pages", "late"],
  },
};

/** A finished build: what it weighs and what is over the budget. */
export interface Built {
  bundle: Bundle;
  sizes: Map<string, number>;
  loads: FirstLoad[];
  excesses: string[];
}

/** Bundles Palabre's browser files into `static/assets`; compressed and weighed for production. */
export async function build(mode: BundleMode): Promise<Built> {
  const made = await bundle(source, mode);
  const sizes = mode === "production" ? compress(made) : new Map<string, number>();
  await writeAssets(made, `${root}/${ASSETS_FOLDER}`);
  const loads = firstLoads(made.manifest, sizes);
  return { bundle: made, sizes, loads, excesses: excesses(loads) };
}

function snakeCase(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
