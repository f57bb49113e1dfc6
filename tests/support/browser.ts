import { assertEquals } from "@std/assert";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "../../tools/browser/chromium.ts";
import { KvConnectServer } from "./kv_connect/server.ts";
import { freePort } from "./ports.ts";
import { spawnServer } from "./running.ts";
import { listenToSockets, PATIENCE_MS } from "./visitor.ts";

/**
 * What a browser itself says of a server that is away, or ends amid an answer; FAILED behind a worker,
 * CACHE_MISS of what its cache alone was asked for.
 */
const AWAY =
  /net::ERR_(FAILED|CACHE_MISS|CONNECTION|INTERNET|ABORTED|NETWORK|EMPTY|SOCKET|CONTENT_LENGTH|INCOMPLETE)|WebSocket connection to .* failed/;
/** A form that comes back with its error is an answer with that status. */
const REFUSED = /the server responded with a status of 4\d\d/;

/** A time zone in which it is about noon: no day ends amid a test, and what ends in an hour ends today. */
function zoneOfNoon(): string {
  const east = 12 - new Date().getUTCHours();
  if (east === 0) return "UTC";
  return `Etc/GMT${east < 0 ? "+" : "-"}${Math.abs(east)}`; // POSIX counts to the west
}

/** A person's browser, or another device of theirs: cookies and storage of its own. */
export interface Device {
  context: BrowserContext;
  page: Page;
  /** Another tab, on the same address or another one. */
  tab(path?: string): Promise<Page>;
}

/** A server in a process of its own, and browsers that visit it. */
export class Visit {
  readonly #errors: string[] = [];
  readonly #env: Record<string, string>;
  readonly #contexts: BrowserContext[] = [];
  #server: ReturnType<typeof spawnServer> | undefined;
  /** A second instance over the same store, which is then a server of its own. */
  #other:
    | { port: string; store: KvConnectServer; server: ReturnType<typeof spawnServer> }
    | undefined;

  constructor(readonly browser: Browser, readonly folder: string, env: Record<string, string>) {
    this.#env = { PALABRE_KV: `${folder}/palabre.kv`, PORT: String(freePort()), ...env };
  }

  /** The second instance, after `startTwo`. */
  get otherUrl(): string {
    return `http://localhost:${this.#other?.port}`;
  }

  /** The open pages of its devices. */
  get pages(): Page[] {
    return this.#contexts.flatMap((context) => context.pages());
  }

  /** Starts two instances over one store: what happens on one, the people on the other see. */
  async startTwo(): Promise<void> {
    const store = await new KvConnectServer().start();
    Object.assign(this.#env, { PALABRE_KV: store.url, DENO_KV_ACCESS_TOKEN: "any" });
    await this.start();
    const port = String(freePort());
    const server = spawnServer({ env: { PALABRE_NAME: "Baobab Coop", ...this.#env, PORT: port } });
    this.#other = { port, store, server };
    await server.listening;
  }

  get url(): string {
    return `http://localhost:${this.#env.PORT}`;
  }

  /** Starts the server: the first time, or again on the same port and file; `main`: another version. */
  async start(main?: string): Promise<void> {
    this.#server = spawnServer({ main, env: { PALABRE_NAME: "Baobab Coop", ...this.#env } });
    await this.#server.listening;
  }

  async kill(signal: Deno.Signal = "SIGKILL"): Promise<void> {
    await this.#server?.kill(signal);
    this.#server = undefined;
  }

  /** A new browser on the door. */
  async device(options: BrowserContextOptions = {}, path = "/"): Promise<Device> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: "en-GB",
      timezoneId: zoneOfNoon(),
      viewport: { width: 1360, height: 900 },
      serviceWorkers: "block", // what it answers, a test cannot hold up: those of the worker allow it
      ...options,
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    const tab = async (at = "/") => {
      const page = await context.newPage();
      page.on("pageerror", (error) => this.#errors.push(error.stack ?? error.message));
      page.on("console", (message) => {
        if (message.type() === "error") this.#hear(message.text(), message.location().url);
      });
      listenToSockets(page);
      await page.goto(at);
      return page;
    };
    return { context, page: await tab(path), tab };
  }

  /** Closes its own devices, which share a browser with another visit's, and ends its servers. */
  async end(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.kill("SIGKILL");
    await this.#other?.server.kill("SIGKILL");
    await this.#other?.store.stop();
    await Deno.remove(this.folder, { recursive: true });
  }

  /** Nothing may have gone wrong in any page, seen or not. */
  check(): void {
    assertEquals(this.#errors, []);
  }

  #hear(text: string, at: string): void {
    if (!AWAY.test(text) && !REFUSED.test(text)) this.#errors.push(`${text} (${at})`);
  }
}

/**
 * Tests over a real server and a real Chromium, one browser a file and one server a test, which
 * starts while the test before runs; or two instances over one store (`Visit.otherUrl`). A test that fails leaves a picture of each open page in
 * `screenshots/failed/`.
 */
export function browserTests(env: Record<string, string> = {}, instances: 1 | 2 = 1) {
  let launched: Promise<Browser> | undefined;
  let spare: Promise<Visit> | undefined;
  let left = 0; // tests that have not begun
  async function visitServer(): Promise<Visit> {
    const folder = await Deno.makeTempDir({ prefix: "palabre_browser_" });
    const visit = new Visit(await (launched ??= launchChromium()), folder, env);
    try {
      await (instances === 2 ? visit.startTwo() : visit.start());
    } catch (error) {
      await visit.end();
      throw error;
    }
    return visit;
  }
  Deno.test.afterAll(async () => {
    await (await spare?.catch(() => {}))?.end(); // of a test that was filtered out
    await (await launched)?.close();
  });
  return function browserTest(name: string, run: (visit: Visit) => Promise<void>): void {
    left++;
    Deno.test({
      name,
      sanitizeOps: false, // the browser outlives the test
      sanitizeResources: false,
      async fn() {
        left--;
        const coming = spare ?? visitServer();
        spare = undefined;
        const visit = await coming;
        if (left > 0) spare = visitServer();
        spare?.catch(() => {}); // the next test says it
        try {
          await run(visit);
          visit.check();
        } catch (error) {
          await picture(visit, name);
          throw error;
        } finally {
          await visit.end();
        }
      },
    });
  };
}

async function picture(visit: Visit, name: string): Promise<void> {
  const folder = new URL("../../screenshots/failed/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  const base = name.replace(/[^\p{L}\p{N}]+/gu, "_");
  for (const [index, page] of visit.pages.entries()) {
    const file = new URL(`${base}_${index + 1}.png`, folder);
    // A page that cannot be drawn any more is part of the failure.
    await page.screenshot({ path: decodeURIComponent(file.pathname) }).catch(() => {});
  }
}
