import { assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { browserTests, type Visit } from "../support/browser.ts";
import { Talker } from "../support/talker.ts";
import {
  acknowledged,
  actOn,
  administer,
  becomes,
  chatIsAlive,
  chatIsHydrated,
  comesTo,
  composer,
  createRoom,
  eventually,
  networkIsBack,
  PASSWORD,
  register,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });
const LOST = "There was no connection. Try again when you are back online.";

/** An account that talks over a socket of its own. */
async function member(visit: Visit, name: string): Promise<Talker> {
  const response = await fetch(`${visit.url}/api/v1/users`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: PASSWORD }),
  });
  const { token } = await response.json();
  const talker = await Talker.connect(visit.url, token);
  await talker.ask({ type: "sync" });
  return talker;
}

browserTest("overlays - keys pressed before the palette came are the palette's", async (visit) => {
  const { page, context } = await visit.device();
  await register(page, "Awa");
  await say(page, "mine");
  await acknowledged(page, "mine").waitFor();
  const late = Promise.withResolvers<void>();
  await context.route(/assets\/late-.*\.js/, async (route) => {
    await late.promise;
    await route.continue();
  });
  await page.reload();
  await chatIsHydrated(page);
  await composer(page).focus();
  await page.keyboard.press("ArrowUp"); // would edit: one writes on instead
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await page.keyboard.type("hel");
  await becomes(() => composer(page).inputValue(), "hel", "Esc: it is no longer wanted");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("gene");
  late.resolve();
  const field = page.locator(".palette input");
  await field.waitFor();
  await page.keyboard.type("ral");
  await becomes(() => field.inputValue(), "general");
  await becomes(() => composer(page).inputValue(), "hel");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.type("lo");
  await becomes(() => composer(page).inputValue(), "hello", "the caret is where it was");
});

browserTest("overlays - keys pressed before a sanction's dialog came go nowhere", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const noor = await member(visit, "Noor");
  const come = Promise.withResolvers<void>();
  await context.route("**/assets/en-*", async (route) => { // the dialog's words
    await come.promise;
    await route.continue();
  });
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  await page.locator(".aside").getByText("Here now — 2").waitFor();
  const dots = page.getByRole("button", { name: "Options for Noor" });
  await dots.click();
  const words = page.waitForRequest(/assets\/en-/);
  await page.getByRole("menuitem", { name: "Mute…" }).click();
  await words;
  await eventually(
    () => page.evaluate(() => document.activeElement?.getAttribute("aria-label")),
    (label) => label === "Loading…",
  );
  await page.keyboard.press("Enter"); // on the dots it would open their menu
  await becomes(() => page.getByRole("menu").count(), 0);
  come.resolve();
  await page.getByRole("dialog").getByLabel("Reason").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await eventually(() => dots.evaluate((it) => it === document.activeElement), (is) => is);
  await noor.close();
});

browserTest("overlays - the palette stands still while others write and come", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  for (const name of ["barn", "mill"]) await createRoom(page, name);
  await page.locator(".lists .place", { hasText: "mill" }).click(); // what comes to general is unread
  await page.getByLabel("Message #mill").waitFor();
  const talkers = [await member(visit, "Zed")];
  await page.keyboard.press("Control+k");
  const entries = page.locator("#palette-list .name");
  const order = ["mill", "barn", "general", "Browse all rooms"];
  await becomes(async () => (await entries.allInnerTexts()).map((name) => name.trim()), order);
  await page.keyboard.press("ArrowDown");
  await talkers[0]?.send("general", "hello");
  await page.locator("#palette-list .count").waitFor();
  await becomes(async () => (await entries.allInnerTexts()).map((name) => name.trim()), order);

  await page.keyboard.type("a");
  await page.getByRole("option", { name: "barn" }).waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator("#palette-list [aria-selected=true] .name");
  await page.locator("#palette-1[aria-selected=true]").waitFor();
  const name = await chosen.innerText();
  const aya = await member(visit, "Aya");
  talkers.push(aya);
  await aya.ask({ type: "join", room: "mill" }); // one is told of those whom one looks at (P5)
  await page.getByRole("option", { name: "Aya" }).waitFor();
  await becomes(() => chosen.innerText(), name);
  for (const one of talkers) await one.close();
});

