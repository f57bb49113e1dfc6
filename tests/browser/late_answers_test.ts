import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { Bot } from "../support/bot.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  doorIsAlive,
  eventually,
  register,
  said,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

const place = (page: Page, name: string) => page.locator(".lists .place", { hasText: name });
const person = (page: Page, name: string) => page.locator(".aside a.person", { hasText: name });
const banner = (page: Page) => page.locator(".banner");
const isAsked = (wire: Wire, type: string, times = 1) =>
  eventually(() => Promise.resolve(wire.count(type)), (count) => count >= times);

/** A browser on a wire, with somebody who is in the chat and connected. */
async function comeIn(visit: Visit) {
  const { page, context } = await visit.device();
  const wire = await Wire.under(context);
  await register(page, "Awa");
  await isAsked(wire, "members"); // asked for once one is online
  return { page, wire };
}

/** Goes to a room of the list, and waits until it is what one writes in. */
async function goTo(page: Page, room: string): Promise<void> {
  await place(page, room).click();
  await page.getByLabel(`Message #${room}`).waitFor();
}

/** A round of the wire: what was answered before it has been drawn. */
async function answered(page: Page, wire: Wire): Promise<void> {
  const before = wire.count("people");
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").fill(`nobody ${before}`);
  await isAsked(wire, "people", before + 1);
  await eventually(() => Promise.resolve(wire.unanswered), (count) => count === 0);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

browserTest("late answers - who went on stays where they went", async (visit) => {
  const bots = await Promise.all(
    ["Diego", "Mei", "Noor"].map((name) => Bot.enter(visit.url, name)),
  );
  const { page, wire } = await comeIn(visit);
  await createRoom(page, "mill");
  wire.hold("open");
  await person(page, "Diego").click();
  await isAsked(wire, "open");
  await goTo(page, "mill");
  await composer(page).pressSequentially("for the mill");
  wire.pass("open");
  await answered(page, wire);
  assertEquals(page.url(), `${visit.url}/rooms/mill`);
  await becomes(() => composer(page).inputValue(), "for the mill");
  await goTo(page, "general");
  wire.hold("open");
  await person(page, "Noor").click();
  await person(page, "Mei").click();
  await isAsked(wire, "open", 3);
  wire.pass("open");
  await page.waitForURL("**/direct/mei-*");
  for (const bot of bots) await bot.close();
});

browserTest("late answers - a dialog that was put away opens nothing", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  const { page, wire } = await comeIn(visit);
  wire.hold("open");
  await page.getByRole("button", { name: "New message" }).click();
  await page.getByRole("dialog").locator("input").fill("Diego");
  await page.keyboard.press("Enter");
  await isAsked(wire, "open");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  wire.pass("open");
  await answered(page, wire);
  assertEquals(page.url(), `${visit.url}/rooms/general`);
  await page.getByRole("button", { name: "New message" }).click();
  await page.getByRole("dialog").locator("input").fill("Diego");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/direct/diego-*");
  await bot.close();
});

browserTest("late answers - a second press in a dialog does nothing", async (visit) => {
  const { page, wire } = await comeIn(visit);
  await createRoom(page, "barn"); // where members may set the topic
  await goTo(page, "barn");
  wire.hold("topic");
  await page.getByRole("button", { name: "More about" }).click();
  await page.getByRole("menuitem", { name: "Change the topic" }).click();
  await page.getByRole("dialog").locator("input").fill("grain");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await isAsked(wire, "topic");
  wire.pass("topic");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assertEquals(wire.count("topic"), 1);
  wire.hold("create");
  await page.getByRole("link", { name: "Browse" }).click();
  await page.getByRole("dialog").getByText("Create a room").click();
  await page.getByLabel("Name", { exact: true }).fill("mill");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await isAsked(wire, "create");
  wire.pass("create");
  await page.waitForURL("**/rooms/mill");
  assertEquals(wire.count("create"), 1);
});

