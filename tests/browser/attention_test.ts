import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import { chatIsAlive, enterAsGuest, eventually, register, said, say } from "../support/visitor.ts";

const browserTest = browserTests();

/** In place of the platform's: keeps what was asked and shown. */
const RECORDER = `
  globalThis.notified = [];
  globalThis.asked = 0;
  globalThis.Notification = class {
    static permission = "default";
    static requestPermission() {
      asked++;
      Notification.permission = "granted";
      return Promise.resolve("granted");
    }
    constructor(title, { body }) {
      notified.push(title + ": " + body);
    }
  };
  document.hasFocus = () => globalThis.looking ?? true;
`;

/** The person looks at another window, or at this one again. */
const look = (page: Page, looking: boolean) =>
  page.evaluate((now) => {
    Object.assign(globalThis, { looking: now });
    dispatchEvent(new Event(now ? "focus" : "blur"));
  }, looking);

browserTest(
  "attention - who looks away is called by direct messages and mentions, once they said so",
  async (visit) => {
    const awa = await visit.device({}, "about:blank");
    await awa.page.addInitScript(RECORDER);
    await awa.page.goto(visit.url);
    await register(awa.page, "Awa");
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.ask({ type: "sync" });
    const { conversation } = await noor.ask({ type: "open", with: "Awa" });
    const title = () => awa.page.title();

    await look(awa.page, false);
    await noor.send(conversation.id, "one");
    await eventually(title, (seen) => seen.startsWith("(1) "));
    assertEquals(
      await awa.page.evaluate("[asked, notified.length]"),
      [0, 0],
      "nobody asked for it",
    );
    const icon = awa.page.locator('link[rel="icon"]');
    await eventually(() => icon.getAttribute("href"), (href) => /calls/.test(href ?? ""));

    await awa.page.locator(".head [aria-haspopup]").click();
    await awa.page.getByRole("menuitem", { name: /notif/i }).click();
    await noor.send(conversation.id, "two");
    await noor.send("general", "for nobody in particular");
    await noor.send("general", "@Awa for you");
    await eventually(() => awa.page.evaluate("notified.length"), (count) => count === 2);
    assertEquals(await awa.page.evaluate("notified"), [
      "Noor: 2 unread messages",
      "#general: 1 mention of you",
    ]);
    await look(awa.page, true);
    await awa.page.locator(".place", { hasText: "Noor" }).click();
    await eventually(title, (seen) => !seen.startsWith("("));
    await eventually(() => icon.getAttribute("href"), (href) => !/calls/.test(href ?? ""));
    await noor.close();
  },
);

browserTest("times - are the browser's own from the first visit on", async (visit) => {
  const { page } = await visit.device({ timezoneId: "Asia/Kolkata" });
  await enterAsGuest(page, "Mei");
  await say(page, "what time is it?");
  await said(page, "what time is it?").waitFor();
  const time = page.locator(".message time").first();
  const own = await time.evaluate((element) =>
    new Date(element.getAttribute("datetime") ?? "").toTimeString().slice(0, 5)
  );
  assertEquals(await time.innerText(), own);
  const response = await page.request.get("/rooms/general"); // as the server draws the next page
  assertEquals((await response.text()).includes(`>${own}</time>`), true);
});

browserTest("presence - /away is seen by others, a status ends by itself", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  const noor = await visit.device();
  await enterAsGuest(noor.page, "Noor");
  const row = awa.page.locator(".aside .person", { hasText: "Noor" });
  await row.locator("[data-presence=online]").waitFor();
  await say(noor.page, "/away at lunch");
  await row.locator("[data-presence=away]").waitFor();
  await row.getByText("at lunch").waitFor();
  await say(noor.page, "back");
  await row.locator("[data-presence=online]").waitFor();
  await row.getByText("at lunch").waitFor({ state: "detached" });

  const mei = await Talker.connect(visit.url, await enter(visit.url, "Mei"));
  await mei.ask({ type: "sync" });
  mei.socket.send(
    JSON.stringify({ type: "presence", status: "for a moment", until: Date.now() + 1_500 }),
  );
  await awa.page.getByText("for a moment").waitFor();
  await awa.page.getByText("for a moment").waitFor({ state: "detached" });
  await mei.close();
});

browserTest("presence - arrivals are shown, and can be turned off", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  await page.locator(".notice", { hasText: "Noor is here" }).waitFor();
  await page.goto("/settings");
  await page.locator("[name=arrivals]").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  const mei = await Talker.connect(visit.url, await enter(visit.url, "Mei"));
  await page.locator(".aside .person", { hasText: "Mei" }).waitFor();
  assertEquals(await page.locator(".notice", { hasText: "Mei" }).count(), 0);
  await noor.close();
  await mei.close();
});

browserTest("list - a conversation in which nobody wrote is in nobody's way", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  const noor = await visit.device();
  await enterAsGuest(noor.page, "Noor");
  await noor.page.goto("/direct/Awa");
  await chatIsAlive(noor.page);
  await noor.page.locator(".place", { hasText: "Awa" }).waitFor();
  await awa.page.reload();
  await chatIsAlive(awa.page);
  assertEquals(await awa.page.locator(".place", { hasText: "Noor" }).count(), 0);
  await say(noor.page, "hello");
  await awa.page.locator(".place", { hasText: "Noor" }).waitFor();
});
