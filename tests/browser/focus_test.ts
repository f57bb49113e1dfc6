import { assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { Bot } from "../support/bot.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  actOn,
  administer,
  allIsRead,
  becomes,
  chatIsAlive,
  comesTo,
  composer,
  createRoom,
  enterAsGuest,
  eventually,
  PHONE,
  register,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

const has = (place: Locator) =>
  eventually(() => place.evaluate((it) => it === document.activeElement), (is) => is);

browserTest("focus - F6 goes among the members, and Esc puts them away", async (visit) => {
  const { page } = await visit.device({ viewport: { width: 1000, height: 700 } });
  await register(page, "Awa");
  const panel = page.locator("#members");
  await page.getByRole("button", { name: "People" }).press("Enter");
  await panel.waitFor();
  await composer(page).focus();
  await page.keyboard.press("F6");
  await has(panel);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  await has(page.locator("#show-members"));

  await page.setViewportSize({ width: 1360, height: 900 });
  await panel.waitFor();
  await composer(page).focus();
  await page.keyboard.press("F6");
  await has(panel);
  await page.keyboard.press("Shift+F6");
  await comesTo(page, "Message #general");
  const members = page.getByRole("button", { name: "People" });
  await members.click();
  await panel.waitFor({ state: "hidden" });
  await members.click();
  await panel.waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
});

browserTest("focus - a press beside a dialog gives it back", async (visit) => {
  const { page } = await visit.device();
  await enterAsGuest(page, "Awa");
  await composer(page).focus();
  for (const keys of ["Control+/", "Control+k"]) {
    await page.keyboard.press(keys);
    await page.getByRole("dialog").waitFor();
    await page.mouse.click(5, 5);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await comesTo(page, "Message #general");
  }
});

browserTest("focus - a phone's list and conversation hand it to one another", async (visit) => {
  const { page } = await visit.device(PHONE);
  await enterAsGuest(page, "Mei");
  await page.getByRole("link", { name: "Back" }).tap();
  const place = page.locator(".lists .place", { hasText: "general" });
  await has(place);
  await place.tap();
  await comesTo(page, "Messages: #general");
  await page.goBack();
  await has(place);
});

browserTest("focus - a room that one left is left in each tab, and that is said", async (visit) => {
  const { page, tab } = await visit.device();
  await register(page, "Awa");
  await createRoom(page, "mill");
  await page.locator(".place", { hasText: "mill" }).click();
  await page.getByLabel("Message #mill").waitFor();
  const other = await tab("/rooms/mill");
  await chatIsAlive(other);
  await page.bringToFront();
  await page.getByRole("button", { name: "More about" }).click();
  await page.getByRole("menuitem", { name: "Leave the room" }).click();
  for (const one of [page, other]) {
    await one.waitForURL(visit.url + "/");
    await one.getByText("You are no longer in #mill.").waitFor();
    await comesTo(one, "Conversations");
    await one.locator(".place", { hasText: "mill" }).waitFor({ state: "detached" });
  }
  await other.bringToFront();
  await other.locator(".place", { hasText: "general" }).click();
  await comesTo(other, "Message #general");
});

browserTest("focus - what the arrows choose is in sight", async (visit) => {
  const { page } = await visit.device({ viewport: { width: 1280, height: 640 } });
  await register(page, "Awa");
  for (let n = 0; n < 14; n++) {
    await createRoom(page, `room-${n}`);
  }
  const seen = (list: string, chosen: string) =>
    page.locator(`${list} ${chosen}`).evaluate((it, list) => {
      const [outer, inner] = [it.closest(list), it].map((one) => one?.getBoundingClientRect());
      return !!outer && !!inner && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    }, list);

  await page.keyboard.press("Control+k");
  const options = page.locator("#palette-list [role=option]");
  await options.nth(9).waitFor();
  for (let n = 0; n < 9; n++) await page.keyboard.press("ArrowDown");
  await becomes(() => options.nth(9).getAttribute("aria-selected"), "true");
  await becomes(() => seen("#palette-list", "[aria-selected=true]"), true, "the palette");
  await page.keyboard.type("room");
  await becomes(() => options.first().getAttribute("aria-selected"), "true");
  await becomes(() => seen("#palette-list", "[aria-selected=true]"), true, "what is found");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.setViewportSize({ width: 1280, height: 450 });
  await composer(page).pressSequentially("#");
  await page.getByRole("option").nth(7).waitFor();
  for (let n = 0; n < 7; n++) await page.keyboard.press("ArrowDown");
  await becomes(() => page.getByRole("option").nth(7).getAttribute("aria-selected"), "true");
  await becomes(() => seen(".suggestions", "[aria-selected=true]"), true, "the suggestions");
  await page.keyboard.press("Escape");
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await composer(page).fill("");

  await page.keyboard.press("Alt+ArrowUp");
  await page.waitForURL("**/rooms/room-13");
  await eventually(() => seen(".lists", "[aria-current]"), (is) => is);
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  await noor.send("general", "hello");
  await page.getByRole("button", { name: "1 unread above" }).click();
  await eventually(() => seen(".lists", "[data-unread]"), (is) => is);
  await noor.close();
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForURL("**/rooms/general");
  await eventually(() => seen(".lists", "[aria-current]"), (is) => is);

  await page.goto("/?list");
  await chatIsAlive(page);
  await page.keyboard.press("Alt+ArrowUp"); // from nowhere, backwards: to the last
  await comesTo(page, "Message #room-13");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("Shift+F6");
  await comesTo(page, "People");
});

browserTest("focus - stands where one can write as soon as one comes to a place", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await createRoom(page, "mill");
  const at = await page.evaluate(async () => {
    const places = [...document.querySelectorAll<HTMLElement>(".lists .place")];
    places.find((place) => place.textContent?.includes("mill"))?.click();
    await Promise.resolve().then(() => {}).then(() => {}); // drawn, and not yet painted
    return document.activeElement?.getAttribute("aria-label");
  });
  assertEquals(at, "Message #mill");
});

