import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Actor } from "../../lib/chat/chat.ts";
import type { HttpContext } from "../../lib/http/environment.ts";
import type { Assets } from "../../lib/islands/server/assets.ts";
import { LATE_SHEET } from "../../lib/islands/shared/late_sheet.ts";
import { scriptsOf } from "../../lib/islands/server/manifest.ts";
import { Document } from "../../lib/ui/pages/document.tsx";
import type { Look } from "../../lib/ui/settings/preferences.ts";
import { ASSETS_PATH } from "../assets.ts";
import { tintSheetPath } from "../../lib/ui/looks/looks_path.ts";
import { CANVAS } from "../web_manifest.ts";
import { compressed, compressedStream } from "./compressed.ts";
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
  /**
   * Sheets of the manifest that it needs beside the style sheet of every page. A room's page loads `late`
   * by itself, once it is alive, unless it is named here; all others have `pages`.
   */
  sheets?: readonly string[];
  body: ComponentChildren;
}

/** Islands with a connection of their own. */
const CONNECTED = ["RoomApp", "SidebarApp"] as const;

/** Answers with a page. What it shows is personal: nobody keeps a copy. */
export function answer(c: HttpContext, services: PageServices, page: Page): Response {
  const text = documentOf(c, services, page);
  const { body, headers } = compressed(text, c.req.header("Accept-Encoding"));
  return c.body(body, page.status ?? 200, {
    ...headers,
    ...pageHeaders(services),
    ...readerHeader(c, page.status),
  });
}

/**
 * Answers with a page whose body is still being made: the browser has the head meanwhile, and loads
 * what stands in it. The status is out by then: `failed` gives the body where there is none.
 */
export function answerStreamed(
  c: HttpContext,
  services: PageServices,
  page: Omit<Page, "body" | "status">,
  body: Promise<ComponentChildren>,
  failed: (error: unknown) => ComponentChildren,
): Response {
  const mark = `body:${c.var.nonce}`; // no page can hold it: it was made for this answer
  const [head = "", tail = ""] = documentOf(c, services, { ...page, body: mark }).split(mark);
  const draw = (body: ComponentChildren) => renderToString(<>{body}</>);
  const rest = body.then(draw).catch((error) => draw(failed(error))).then((html) => html + tail);
  const { stream, headers } = compressedStream(head, rest, c.req.header("Accept-Encoding"));
  return c.body(stream, 200, { ...headers, ...pageHeaders(services), ...readerHeader(c) });
}

/**
 * Tells the service worker whose page it is (N4): what is kept of anybody else goes. Nothing is told
 * where nobody was asked who it is, or could be.
 */
function readerHeader(c: HttpContext, status = 200): Record<string, string> {
  const { actor, barred } = c.var;
  const isKnown = "barred" in c.var; // the session was looked at
  if (!isKnown || status >= 500) return {};
  return { "Palabre-Reader": actor && !barred ? actor.user.id : "-" };
}

function pageHeaders({ assets }: PageServices): Record<string, string> {
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Palabre-Build": assets.manifest.build,
    Link: `<${ASSETS_PATH}/${assets.manifest.style}>; rel=preload; as=style`,
  };
}

function documentOf(c: HttpContext, services: PageServices, page: Omit<Page, "status">): string {
  const { assets: { manifest }, Island } = services;
  const style = `${ASSETS_PATH}/${manifest.style}`;
  const actor = c.var.barred ? undefined : c.var.actor;
  if (actor) visit(c, services, actor);
  // The chat has a connection; on any other page a reader who is signed in is here too (P7).
  const connects = CONNECTED.some((name) => page.islands?.includes(name));
  const here = actor !== undefined && !connects;
  const islands = [...page.islands ?? [], ...here ? ["HereApp"] : []];
  const isRoom = page.islands?.includes("RoomApp");
  const { accent } = services.administration.profile();
  const sheets = [...isRoom ? [] : ["pages"], ...page.sheets ?? []];
  const html = renderToString(
    <Document
      preferences={{ ...preferencesOf(c), ...page.look }}
      title={page.title}
      description={page.description}
      styles={[style, ...sheetsOf(manifest, sheets), ...accent ? [tintSheetPath(accent)] : []]}
      head={
        <>
          {isRoom && !sheets.includes("late") && (
            <LateSheets
              hrefs={sheetsOf(manifest, ["late"])}
            />
          )}
          <Head
            manifest={manifest}
            islands={islands}
            nonce={c.var.nonce}
            hasWorker={c.req.header(NAVIGATION_PRELOAD) !== undefined}
          />
        </>
      }
      scripts={islands.length > 0 && (
        <script
          type="module"
          nonce={c.var.nonce}
          src={`${ASSETS_PATH}/${scriptsOf(manifest, islands).client.file}`}
        />
      )}
    >
      {page.body}
      {here && <Island name="HereApp" props={{}} />}
    </Document>,
  );
  return `<!doctype html>${html}`;
}

/** The styles of what comes once the page is alive: its script loads them, and without one they are there. */
function LateSheets({ hrefs }: { hrefs: readonly string[] }) {
  return hrefs.map((href) => (
    <>
      <meta name={LATE_SHEET} content={href} />
      <noscript>
        <link rel="stylesheet" href={href} />
      </noscript>
    </>
  ));
}

function sheetsOf({ sheets }: Assets["manifest"], names: readonly string[] = []): string[] {
  return names.flatMap((name) => sheets?.[name] ?? []).map((file) => `${ASSETS_PATH}/${file}`);
}

/** Notes that the reader is here. Where a script ran before, it told its time zone: a guess is none. */
function visit(c: HttpContext, { presence }: PageServices, { user, session }: Actor): void {
  const { timeZone, guessed } = preferencesOf(c);
  const hasScript = !guessed && timeZone !== "UTC";
  presence.visit(user, session, hasScript ? "with-script" : "without-script");
}

/** A browser sends it with the page that it asks for while it starts our service worker. */
const NAVIGATION_PRELOAD = "Service-Worker-Navigation-Preload";

function Head(
  { manifest, islands, nonce, hasWorker }: {
    manifest: Assets["manifest"];
    islands: readonly string[];
    nonce: string;
    /** Scripts come from our worker: Chromium would load what is preloaded, and not use it. */
    hasWorker: boolean;
  },
) {
  const { client, islands: files } = scriptsOf(manifest, islands);
  const needed = islands.length === 0 || hasWorker
    ? []
    : [client.file, ...client.imports, ...islands.flatMap((name) => files[name] ?? [])];
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
