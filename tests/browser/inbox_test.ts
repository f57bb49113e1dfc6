import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  composer,
  PHONE,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

const entries = (page: Page) => page.locator(".entry");
const inbox = (page: Page) => page.locator(".lists-top .place");

/** What somebody's own page of the API holds: what the server knows, whatever a page shows yet. */
async function own(page: Page, name: "mentions" | "drafts") {
  return (await (await page.request.get(`/api/v1/me/${name}`)).json())[name];
}

/** Writes a draft, and waits until it is kept. */
async function draft(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  const texts = async () => (await own(page, "drafts")).map((one: { text: string }) => one.text);
  await becomes(texts, [text]);
}

/** Awa, and Noor on the other instance, who can each see the other. */
async function two(visit: Visit, options: Parameters<Visit["device"]>[0] = {}) {
  const awa = await inspected(visit, options);
  await awa.page.goto("/");
  await register(awa.page, "Awa");
  const noor = await visit.device({ baseURL: visit.otherUrl });
  await register(noor.page, "Noor");
  await say(noor.page, "Hello");
  await said(awa.page, "Hello").waitFor();
  return { awa: awa.page, noor: noor.page, device: awa };
}

browserTest("inbox - what calls one is there at once, and leads to its place", async (visit) => {
  const { awa, noor } = await two(visit);
  await inbox(awa).click();
  await awa.waitForURL("**/inbox");
  await awa.locator(".list-pane").getByText("You are all caught up.").first().waitFor();
  await becomes(() => awa.getByText("Choose something from the list").count(), 0);
  await say(noor, "@Awa the **buyers** come at eleven");
  await becomes(() => entries(awa).count(), 1);
  await becomes(() => inbox(awa).locator(".count").innerText(), "1\n1 item waiting for you");
  const entry = entries(awa).first();
  await becomes(() => entry.locator(".text").innerText(), "@Awa the buyers come at eleven");
  await entry.click();
  await awa.locator(".view-pane").getByText("the buyers come at eleven").waitFor();
  await awa.locator(".view-pane").getByText("Noor mentions you").waitFor();
  await say(awa, "I open the shed");
  await acknowledged(noor, "I open the shed").waitFor();
  await awa.getByRole("link", { name: "Open the room" }).click();
  await awa.waitForURL("**/rooms/general{,/*}");
  await said(awa, "I open the shed").waitFor();
  await awa.goBack();
  await becomes(() => entries(awa).count(), 1);
});

browserTest("inbox - by keyboard: next, done, undone, and go there", async (visit) => {
  const { awa, noor } = await two(visit);
  for (const text of ["@Awa one", "@room two", "@here three"]) {
    await say(noor, text);
    await acknowledged(noor, text).waitFor();
  }
  await awa.goto("/inbox");
  await chatIsAlive(awa);
  await becomes(() => entries(awa).locator(".text").allInnerTexts(), [
    "@here three",
    "@room two",
    "@Awa one",
  ]);
  await awa.keyboard.press("j");
  await awa.locator(".entry[aria-current=true]", { hasText: "three" }).waitFor();
  await awa.keyboard.press("j");
  await awa.locator(".entry[aria-current=true]", { hasText: "two" }).waitFor();
  await awa.keyboard.press("e");
  await becomes(() => entries(awa).count(), 2);
  await awa.locator(".undo-line").getByRole("button", { name: "Undo" }).click();
  await becomes(() => entries(awa).count(), 3);
  await awa.getByRole("button", { name: "Mark all as done" }).click();
  await awa.locator(".list-pane .beginning").waitFor();
  await becomes(() => own(awa, "mentions"), []);
  await awa.reload();
  await chatIsAlive(awa);
  await becomes(() => entries(awa).count(), 0, "it is done on the server");
  await say(noor, "@Awa four");
  await entries(awa).first().waitFor();
  await awa.keyboard.press("j");
  await awa.locator(".entry[aria-current=true]", { hasText: "four" }).waitFor();
  await awa.keyboard.press("Enter");
  await awa.waitForURL("**/rooms/general{,/*}");
});

browserTest("inbox - on a phone the list is alone, and a press goes there", async (visit) => {
  const { awa, noor } = await two(visit, PHONE);
  await say(noor, "@Awa the buyers come");
  await awa.goto("/inbox");
  await chatIsAlive(awa);
  await entries(awa).first().waitFor();
  await becomes(() => awa.locator(".view-pane").isVisible(), false);
  await becomes(() => findings(awa), []);
  await entries(awa).first().click();
  await awa.waitForURL("**/rooms/general{,/*}");
  await said(awa, "the buyers come").waitFor();
});

browserTest("inbox - what is deleted is gone from it at once (M3)", async (visit) => {
  const { awa, noor } = await two(visit);
  await say(noor, "@Awa a secret");
  await acknowledged(noor, "a secret").waitFor();
  await awa.goto("/inbox");
  await chatIsAlive(awa);
  await entries(awa).first().waitFor();
  const { conversations } = await (await noor.request.get("/api/v1/conversations")).json();
  const general = conversations.find(({ id }: { id: string }) => id === "general");
  const headers = { origin: visit.otherUrl };
  const path = `/api/v1/conversations/general/messages/${general.head}`;
  assertEquals((await noor.request.delete(path, { headers })).status(), 200);
  await becomes(() => entries(awa).count(), 0);
});

browserTest("inbox - drafts stand in it, from whatever device (M12)", async (visit) => {
  const { awa, device } = await two(visit);
  await draft(awa, "About Sunday: could you");
  const phone = await visit.device({ ...PHONE, baseURL: visit.otherUrl });
  await phone.context.addCookies(await device.context.cookies());
  await phone.page.goto("/inbox");
  await chatIsAlive(phone.page);
  await entries(phone.page).filter({ hasText: "About Sunday" }).click();
  await becomes(() => composer(phone.page).inputValue(), "About Sunday: could you");
  await composer(phone.page).fill("About Sunday: could you come?");
  await becomes(() => composer(awa).inputValue(), "About Sunday: could you come?");
  await phone.page.getByRole("button", { name: "Send", exact: true }).click();
  await said(awa, "could you come?").waitFor();
  await becomes(() => composer(awa).inputValue(), "");
  await awa.goto("/inbox?section=drafts");
  await chatIsAlive(awa);
  await becomes(() => entries(awa).count(), 0);
});

browserTest("inbox - axe finds nothing, by day and by night", async (visit) => {
  const { awa, noor } = await two(visit);
  await say(noor, "@Awa look at `this`");
  await say(noor, "@room all of you");
  await acknowledged(noor, "all of you").waitFor();
  await draft(awa, "not yet");
  await awa.goto("/inbox");
  await chatIsAlive(awa);
  await becomes(() => entries(awa).count(), 3);
  await becomes(() => findings(awa), [], "the list");
  await entries(awa).first().click();
  await awa.locator(".view-pane .message").first().waitFor();
  await becomes(() => findings(awa), [], "with a place beside it");
});
