import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { Bot } from "../support/bot.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  allIsRead,
  becomes,
  chatIsAlive,
  eventually,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

/** Messages that a page may hold (lib: 300 rows), with room for one picture between two drawings. */
const MAX_MESSAGES = 300;

/** Scrollers stand at whole pixels and rows at parts of one. */
const MOVED_PX = 2;

const timeline = (page: Page) => page.locator(".timeline");
/** Pixels below what is seen: the end is at 0. */
const below = (page: Page) => timeline(page).evaluate((it) => Math.abs(it.scrollTop));
const messages = (page: Page) => page.locator(".timeline .message").count();
const scrollBy = (page: Page, px: number) =>
  timeline(page).evaluate((it, by) => {
    it.scrollBy({ top: by, behavior: "instant" });
  }, px);
/** Where a message stands in the window. */
async function topOf(page: Page, text: string): Promise<number> {
  return (await said(page, text).boundingBox())?.y ?? NaN;
}

browserTest(
  "timeline - opens at the mark of new messages, which stays while one reads",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    const bot = await Bot.enter(visit.url, "Diego");
    await bot.talk(60);
    await said(awa.page, "line 60.").waitFor();
    await allIsRead(awa.page);
    await awa.page.goto("/settings");
    await bot.talk(30);
    await awa.page.goto("/rooms/general");
    await chatIsAlive(awa.page);
    const mark = awa.page.locator(".mark.unread");
    await mark.getByText("30 new messages").waitFor();
    const top = async () => (await mark.boundingBox())?.y ?? NaN;
    await eventually(top, (px) => px > 60 && px < 450); // in the upper half
    await eventually(() => below(awa.page), (px) => px > 100);
    await awa.page.getByRole("button", { name: "30 new" }).click();
    await becomes(() => below(awa.page), 0);
    await becomes(() => awa.page.locator(".place .count").count(), 0);
    await becomes(() => mark.count(), 1);
    await allIsRead(awa.page);
    await awa.page.reload();
    await chatIsAlive(awa.page);
    await becomes(() => mark.count(), 0, "what was read is not new");
    await becomes(() => below(awa.page), 0);
    await bot.close();
  },
);

browserTest(
  "timeline - follows the end within 100 px of it, else a pill counts what is new",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    const bot = await Bot.enter(visit.url, "Diego");
    await bot.talk(40);
    await said(awa.page, "line 40.").waitFor();
    await scrollBy(awa.page, -90);
    await bot.talk(1);
    await said(awa.page, "line 41.").waitFor();
    await becomes(() => below(awa.page), 0);
    const unread = () => awa.page.locator(".place .count").count();
    await becomes(unread, 0); // it is read

    await scrollBy(awa.page, -300);
    const pill = awa.page.locator(".to-latest");
    await pill.getByText("Jump to the latest").waitFor();
    const before = await topOf(awa.page, "line 30.");
    await bot.talk(2);
    await pill.getByText("2 new").waitFor();
    const moved = Math.abs(await topOf(awa.page, "line 30.") - before);
    assert(moved < MOVED_PX, `what is read moved ${moved} px`);
    await say(awa.page, "and I answer");
    await acknowledged(awa.page, "and I answer").waitFor();
    await becomes(() => below(awa.page), 0);
    await pill.waitFor({ state: "detached" });
    await bot.close();
  },
);

browserTest(
  "timeline - older history comes without moving what is read, 300 messages at most",
  async (visit) => {
    const bot = await Bot.enter(visit.url, "Diego");
    const total = 800;
    await bot.talk(total);
    const awa = await visit.device();
    await register(awa.page, "Awa");
    await said(awa.page, `line ${total}.`).waitFor();
    await awa.page.evaluate(() => {
      const list = document.querySelector(".timeline > ol");
      const seen = () => list?.querySelectorAll(".message").length ?? 0;
      const most = { is: seen() };
      new MutationObserver(() => most.is = Math.max(most.is, seen()))
        .observe(list ?? document, { childList: true });
      Object.assign(globalThis, { most });
    });
    const first = async () =>
      Number(
        /line (\d+)\./.exec(await awa.page.locator(".message .bubble").first().innerText())?.[1],
      );
    for (let oldest = await first(); oldest > 300; oldest = await first()) {
      const anchor = `line ${oldest + 5}.`;
      await said(awa.page, anchor).evaluate((it) => it.scrollIntoView({ block: "start" }));
      const before = await topOf(awa.page, anchor);
      await eventually(first, (now) => now < oldest);
      const moved = Math.abs(await topOf(awa.page, anchor) - before);
      assert(moved < MOVED_PX, `${anchor} stays where it was, but moved ${moved} px`);
    }
    const most = await awa.page.evaluate(() => Reflect.get(globalThis, "most").is);
    assert(most <= MAX_MESSAGES, `${most} messages stood in the document`);
    await eventually(() => messages(awa.page), (count) => count > 100);

    await bot.talk(1);
    await awa.page.locator(".to-latest").click();
    await said(awa.page, `line ${total + 1}.`).waitFor();
    await becomes(() => below(awa.page), 0);
    await bot.talk(1);
    await said(awa.page, `line ${total + 2}.`).waitFor();
    await bot.close();
  },
);

browserTest(
  "timeline - what is unread is counted alike in all tabs, and in the title",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    await awa.page.goto("/settings");
    const list = await awa.tab("/?list");
    await chatIsAlive(list);
    await becomes(() => list.title(), "Conversations · Baobab Coop");
    const bot = await Bot.enter(visit.url, "Diego");
    await bot.talk(2);
    await bot.talker.send("general", "@Awa you are called");
    const count = list.locator(".place", { hasText: "general" }).locator(".count.calls");
    await count.getByText("1", { exact: true }).waitFor();
    await eventually(() => list.title(), (title) => title.startsWith("(1) "));
    const icon = () => list.locator('link[rel="icon"]').getAttribute("href");
    await eventually(icon, (href) => href === "/icons/favicon-calls.svg");

    await awa.page.goto("/rooms/general");
    await said(awa.page, "you are called").waitFor();
    await count.waitFor({ state: "detached" });
    await eventually(() => list.title(), (title) => title === "Conversations · Baobab Coop");
    await eventually(icon, (href) => href === "/favicon.svg");
    await bot.close();
  },
);

browserTest(
  "timeline - several messages are copied with each name and time once",
  async (visit) => {
    const bot = await Bot.enter(visit.url, "Diego");
    await bot.talk(2);
    const { page } = await visit.device();
    await register(page, "Awa");
    await say(page, "mine");
    await acknowledged(page, "mine").waitFor();
    const copied = await page.evaluate(() => {
      const messages = document.querySelectorAll(".message");
      const last = messages[messages.length - 1]!;
      getSelection()?.setBaseAndExtent(messages[0]!, 0, last, last.childNodes.length);
      const clipboardData = new DataTransfer();
      document.querySelector(".message")?.dispatchEvent(
        new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }),
      );
      return clipboardData.getData("text/plain").replace(/\d\d:\d\d/g, "12:00");
    });
    assertEquals(copied, "Diego, 12:00:\nline 1.\nline 2.\n\nYou, 12:00:\nmine");
    await bot.close();
  },
);
