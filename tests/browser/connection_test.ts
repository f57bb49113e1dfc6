import { assertEquals } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  doorIsAlive,
  eventually,
  networkIsBack,
  PASSWORD,
  register,
  said,
  say,
  SETUP_CODE,
  signOut,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

/** The network goes: this shows within it. */
const OFFLINE_SHOWS_MS = 1_000;

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name: "Sign in" }).click();
  await page.getByLabel("Sign-in name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await chatIsAlive(page);
}

async function moderate(
  { request }: BrowserContext,
  url: string,
  what: "kicks" | "mutes" | "bans" | "lifts",
  data: Record<string, string>,
): Promise<void> {
  const answer = await request.post(`/api/v1/admin/${what}`, { data, headers: { origin: url } });
  assertEquals(answer.ok(), true, await answer.text());
}

browserTest(
  "connection - a network that goes shows within a second; what is not loaded says so",
  async (visit) => {
    const { page, context } = await visit.device();
    await register(page, "Awa");
    await createRoom(page, "garden");
    await page.clock.install();
    await page.reload(); // the garden is listed, and was not read here
    await chatIsAlive(page);
    await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 10_000);
    await page.evaluate(() => {
      const gone = new Promise<void>((done) => addEventListener("offline", () => done()));
      Object.assign(globalThis, { gone });
    });
    await context.setOffline(true);
    await page.evaluate("gone");
    await page.clock.runFor(OFFLINE_SHOWS_MS);
    await page.locator(".banner").getByText("You are offline.").waitFor();
    await page.locator(".banner").getByText(/You are reading what was kept at \d\d:\d\d\./)
      .waitFor();
    await page.clock.resume();
    await page.locator(".place", { hasText: "garden" }).click();
    await page.getByText("#garden is not on this device").waitFor();
    await becomes(() => page.getByText("This is the beginning").count(), 0);
    await say(page, "written offline");
    await page.locator("[data-state=pending]").getByText("Waiting to be sent").waitFor();
    await context.setOffline(false);
    await page.locator(".banner").waitFor({ state: "detached" });
    await acknowledged(page, "written offline").waitFor();
    await page.getByText("This is the beginning of #garden").waitFor();
  },
);

browserTest(
  "connection - a server that is stopped says when, not that one is offline",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await visit.kill("SIGTERM");
    await page.locator(".banner").getByText("The server is restarting.").waitFor();
    await visit.start();
    await networkIsBack(page);
    await page.locator(".banner").waitFor({ state: "detached" });
  },
);

browserTest(
  "connection - the composer rests while one is out, keeps the draft, and a lifted kick ends at once",
  async (visit) => {
    const awa = await visit.device();
    await administer(awa.context);
    const mei = await visit.device();
    await register(mei.page, "Mei");
    await composer(mei.page).fill("half a thought");
    const other = await mei.tab("/rooms/general");
    await chatIsAlive(other);
    const kick = { user: "Mei", duration: "10m", reason: "Take a breath" };
    await moderate(awa.context, visit.url, "kicks", kick);
    const resting = mei.page.locator(".resting");
    await resting.getByText("You can write again soon").waitFor();
    await mei.page.locator(".banner").getByText("Take a breath").waitFor();
    await eventually(() => resting.locator(".left").innerText(), (left) => /^9:\d\d$/.test(left));
    await becomes(() => composer(mei.page).count(), 0);
    await other.reload();
    await other.getByRole("heading", { name: "You were kicked" }).waitFor();

    await moderate(awa.context, visit.url, "lifts", { user: "Mei", what: "kick" });
    await Promise.all([composer(mei.page).waitFor(), chatIsAlive(other)]);
    await becomes(() => composer(mei.page).inputValue(), "half a thought");
    await composer(mei.page).press("Enter");
    await said(other, "half a thought").waitFor();
  },
);

browserTest(
  "connection - the composer rests as soon as one is muted, after a reload too, until it is lifted",
  async (visit) => {
    const awa = await visit.device();
    await administer(awa.context);
    const mei = await visit.device();
    await register(mei.page, "Mei");
    await composer(mei.page).fill("half a thought");
    const mute = { user: "Mei", duration: "10m", reason: "Take a breath" };
    await moderate(awa.context, visit.url, "mutes", mute);
    const resting = mei.page.locator(".resting");
    await resting.getByText("You are muted for now").waitFor();
    await resting.getByText("Take a breath").waitFor();
    await resting.getByText("Your draft is kept.").waitFor();
    await eventually(() => resting.locator(".left").innerText(), (left) => /^9:\d\d$/.test(left));
    await mei.page.reload();
    await resting.getByText("Take a breath").waitFor();
    await resting.getByText("Your draft is kept.").waitFor();
    assertEquals(/UTC|GMT/.test(await resting.innerText()), false, "times are the reader's");
    await chatIsAlive(mei.page);
    await becomes(() => composer(mei.page).count(), 0);

    await moderate(awa.context, visit.url, "lifts", { user: "Mei", what: "mute" });
    await becomes(() => composer(mei.page).inputValue(), "half a thought");
    await say(mei.page, "half a thought");
    await acknowledged(mei.page, "half a thought").waitFor();
  },
);

browserTest("connection - the page of a ban lets somebody else sign in", async (visit) => {
  const awa = await visit.device();
  await administer(awa.context);
  const mei = await visit.device();
  await register(mei.page, "Mei");
  await moderate(awa.context, visit.url, "bans", { user: "Mei", reason: "Enough" });
  const banner = mei.page.locator(".banner");
  await banner.getByText("Enough").waitFor();
  await mei.page.locator(".resting").getByText("You cannot write here").waitFor();
  await becomes(() => banner.getByRole("link", { name: "Sign in" }).count(), 0);
  await mei.page.reload();
  await mei.page.getByRole("heading", { name: "You are banned" }).waitFor();
  await mei.page.getByRole("link", { name: "Use another account" }).click();
  await mei.page.getByRole("button", { name: "Sign out" }).click();
  await doorIsAlive(mei.page);
});

browserTest(
  "connection - a tab whose session ended takes no messages, until somebody is in again",
  async (visit) => {
    const { page, tab } = await visit.device();
    await register(page, "Awa");
    await composer(page).fill("for later");
    await composer(page).blur(); // as whoever turns to another tab does
    const other = await tab("/settings");
    await signOut(other);
    await doorIsAlive(other);
    await page.locator(".resting").getByText("You are signed out here").waitFor();
    await becomes(() => composer(page).count(), 0);
    for (const part of [".timeline", ".sidebar", ".head"]) {
      await becomes(() => page.locator(part).isVisible(), false, `${part} is covered`);
    }
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    await signIn(other, "Awa");
    await composer(page).waitFor();
    await chatIsAlive(page);
    await becomes(() => composer(page).inputValue(), "for later");
    await page.locator(".timeline").waitFor();
    await composer(page).press("Enter");
    await said(other, "for later").waitFor();
  },
);
