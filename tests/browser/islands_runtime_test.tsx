import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import { Hono } from "hono";
import { renderToString } from "preact-render-to-string";
import { loadIslands } from "../../lib/islands/server/island.tsx";
import type { Assets } from "../../lib/islands/server/assets.ts";
import { assetRoutes } from "../../routes/assets.ts";
import { bundle, type BundleMode } from "../../tools/assets/bundle.ts";
import { source as palabre } from "../../tools/assets/palabre.ts";
import { launchChromium } from "../../tools/browser/chromium.ts";
import { registry } from "../islands/project/registry.ts";
import { becomes, eventually, PATIENCE_MS } from "../support/visitor.ts";

const folder = "tests/islands/project";
const project = {
  root: palabre.root,
  client: `${folder}/main.ts`,
  style: `${folder}/main.css`,
  registry: `${folder}/registry.ts`,
  islands: {
    Counter: `${folder}/counter.tsx`,
    Window: `${folder}/window.tsx`,
    Broken: `${folder}/broken.tsx`,
  },
};

/** The policy that the pages have: no inline script without the nonce, no HTML from text. */
const POLICY = "default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const bundled = new Map<BundleMode, ReturnType<typeof bundle>>();

async function assetsOf(mode: BundleMode): Promise<Assets> {
  const bundling = bundled.get(mode) ?? bundle(project, mode);
  bundled.set(mode, bundling);
  const { manifest, files } = await bundling;
  return {
    manifest,
    read: (name) => Promise.resolve(new Uint8Array(files.get(name) ?? new Uint8Array())),
  };
}

/** Opens a page that holds `body`, built in `mode`, until its islands are done; hears its errors. */
async function open(browser: Browser, mode: BundleMode, body: string) {
  const assets = await assetsOf(mode);
  const html = `<!doctype html><html lang="en"><head><title>Islands</title></head><body>${body}` +
    `<script type="module" nonce="n" src="/assets/${assets.manifest.client.file}"></script></body></html>`;
  const app = new Hono()
    .get("/", (c) => c.html(html, 200, { "Content-Security-Policy": POLICY }))
    .route(
      "/",
      assetRoutes({
        assets,
        administration: { profile: () => ({ name: "Islands" }) },
        files: { downloads: { ofCommunity: () => Promise.reject(new Error("It has no picture")) } },
        root: new URL("../../", import.meta.url),
      }),
    );
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${server.addr.port}/`);
  await page.waitForSelector("html[data-done]", { timeout: PATIENCE_MS, state: "attached" });
  return { page, errors, server };
}

async function inBrowser(
  mode: BundleMode,
  body: string,
  check: (page: Page, errors: string[]) => Promise<void>,
) {
  const browser = await launchChromium();
  const { page, errors, server } = await open(browser, mode, body);
  try {
    await check(page, errors);
  } finally {
    await browser.close();
    await server.shutdown();
  }
}

const Island = await loadIslands(registry);
const counter = renderToString(<Island name="Counter" props={{ start: 6, label: "</script>" }} />);

Deno.test("islands - come alive where the server drew them, under the strictest policy", async () => {
  await inBrowser("production", counter, async (page, errors) => {
    const button = page.locator("[data-island=Counter][data-hydrated] button");
    await becomes(() => button.textContent(), "</script>: 6");
    await button.click();
    await becomes(() => button.textContent(), "</script>: 7");
    assertEquals(errors, []);
  });
});

Deno.test("islands - one that fails is named with cause and mend, the others live", async () => {
  const unknown = `<div data-island="Gone"><p>old</p></div>`;
  const cut = `<div data-island="Counter"><p>cut off</p></div>`;
  const broken = renderToString(<Island name="Broken" props={{}} />);
  await inBrowser("production", unknown + broken + counter + cut, async (page, errors) => {
    await page.locator("[data-island=Counter][data-hydrated] button").click();
    await eventually(() => Promise.resolve(errors), ({ length }) => length >= 3);
    const said = errors.join("\n");
    assertStringIncludes(said, "Island “Gone”: this bundle does not know it. Add it to");
    assertStringIncludes(said, "Island “Broken”: no such thing here. The component threw");
    assertStringIncludes(said, "Island “Counter”: its data block is missing");
    assertEquals(errors.length, 3);
    assertStringIncludes(await page.locator("body").innerText(), "still readable");
  });
});

Deno.test("islands - in development, what the two sides drew differently is shown", async () => {
  const differs = renderToString(<Island name="Window" props={{}} />);
  await inBrowser("development", counter + differs, async (page, errors) => {
    await page.locator("[data-island=Counter][data-hydrated]").waitFor();
    await eventually(() => Promise.resolve(errors), ({ length }) => length >= 1);
    assertEquals(errors.length, 1);
    assertStringIncludes(errors[0] ?? "", "Island “Window”: the server drew “<p>on the server");
    assertStringIncludes(errors[0] ?? "", "the browser “<p>in a browser");
  });
});
