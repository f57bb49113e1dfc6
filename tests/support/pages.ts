import { readerClockOf } from "../../lib/ui/settings/preferences_cookie.ts";
import { Hono } from "hono";
import { registry } from "../../islands/registry.ts";
import { connectionInfo, readTrustedProxies } from "../../lib/http/connection_info.ts";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { securityHeaders } from "../../lib/http/headers.ts";
import { refuseForeignOrigins } from "../../lib/http/origin.ts";
import { session } from "../../lib/http/session.ts";
import { startInstance } from "../../lib/instance/instance.ts";
import type { MailOptions } from "../../lib/instance/mail.ts";
import { loadIslands } from "../../lib/islands/server/island.tsx";
import { answerError, answerNotFound, pageLocale, pageRoutes } from "../../routes/pages/pages.ts";
import { FastHasher } from "./fast_hasher.ts";
import { memoryAssets } from "./memory_assets.ts";
import { MemoryKv } from "./memory_kv.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";
import { recordingLogger } from "./loggers.ts";

const ORIGIN = "http://localhost";

/** The pages over a whole instance in memory, with browsers that run no script. */
export async function openPages(
  { rates = false, mail }: { rates?: boolean; mail?: MailOptions } = {},
) {
  const [kv, clock, random] = [new MemoryKv(), new VirtualClock(), new SeededRandom(7)];
  const reported: Array<{ what: string; error: unknown }> = [];
  const logger = recordingLogger((what, error) => void reported.push({ what, error }));
  const settled = <T>(promise: Promise<T>) => besideRealWork(clock, promise);
  const passwords = {
    hasher: new FastHasher(),
    isCommonPassword: (password: string) => Promise.resolve(password === "password1"),
  };
  const instance = await settled(
    startInstance({ kv, clock, random, logger, rates, passwords }, { name: "Baobab Coop", mail }),
  );
  const { users, administration, chat, identity, personalData, presence, previews } = instance;
  const { exports, files, hooks, imports, limits, mails, push } = instance;
  const services = {
    chat,
    presence,
    previews,
    identity,
    administration,
    users,
    personalData,
    exports,
    files,
    hooks,
    imports,
    limits,
    mails,
    push,
    sendRate: instance.sendRate,
    assets: memoryAssets(Object.keys(registry)),
    Island: await loadIslands(registry),
    clock,
    random,
    logger,
  };
  const app = new Hono<HttpEnv>();
  app.use(
    connectionInfo(readTrustedProxies()),
    securityHeaders(random),
    session(identity, readerClockOf, pageLocale),
  );
  app.use(refuseForeignOrigins([]));
  app.route("/", pageRoutes(services));
  app.onError((error, c) => answerError(c, services, error));
  app.notFound((c) => answerNotFound(c, services));

  const request = (path: string, init?: RequestInit) =>
    settled(Promise.resolve(app.request(`${ORIGIN}${path}`, init)));
  return {
    instance,
    kv,
    clock,
    identity,
    services,
    reported,
    request,
    browser: (headers?: Record<string, string>) => new PlainBrowser(request, headers),
    settled,
    close: () => settled(instance.close()),
  };
}

/** Turns of the event loop for each millisecond of the virtual clock. */
const TURNS_A_MS = 20;

/** Waits while hashes are made and files imported for real, letting virtual time pass slowly. */
async function besideRealWork<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  let done = false;
  const end = () => void (done = true);
  promise.then(end, end);
  for (let turn = 1; !done; turn++) {
    await clock.settle();
    if (turn % TURNS_A_MS === 0) await clock.advance(1);
  }
  return await promise;
}

type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** What somebody sees: the address they ended at, the status and the HTML. */
export interface Seen {
  path: string;
  status: number;
  html: string;
  headers: Headers;
}

/** A browser without JavaScript: keeps cookies, posts forms, follows redirects. */
export class PlainBrowser {
  readonly #cookies = new Map<string, string>();

  constructor(readonly send: Send, readonly headers: Record<string, string> = {}) {}

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  get(path: string): Promise<Seen> {
    return this.#load(path, { method: "GET" });
  }

  post(path: string, fields: Record<string, string> | string[][]): Promise<Seen> {
    const body = new URLSearchParams(fields);
    const headers = { Origin: ORIGIN, "Content-Length": `${body.toString().length}` };
    return this.#load(path, { method: "POST", body, headers });
  }

  /** Posts a form that has a file, as a browser does: whole, with its length. */
  async upload(
    path: string,
    fields: Record<string, string>,
    file: File,
    field = "file",
  ): Promise<Seen> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append(field, file);
    const whole = new Response(form);
    const type = whole.headers.get("Content-Type") ?? "";
    const body = await whole.bytes();
    const headers = { Origin: ORIGIN, "Content-Type": type, "Content-Length": `${body.length}` };
    return await this.#load(path, { method: "POST", body, headers });
  }

  /** The bare answer, whose body may still be on its way. */
  open(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...this.headers, ...init.headers, ...(cookie ? { Cookie: cookie } : {}) };
    return this.send(path, { ...init, headers });
  }

  async #load(path: string, init: RequestInit): Promise<Seen> {
    const response = await this.open(path, init);
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get("Location");
    if ([301, 303].includes(response.status) && location) {
      await response.body?.cancel();
      const { pathname, search } = new URL(location, `${ORIGIN}${path}`);
      return await this.get(pathname + search);
    }
    return {
      path,
      status: response.status,
      html: await response.text(),
      headers: response.headers,
    };
  }

  #keep(line: string) {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const [name = "", ...value] = pair.split("=");
    if (attributes.includes("Max-Age=0")) this.#cookies.delete(name);
    else this.#cookies.set(name, value.join("="));
  }
}

/** The fields of the form on a page whose action is `action`, as a browser would post them. */
export function formFields<Name extends string = string>(
  html: string,
  action: string,
): Record<Name, string> {
  const form = html.match(new RegExp(`<form[^>]* action="${action}"[^>]*>.*?</form>`, "s"))?.[0];
  if (form === undefined) throw new Error(`The page has no form for ${action}`);
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
  const attribute = (tag: string, name: string) =>
    unescapeHtml(tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? "");
  const fields = inputs.map((tag) => [attribute(tag, "name"), attribute(tag, "value")]);
  return Object.fromEntries(fields) as Record<Name, string>; // a missing one is seen by the test
}

/** The text that HTML shows for an escaped one. */
export function unescapeHtml(html: string): string {
  return html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
