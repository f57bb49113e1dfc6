import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  comesTo,
  composer,
  eventually,
  isInSync,
  PHONE,
  register,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

const top = async (page: Page, selector: string) =>
  (await page.locator(selector).first().boundingBox())?.y ?? NaN;
const bottom = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  return box ? box.y + box.height : NaN;
};

/** Where something is, once it stands still from one picture to the next. */
async function still(page: Page, look: () => Promise<number>): Promise<number> {
  const picture = () => page.evaluate(() => new Promise(requestAnimationFrame));
  let before = NaN;
  const [, now] = await eventually(
    async () => [before, before = (await picture(), await picture(), await look())] as const,
    ([before, now]) => before === now,
  );
  return now;
}

/** Says twelve lines beside the page, and waits until it shows them. */
async function sayLines(page: Page, rest: string): Promise<void> {
  for (let n = 1; n <= 12; n++) {
    const data = { conversation: "general", text: `line ${n}. ${rest}` };
    const headers = { origin: new URL(page.url()).origin };
    assertEquals((await page.request.post("/api/v1/messages", { headers, data })).ok(), true);
  }
  await acknowledged(page, "line 12.").waitFor();
}

browserTest(
  "banner - it stands on the list too, and stays from one place to another",
  async (visit) => {
    const { page } = await visit.device(PHONE);
    await register(page, "Awa");
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    const { conversation } = await noor.ask({ type: "open", with: "Awa" });
    await noor.send(conversation.id, "between us");
    const direct = page.locator(".place", { hasText: "Noor" });
    await direct.waitFor({ state: "attached" });
    await page.getByRole("link", { name: "Back" }).tap();
    await page.locator(".lists").waitFor();
    const before = PHONE.viewport.height;
    await becomes(() => bottom(page, ".me"), before);
    await visit.kill();
    const banner = page.getByRole("region", { name: "Notices" });
    await banner.waitFor();
    await becomes(
      async () => await top(page, ".brand") >= await bottom(page, ".banner"),
      true,
      "it covers nothing",
    );
    await becomes(() => bottom(page, ".me"), before, "the list still ends with the screen");

    await page.evaluate(() => {
      const [banner] = document.getElementsByClassName("banner");
      Object.assign(globalThis, { banner });
    });
    await direct.tap();
    await page.locator("main h1", { hasText: "Noor" }).waitFor();
    await page.goBack();
    await page.locator(".lists").waitFor();
    await page.locator(".place", { hasText: "general" }).tap();
    await page.locator("main h1", { hasText: "general" }).waitFor();
    await becomes(
      () =>
        page.evaluate(() =>
          document.querySelector(".banner") === Reflect.get(globalThis, "banner")
        ),
      true,
      "it is the same one: not begun anew, not read out again",
    );
    await noor.closed;
  },
);

browserTest(
  "banner - at 320 px it moves nothing where one reads, and covers nothing",
  async (visit) => {
    const { page } = await visit.device({ viewport: { width: 320, height: 568 } });
    await register(page, "Awa");
    await sayLines(page, "On and on. ".repeat(6));
    const last = () => bottom(page, ".message.last .bubble");
    const [before, head] = [await still(page, last), await bottom(page, ".head")];
    await visit.kill();
    await page.locator(".banner").waitFor();
    await becomes(
      async () => [await bottom(page, ".head"), await top(page, ".banner"), await last()],
      [head, head, before],
    );
    await becomes(async () => await top(page, ".timeline") - await bottom(page, ".banner"), 0);
    await becomes(() => overflow(page), []);
  },
);

browserTest("banner - the seconds count down, and the focus stays on “Try now”", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await visit.kill();
  const tryNow = page.getByRole("button", { name: "Try now" });
  await tryNow.waitFor();
  const seconds = () =>
    page.locator(".banner b").innerText().then((words) => Number(words.match(/\d+/)?.[0]));
  let before = NaN;
  await eventually(
    async () => [before, before = await seconds()] as const,
    ([before, now]) => now < before,
  );
  await tryNow.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await comesTo(page, "Try now");
  await visit.start();
  await page.keyboard.press("Enter"); // also during a try that is still to fail
  await page.locator(".banner").waitFor({ state: "detached" });
  await comesTo(page, "Messages: #general");
});

browserTest("banner - what one reads back there stays in its place too", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await sayLines(page, "On and on. ".repeat(40));
  await page.locator(".timeline").evaluate((it) => {
    it.scrollBy({ top: -600, behavior: "instant" });
  });
  await page.getByRole("button", { name: "Jump to the latest" }).waitFor();
  const line = page.locator(".message .bubble", { hasText: "line 7." });
  const at = async () => (await line.boundingBox())?.y ?? NaN;
  const before = await still(page, at);
  await visit.kill();
  await page.locator(".banner").waitFor();
  await eventually(at, (y) => Math.abs(y - before) < 2);
});

browserTest("banner - a notice is said where no conversation is open", async (visit) => {
  const { page, context, tab } = await visit.device();
  await administer(context);
  await page.goto("/?list");
  await chatIsAlive(page);
  await becomes(() => composer(page).count(), 0);
  const settings = await tab("/settings");
  await isInSync(settings);
  const told = await context.request.post("/api/v1/admin/notices", {
    data: { text: "New seeds are here" },
    headers: { origin: visit.url },
  });
  assertEquals(told.ok(), true);
  const notice = page.getByRole("region", { name: "Notices" });
  await notice.getByText("New seeds are here").waitFor();
  await settings.getByText("New seeds are here").waitFor();
  for (
    const viewport of [{ width: 1360, height: 900 }, { width: 1000, height: 700 }, PHONE.viewport]
  ) {
    await settings.setViewportSize(viewport);
    const [end, ...below] = await eventually(
      async () => [
        await bottom(settings, ".banner"),
        await top(settings, ".page-place h1"),
        await top(settings, ".page-place .panel"),
      ],
      ([end = NaN, ...below]) => below.every((at) => at >= end),
    );
    assertEquals(below.every((at) => at >= (end ?? NaN)), true, `${viewport.width} px: ${below}`);
  }
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await notice.waitFor({ state: "detached" });
});

browserTest("banner - what was put away stays away over a new connection", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const wire = await Wire.under(context);
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  await say(page, "/nick Awa Diop");
  await page.locator(".banner").getByText("Your name is now Awa Diop.").waitFor();
  await context.request.post("/api/v1/admin/shutdown", {
    headers: { origin: visit.url },
    data: { in: "1h", text: "New seeds" },
  });
  const notice = page.locator(".banner").getByText("New seeds");
  await notice.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await notice.waitFor({ state: "detached" });
  let toldAnew = false;
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      toldAnew ||= String(payload).includes("New seeds");
    });
  });
  await wire.cut();
  await becomes(() => Promise.resolve(toldAnew), true);
  await say(page, "back");
  await acknowledged(page, "back").waitFor();
  await becomes(() => notice.count(), 0);
});
