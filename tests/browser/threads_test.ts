import { assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  message,
  openPutOff,
  PHONE,
  register,
  said,
  say,
  willShow,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

const thread = (page: Page) => page.locator("#thread");
const replies = (page: Page) => thread(page).locator(".message .bubble");
const stub = (page: Page) => page.locator("#messages .stub");
const inRoom = (page: Page, text: string) =>
  page.locator("#messages .bubble").filter({ hasText: text });

/** By the button: on a phone, Enter is a new line. */
async function write(region: Locator, text: string): Promise<void> {
  await region.locator(".composer textarea").fill(text);
  await region.locator(".composer .send").click();
}

async function reply(page: Page, text: string): Promise<void> {
  await write(thread(page), text);
  await replies(page).filter({ hasText: text }).waitFor();
}

/** Puts a reply off, and sends it from the list of what is put off; on a phone that is in the inbox. */
async function scheduleReply(page: Page, where: string, text: string): Promise<void> {
  const later = thread(page).getByRole("button", { name: "Send later" });
  await thread(page).locator(".composer textarea").fill(text);
  await later.click();
  await page.getByRole("menuitem", { name: "In 20 minutes" }).click();
  await page.locator(".toast", { hasText: "Scheduled:" }).waitFor();
  await becomes(() => replies(page).filter({ hasText: text }).count(), 0);
  if (where !== "at 1360") {
    const inbox = await page.context().newPage();
    await inbox.goto("/inbox?section=later");
    await inbox.locator("li", { hasText: text }).getByRole("button", { name: "Send now" }).click();
    await inbox.locator("li", { hasText: text }).waitFor({ state: "detached" });
    return await inbox.close();
  }
  await openPutOff(page);
  const list = page.getByRole("dialog", { name: "Scheduled messages and reminders" });
  await list.locator("li", { hasText: text }).getByRole("button", { name: "Send now" }).click();
  await list.getByText("Nothing is scheduled").waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
}

/** Somebody new with a browser of their own. */
async function person(visit: Visit, size: Parameters<typeof inspected>[1], name: string) {
  const { page } = await inspected(visit, size);
  await page.goto("/");
  await register(page, name);
  return page;
}

/** How far the messages of one's own in the thread stand from its edge. */
function fromEdge(page: Page): Promise<number[]> {
  return thread(page).locator(".message.own").evaluateAll((rows) =>
    rows.map((row) => {
      const bubble = row.querySelector(".bubble")?.getBoundingClientRect().right ?? 0;
      return Math.round(row.getBoundingClientRect().right - bubble);
    })
  );
}

/** Presses the key of an act on a message. */
async function act(row: Locator, key: string): Promise<void> {
  await row.evaluate((one: HTMLElement) => {
    one.tabIndex = -1;
    one.focus();
  });
  await row.press(key);
}

for (const [where, size] of [["at 1360", {}], ["on a phone", PHONE]] as const) {
  browserTest(
    `threads - ${where}, two people on two instances answer in a thread beside the room (M6, M10, M12)`,
    async (visit) => {
      const ines = await person(visit, size, "Inès");
      const tibo = await person(visit, { ...size, baseURL: visit.otherUrl }, "Tibo");
      await write(ines.locator("main"), "Last week it did so twice.");
      await said(tibo, "Last week it did so twice.").waitFor();
      await act(message(tibo, "Last week it did so twice."), "t");
      await reply(tibo, "At 02:10 and 04:40.");
      const marks = thread(tibo).locator(".mark");
      await becomes(() => marks.allInnerTexts(), ["1 reply"], "its day is that of the root");
      // Counted at the root, and nowhere in the room.
      await stub(ines).getByText("1 reply").waitFor();
      await stub(ines).getByText("1 new").waitFor();
      await becomes(() => inRoom(ines, "At 02:10").count(), 0);
      await stub(ines).click();
      await replies(ines).filter({ hasText: "At 02:10 and 04:40." }).waitFor();
      await stub(ines).getByText("1 new").waitFor({ state: "detached" });
      // Typing there is seen there.
      const isSeen = await willShow(tibo, "#thread", "Inès is typing");
      await thread(ines).locator(".composer textarea").pressSequentially("Th");
      await isSeen();
      await reply(ines, "Then it is the level sensor.");
      await replies(tibo).filter({ hasText: "level sensor" }).waitFor();
      await becomes(() => fromEdge(ines), [0, 0], "the root and the reply of one's own");
      if (where === "at 1360") { // a reply is reacted to as any message is
        await act(thread(ines).locator(".message").filter({ hasText: "At 02:10" }), "+");
        await ines.locator(".quick-reacts button").first().click();
        const chip = (page: Page) => thread(page).locator(".message .reaction[value]");
        await chip(tibo).click();
        await becomes(() => chip(ines).getAttribute("aria-pressed"), "true");
        await becomes(() => chip(ines).innerText(), "👍\n2");
      }
      // Also sent to the room, once.
      await thread(tibo).getByRole("checkbox").check();
      await reply(tibo, "Fixed for good.");
      await becomes(() => thread(tibo).getByRole("checkbox").isChecked(), false);
      await inRoom(ines, "Fixed for good.").waitFor({ state: "attached" });
      await ines.locator("#messages .over").getByText("Last week it did so twice.")
        .waitFor({ state: "attached" });
      await stub(ines).getByText("3 replies").waitFor({ state: "attached" });
      await scheduleReply(tibo, where, "The spare one is in the shed.");
      await replies(ines).filter({ hasText: "The spare one" }).waitFor();
      await becomes(() => inRoom(ines, "The spare one").count(), 0);
      // After a reload it is there again; back leads to the room.
      await ines.reload();
      await replies(ines).filter({ hasText: "Fixed for good." }).waitFor();
      await becomes(() => findings(ines), []);
      const head = thread(ines).locator(".head");
      await head.locator(where === "at 1360" ? ".only-wide" : ".back").click();
      await thread(ines).waitFor({ state: "detached" });
      await ines.waitForURL("**/rooms/general");
      // Marked as unread from a reply on, it stays so, and what comes then counts as well.
      await stub(ines).click();
      await act(thread(ines).locator(".message").filter({ hasText: "Fixed for good." }), "u");
      await thread(ines).waitFor({ state: "detached" });
      await stub(ines).getByText("2 new").waitFor();
      await reply(tibo, "Shall I bring it?");
      await stub(ines).getByText("3 new").waitFor();
      await ines.reload();
      await stub(ines).getByText("3 new").waitFor();
      await becomes(() => stub(tibo).getByText("new").count(), 0, "that is nobody else's");
      await stub(ines).click();
      await stub(ines).getByText("3 new").waitFor({ state: "detached" });
    },
  );

  browserTest(
    `quotes - ${where}, a reply shows what it answers as that is now, and leads there (M5)`,
    async (visit) => {
      const mei = await person(visit, size, "Mei");
      const awa = await person(visit, { ...size, baseURL: visit.otherUrl }, "Awa");
      await write(mei.locator("main"), "Can you open the shed?");
      await said(awa, "Can you open the shed?").waitFor();
      await act(message(awa, "Can you open the shed?"), "r");
      await awa.getByText("Replying to Mei").waitFor();
      await awa.locator("main .composer textarea:focus").waitFor();
      await awa.keyboard.press("Escape");
      await awa.getByText("Replying to Mei").waitFor({ state: "detached" });
      await act(message(awa, "Can you open the shed?"), "r");
      await awa.getByText("Replying to Mei").waitFor();
      await write(awa.locator("main"), "On my way.");
      const quote = message(mei, "On my way.").locator(".quote");
      await quote.getByText("Can you open the shed?").waitFor();
      await becomes(() => quote.locator("b").innerText(), "Mei");
      const isMarked = await willShow(mei, ".message[data-mark=found]", "open the shed");
      await quote.click();
      await isMarked();
      await becomes(() => findings(mei), []);
      const seq = await quote.getAttribute("data-seq");
      const own = await mei.request.delete(`/api/v1/conversations/general/messages/${seq}`, {
        headers: { origin: new URL(mei.url()).origin },
      });
      assertEquals(own.status(), 200);
      await message(awa, "On my way.").locator(".quote")
        .getByText("This message was deleted.").waitFor();
      await becomes(() => awa.getByText("Can you open the shed?").count(), 0, "The words are gone");
    },
  );
}

browserTest(
  "threads - keys: Esc closes the thread, and the focus goes to what led to it",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Inès");
    await say(page, "Frost tonight?");
    await acknowledged(page, "Frost tonight?").waitFor();
    await act(message(page, "Frost tonight?"), "t");
    const field = thread(page).locator(".composer textarea");
    await becomes(() => field.evaluate((one) => document.activeElement === one), true, "The field");
    await thread(page).getByText("No replies yet.").waitFor();
    await reply(page, "Two degrees");
    await stub(page).waitFor();
    await page.keyboard.press("Escape");
    await thread(page).waitFor({ state: "detached" });
    await becomes(
      () => stub(page).evaluate((one) => document.activeElement === one),
      true,
      "The stub has the focus",
    );
    // A link to the reply leads to where it stands.
    const root = await stub(page).getAttribute("href") ?? "";
    const newest = await page.request.get("/api/v1/conversations/general/events?limit=1");
    const { events: [event] } = await newest.json();
    await page.evaluate((href) => {
      const link = document.createElement("a");
      link.href = href;
      document.querySelector("main")?.append(link);
      link.click();
    }, `/rooms/general/${event.seq}`);
    const found = thread(page).locator(".message[data-mark=found]")
      .filter({ hasText: "Two degrees" });
    await found.waitFor();
    await becomes(() => found.evaluate((one) => document.activeElement === one), true, "The reply");
    await becomes(() => Promise.resolve(new URL(page.url()).pathname), `${root}/${event.seq}`);
    await page.reload();
    await found.waitFor();
    // The menu of the thread leads to its root in the room.
    await thread(page).getByRole("button", { name: "More about this thread" }).click();
    await thread(page).getByRole("menuitem", { name: "Show in #general" }).click();
    await page.locator("#messages .message[data-mark=found]").filter({ hasText: "Frost tonight?" })
      .waitFor();
  },
);
