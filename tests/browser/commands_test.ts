import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  composer,
  enterAsGuest,
  eventually,
  said,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest(
  "commands - a kick is completed, done and said; then a name and the help",
  async (visit) => {
    const { page, context } = await visit.device();
    await administer(context);
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor Sall"));
    await noor.ask({ type: "sync" });
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await page.locator(".aside").getByText("Here now — 2").waitFor();
    const field = composer(page);
    const written = () => field.inputValue();
    const offered = () => page.locator(".suggestions [role=option]").allInnerTexts();

    await field.pressSequentially("/ki");
    const first = async () => (await offered())[0] ?? "";
    await eventually(
      first,
      (text) => /kick @name 10m reason · Kick someone for a while/.test(text),
    );
    await becomes(async () => (await offered()).length, 1);
    const line = page.locator(".suggestions .name");
    const hidden = () => line.evaluate((it) => it.scrollWidth - it.clientWidth);
    await becomes(hidden, 0, "what the command does can be read where there is room");
    const { width, height } = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height });
    await becomes(() => page.locator(".suggestions").evaluate((it) => it.clientWidth < 390), true);
    await becomes(hidden, 0, "and on a phone");
    await page.setViewportSize({ width, height });
    await field.press("Tab");
    await becomes(written, "/kick ");
    await eventually(first, (text) => text.includes("Noor Sall"));
    await becomes(async () => (await offered()).length, 1, "everyone whom one may send out");
    await field.press("Enter");
    await becomes(written, '/kick @"Noor Sall" ');
    await becomes(async () => (await offered()).length, 3);
    await field.pressSequentially("1");
    await field.press("ArrowDown");
    await field.press("Enter");
    await becomes(written, '/kick @"Noor Sall" 1h ');
    await field.pressSequentially("Take a breath");
    await field.press("Enter");
    const done = page.locator(".banner", { hasText: "You kicked Noor Sall for 1 hr." });
    await done.getByRole("button", { name: "Dismiss" }).click(); // nothing lies over it
    await done.waitFor({ state: "detached" });
    await noor.closed;
    await becomes(written, "");
    const { sanctions } = await (await context.request.get("/api/v1/admin/sanctions")).json();
    assertEquals(sanctions.length, 1);
    assertEquals([sanctions[0].kind, sanctions[0].words], ["kick", "Take a breath"]);
    assertEquals(sanctions[0].until - sanctions[0].at, 60 * 60_000);

    const error = page.locator(".composer [role=alert]");
    await say(page, "/mute Nobody 10m");
    await error.getByText("Nobody").waitFor();
    await becomes(written, "/mute Nobody 10m", "what was refused stays");
    await say(page, `/away ${"w".repeat(100)}`);
    await error.getByText("20 characters too many").waitFor();
    await say(page, "/ban Noor Sall 10x spam");
    await error.getByText("Write a duration like 10s, 5m, 1h or 2d.").waitFor();
    await say(page, "/ban Noor Sall spam"); // she was met: the whole name is known
    await page.getByText("You banned Noor Sall until it is lifted.").waitFor();
    await say(page, "/nick Awa Diop");
    await page.getByText("Your name is now Awa Diop.").waitFor();
    await page.locator(".me").getByText("Awa Diop").waitFor();
    await say(page, "/help");
    await page.getByRole("dialog").getByText("/ban @name 1d reason").waitFor();
  },
);

browserTest(
  "commands - guests are offered no sanction, and told so where they write one",
  async (visit) => {
    const { page } = await visit.device();
    await enterAsGuest(page, "Mei");
    const offered = page.locator(".suggestions [role=option]");
    await composer(page).pressSequentially("/");
    await offered.filter({ hasText: "nick" }).waitFor();
    await becomes(() => offered.filter({ hasText: /kick|mute|ban|topic/ }).count(), 0);
    await say(page, "/kick Mei 10m");
    await page.locator(".composer [role=alert]")
      .getByText("Only moderators and administrators can use /kick").waitFor();
    await becomes(() => said(page, "kick").count(), 0);
    await page.getByRole("button", { name: "More about" }).click();
    const menu = () => page.getByRole("menuitem").allInnerTexts();
    const needed = ["Copy link", "Add to favourites"];
    await becomes(async () => (await menu()).filter((text) => needed.includes(text)), needed);
    const refused = /topic|Invite|Rename|Vanishing|Read-only|Files/; // files have their button beside it
    await becomes(async () => (await menu()).filter((text) => refused.test(text)), []);
  },
);

browserTest(
  "commands - who is muted is marked among the members, whose menu lifts it",
  async (visit) => {
    const { page, context } = await visit.device();
    await administer(context);
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.ask({ type: "sync" });
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    const row = page.locator(".aside li", { hasText: "Noor" });
    const choose = async (name: string) => {
      await page.getByRole("button", { name: "Options for Noor" }).click();
      await page.getByRole("menuitem", { name }).click();
    };
    await choose("Mute…");
    await page.getByRole("dialog").getByRole("button", { name: "Mute", exact: true }).click();
    await row.getByText(/^Muted until /).waitFor();
    await page.reload();
    await chatIsAlive(page);
    await row.getByText(/^Muted until /).waitFor();
    await page.getByRole("button", { name: "Options for Noor" }).click();
    const items = async () =>
      (await page.getByRole("menuitem").allInnerTexts())
        .map((text) => text.replace(/until .*/, "until …"));
    await becomes(items, [
      "Write to Noor",
      "Profile",
      "Kick…",
      "Lift the mute · until …",
      "Change the mute…",
      "Ban…",
      "Block…",
    ]);
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await choose("Lift the mute");
    await page.locator(".banner.said").getByText("Noor can write again.").waitFor();
    await row.getByText(/^Muted until /).waitFor({ state: "detached" });
    await noor.close();
  },
);
