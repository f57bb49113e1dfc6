import type { Page } from "playwright-core";
import { browserTests, type Visit } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  islandsAreAlive,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

const field = (page: Page) => page.getByLabel("Search messages");
const hits = (page: Page) => page.locator(".hit .said p[dir]").allInnerTexts();

/** Awa, who has said these things in a room. */
async function awaSaid(visit: Visit, ...texts: string[]): Promise<Page> {
  const { page } = await visit.device();
  await register(page, "Awa");
  await chatIsAlive(page);
  for (const text of texts) {
    await say(page, text);
    await acknowledged(page, text).waitFor();
  }
  return page;
}

async function jump(page: Page, query: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").fill(query);
}

browserTest(
  "search - Ctrl K finds a room, a person and a message, and leads there",
  async (visit) => {
    const page = await awaSaid(visit, "the generator is mended", "something else");
    const other = await visit.device();
    await register(other.page, "Genia");
    await jump(page, "gen");
    const options = page.locator("#palette-list [role=option]");
    await options.filter({ hasText: "general" }).waitFor();
    await options.filter({ hasText: "Genia" }).waitFor();
    await options.filter({ hasText: "the generator is mended" }).click();
    await page.waitForURL("**/rooms/general/*");
    await said(page, "the generator is mended").waitFor();
    await jump(page, "mended fr");
    await page.locator(".palette footer", { hasText: "Tab" }).waitFor();
    await page.keyboard.press("Tab");
    await becomes(() => page.locator(".palette input").inputValue(), "mended from:");
  },
);

browserTest(
  "search - a page of results: narrowed, walked by keys, and opened in its place",
  async (visit) => {
    const page = await awaSaid(
      visit,
      "before it",
      "the pump restarts",
      "after it",
      "https://pump.example",
    );
    await page.goto("/search");
    await islandsAreAlive(page);
    await field(page).fill("pump");
    await field(page).press("Enter");
    await becomes(() => hits(page), ["https://pump.example", "the pump restarts"]);
    await becomes(() => page.locator(".near").allInnerTexts(), [
      "Awa after it",
      "Awa before it",
      "Awa after it",
    ]);
    await page.getByRole("link", { name: "Has a link" }).click();
    await becomes(() => hits(page), ["https://pump.example"]);
    await page.getByRole("link", { name: "Remove has:link" }).click();
    await field(page).press("Enter");
    await becomes(() => hits(page), ["https://pump.example", "the pump restarts"]);
    await field(page).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/rooms/general/*");
    await said(page, "the pump restarts").waitFor();
    await page.goBack();
    await becomes(() => hits(page), ["https://pump.example", "the pump restarts"]);
  },
);

browserTest("search - operators are completed by Tab and become chips", async (visit) => {
  const page = await awaSaid(visit, "the pump");
  await page.goto("/search");
  await islandsAreAlive(page);
  await becomes(async () => {
    await field(page).fill("fr");
    return await page.locator(".completions .chip").allInnerTexts();
  }, ["from:"]);
  await field(page).press("Tab");
  await becomes(() => field(page).inputValue(), "from:");
  await field(page).press("m");
  await field(page).press("Tab");
  await becomes(() => page.locator(".query .chip.set").innerText(), "from:\nme");
  await field(page).fill("pump");
  await field(page).press("Enter");
  await becomes(() => hits(page), ["the pump"]);
  await field(page).fill("");
  await field(page).press("Backspace");
  await becomes(() => field(page).inputValue(), "from:me");
});