browserTest("focus - stays on a person who moves in a list", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const [mei, noor] = [await guest(visit.url, "Mei"), await guest(visit.url, "Noor")];
  const first = page.locator(".lists .place:has(.avatar)").first();
  await mei.send(mei.direct, "hello");
  await first.getByText("Mei").waitFor(); // the next one is later by the clock, too
  await noor.send(noor.direct, "hello");
  await first.getByText("Noor").waitFor();
  const place = page.locator(".lists [href^='/direct/mei-']");
  await place.focus();
  await mei.send(mei.direct, "again");
  await first.getByText("Mei").waitFor();
  await has(place);

  const row = page.locator("#members [href^='/direct/mei-']");
  await row.focus();
  mei.socket.send(JSON.stringify({ type: "presence", state: "away" }));
  await page.locator("#members").getByText("Away").waitFor();
  await has(row);
});

/** An administrator in a room with Noor, and the button of what they may do about her. */
async function withNoor(visit: Visit) {
  const { page, context } = await visit.device();
  await administer(context);
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  const noor = await guest(visit.url, "Noor");
  const members = page.locator("#members");
  const dots = members.getByRole("button", { name: "Options for Noor" });
  return { page, context, noor, members, dots };
}

browserTest("focus - stays in the menu of a person who goes away meanwhile", async (visit) => {
  const { page, noor, members, dots } = await withNoor(visit);
  await noor.send(noor.direct, "hello");
  await page.locator(".lists [href^='/direct/noor-']").waitFor();
  await dots.click();
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  const profile = page.getByRole("menuitem", { name: "Profile" });
  await has(profile);
  noor.socket.send(JSON.stringify({ type: "presence", state: "away" }));
  const place = page.locator(".lists [href^='/direct/noor-']");
  await place.getByText("away").waitFor({ state: "attached" });
  await has(profile);
  await becomes(() => members.getByText("Away").count(), 0);

  await page.keyboard.press("Escape");
  await members.getByText("Away").waitFor();
  await has(dots);
  await noor.close();
});

