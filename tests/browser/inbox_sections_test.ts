import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { UNDO_MS } from "../../islands/room/window/undo_offers.ts";
import { findings, inspected } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { holdTimers } from "../support/held_timers.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  eventually,
  PHONE,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

const MINUTE_MS = 60_000;
const entries = (page: Page) => page.locator(".entry");
const entry = (page: Page, text: string) => entries(page).filter({ hasText: text });
const section = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Inbox" }).getByRole("link", { name });
const headings = (page: Page) => page.locator(".entries h2").allInnerTexts();

/** Asks the API as who is on this page. */
async function ask(page: Page, method: "post" | "put", path: string, data: object) {
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request[method](`/api/v1${path}`, { headers, data });
  assertEquals(Math.floor(answer.status() / 100), 2, path);
}

/** Awa in a room of her own, and Noor on the other instance, who answers what Awa said. */
async function two(visit: Visit, options: Parameters<Visit["device"]>[0] = {}) {
  const device = await inspected(visit, options);
  await holdTimers(device.context, UNDO_MS);
  const awa = device.page;
  await awa.goto("/");
  await register(awa, "Awa");
  const { page: noor } = await visit.device({ baseURL: visit.otherUrl });
  await register(noor, "Noor");
  await ask(awa, "post", "/messages", {
    conversation: "general",
    text: "Last week it did so twice.",
  });
  await said(noor, "Last week").waitFor();
  await ask(awa, "post", "/rooms", { name: "machines" });
  await awa.goto("/rooms/machines");
  await chatIsAlive(awa);
  return { awa, noor, device };
}

const reply = (noor: Page, text: string) =>
  ask(noor, "post", "/messages", { conversation: "general", text, thread: 1 });
const remind = (awa: Page, note: string, inMs: number) =>
  ask(awa, "post", "/later/reminders", { note, at: Date.now() + inMs });

/** Has her reminded at once: as soon as that time is not past before the server reads of it. */
async function remindSoon(awa: Page, note: string): Promise<void> {
  const headers = { origin: new URL(awa.url()).origin };
  let inMs = 150;
  await eventually(async () => {
    const data = { note, at: Date.now() + inMs };
    inMs *= 2;
    return (await awa.request.post("/api/v1/later/reminders", { headers, data })).status();
  }, (status) => status === 201);
}

browserTest(
  "inbox - threads, what waits for its time and bookmarks stand beside mentions (M6, M10, M12)",
  async (visit) => {
    const { awa, noor } = await two(visit);
    await reply(noor, "Fixed for good");
    await say(noor, "@Awa can you open the shed?");
    await acknowledged(noor, "shed").waitFor();
    await ask(awa, "put", "/conversations/general/messages/1/bookmark", { note: "pump" });
    await remind(awa, "Call the bank", 90 * MINUTE_MS);
    await remindSoon(awa, "Oil the tractor");
    await ask(awa, "post", "/later/messages", {
      conversation: "general",
      text: "Pickers tomorrow",
      at: Date.now() + 120 * MINUTE_MS,
    });
    await awa.goto("/inbox");
    await chatIsAlive(awa);
    await entry(awa, "Oil the tractor").and(awa.locator("[data-new]")).waitFor();
    await becomes(() => headings(awa), ["New", "Later", "Bookmarks"]);
    await becomes(() => awa.locator(".entries").first().locator(".entry").count(), 3);
    await becomes(
      () => awa.locator(".lists-top .count").innerText(),
      "3\n3 items waiting for you",
      "a mention, a thread, a reminder",
    );
    await becomes(() => entry(awa, "Fixed for good").locator(".top").innerText().then(lines), [
      "1 new reply",
      "“Last week it did so twice.”",
    ]);
    await entry(awa, "Bookmarked · “pump”").waitFor();
    await becomes(() => findings(awa), []);
    for (const [name, count] of [["Threads", 1], ["Later", 3], ["Bookmarks", 1]] as const) {
      await section(awa, name).click();
      await awa.waitForURL(`**/inbox?section=${name.toLowerCase()}`);
      await becomes(() => entries(awa).count(), count, name);
    }
    await section(awa, "Later").click();
    const acts = awa.locator("li", { hasText: "Pickers tomorrow" }).locator(".entry-acts");
    await acts.getByRole("button", { name: "Send now" }).click();
    await said(noor, "Pickers tomorrow").waitFor();
    await becomes(() => entries(awa).count(), 2);
    await reply(noor, "Or nearly");
    await section(awa, "Threads").click();
    await entry(awa, "2 new replies").click();
    await awa.locator(".view-pane .stub").waitFor();
    await awa.locator(".view-pane").getByRole("link", { name: "Open the thread" }).click();
    await awa.waitForURL("**/rooms/general/1/thread");
    await said(awa, "Or nearly").waitFor();
    await becomes(async () => {
      const { threads } = await (await awa.request.get("/api/v1/threads")).json();
      return threads;
    }, []);
    await awa.goBack();
    await becomes(() => entries(awa).count(), 0, "what was read is not new any more");
  },
);

