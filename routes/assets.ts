import { LOOKS_PATH } from "../lib/ui/looks/looks_path.ts";
import { tintSheet } from "../lib/ui/looks/tints.ts";
import { type Context, Hono } from "hono";
import { etag } from "hono/etag";
import { negotiateEncoding } from "../lib/http/encoding.ts";
import type { Downloads } from "../lib/files/downloads.ts";
import { negotiateLocale } from "../lib/i18n/locale.ts";
import {
  COMMUNITY_ICONS,
  communityIcon,
  ICONS,
  type InstalledProfile,
  webManifest,
} from "./web_manifest.ts";
import type { Assets } from "../lib/islands/server/assets.ts";

/** Under which path the built files are served. */
export const ASSETS_PATH = "/assets";

/** The clients that it hands out, where `tools/build.ts` puts them. */
const CLIENT_FILES = { "/cli.js": "built/cli.js", "/client.js": "built/client.js" };

/** A name holds its content's hash, so what it stands for never changes. A year, in seconds. */
const FOR_EVER = "public, max-age=31536000, immutable";
/** What may change with a release: asked again after an hour, by its ETag. In seconds. */
const FOR_AN_HOUR = "public, max-age=3600";

/** Whether a path is one of those that are answered with a file alone. */
export function isFile(path: string): boolean {
  return path.startsWith(`${ASSETS_PATH}/`) || path.startsWith("/icons/") ||
    path.startsWith(LOOKS_PATH) ||
    path in CLIENT_FILES || path === "/push.js" || path === "/worker.js";
}

export interface AssetServices {
  assets: Assets;
  administration: { profile(): InstalledProfile };
  files: { downloads: Pick<Downloads, "ofCommunity"> };
  /** The project's folder, which holds `static/`. */
  root: URL;
}

/** What a page loads and what stands beside it: bundles, icons, the app's manifest, robots.txt. */
export function assetRoutes(services: AssetServices): Hono {
  const { assets, root } = services;
  const app = new Hono();
  installedRoutes(app, services);

  app.get(`${ASSETS_PATH}/:file`, async (c) => {
    const name = c.req.param("file");
    const { files } = assets.manifest;
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!file) return c.text("Not found", 404, { "Cache-Control": "no-store" });
    const encoding = negotiateEncoding(c.req.header("Accept-Encoding"), file.encodings);
    return c.body(await assets.read(name, encoding), 200, {
      "Content-Type": file.type,
      "Cache-Control": FOR_EVER,
      Vary: "Accept-Encoding",
      "X-Content-Type-Options": "nosniff",
      ...(encoding ? { "Content-Encoding": encoding } : {}),
    });
  });

  for (const [name, type] of Object.entries(ICONS)) {
    const icon = async (c: Context) =>
      c.body(await Deno.readFile(new URL(`static/icons/${name}`, root)), 200, {
        "Content-Type": type,
        "Cache-Control": FOR_AN_HOUR,
      });
    app.get(`/icons/${name}`, etag(), icon);
    if (name === "favicon.svg") app.get("/favicon.svg", etag(), icon);
  }

  // The clients that fit this server: in a terminal, `deno run --allow-net --allow-env <server>/cli.js`,
  // and for programs (docs/bots).
  for (const [path, file] of Object.entries(CLIENT_FILES)) {
    app.get(path, etag(), async (c) => {
      const client = await Deno.readFile(new URL(file, root)).catch(() => undefined);
      if (!client) {
        return c.text("Not built: deno task build\n", 404, { "Cache-Control": "no-store" });
      }
      return c.body(client, 200, {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": FOR_AN_HOUR,
        "X-Content-Type-Options": "nosniff",
      });
    });
  }

  // The service worker: where it stands, it serves. Browsers that know it as /push.js find it there.
  app.get("/worker.js", etag(), (c) => answerWorker(c, assets));
  app.get("/push.js", etag(), (c) => answerWorker(c, assets));

  // The door may be found; what people say to each other is not for search engines.
  app.get(
    "/robots.txt",
    etag(),
    (c) =>
      c.text(
        "User-agent: *\nAllow: /$\nAllow: /assets/\nAllow: /icons/\nAllow: /public/\nDisallow: /\n",
        200,
        {
          "Cache-Control": FOR_AN_HOUR,
        },
      ),
  );

  return app;
}

/** What the installed app is made of: its manifest and the community's icons. */
function installedRoutes(app: Hono, { administration, files }: AssetServices): void {
  app.get("/manifest.webmanifest", etag(), (c) => {
    const locale = negotiateLocale(c.req.header("Accept-Language"));
    return c.body(JSON.stringify(webManifest(administration.profile(), locale)), 200, {
      "Content-Type": "application/manifest+json; charset=utf-8",
      "Cache-Control": FOR_AN_HOUR,
      Vary: "Accept-Language",
    });
  });
  // Named by its colour alone, whatever the community's is now: a page that is open keeps its own.
  app.get(`${LOOKS_PATH}:file{[0-9a-f]{6}\\.css}`, etag(), (c) => {
    const accent = `#${c.req.param("file").slice(0, 6)}`;
    return c.body(tintSheet(accent), 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": FOR_AN_HOUR,
      "X-Content-Type-Options": "nosniff",
    });
  });
  for (const [name, how] of Object.entries(COMMUNITY_ICONS)) {
    app.get(`/icons/${name}`, etag(), async (c) => {
      const icon = await communityIcon(administration.profile(), how, files.downloads);
      if (!icon) return c.text("Not found", 404, { "Cache-Control": "no-store" });
      return c.body(icon, 200, { "Content-Type": "image/svg+xml", "Cache-Control": FOR_AN_HOUR });
    });
  }
}

async function answerWorker(c: Context, { manifest, read }: Assets): Promise<Response> {
  const { worker } = manifest;
  if (!worker) return c.text("Not built: deno task build\n", 404, { "Cache-Control": "no-store" });
  return c.body(await read(worker), 200, {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
  });
}
