import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { ALERT_AFTER_MS } from "../../islands/room/attention/alerts.ts";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  actOn,
  administer,
  becomes,
  chatIsAlive,
  enterAsGuest,
  eventually,
  networkIsBack,
  register,
  said,
  say,
  SETUP_CODE,
  signOut,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

/** In place of the platform's: keeps what was asked and shown. */
const RECORDER = `
  globalThis.notified = [];
  globalThis.asked = 0;
  globalThis.badges = [];
  navigator.setAppBadge = (count) => Promise.resolve(badges.push(count));
  navigator.clearAppBadge = () => Promise.resolve(badges.push(0));
  globalThis.Notification = class {
    static permission = "default";
    static requestPermission() {
      asked++;
      Notification.permission = "granted";
      return Promise.resolve("granted");
    }
    constructor(title, { body } = {}) {
      if (globalThis.refuses) throw new TypeError("Illegal constructor");
      if (Notification.permission !== "granted") return;
      notified.push(title + ": " + body);
    }
    close() {}
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
    await becomes(
      () => awa.page.evaluate("[asked, notified.length]"),
      [0, 0],
      "nobody asked for it",
    );
    const icon = awa.page.locator('link[rel="icon"]');
    await eventually(() => icon.getAttribute("href"), (href) => /calls/.test(href ?? ""));

    await look(awa.page, true); // she sees that one waits, and is not called for it any more
    await awa.page.locator("#notify").click();
    await awa.page.getByRole("menuitem", { name: "Notify me on this device" }).click();
    await look(awa.page, false);
    await noor.send(conversation.id, "two");
    await noor.send("general", "for nobody in particular");
    await noor.send("general", "@Awa for you");
    await eventually(() => awa.page.evaluate("notified.length"), (count) => count === 2);
    await becomes(() => awa.page.evaluate("notified"), [
      "Noor: two",
      "Noor in #general: @Awa for you",
    ]);
    await look(awa.page, true);
    await eventually(title, (seen) => seen.startsWith("(2) ")); // what is in sight is read
    await actOn(awa.page, "@Awa for you", "Why I am notified, or not");
    const why = awa.page.getByRole("dialog", { name: "This message notifies you" });
    await becomes(() => why.locator("[data-decided]").allInnerTexts(), ["It mentions you"]);
    await awa.page.keyboard.press("Escape");
    await awa.page.locator(".place", { hasText: "Noor" }).click();
    await eventually(title, (seen) => !seen.startsWith("("));
    await eventually(() => icon.getAttribute("href"), (href) => !/calls/.test(href ?? ""));
    await noor.close();
  },
);

browserTest("attention - what one reads in another window calls nobody", async (visit) => {
  const awa = await visit.device({}, "about:blank");
  await awa.page.addInitScript(RECORDER);
  await awa.page.goto(visit.url);
  await register(awa.page, "Awa");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  const { conversation } = await noor.ask({ type: "open", with: "Awa" });
  await noor.send(conversation.id, "hello");
  const storageState = await awa.context.storageState(); // a context has one clock
  const { page: behind } = await visit.device({ storageState }, "about:blank");
  await behind.addInitScript(RECORDER);
  await behind.clock.install(); // so that it waits as long as it should, and no longer
  await behind.goto("/rooms/general");
  await chatIsAlive(behind);
  await eventually(() => behind.title(), (title) => title.startsWith("(1) "));
  await behind.clock.pauseAt(await behind.evaluate(() => Date.now()) + 10_000);
  await behind.evaluate('Notification.permission = "granted"');
  await look(behind, false);
  await awa.page.locator(".place", { hasText: "Noor" }).click();
  await eventually(() => behind.title(), (title) => !title.startsWith("("));
  await behind.clock.runFor(ALERT_AFTER_MS);
  for (const text of ["one", "two", "three"]) {
    await look(awa.page, false);
    await noor.send(conversation.id, text);
    await said(awa.page, text).waitFor();
    await eventually(() => behind.title(), (title) => title.startsWith("(1) "));
    await behind.clock.runFor(ALERT_AFTER_MS - 1);
    await look(awa.page, true);
    await eventually(() => behind.title(), (title) => !title.startsWith("(")); // it was read
    await behind.clock.runFor(ALERT_AFTER_MS);
  }
  await noor.send("general", "@Awa for you");
  await eventually(() => behind.title(), (title) => title.startsWith("(1) "));
  await behind.clock.runFor(ALERT_AFTER_MS);
  await becomes(() => behind.evaluate("notified"), ["Noor in #general: @Awa for you"]);
  await noor.close();
});

browserTest(
  "attention - a browser that cannot notify is not asked, and stays well",
  async (visit) => {
    const { page } = await visit.device({}, "about:blank");
    await page.addInitScript(`${RECORDER} globalThis.refuses = true;`);
    await page.goto(visit.url);
    await register(page, "Awa");
    await page.locator("#notify").click();
    await page.getByRole("menuitem", { name: "All notifications…" }).waitFor();
    await becomes(() => page.getByRole("menuitem", { name: /on this device/ }).count(), 0);
    await page.keyboard.press("Escape");

    await page.evaluate('Notification.permission = "granted"'); // given by the browser's own menu
    await look(page, false);
    const token = await enter(visit.url, "Noor");
    const before = await Talker.connect(visit.url, token);
    const { conversation } = await before.ask({ type: "open", with: "Awa" });
    await before.send(conversation.id, "one");
    await eventually(() => page.title(), (title) => title.startsWith("(1) "));
    await before.close();
    await visit.kill();
    await visit.start();
    const after = await Talker.connect(visit.url, token);
    await after.send(conversation.id, "two");
    await networkIsBack(page);
    await eventually(() => page.title(), (title) => title.startsWith("(2) "));
    await say(page, "still here");
    await acknowledged(page, "still here").waitFor();
    await after.close();
  },
);

browserTest("attention - the app's icon counts who calls, until one signs out", async (visit) => {
  const { page } = await visit.device({}, "about:blank");
  await page.addInitScript(RECORDER);
  await page.goto(visit.url);
  await register(page, "Awa");
  const badge = () => page.evaluate<number | undefined>("badges.at(-1)");
  await eventually(badge, (count) => count === 0);
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  const { conversation } = await noor.ask({ type: "open", with: "Awa" });
  await noor.send(conversation.id, "one");
  await noor.send(conversation.id, "two");
  await eventually(badge, (count) => count === 2);
  await noor.close();
  await signOut(page);
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  await eventually(badge, (count) => count === 0);
});

browserTest("times - are the browser's own from the first visit on", async (visit) => {
  const { page } = await visit.device({ timezoneId: "Asia/Kolkata" });
  await enterAsGuest(page, "Mei");
  await say(page, "what time is it?");
  await acknowledged(page, "what time is it?").waitFor(); // the time is the server's
  const time = page.locator(".message time").first();
  const own = await time.evaluate((element) =>
    new Date(element.getAttribute("datetime") ?? "").toTimeString().slice(0, 5)
  );
  await becomes(() => time.innerText(), own);
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
  const stay = (ms: number) =>
    mei.socket.send(
      JSON.stringify({ type: "presence", status: "for a moment", until: Date.now() + ms }),
    );
  stay(60_000);
  await awa.page.getByText("for a moment").waitFor();
  stay(500);
  await awa.page.getByText("for a moment").waitFor({ state: "detached" });
  await mei.close();
});

browserTest("presence - arrivals are shown, and can be turned off", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  await page.locator(".notice", { hasText: "Noor is here" }).waitFor();
  await page.goto("/settings");
  await page.getByLabel("Nowhere").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  const mei = await Talker.connect(visit.url, await enter(visit.url, "Mei"));
  await page.locator(".aside .person", { hasText: "Mei" }).waitFor();
  await becomes(() => page.locator(".notice", { hasText: "Mei" }).count(), 0);
  await noor.close();
  await mei.close();
});

browserTest("presence - a role that was given or taken is one's own at once", async (visit) => {
  const { context: root } = await visit.device({}, "about:blank");
  await administer(root);
  const { page } = await visit.device();
  await register(page, "Mei");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  const tag = page.locator(".aside .person", { hasText: "Mei" }).locator(".tag");
  const menu = page.getByRole("button", { name: "Options for Noor" });
  const kick = page.getByRole("menuitem", { name: "Kick…" });
  for (const [role, there] of [["moderator", "visible"], ["member", "detached"]] as const) {
    const given = await root.request.post("/api/v1/admin/roles", {
      headers: { origin: visit.url },
      data: { user: "Mei", role },
    });
    assertEquals(given.ok(), true);
    await tag.waitFor({ state: there });
    await menu.click();
    await page.getByRole("menuitem", { name: "Write to Noor" }).waitFor();
    await becomes(() => kick.count(), role === "moderator" ? 1 : 0);
    await page.keyboard.press("Escape");
  }
  await noor.close();
});

browserTest("list - a conversation in which nobody wrote is in nobody's way", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  const noor = await visit.device();
  await enterAsGuest(noor.page, "Noor");
  await noor.page.goto("/direct/Awa");
  await chatIsAlive(noor.page);
  await noor.page.locator(".place", { hasText: "Awa" }).waitFor(); // it is made
  await awa.page.reload();
  await chatIsAlive(awa.page);
  await becomes(() => awa.page.locator(".place", { hasText: "Noor" }).count(), 0);
  await say(noor.page, "hello");
  await awa.page.locator(".place", { hasText: "Noor" }).waitFor();
});
