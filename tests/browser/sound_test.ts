import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { ALERT_AFTER_MS } from "../../islands/room/attention/alerts.ts";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import { becomes, chatIsAlive, eventually, PHONE, register } from "../support/visitor.ts";

const browserTest = browserTests();

/** Counts the tones that a page plays, and what it asks the other tabs for. */
const RECORDER = `
  globalThis.tones = 0;
  globalThis.asked = 0;
  const { start } = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function (at) {
    tones++;
    start.call(this, at);
  };
  const request = LockManager.prototype.request;
  LockManager.prototype.request = function (name, ...more) {
    if (name.startsWith("palabre-sound ")) asked++;
    return request.call(this, name, ...more);
  };
`;
const ALWAYS = { on: true, days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 0, direct: false };

const choose = async (page: Page, data: object) => {
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request.patch("/api/v1/me/notifications", { headers, data });
  assertEquals(answer.ok(), true);
};

browserTest("sound - one of several tabs plays it, and none in quiet hours", async (visit) => {
  const awa = await visit.device({}, "about:blank");
  await awa.context.addInitScript(RECORDER);
  await awa.context.clock.install(); // so that an alert waits no longer than the test wants
  await awa.page.goto("/");
  await register(awa.page, "Awa");
  await choose(awa.page, { sound: true, quiet: ALWAYS });
  const tabs = [awa.page, await awa.tab("/rooms/general")];
  for (const tab of tabs) {
    await chatIsAlive(tab);
    await tab.locator(".composer textarea").click(); // browsers are silent before a press
  }
  const heard = async (what: string) => {
    const counts = await Promise.all(tabs.map((tab) => tab.evaluate<number>(what)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  const { conversation } = await noor.ask({ type: "open", with: "Awa" });
  /** Says something, and lets it alert in both tabs. */
  const call = async (text: string, count: number) => {
    const decided = tabs.map((tab) => tab.waitForResponse("**/api/v1/me/notifications"));
    await noor.send(conversation.id, text);
    for (const tab of tabs) {
      await eventually(() => tab.title(), (title) => title.startsWith(`(${count}) `));
    }
    await awa.context.clock.runFor(ALERT_AFTER_MS);
    await Promise.all(decided);
  };
  await call("while it is quiet", 1);
  await choose(awa.page, { quiet: { ...ALWAYS, on: false } });
  await call("and now", 2);
  await becomes(() => heard("asked"), 2, "each tab would play it");
  await becomes(() => heard("tones"), 2, "two tones, of one tab");
  await noor.close();
});

browserTest("sound - it is tried where it is chosen, and not offered on a phone", async (visit) => {
  const { context, page } = await visit.device({}, "about:blank");
  await context.addInitScript(RECORDER);
  await page.goto("/");
  await register(page, "Awa");
  await page.goto("/settings/notifications");
  const row = page.locator(".settings-row", { hasText: "Play a soft sound" });
  await row.getByRole("button", { name: "Send a test" }).click();
  await becomes(() => page.evaluate("tones"), 2);
  const phone = await visit.device({ ...PHONE, storageState: await context.storageState() });
  await phone.page.goto("/settings/notifications");
  await phone.page.getByRole("button", { name: "Notify me on this device" }).waitFor(); // by script
  await becomes(() => phone.page.locator("[data-try-sound]").isVisible(), false);
});