browserTest("late answers - a command runs once, however often Enter is pressed", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  const { page, wire } = await comeIn(visit);
  wire.hold("open");
  await composer(page).fill("/msg Diego come and see");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await isAsked(wire, "open");
  wire.pass("open");
  await page.waitForURL("**/direct/diego-*");
  await said(page, "come and see").waitFor();
  await answered(page, wire);
  await becomes(() => said(page, "come and see").count(), 1);
  await bot.close();
});

browserTest("late answers - a command that is done calls nobody back", async (visit) => {
  const { page, wire } = await comeIn(visit);
  await createRoom(page, "mill");
  await goTo(page, "mill");
  wire.hold("topic");
  await say(page, "/topic Seeds");
  await isAsked(wire, "topic");
  await page.getByRole("button", { name: "Emoji" }).click();
  const search = page.locator(".emoji-picker input");
  await search.pressSequentially("gri");
  wire.pass("topic");
  await eventually(() => composer(page).inputValue(), (text) => text === "");
  await page.keyboard.type("n");
  await becomes(() => search.inputValue(), "grin");
});

browserTest("late answers - a command that is refused elsewhere says so there", async (visit) => {
  const { page, wire } = await comeIn(visit);
  await createRoom(page, "mill");
  wire.hold("topic");
  await composer(page).fill("/topic grain");
  await page.keyboard.press("Enter");
  await isAsked(wire, "topic");
  await goTo(page, "mill");
  wire.refuse("topic");
  await banner(page).getByText("The store does not answer.").waitFor();
  await place(page, "general").click();
  await eventually(() => composer(page).inputValue(), (text) => text === "/topic grain");
});

browserTest("late answers - what one writes on while an edit is saved is kept", async (visit) => {
  const { page, wire } = await comeIn(visit);
  await say(page, "first");
  await acknowledged(page, "first").waitFor();
  wire.hold("edit");
  await composer(page).press("ArrowUp");
  await becomes(() => composer(page).inputValue(), "first");
  await composer(page).fill("first, changed");
  await page.keyboard.press("Enter");
  await isAsked(wire, "edit");
  await composer(page).fill("first, changed, and more");
  wire.pass("edit");
  await page.getByRole("button", { name: "Send", exact: true }).waitFor(); // it edits no more
  await becomes(() => composer(page).inputValue(), "first, changed, and more");
});

browserTest("late answers - of a place that one left nothing is said", async (visit) => {
  const { page, wire } = await comeIn(visit);
  await createRoom(page, "mill");
  await say(page, "first");
  await acknowledged(page, "first").waitFor();
  wire.hold("history");
  await place(page, "mill").click();
  await isAsked(wire, "history");
  await goTo(page, "general");
  wire.refuse("history");
  await answered(page, wire);
  await becomes(() => banner(page).count(), 0);
  await place(page, "mill").click();
  await banner(page).getByText("The store does not answer.").waitFor();
});

browserTest("late answers - nothing is said of a page that one left", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(120);
  const { page, wire } = await comeIn(visit);
  await createRoom(page, "mill");
  await place(page, "mill").click();
  await page.locator(".notice", { hasText: "created the room" }).waitFor();
  const asked = wire.count("history");
  wire.hold("history");
  await place(page, "general").click();
  await said(page, "line 120.").waitFor();
  await page.locator(".timeline").evaluate((it) => it.scrollTop = -it.scrollHeight);
  await isAsked(wire, "history", asked + 1);
  await goTo(page, "mill");
  wire.refuse("history");
  await answered(page, wire);
  await becomes(() => banner(page).count(), 0);
  await bot.close();
});

browserTest(
  "late answers - what is said of a place goes with it, and when it opens",
  async (visit) => {
    const { page, wire } = await comeIn(visit);
    await createRoom(page, "mill");
    await createRoom(page, "shed");
    await say(page, "first");
    await acknowledged(page, "first").waitFor();
    wire.refuse("history");
    await place(page, "mill").click();
    await banner(page).getByText("The store does not answer.").waitFor();
    await place(page, "general").click();
    await banner(page).waitFor({ state: "detached" });
    await place(page, "shed").click();
    await banner(page).getByText("The store does not answer.").waitFor();
    wire.pass("history");
    await page.locator(".notice", { hasText: "created the room" }).waitFor();
    await banner(page).waitFor({ state: "detached" });
  },
);

