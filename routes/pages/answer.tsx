import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HttpContext } from "../../lib/http/environment.ts";
import type { Assets } from "../../lib/islands/server/assets.ts";
import { Document } from "../../lib/ui/pages/document.tsx";
import type { Look } from "../../lib/ui/preferences.ts";
import { ASSETS_PATH, CANVAS } from "../assets.ts";
import { compressed } from "./compressed.ts";
import { preferencesOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** A page, before it is HTML. */
export interface Page {
  title: string;
  description?: string;
  status?: ContentfulStatusCode;
  /** The islands in `body`: what they load is fetched at once. */
  islands?: readonly string[];
  /** Set where it looks otherwise than the reader's preferences say. */
  look?: Look;
  body: ComponentChildren;
}

/** Answers with a page. What it shows is personal: nobody keeps a copy. */
export function answer(c: HttpContext, { assets }: PageServices, page: Page): Response {
  const { manifest } = assets;
  const style = `${ASSETS_PATH}/${manifest.style}`;
  const islands = page.islands ?? [];
  const html = renderToString(
    <Document
      preferences={{ ...preferencesOf(c), ...page.look }}
      title={page.title}
      description={page.description}
      styles={[style]}
      head={<Head manifest={manifest} islands={islands} nonce={c.var.nonce} />}
      scripts={islands.length > 0 && (
        <script
          type="module"
          nonce={c.var.nonce}
          src={`${ASSETS_PATH}/${manifest.client.file}`}
        />
      )}
    >
      {page.body}
    </Document>,
  );
  const { body, headers } = compressed(`<!doctype html>${html}`, c.req.header("Accept-Encoding"));
  return c.body(body, page.status ?? 200, {
    ...headers,
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    Link: `<${style}>; rel=preload; as=style`,
  });
}

function Head(
  { manifest, islands, nonce }: {
    manifest: Assets["manifest"];
    islands: readonly string[];
    nonce: string;
  },
) {
  const needed = islands.length === 0 ? [] : [
    manifest.client.file,
    ...manifest.client.imports,
    ...islands.flatMap((name) => manifest.islands[name] ?? []),
  ];
  return (
    <>
      {[...new Set(needed)].map((file) => (
        <link key={file} rel="modulepreload" nonce={nonce} href={`${ASSETS_PATH}/${file}`} />
      ))}
      <link rel="manifest" href="/manifest.webmanifest" />
      <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={CANVAS.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={CANVAS.dark} />
    </>
  );
}