browserTest(
  "inbox - by keyboard: done, later, answered and gone to, whatever the line (M6, M10, M12)",
  async (visit) => {
    const { awa, noor } = await two(visit);
    await reply(noor, "Fixed for good");
    await say(noor, "@Awa can you open the shed?");
    await acknowledged(noor, "shed").waitFor();
    await remindSoon(awa, "Oil the tractor");
    await awa.goto("/inbox");
    await chatIsAlive(awa);
    await becomes(() => awa.locator(".entry[data-new]").count(), 3);
    await entry(awa, "Fixed for good").focus();
    await awa.keyboard.press("e");
    await becomes(() => entry(awa, "Fixed for good").count(), 0);
    await awa.locator(".undo-line").getByRole("button", { name: "Undo" }).click();
    await entry(awa, "Fixed for good").focus();
    await awa.keyboard.press("e");
    await becomes(() => entry(awa, "Fixed for good").count(), 0);
    // A reminder that is due is put off.
    await entry(awa, "Oil the tractor").focus();
    await awa.keyboard.press("h");
    await awa.getByRole("menuitem", { name: "In 2 hours" }).click();
    await awa.locator(".entry:not([data-new])", { hasText: "Oil the tractor" }).waitFor();
    // Of a mention one is reminded, and it is done; both can be taken back.
    await entry(awa, "shed").focus();
    await awa.keyboard.press("h");
    await awa.getByRole("menuitem", { name: "In 20 minutes" }).and(awa.locator(":focus")).waitFor();
    await awa.keyboard.press("Enter");
    await becomes(() => headings(awa), ["Later"]);
    await becomes(() => entry(awa, "shed").locator("b").allInnerTexts(), ["Reminder"]);
    await awa.locator(".toast").getByRole("button", { name: "Undo" }).click();
    await becomes(
      () => entry(awa, "shed").locator(".top b").allInnerTexts(),
      ["Noor"],
      "the mention is back",
    );
    // R answers beside the list.
    await entry(awa, "shed").focus();
    await awa.keyboard.press("r");
    await awa.locator(".view-pane .composer", { hasText: "Replying to Noor" }).waitFor();
    await awa.locator(".view-pane textarea:focus").waitFor();
    await awa.keyboard.type("It is open");
    await awa.keyboard.press("Enter");
    await noor.locator(".message", { hasText: "It is open" }).locator("a.quote").waitFor();
    await awa.reload();
    await chatIsAlive(awa);
    await becomes(() => entry(awa, "Fixed for good").count(), 0, "the thread was read");
  },
);

browserTest("inbox - on a phone lines are put away and off by their buttons", async (visit) => {
  const { awa, noor } = await two(visit, PHONE);
  await reply(noor, "Fixed for good");
  await remindSoon(awa, "Oil the tractor");
  await ask(awa, "put", "/conversations/general/messages/1/bookmark", {});
  await awa.goto("/inbox");
  await chatIsAlive(awa);
  await becomes(() => awa.locator(".entry[data-new]").count(), 2);
  await becomes(() => findings(awa), []);
  const line = (text: string) => awa.locator(".entries li", { hasText: text });
  await line("Oil the tractor").getByRole("button", { name: "Done" }).click();
  await becomes(() => entry(awa, "Oil the tractor").count(), 0);
  await line("Fixed for good").getByRole("button", { name: "Later" }).click();
  await awa.getByRole("menuitem", { name: "Tomorrow" }).click();
  await becomes(() => headings(awa), ["Later", "Bookmarks"]);
  await entry(awa, "Last week it did so twice.").last().click();
  await awa.waitForURL("**/rooms/general/1");
});

browserTest("inbox - without a script it lists all, and forms do the same", async (visit) => {
  const { awa, noor, device } = await two(visit);
  await reply(noor, "Fixed for good");
  await say(noor, "@Awa can you open the shed?");
  await acknowledged(noor, "shed").waitFor();
  await remind(awa, "Call the bank", 90 * MINUTE_MS);
  await ask(awa, "post", "/later/messages", {
    conversation: "general",
    text: "Pickers tomorrow",
    at: Date.now() + 120 * MINUTE_MS,
  });
  await ask(awa, "put", "/conversations/general/messages/1/bookmark", { note: "pump" });
  const { page } = await visit.device({ javaScriptEnabled: false }, "about:blank");
  await page.context().addCookies(await device.context.cookies());
  await page.goto("/inbox");
  await becomes(() => headings(page), ["New", "Later", "Bookmarks"]);
  const press = async (text: string, name: string) => {
    const line = page.locator(".entries li", { hasText: text });
    await line.getByRole("button", { name }).click();
    await line.waitFor({ state: "detached" }); // the next page is here
  };
  await press("Fixed for good", "Done");
  await press("shed", "Done");
  await press("Call the bank", "Delete");
  await press("Pickers tomorrow", "Send now");
  await becomes(() => headings(page), ["Bookmarks"]);
  await said(noor, "Pickers tomorrow").waitFor();
  await page.getByRole("link", { name: "Bookmarks" }).click();
  await page.waitForURL("**/inbox?section=bookmarks");
  await entry(page, "pump").click();
  await page.waitForURL("**/rooms/general/1");
});

/** The lines of a text, without what is read aloud and when it was. */
function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) =>
    line !== "" && !/^\d\d:\d\d$|unread/.test(line)
  );
}
