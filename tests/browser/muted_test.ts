import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  openActs,
  register,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

async function api(page: Page, method: string, path: string, data?: unknown): Promise<void> {
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, data });
  assertEquals(answer.ok(), true, `${path}: ${answer.status()}`);
}

/** What the menu of a message offers, without its keys. */
async function offered(page: Page, text: string): Promise<string[]> {
  const menu = await openActs(page, text);
  const items = await menu.getByRole("menuitem").allInnerTexts();
  await page.keyboard.press("Escape");
  return items.map((item) => item.split("\n")[0]!.trim());
}

const READS = [
  "Bookmark",
  "Copy link",
  "Copy text",
  "Mark unread from here",
  "Remind me",
  "Profile",
];

browserTest("muted - who may not write is offered nothing that is refused", async (visit) => {
  const awa = await visit.device();
  await administer(awa.context);
  const { page } = await visit.device();
  await register(page, "Ben");
  const general = { conversation: "general" };
  await api(awa.page, "POST", "/messages", { ...general, text: "hello all" });
  await api(awa.page, "PUT", "/conversations/general/messages/1/reactions/👍");
  const poll = { options: ["yes", "no"] };
  await api(awa.page, "POST", "/messages", { ...general, text: "Tea?", poll });
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  const reaction = page.locator(".reaction:not(.add)");
  const state = async () => ({
    reacts: await reaction.isEnabled(),
    picks: await page.locator(".reaction.add").count(),
    votes: await page.locator(".poll input").count(),
    replies: (await offered(page, "hello all")).includes("Reply"),
  });
  const writes = { reacts: true, picks: 1, votes: 2, replies: true };
  const rests = { reacts: false, picks: 0, votes: 0, replies: false };
  await becomes(state, writes);
  await page.locator("textarea[name=text]").fill("not yet");
  await page.getByRole("button", { name: "Send later" }).click();
  await page.getByRole("menuitem", { name: "Tomorrow" }).waitFor();

  await api(awa.page, "POST", "/admin/mutes", { user: "Ben", duration: "1h" });
  await becomes(() => page.getByRole("menuitem").count(), 0, "the menu went with the composer");
  const composer = page.locator(".composer");
  await becomes(() => composer.evaluate((one) => one === document.activeElement), true);
  await becomes(state, rests, "muted");
  const menu = await offered(page, "hello all");
  assertEquals(menu.filter((one) => !/notified|Report|Who reacted/.test(one)), READS);
  await page.getByRole("link", { name: "Was that wrong? Appeal" }).waitFor();
  await page.locator("#show-more").click();
  await becomes(
    async () => (await page.getByRole("menu").innerText()).includes("topic"),
    false,
  );
  await page.keyboard.press("Escape");
  await api(awa.page, "POST", "/admin/lifts", { user: "Ben", what: "mute" });
  await becomes(state, writes, "once it is lifted");

  await api(awa.page, "PATCH", "/admin/rooms/general", { readOnly: true });
  await becomes(state, rests, "where it is read-only");
});

browserTest(
  "sent out - the others are told that somebody was kicked or banned (P4)",
  async (visit) => {
    const awa = await visit.device();
    await administer(awa.context);
    const [mei, ben] = [await visit.device(), await visit.device()];
    await register(mei.page, "Mei");
    await register(ben.page, "Ben");
    const line = (text: string) => mei.page.locator(".notice", { hasText: text });
    await line("Ben is here").waitFor();
    await api(awa.page, "POST", "/admin/kicks", { user: "Ben", duration: "1h" });
    await line("Ben was kicked").waitFor();
    await becomes(() => line("Ben went offline").count(), 0);
    await api(awa.page, "POST", "/admin/lifts", { user: "Ben", what: "kick" });
    await line("Ben is here").waitFor();
    await api(awa.page, "POST", "/admin/bans", { user: "Ben" });
    await line("Ben was banned").waitFor();
    await becomes(() => line("Ben was kicked").count(), 1, "what happened stays told");
  },
);