browserTest("late answers - who is in a room is asked for until it is known", async (visit) => {
  const { page, wire } = await comeIn(visit);
  await createRoom(page, "mill");
  const before = wire.count("members");
  wire.refuse("members");
  await place(page, "mill").click();
  await page.locator(".notice", { hasText: "created the room" }).waitFor();
  await isAsked(wire, "members", before + 2); // for the place, and for who joined it
  await becomes(() => page.locator(".aside .person").count(), 0);
  wire.pass("members");
  await page.locator(".aside .person", { hasText: "Awa" }).waitFor();
});

browserTest(
  "late answers - a refused page of history is said in words, and asked for again",
  async (visit) => {
    const bot = await Bot.enter(visit.url, "Diego");
    await bot.talk(120);
    const { page, context } = await visit.device();
    const wire = await Wire.under(context);
    wire.refuse("history");
    await register(page, "Awa");
    await said(page, "line 120.").waitFor();
    await page.locator(".timeline").evaluate((it) => it.scrollTop = -it.scrollHeight);
    await banner(page).getByText("The store does not answer.").waitFor();
    await page.getByRole("link", { name: "Load earlier" }).waitFor();
    await becomes(() => said(page, "line 60.").count(), 0);
    wire.pass("history");
    await page.locator(".timeline").evaluate((it) => it.scrollTop += 50);
    await said(page, "line 60.").waitFor();
    await banner(page).waitFor({ state: "detached" });
    await bot.close();
  },
);

browserTest("late answers - history that was lost comes once the line is back", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(120);
  const { page, context } = await visit.device();
  const wire = await Wire.under(context);
  wire.hold("history");
  await register(page, "Awa");
  await said(page, "line 120.").waitFor();
  await page.locator(".timeline").evaluate((it) => it.scrollTop = -it.scrollHeight);
  await isAsked(wire, "history");
  await becomes(() => said(page, "line 60.").count(), 0);
  await wire.cut();
  wire.pass("history");
  await said(page, "line 60.").waitFor();
  await bot.close();
});

browserTest("late answers - a second press in the administration does nothing", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  await page.goto("/admin/invitations");
  await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
  const answer = Promise.withResolvers<void>();
  let posted = 0;
  await context.route("**/admin/**", async (route) => {
    if (route.request().method() === "POST") {
      posted++;
      await answer.promise;
    }
    await route.continue();
  });
  const button = page.getByRole("button", { name: "Create link" });
  await button.click();
  await button.click();
  await eventually(() => Promise.resolve(posted), (count) => count > 0);
  answer.resolve();
  await page.getByLabel("Invitation link").first().waitFor();
  assertEquals(posted, 1);
  await button.click();
  await eventually(() => page.getByLabel("Invitation link").count(), (count) => count === 2);
});

browserTest("late answers - the door opens to a press after the browser's Stop", async (visit) => {
  const { page, context } = await visit.device();
  await doorIsAlive(page);
  const answer = Promise.withResolvers<void>();
  let posted = 0;
  await context.route("**/*", async (route) => {
    const request = route.request();
    if (request.method() === "POST" && new URL(request.url()).pathname.startsWith("/door/")) {
      posted++;
      await answer.promise;
    }
    await route.continue().catch(() => {}); // it was stopped
  });
  const enter = page.getByRole("button", { name: "Enter", exact: true });
  const press = () => page.keyboard.press("Enter");
  const cdp = await context.newCDPSession(page);
  await page.getByLabel("Choose a name").fill("Awa");
  await enter.focus();
  await press();
  await eventually(() => Promise.resolve(posted), (count) => count === 1);
  await cdp.send("Page.stopLoading");
  await enter.and(page.locator(":not([aria-disabled])")).waitFor();
  await press();
  await eventually(() => Promise.resolve(posted), (count) => count === 2);
  await press(); // one is on its way
  answer.resolve();
  await chatIsAlive(page);
  assertEquals(posted, 2);
});
