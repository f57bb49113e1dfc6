import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { Bot } from "../support/bot.ts";
import { browserTests } from "../support/browser.ts";
import { allIsRead, becomes, eventually, register, said } from "../support/visitor.ts";

const browserTest = browserTests();

/** Scrollers stand at whole pixels and rows at parts of one. */
const MOVED_PX = 2;
/** Older history is loaded when its end comes this close (scroll_keeper.ts). */
const NEAR_PX = 800;
const TOTAL = 600;

const timeline = (page: Page) => page.locator(".timeline");
const below = (page: Page) => timeline(page).evaluate((it) => Math.abs(it.scrollTop));
const above = (page: Page) =>
  timeline(page).evaluate((it) => it.scrollHeight - it.clientHeight - Math.abs(it.scrollTop));
const toTop = (page: Page) =>
  timeline(page).evaluate((it) => it.scrollTo({ top: -it.scrollHeight, behavior: "instant" }));

/** The number of the first line in the document. */
async function firstLine(page: Page): Promise<number> {
  const text = await page.locator(".message .bubble").first().innerText();
  return Number(/line (\d+)\./.exec(text)?.[1]);
}

const topOf = (page: Page, line: string) =>
  said(page, line).evaluate((it) => it.getBoundingClientRect().top);

async function longHistory(page: Page, url: string): Promise<Bot> {
  const bot = await Bot.enter(url, "Diego");
  await bot.talk(TOTAL);
  await register(page, "Awa");
  await said(page, `line ${TOTAL}.`).waitFor();
  await allIsRead(page);
  return bot;
}

browserTest(
  "scrolling - at the top one page comes, and what is read stays in its place",
  async (visit) => {
    const { page } = await visit.device();
    const bot = await longHistory(page, visit.url);
    // Beyond the rows that a page may have, too.
    for (let oldest = await firstLine(page); oldest > 1;) {
      const { line, y } = await timeline(page).evaluate((it) => {
        it.scrollTo({ top: -it.scrollHeight, behavior: "instant" });
        const first = it.querySelector<HTMLElement>(".message .bubble");
        const [line = ""] = /line \d+\./.exec(first?.innerText ?? "") ?? [];
        return { line, y: first?.getBoundingClientRect().top ?? NaN };
      });
      oldest = Number(/\d+/.exec(line)?.[0]);
      const now = await eventually(() => firstLine(page), (now) => now < oldest);
      const moved = await topOf(page, line) - y;
      assert(Math.abs(moved) < MOVED_PX, `${line} moved by ${moved}`);
      // Else the next page would follow by itself.
      if (now > 1) await eventually(() => above(page), (px) => px > NEAR_PX);
      oldest = now;
    }
    await toTop(page);
    await page.getByText("This is the beginning of #general").waitFor();
    await bot.close();
  },
);

browserTest("scrolling - End goes to the end, from wherever Home led", async (visit) => {
  const { page } = await visit.device();
  const bot = await longHistory(page, visit.url);
  await timeline(page).focus();
  for (let oldest = await firstLine(page); oldest > 100;) {
    await page.keyboard.press("Home");
    oldest = await eventually(() => firstLine(page), (now) => now < oldest || now === 1);
  }
  await page.keyboard.press("End");
  await said(page, `line ${TOTAL}.`).waitFor();
  await becomes(() => below(page), 0);
  await becomes(() => page.locator(".to-latest").count(), 0);
  await bot.close();
});
