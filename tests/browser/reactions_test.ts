import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  actOn,
  becomes,
  comesTo,
  composer,
  eventually,
  PHONE,
  pointAt,
  register,
  said,
  say,
  willShow,
} from "../support/visitor.ts";

const browserTest = browserTests();
/** The second of two people is on another instance. */
const pairTest = browserTests({}, 2);

const chip = (page: Page, emoji: string) => page.locator(`.message .reaction[value="${emoji}"]`);
/** What a chip says to who listens, once it says so. */
const says = (page: Page, emoji: string, label: string) =>
  becomes(() => chip(page, emoji).getAttribute("aria-label"), label);

/** Whether the row of reactions stands at what is read of a message, which itself reaches across the region. */
function isBesideItsWords(page: Page): Promise<boolean> {
  return page.locator(".quick-reacts").evaluate((row) => {
    const at = row.getBoundingClientRect();
    return [...document.querySelectorAll(".message .bubble")].some((bubble) => {
      const { left, right, top, bottom } = bubble.getBoundingClientRect();
      const reaches = at.left < right && at.right > left;
      return reaches && Math.min(Math.abs(at.top - bottom), Math.abs(top - at.bottom)) < 20;
    });
  });
}

pairTest(
  "reactions - two people react by pointer and keys, and see each other's (M4)",
  async (visit) => {
    const { page: awa } = await visit.device();
    const { page: diego } = await visit.device({ baseURL: visit.otherUrl });
    await register(awa, "Awa");
    await register(diego, "Diego");
    await say(awa, "Rain at last");
    await (await pointAt(diego, "Rain at last")).locator("[data-act=react]").click();
    await diego.locator(".quick-reacts button").first().click();
    await says(awa, "👍", "👍 1: Diego. Press to add yours");
    await says(diego, "👍", "👍 1: You. Press to take yours back");
    await chip(awa, "👍").click();
    await says(diego, "👍", "👍 2: You and Awa. Press to take yours back");
    await says(awa, "👍", "👍 2: You and Diego. Press to take yours back");
    await chip(awa, "👍").click();
    await says(diego, "👍", "👍 1: You. Press to take yours back");
    // By keys: the message has the focus, + opens the row, the arrows choose in it.
    await awa.locator("#messages").focus();
    await awa.keyboard.press("ArrowUp");
    await awa.keyboard.press("+");
    await awa.locator(".quick-reacts button:focus").waitFor();
    await becomes(() => isBesideItsWords(awa), true);
    await awa.keyboard.press("ArrowDown");
    await awa.keyboard.press("Enter");
    await says(diego, "❤️", "❤️ 1: Awa. Press to add yours");
    // From what Tab reaches in the messages, an arrow leads to the message.
    await chip(awa, "❤️").focus();
    await awa.keyboard.press("ArrowUp");
    await awa.locator(".message:focus").waitFor();
    await awa.reload();
    await says(awa, "❤️", "❤️ 1: You. Press to take yours back");
  },
);

browserTest(
  "reactions - all emoji are a press away, and what one uses comes first (M4)",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await say(page, "Rain at last");
    await acknowledged(page, "Rain at last").waitFor();
    await (await pointAt(page, "Rain at last")).locator("[data-act=react]").click();
    await page.getByRole("menuitem", { name: "All emoji" }).click();
    await page.getByLabel("Search emoji").fill("evergreen");
    await page.getByRole("button", { name: "evergreen tree" }).click();
    await says(page, "🌲", "🌲 1: You. Press to take yours back");
    await page.getByRole("button", { name: "Add a reaction" }).first().click();
    await becomes(() => page.locator(".quick-reacts button").first().innerText(), "🌲");
    await page.keyboard.press("Escape");
    await page.locator(".quick-reacts").waitFor({ state: "detached" });
  },
);

browserTest("reactions - a finger finds them in the sheet, and who reacted (M4)", async (visit) => {
  const { page } = await inspected(visit, PHONE);
  await page.goto("/");
  await register(page, "Awa");
  await composer(page).fill("Rain at last"); // there Enter begins a new line
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await acknowledged(page, "Rain at last").click();
  await page.locator(".message .more").click();
  await page.locator(".sheet-up .quick-reacts").waitFor();
  await becomes(() => findings(page), [], "the sheet is sound");
  await page.locator(".sheet-up .quick-reacts button").nth(4).click();
  await says(page, "👀", "👀 1: You. Press to take yours back");
  await eventually(
    () => chip(page, "👀").boundingBox(),
    (box) => box !== null && box.height >= 44 && box.width >= 44,
  );
  await becomes(() => findings(page), []);
  await acknowledged(page, "Rain at last").click();
  await page.locator(".message .more").click();
  await page.getByRole("menuitem", { name: "Who reacted…" }).click();
  await page.locator(".reactors li", { hasText: "You" }).waitFor();
  await becomes(() => findings(page), []);
});

