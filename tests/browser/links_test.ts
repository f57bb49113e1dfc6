import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { MARKED_MS } from "../../islands/room/timeline/use_target.ts";
import { Bot } from "../support/bot.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { holdTimers } from "../support/held_timers.ts";
import {
  becomes,
  chatIsAlive,
  createRoom,
  doorIsAlive,
  eventually,
  PHONE,
  register,
  said,
} from "../support/visitor.ts";

const browserTest = browserTests();

const found = (page: Page) => page.locator(".message[data-mark=found]");

/** A browser on the door, where the mark of a message stays until `release`. */
async function marking(visit: Visit, options: Parameters<Visit["device"]>[0] = {}) {
  const device = await visit.device(options, "about:blank");
  const release = await holdTimers(device.context, MARKED_MS);
  await device.page.goto("/");
  return { ...device, release };
}

/** Whether the message stands within the timeline, and has the focus. */
function isShown(page: Page, text: string): Promise<boolean> {
  return page.evaluate((text) => {
    const row = [...document.querySelectorAll<HTMLElement>(".message")]
      .find((message) => message.innerText.includes(text));
    const timeline = document.querySelector("#messages");
    if (!row || !timeline) return false;
    const [box, frame] = [row.getBoundingClientRect(), timeline.getBoundingClientRect()];
    return box.top >= frame.top && box.bottom <= frame.bottom && row === document.activeElement;
  }, text);
}

for (const [width, options] of [[1360, {}], [390, PHONE]] as const) {
  browserTest(
    `links - a message's address opens its conversation there, at ${width} px (M12)`,
    async (visit) => {
      const { page, tab, release } = await marking(visit, options);
      await register(page, "Awa");
      const bot = await Bot.enter(visit.url, "Diego");
      await bot.talk(200);
      const linked = await tab("/rooms/general/60");
      await chatIsAlive(linked);
      const text = (await found(linked).innerText()).replaceAll("\n", " ");
      const line = /line \d+\./.exec(text)?.[0] ?? "no line";
      await becomes(() => isShown(linked, line), true, line);
      await release(linked);
      await found(linked).waitFor({ state: "detached" }); // the mark goes by itself
      // What is around it is there, what is further on comes as one goes there.
      await bot.talk(1);
      await linked.locator(".to-latest").click();
      await said(linked, "line 201.").waitFor();
      await linked.waitForURL(`${visit.url}/rooms/general/60`);
      await bot.close();
    },
  );
}

browserTest("links - inside the chat lead there without a load, and back (M12)", async (visit) => {
  const { page } = await marking(visit);
  await register(page, "Awa");
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(150);
  await createRoom(page, "mill");
  await page.locator(".place", { hasText: "mill" }).click();
  await page.getByLabel("Message #mill").waitFor();
  await page.evaluate(() => {
    Object.assign(globalThis, { same: true });
    const link = document.createElement("a");
    link.href = "/rooms/general/20";
    link.textContent = "an old one";
    document.querySelector(".conversation")?.append(link);
  });
  await page.getByText("an old one").click();
  await page.waitForURL("**/rooms/general/20");
  await found(page).waitFor();
  const first = await found(page).innerText();
  await page.goBack();
  await page.getByLabel("Message #mill").waitFor();
  await page.goForward();
  await found(page).waitFor();
  await becomes(() => found(page).innerText(), first);
  await becomes(() => page.evaluate(() => "same" in globalThis), true, "no page was loaded");
  await bot.close();
});

browserTest("links - who is signed out comes there through the door (M12)", async (visit) => {
  const { page: ours } = await visit.device();
  await register(ours, "Awa");
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(90);
  const { page } = await marking(visit);
  await page.goto("/rooms/general/12");
  await doorIsAlive(page);
  await page.getByLabel("Choose a name").fill("Noor");
  await page.getByRole("button", { name: "Join #general" }).click();
  await chatIsAlive(page);
  await page.waitForURL(`${visit.url}/rooms/general/12`);
  await found(page).waitFor();
  await bot.close();
});

browserTest("links - to what is no message say so, and show the conversation", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(10);
  await page.goto("/rooms/general/5000");
  await chatIsAlive(page);
  await page.getByText("That message is no longer there.").waitFor();
  await said(page, "line 10.").waitFor();
  await bot.close();
});

browserTest("links - without a script the message is marked and in sight (M12)", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(120);
  const { context } = await visit.device({ javaScriptEnabled: false });
  await context.addCookies(await page.context().cookies());
  const plain = await context.newPage();
  await plain.goto("/rooms/general/40");
  const text = (await found(plain).innerText()).trim();
  const box = await eventually(() => found(plain).boundingBox(), (box) => (box?.y ?? -1) > 0);
  assert(box && box.y + box.height < 900, `${text} stands at ${box?.y}`);
  await bot.close();
});