browserTest("overlays - a part that does not load is said, and holds up nothing", async (visit) => {
  const { page, context } = await visit.device();
  await register(page, "Awa");
  await context.route(/assets\/late-/, (route) => route.abort("connectionfailed"));
  await page.reload();
  await chatIsHydrated(page);
  await comesTo(page, "Message #general");
  await page.keyboard.press("Control+/");
  await page.locator(".banner").getByText("This part could not be loaded.").waitFor();
  await comesTo(page, "Message #general");
  const emoji = page.getByRole("button", { name: "Emoji" });
  await emoji.click();
  await page.locator(".composer").getByText("This part could not be loaded.").waitFor();
  await becomes(() => emoji.getAttribute("aria-expanded"), "false");
});

browserTest("overlays - come when one is back, where the network was away first", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await page.clock.install();
  await page.reload();
  await chatIsAlive(page);
  await visit.kill();
  const banner = page.locator(".banner");
  await banner.waitFor();
  await page.clock.fastForward(10_000); // the page has rested since
  await visit.start();
  await networkIsBack(page);
  await banner.waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  await page.locator(".palette").waitFor();
});

browserTest(
  "overlays - the menu of the last person is in sight, down to its last line",
  async (visit) => {
    const viewport = { width: 1360, height: 240 };
    const { page, context } = await visit.device({ viewport });
    await administer(context);
    const noor = await member(visit, "Noor");
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await page.locator(".aside").getByText("Here now — 2").waitFor();
    await page.getByRole("button", { name: "Options for Noor" }).click();
    const inSight = async (part: Locator) => {
      const box = await part.boundingBox();
      return box !== null && box.y >= 0 && Math.floor(box.y + box.height) <= viewport.height;
    };
    await becomes(() => inSight(page.getByRole("menu")), true);
    const last = page.getByRole("menuitem").last();
    await last.scrollIntoViewIfNeeded(); // within the menu, which is longer than this window
    await becomes(() => inSight(last), true);
    await page.getByRole("menuitem", { name: "Change the role…" }).click();
    await page.waitForURL(/\/admin\/people\/.*#role$/);
    await page.locator("#role").getByLabel("Moderator").waitFor();
    await noor.close();
  },
);

browserTest("rooms - one joins, creates, invites and leaves without a page", async (visit) => {
  const noor = await member(visit, "Noor");
  await noor.ask({ type: "create", name: "mill" });
  await noor.ask({ type: "create", name: "harvest-2026", title: "Harvest 2026" });
  const { page } = await visit.device();
  await register(page, "Awa");
  await page.evaluate(() => Object.assign(globalThis, { samePage: true }));
  await page.getByRole("button", { name: "Jump or search" }).click();
  await page.getByRole("combobox").fill("harv");
  await page.getByRole("option", { name: "Join #Harvest 2026" }).click();
  await page.waitForURL("**/rooms/harvest-2026");
  const browse = page.getByRole("link", { name: "Browse rooms" });
  const dialog = page.getByRole("dialog", { name: "Rooms" });
  await page.getByRole("link", { name: "See all rooms" }).click();
  await dialog.getByRole("button", { name: "Join mill" }).click();
  await page.waitForURL("**/rooms/mill");
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Moderators and administrators keep order in every room").waitFor();
  await page.getByRole("button", { name: "More about" }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await page.getByText("Link copied").waitFor();
  await page.getByRole("button", { name: "More about" }).click();
  await page.getByRole("menuitem", { name: "Invite someone…" }).click();
  await page.getByRole("dialog").getByText("Send them the link to this room").waitFor();
  await page.keyboard.press("Escape");
  await browse.click();
  await dialog.getByRole("link", { name: "Open mill" }).waitFor();
  await dialog.getByText("Create a room").click();
  await dialog.getByLabel("Name").fill("mill");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await dialog.locator("#field-name-error").waitFor();
  await dialog.getByLabel("Name").fill("orchard");
  await dialog.getByLabel("Topic (optional)").fill("Apples");
  await dialog.getByLabel("Private").check();
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await page.waitForURL(/\/rooms\/orchard-[a-z0-9]{8}$/);
  await page.locator(".head").getByText("Apples").waitFor();
  await page.locator(".place", { hasText: "orchard" }).locator(".sigil svg").waitFor();

  await page.getByRole("button", { name: "More about" }).click();
  await page.getByRole("menuitem", { name: "Invite someone…" }).click();
  await page.getByLabel("Who?").fill("Noor");
  await becomes(() => page.getByText("Send them the link to this room").count(), 0);
  // Not in this room, and here all the same.
  await page.locator('[role=option]:has([data-presence="online"])', { hasText: "Noor" }).click();
  await page.getByText("Noor has been invited. Joining is up to them.").waitFor();
  const { invitations: [asked] } = await noor.next((frame) => frame.type === "invitations");
  assertEquals(asked.room.private, true);
  await noor.ask({ type: "join", conversation: asked.room.id });
  await page.locator(".aside .person", { hasText: "Noor" }).waitFor();
  await page.getByRole("button", { name: "More about" }).click();
  await page.getByRole("menuitem", { name: "Leave the room" }).click();
  await page.waitForURL(`${visit.url}/`);
  await page.locator(".place", { hasText: "orchard" }).waitFor({ state: "detached" });

  await noor.ask({ type: "invite", conversation: asked.room.id, user: "Awa" });
  await page.getByText("Noor invites you to #orchard.").waitFor();
  await page.getByRole("button", { name: "Join: #orchard" }).click();
  await page.waitForURL(/\/rooms\/orchard-[a-z0-9]{8}$/);
  await page.getByText("Noor invites you to #orchard.").waitFor({ state: "detached" });
  await becomes(() => page.evaluate(() => "samePage" in globalThis), true);
  await noor.close();
});

browserTest("overlays - what does not work offline is said where it was asked", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const noor = await member(visit, "Noor");
  await noor.ask({ type: "create", name: "mill" });
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  await noor.send("general", "theirs");
  await acknowledged(page, "theirs").waitFor();
  await page.locator(".aside").getByText("Here now — 2").waitFor(); // among them, Noor stays in place
  const dialog = page.getByRole("dialog");

  await page.locator(".aside").getByRole("button", { name: "Options for Noor" }).click();
  await page.getByRole("menuitem", { name: "Mute…" }).click();
  await dialog.getByRole("button", { name: "Mute" }).waitFor();
  await noor.close();
  await visit.kill();
  await dialog.getByRole("button", { name: "Mute" }).click();
  await dialog.getByText(LOST).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  const browse = page.getByRole("link", { name: "Browse rooms" });
  await browse.click();
  await dialog.getByRole("alert").getByText(LOST).waitFor();
  await visit.start();
  await networkIsBack(page);
  await dialog.getByRole("button", { name: "Join mill" }).waitFor(); // without asking again
  await dialog.getByRole("alert").waitFor({ state: "detached" });
  await visit.kill();
  const offline = () => page.locator(".banner").count();
  await eventually(offline, (count) => count > 0);
  await dialog.getByRole("button", { name: "Join mill" }).click();
  await dialog.getByRole("alert").getByText(LOST).waitFor();
});

browserTest("overlays - a report that did not go out keeps what was written", async (visit) => {
  const noor = await member(visit, "Noor");
  // Told to all before Awa comes: a line of it would move what is above it, at a moment of its own.
  await noor.next(({ presence, changes = presence }) =>
    changes?.some(({ name }: { name: string }) => name === "Noor")
  );
  const { page } = await visit.device();
  await register(page, "Awa");
  await noor.send("general", "theirs");
  await actOn(page, "theirs", "Report");
  await page.locator("#field-asked").fill("rude");
  await noor.close();
  await visit.kill();
  await page.getByRole("dialog").getByRole("button", { name: "Report" }).click();
  await page.getByRole("dialog").getByText(LOST).waitFor();
  await becomes(() => page.locator("#field-asked").inputValue(), "rude");
});

browserTest("overlays - a step back puts away what stands over the place", async (visit) => {
  const { page } = await visit.device({ viewport: { width: 1000, height: 700 } });
  await register(page, "Awa");
  await createRoom(page, "mill");
  await page.locator(".place", { hasText: "mill" }).click();
  await page.getByLabel("Message #mill").waitFor();
  await page.keyboard.press("Control+k");
  await page.locator(".palette").waitFor();
  await page.goBack();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await comesTo(page, "Message #general");

  await page.goForward();
  await page.getByLabel("Message #mill").waitFor();
  await page.getByRole("button", { name: "People" }).click();
  await page.locator(".aside[data-panel=open]").waitFor();
  await page.goBack();
  await page.getByLabel("Message #general").waitFor();
  await page.locator(".aside[data-panel=open]").waitFor({ state: "detached" });
});

browserTest(
  "overlays - a step back to what is not known here shows the list while offline",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await createRoom(page, "mill");
    await page.locator(".place", { hasText: "mill" }).click();
    await page.getByLabel("Message #mill").waitFor();
    await page.evaluate(() => history.replaceState(null, "", "/rooms/orchard"));
    await page.locator(".place", { hasText: "general" }).click();
    await page.getByLabel("Message #general").waitFor();
    await visit.kill();
    await page.locator(".banner").waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Choose a conversation" }).waitFor();
    await visit.start();
    await networkIsBack(page);
    await page.locator(".place", { hasText: "mill" }).click();
    await page.getByLabel("Message #mill").waitFor();
  },
);
