import type { Page } from "playwright-core";
import { Bot } from "../support/bot.ts";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  allIsRead,
  becomes,
  chatIsAlive,
  createRoom,
  eventually,
  islandsAreAlive,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

const place = (page: Page, name: string) => page.locator(".place", { hasText: name });
const count = (page: Page, name: string) => place(page, name).locator(".count [aria-hidden]");
const mark = (page: Page) => page.locator(".mark.unread");
const pill = (page: Page) => page.locator(".to-latest");

/** The mark stands in the upper half, and the end is out of sight. */
async function opensAtMark(page: Page, words: string): Promise<void> {
  await mark(page).getByText(words).waitFor();
  const top = async () => (await mark(page).boundingBox())?.y ?? NaN;
  await eventually(top, (px) => px > 60 && px < 450);
}

/** Awa is in two rooms: in general, with mill in the list, where a bot talks. */
async function twoRooms(page: Page, url: string) {
  await register(page, "Awa");
  await createRoom(page, "mill");
  const bot = await Bot.enter(url, "Diego");
  const { conversation } = await bot.talker.ask({ type: "join", room: "mill" });
  return { bot, mill: String(conversation.id) };
}

browserTest(
  "opening - a room is read when its end was seen, not when it was opened",
  async (visit) => {
    const { page, tab } = await visit.device();
    const { bot, mill } = await twoRooms(page, visit.url);
    const list = await tab("/");
    await chatIsAlive(list);
    await page.bringToFront();
    await bot.talk(30, mill);
    await count(page, "mill").getByText("30").waitFor();
    await place(page, "mill").click();
    await opensAtMark(page, "30 new messages");
    await pill(page).getByText("30 new").waitFor();
    await count(list, "mill").getByText("30").waitFor();
    await pill(page).click();
    for (const one of [page, list]) await count(one, "mill").waitFor({ state: "detached" });
    await bot.close();
  },
);

browserTest(
  "opening - what was sent or marked as read before leaves other rooms unread",
  async (visit) => {
    const { page } = await visit.device();
    const { bot, mill } = await twoRooms(page, visit.url);
    await place(page, "mill").click(); // from here on it is held
    await page.locator(".notice", { hasText: "created the room" }).waitFor();
    await place(page, "general").click();
    await page.getByLabel("Message #general").waitFor();
    await say(page, "hello");
    await acknowledged(page, "hello").waitFor();
    await page.keyboard.press("Escape");
    await bot.talk(60, mill);
    await count(page, "mill").getByText("60").waitFor();
    await place(page, "mill").click();
    await opensAtMark(page, "60 new messages");
    await said(page, "line 1.").waitFor();
    await pill(page).getByText("60 new").waitFor();
    await page.keyboard.press("Escape");
    await mark(page).waitFor({ state: "detached" });
    await count(page, "mill").waitFor({ state: "detached" });
    await said(page, "line 60.").waitFor();
    await bot.close();
  },
);

browserTest(
  "opening - a page with more unread than it holds begins where one stopped",
  async (visit) => {
    const { page } = await visit.device();
    const { bot, mill } = await twoRooms(page, visit.url);
    await place(page, "mill").click();
    await page.getByLabel("Message #mill").waitFor();
    await bot.talk(10, mill);
    await said(page, "line 10.").waitFor();
    await allIsRead(page);
    await page.goto("/settings");
    await bot.talk(120, mill);
    await page.goto("/rooms/mill");
    await chatIsAlive(page);
    await opensAtMark(page, "120 new messages");
    await said(page, "line 11.").waitFor();
    await pill(page).getByText("120 new").waitFor();
    // Reading on brings the rest, and the mark stays.
    const timeline = page.locator(".timeline");
    const atEnd = () =>
      timeline.evaluate((it) => {
        it.scrollBy({ top: 400, behavior: "instant" });
        return it.textContent?.includes("line 130.") === true && Math.abs(it.scrollTop) < 1;
      });
    await eventually(atEnd, (is) => is);
    await count(page, "mill").waitFor({ state: "detached" });
    await bot.close();
  },
);

browserTest("opening - arrivals that are not shown take no message's place", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(40);
  await page.goto("/settings");
  await islandsAreAlive(page);
  await page.getByLabel("Nowhere").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/settings?saved#saved");
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  const tokens = await Promise.all(
    Array.from({ length: 20 }, (_, n) => enter(visit.url, `guest ${n}`)),
  );
  const here = (state: string) => page.locator(`.aside .person [data-presence=${state}]`).count();
  for (let round = 0; round < 2; round++) {
    const guests = await Promise.all(tokens.map((token) => Talker.connect(visit.url, token)));
    await eventually(() => here("online"), (people) => people >= 22);
    await bot.talk(1);
    for (const guest of guests) await guest.close();
    await eventually(() => here("online"), (people) => people === 2);
    await bot.talk(1);
  }
  await said(page, "line 44.").waitFor();
  await becomes(() => page.locator(".timeline .notice", { hasText: "guest" }).count(), 0);
  await becomes(() => page.locator(".timeline .message").count(), 44);
  await bot.close();
});

browserTest("opening - who went up before the script came reads on there", async (visit) => {
  const { page, context } = await visit.device();
  const { bot } = await twoRooms(page, visit.url);
  await bot.talk(40);
  await acknowledged(page, "line 40.").waitFor();
  await allIsRead(page);
  const script = Promise.withResolvers<void>();
  await context.route("**/assets/*.js", async (route) => {
    await script.promise;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  const messages = page.locator("#messages");
  const at = () => messages.evaluate((it) => it.scrollTop);
  await said(page, "line 40.").waitFor();
  await messages.hover();
  await page.mouse.wheel(0, -600);
  await eventually(at, (px) => px === -600);
  // Where a line stands, not how far it is scrolled: a notice of who came in may grow below it. A
  // place in a scroller is kept to a whole pixel, each time that it is.
  const top = () => said(page, "line 25.").evaluate((it) => it.getBoundingClientRect().top);
  const before = await top();
  script.resolve();
  await chatIsAlive(page);
  await pill(page).waitFor();
  await eventually(top, (px) => Math.abs(px - before) < 2);
  await bot.talk(1);
  await pill(page).getByText("1 new", { exact: true }).waitFor();
  await bot.close();
});
