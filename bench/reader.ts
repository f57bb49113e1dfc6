import type { Browser, Page } from "playwright-core";
import { print } from "../tools/terminal.ts";

/** Somebody at a desk who reads #general, their page alive. */
export async function openReader(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1360, height: 900 },
  });
  await context.request.post("/api/v1/sessions", { data: { name: "Reader" } });
  const page = await context.newPage();
  await page.goto("/rooms/general");
  await page.locator(".sidebar .jump").waitFor();
  print(`Load of this machine: ${Deno.loadavg().map((one) => one.toFixed(1)).join(" ")}`);
  return page;
}