pairTest(
  "pins - are set by key, stand in their panel and lead to their place (M14)",
  async (visit) => {
    const { page: awa } = await inspected(visit, {});
    await awa.goto("/");
    const { page: diego } = await visit.device({ baseURL: visit.otherUrl });
    await register(awa, "Awa");
    await register(diego, "Diego");
    await say(awa, "The key is under the pot");
    await acknowledged(awa, "The key").waitFor();
    await awa.locator("#messages").focus();
    await awa.keyboard.press("ArrowUp");
    await awa.keyboard.press("p");
    await awa.getByText("Pinned by you").waitFor();
    await diego.getByText("Pinned by Awa").waitFor();
    await awa.locator("#show-pins").click();
    await awa.locator(".pins li").waitFor();
    await becomes(() => findings(awa), []);
    await diego.locator("#show-pins").click();
    const isMarked = await willShow(diego, ".message[data-mark=found]", "The key");
    await diego.locator(".pins a", { hasText: "The key is under the pot" }).click();
    await diego.waitForURL("**/rooms/general/1");
    await isMarked();
    await diego.locator("#show-pins").click();
    await diego.locator(".pins").getByRole("button", { name: "Unpin" }).click();
    const undo = diego.locator(".pins").getByRole("button", { name: "Undo" });
    await undo.waitFor();
    await becomes(() => undo.evaluate((one) => one === document.activeElement), true);
    await undo.press("Enter");
    await diego.locator(".pins").getByRole("button", { name: "Unpin" }).press("Enter");
    await undo.waitFor();
    await diego.keyboard.press("Escape");
    await diego.locator("#show-pins").click();
    await diego.getByText("Nothing is pinned here yet.").waitFor();
    await diego.keyboard.press("Escape");
    await diego.getByText("Pinned by Awa").waitFor({ state: "detached" });
  },
);

pairTest(
  "unread - marked from here, it stays so on all devices until one comes back (M12)",
  async (visit) => {
    const { page: awa, context, tab } = await visit.device();
    const { page: diego } = await visit.device({ baseURL: visit.otherUrl });
    await register(awa, "Awa");
    await register(diego, "Diego");
    for (const text of ["one", "two", "three"]) {
      await say(diego, text);
      await acknowledged(diego, text).waitFor();
    }
    await said(awa, "three").waitFor();
    const list = await tab("/rooms");
    await awa.bringToFront();
    await actOn(awa, "two", "Mark unread from here");
    await awa.getByText("2 new messages").waitFor();
    await becomes(async () => {
      const { conversations } = await (await context.request.get("/api/v1/conversations")).json();
      return conversations.map(({ unread }: { unread: number }) => unread);
    }, [2]);
    await list.close();
    await awa.keyboard.press("Escape"); // from the message to the composer
    await comesTo(awa, "Message #general");
    await awa.keyboard.press("Escape");
    await awa.getByText("2 new messages").waitFor({ state: "detached" });
  },
);

browserTest(
  "links - are copied from a message, and work for who pastes them (M12)",
  async (visit) => {
    const { page, context } = await visit.device();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await register(page, "Awa");
    await say(page, "Rain at last");
    await acknowledged(page, "Rain at last").waitFor();
    await actOn(page, "Rain at last", "Copy link");
    await page.getByText("Link copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assertEquals(link, `${visit.url}/rooms/general/1`);
  },
);

browserTest("reactions - without a script they are forms (M4, M14)", async (visit) => {
  const { page, context } = await visit.device();
  await register(page, "Awa");
  await say(page, "Rain at last");
  await acknowledged(page, "Rain at last").waitFor();
  const { context: plainly } = await visit.device({ javaScriptEnabled: false });
  await plainly.addCookies(await context.cookies());
  const plain = await plainly.newPage();
  await plain.goto("/rooms/general");
  await plain.locator(".plain-link").click();
  await plain.locator(".plain-acts").getByRole("button", { name: "👍" }).click();
  await becomes(() => chip(plain, "👍").getAttribute("aria-pressed"), "true");
  await says(page, "👍", "👍 1: You. Press to take yours back");
  await chip(plain, "👍").click();
  await becomes(() => chip(plain, "👍").count(), 0);
  await plain.getByRole("button", { name: "Pin for everyone" }).click();
  await plain.getByText("Pinned by you").waitFor();
});
