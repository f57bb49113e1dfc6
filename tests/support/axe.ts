import axe from "axe-core";
import type { Page } from "playwright-core";
import type { Visit } from "./browser.ts";
import { overflow } from "./layout.ts";
import { becomes, islandsAreAlive } from "./visitor.ts";

type Axe = typeof axe;

/**
 * What axe finds on a page once it is alive, in a line each: everything by day, and what colour decides
 * by night.
 */
export async function findings(page: Page): Promise<string[]> {
  await islandsAreAlive(page);
  return await plainFindings(page);
}

/** The same, of a page that no script takes over. */
export async function plainFindings(page: Page): Promise<string[]> {
  const day = await look(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const night = await ofColours(page);
  await page.emulateMedia({ colorScheme: "light" });
  return [...day, ...night];
}

/** Nothing is wrong with a page, at a desk and on a phone; afterwards it is as wide as before. */
export async function isForEveryone(page: Page): Promise<void> {
  const size = page.viewportSize();
  const looks = { 1360: findings, 390: look }; // colours are the same at any width
  for (const [width, problems] of Object.entries(looks)) {
    await page.setViewportSize({ width: Number(width), height: 844 });
    await becomes(() => problems(page), [], `${page.url()} at ${width} px`);
    await becomes(() => overflow(page), [], `${page.url()} at ${width} px`);
  }
  if (size) await page.setViewportSize(size);
}

/** What axe finds that colour decides, in a line each. */
export function ofColours(page: Page): Promise<string[]> {
  return look(page, ["color-contrast", "link-in-text-block"]);
}

async function look(page: Page, rules?: string[]): Promise<string[]> {
  const { violations } = await page.evaluate(async (rules) => {
    // Colours on their way from one to another are no colours yet; what is paused has no end.
    const running = document.getAnimations().filter(({ playState }) => playState === "running");
    await Promise.allSettled(running.map((one) => one.finished));
    const inspector: Axe = Reflect.get(globalThis, "axe");
    return inspector.run(document, {
      resultTypes: ["violations"],
      ...(rules && { runOnly: { type: "rule", values: rules } }),
    });
  }, rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)
  );
}

/** Somebody's browser that has axe with it, beside the page and its policy. */
export async function inspected(visit: Visit, options: Parameters<Visit["device"]>[0]) {
  const device = await visit.device(options, "about:blank");
  await device.context.addInitScript(axe.source);
  return device;
}

/**
 * The same for pages without a script. Axe is one itself, so it is the pages' own that are kept from
 * them, and what they have for where none runs is shown as it is there.
 */
export async function inspectedPlainly(visit: Visit, options: Parameters<Visit["device"]>[0]) {
  const device = await inspected(visit, options);
  const plain: ReadonlyArray<readonly [string | RegExp, string]> = [
    [/\(scripting: ?none\)/g, "all"],
    [/<(\/?)noscript>/g, "<$1plain-page>"],
    [/\bnoscript\b/g, "plain-page"],
  ];
  await device.context.route("**/*", async (route) => {
    const type = route.request().resourceType();
    if (type === "script") return await route.fulfill({ contentType: "text/javascript", body: "" });
    if (type !== "document" && type !== "stylesheet") return await route.continue();
    const response = await route.fetch({ maxRedirects: 0 });
    const text = await response.text();
    const body = plain.reduce((body, [of, to]) => body.replaceAll(of, to), text);
    await route.fulfill({ response, body });
  });
  return device;
}
