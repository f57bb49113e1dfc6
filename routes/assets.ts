import { type Context, Hono } from "hono";
import { etag } from "hono/etag";
import { negotiateEncoding } from "../lib/http/encoding.ts";
import type { CommunityProfile } from "../lib/protocol/community.ts";
import type { Assets } from "../lib/islands/server/assets.ts";

/** Under which path the built files are served. */
export const ASSETS_PATH = "/assets";

/** The terminal client, where `tools/build.ts` puts it. */
const CLI_FILE = "built/cli.js";

/** A name holds its content's hash, so what it stands for never changes. A year, in seconds. */
const FOR_EVER = "public, max-age=31536000, immutable";
/** What may change with a release: asked again after an hour, by its ETag. In seconds. */
const FOR_AN_HOUR = "public, max-age=3600";

const ICONS = {
  "favicon.svg": "image/svg+xml",
  "favicon-calls.svg": "image/svg+xml",
  "icon-192.png": "image/png",
  "icon-512.png": "image/png",
  "icon-maskable-512.png": "image/png",
  "apple-touch-icon.png": "image/png",
} as const;

/** The colours of a page's background: `--canvas` in static/styles/tokens.css. */
export const CANVAS = { light: "#f8f5f1", dark: "#15120f" } as const;

/** Whether a path is one of those that are answered with a file alone. */
export function isFile(path: string): boolean {
  return path.startsWith(`${ASSETS_PATH}/`) || path.startsWith("/icons/") ||
    path === "/cli.js" || path === "/push.js" || path === "/worker.js";
}

export interface AssetServices {
  assets: Assets;
  administration: { profile(): Pick<CommunityProfile, "name"> };
  /** The project's folder, which holds `static/`. */
  root: URL;
}

/** What a page loads and what stands beside it: bundles, icons, the app's manifest, robots.txt. */
export function assetRoutes({ assets, administration, root }: AssetServices): Hono {
  const app = new Hono();

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

  app.get(
    "/manifest.webmanifest",
    etag(),
    (c) =>
      c.body(JSON.stringify(webManifest(administration.profile().name)), 200, {
        "Content-Type": "application/manifest+json; charset=utf-8",
        "Cache-Control": FOR_AN_HOUR,
      }),
  );

  // The terminal client that fits this server: `deno run --allow-net --allow-env <server>/cli.js`.
  app.get("/cli.js", etag(), async (c) => {
    const client = await Deno.readFile(new URL(CLI_FILE, root)).catch(() => undefined);
    if (!client) {
      return c.text("Not built: deno task build\n", 404, { "Cache-Control": "no-store" });
    }
    return c.body(client, 200, {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": FOR_AN_HOUR,
      "X-Content-Type-Options": "nosniff",
    });
  });

  // The service worker: where it stands, it serves. Browsers that know it as /push.js find it there.
  app.get("/worker.js", etag(), (c) => answerWorker(c, assets));
  app.get("/push.js", etag(), (c) => answerWorker(c, assets));

  // The door may be found; what people say to each other is not for search engines.
  app.get(
    "/robots.txt",
    etag(),
    (c) =>
      c.text("User-agent: *\nAllow: /$\nAllow: /assets/\nAllow: /icons/\nDisallow: /\n", 200, {
        "Cache-Control": FOR_AN_HOUR,
      }),
  );

  return app;
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

function webManifest(community: string) {
  const icon = (name: keyof typeof ICONS, sizes: string, purpose = "any") => (
    { src: `/icons/${name}`, sizes, type: ICONS[name], purpose }
  );
  return {
    id: "/",
    name: community,
    short_name: community,
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: CANVAS.light,
    theme_color: CANVAS.light,
    icons: [
      icon("favicon.svg", "any"),
      icon("icon-192.png", "192x192"),
      icon("icon-512.png", "512x512"),
      icon("icon-maskable-512.png", "512x512", "maskable"),
    ],
  };
}
