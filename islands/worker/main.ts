// The service worker: opens Palabre without a connection, sends what was written meanwhile, and shows
// what is pushed. Of people's pages it keeps nothing: these come from the network alone.
import { emptyKept } from "../../lib/client/kept_storage.ts";
import { SHARE_PATH } from "../../lib/ui/app_paths.ts";
import { holdShared } from "./hold_shared.ts";
import { TAKE_OVER } from "./messages.ts";
import { closeNotifications, listenToPushes } from "./notifications.ts";
import { listenToSync } from "./send_outbox.ts";
import { assetOf, dropOldShells, iconOf, keepShell, shell } from "./shell.ts";
import { type Fetching, type Waiting, worker } from "./service_worker.ts";

/** The header of a page that says whose it is; “-” for nobody's. */
const READER = "Palabre-Reader";
const NOBODY = "-";
/** What a proxy says for a server that is away. */
const AWAY = new Set([502, 503, 504]);
/** The policy that every page of ours has: what a proxy answers has none. */
const OURS = "Content-Security-Policy";

worker.addEventListener("install", (event: Waiting) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (event: Waiting) => {
  const { navigationPreload } = worker.registration;
  event.waitUntil(
    Promise.all([dropOldShells(), navigationPreload?.enable(), worker.clients.claim()]),
  );
});
// A new version waits until the person has pressed, or every page is closed.
worker.addEventListener("message", (event: MessageEvent) => {
  if (event.data === TAKE_OVER) void worker.skipWaiting();
});

worker.addEventListener("fetch", (event: Fetching) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (pathname === SHARE_PATH && request.method === "POST") {
    return event.respondWith(holdShared(request));
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(pageOf(event));
  else if (pathname.startsWith("/assets/")) event.respondWith(assetOf(request));
  else if (pathname === "/favicon.svg") event.respondWith(iconOf(request));
});
listenToPushes();
listenToSync();

/** The page from the network; where it does not answer, the shell. */
async function pageOf(event: Fetching): Promise<Response> {
  const asked = Promise.resolve(event.preloadResponse).then((page) => page ?? fetch(event.request));
  const page = await asked.catch(() => undefined);
  const isAway = !page || AWAY.has(page.status) && !page.headers.has(OURS);
  const kept = isAway && wantsPage(event.request) && await shell();
  if (kept) return kept;
  if (!page) return Response.error();
  const reader = page.headers.get(READER);
  if (reader) event.waitUntil(emptyUnless(reader));
  return page;
}

/** A download or a file has a page of its own for what went wrong. */
function wantsPage({ url }: Request): boolean {
  return !/^\/(api|files|assets|icons|cli\.js|worker\.js)(\/|$)/.test(new URL(url).pathname);
}

/** Somebody else is here, or nobody: nothing of who was before stays. */
async function emptyUnless(reader: string): Promise<void> {
  if (reader === NOBODY) await closeNotifications(); // whether or not there is anything else
  if (await emptyKept(reader)) await closeNotifications();
}