browserTest(
  "focus - is with what a mute needs, with its error, and back with the person",
  async (visit) => {
    const { page, noor, members, dots } = await withNoor(visit);
    const dialog = page.getByRole("dialog");
    const mute = async () => {
      await dots.click();
      await page.getByRole("menuitem", { name: "Mute" }).click();
      await has(dialog.getByLabel("Reason"));
    };
    await mute();
    await dialog.getByLabel("Other…").fill("soon");
    await page.keyboard.press("Enter");
    await dialog.getByText("Write a duration like").waitFor();
    await has(dialog.getByLabel("Other…"));
    // She moves in the list while the dialog is open.
    noor.socket.send(JSON.stringify({ type: "presence", state: "away" }));
    await members.getByText("Away").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await has(dots);

    await mute();
    await page.keyboard.type("Quiet, please");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.locator(".banner", { hasText: "You muted Noor for 10 min." }).waitFor();
    await has(dots);
    await noor.close();
  },
);

browserTest("focus - comes back to a person who moved before a dialog was there", async (visit) => {
  const { page, context, noor, members, dots } = await withNoor(visit);
  const script = Promise.withResolvers<void>();
  await context.route("**/assets/*.js", async (route) => {
    await script.promise;
    await route.continue();
  });
  await dots.click();
  await page.getByRole("menuitem", { name: "Mute" }).click();
  await comesTo(page, "Loading…");
  noor.socket.send(JSON.stringify({ type: "presence", state: "away" }));
  await members.getByText("Away").waitFor();
  script.resolve();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await has(dots);
  await noor.close();
});

browserTest("focus - is with the messages when the button to the end goes", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(40);
  const { page } = await visit.device();
  await enterAsGuest(page, "Awa");
  await allIsRead(page);
  await page.reload();
  await chatIsAlive(page);
  await page.locator("#messages").hover();
  await page.mouse.wheel(0, -600);
  const toEnd = page.getByRole("button", { name: "Jump to the latest" });
  await toEnd.waitFor();
  await page.evaluate(() => new Promise(requestAnimationFrame)); // the wheel's own way is over
  await toEnd.press("Enter");
  await toEnd.waitFor({ state: "detached" });
  await comesTo(page, "Messages: #general");
  await bot.close();
});

browserTest("focus - is with the messages when the one asked about is gone", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  const zed = await Talker.connect(visit.url, await enter(visit.url, "Zed"));
  const { seq: target } = await zed.send("general", "bad words");
  await actOn(page, "bad words", "Report");
  await page.getByRole("dialog").waitFor();
  await zed.ask({ type: "delete", conversation: "general", id: crypto.randomUUID(), target });
  await page.locator(".message .gone").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await comesTo(page, "Messages: #general");
  await zed.close();
});

browserTest("focus - is near when one may not write for a while", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  const turn = (readOnly: boolean) =>
    context.request.patch("/api/v1/admin/rooms/general", {
      headers: { origin: visit.url },
      data: { readOnly },
    });
  await composer(page).fill("half a thought");
  await turn(true);
  const note = page.locator(".closed-note");
  await has(note);
  await turn(false);
  await comesTo(page, "Message #general");
  await eventually(() => composer(page).inputValue(), (text) => text === "half a thought");
  await turn(true);
  await note.waitFor();
  const browse = page.getByRole("link", { name: "Browse rooms" });
  await browse.focus();
  await turn(false);
  await composer(page).waitFor();
  await has(browse);
});

/** A guest, and the conversation with Awa. */
async function guest(url: string, name: string): Promise<Talker & { direct: string }> {
  const talker = await Talker.connect(url, await enter(url, name));
  const { conversation } = await talker.ask({ type: "open", with: "Awa" });
  return Object.assign(talker, { direct: conversation.id });
}
