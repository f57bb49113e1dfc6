import axe from "axe-core";
import type { Page } from "playwright-core";
import type { Visit } from "./browser.ts";
import { islandsAreAlive } from "./visitor.ts";

type Axe = typeof axe;

/**
 * What axe finds on a page once it is alive, in a line each: everything by day, and what colour decides
 * by night.
 */
export async function findings(page: Page): Promise<string[]> {
  await islandsAreAlive(page);
  const day = await look(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const night = await ofColours(page);
  await page.emulateMedia({ colorScheme: "light" });
  return [...day, ...night];
}

/** What axe finds that colour decides, in a line each. */
export function ofColours(page: Page): Promise<string[]> {
  return look(page, ["color-contrast", "link-in-text-block"]);
}

async function look(page: Page, rules?: string[]): Promise<string[]> {
  const { violations } = await page.evaluate(async (rules) => {
    // Colours on their way from one to another are no colours yet.
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
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
