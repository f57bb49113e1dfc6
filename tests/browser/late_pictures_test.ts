import { assertEquals } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { Bot } from "../support/bot.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  eventually,
  focused,
  message,
  register,
  said,
  say,
} from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";

const browserTest = browserTests();

const place = (page: Page, name: string) => page.locator(".lists .place", { hasText: name });

/** A machine too slow to draw between two keys: what waits for a picture comes much later. */
async function slowly(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.requestAnimationFrame = () => 0;
  });
}

/** A press of a key where the focus is, text into the field there, or a click. */
type Step = { key: string; altKey?: boolean } | { write: string } | { click: string };

/** Does one step after another; between them the page draws, and no effect that waits has run. */
function quickly(page: Page, ...steps: Step[]): Promise<void> {
  return page.evaluate(async (steps) => {
    for (const step of steps) {
      const focused = document.activeElement;
      if ("click" in step) document.querySelector<HTMLElement>(step.click)?.click();
      else if ("write" in step) {
        if (!(focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement)) {
          return;
        }
        focused.value += step.write;
        focused.dispatchEvent(new InputEvent("input", { bubbles: true }));
      } else {
        const init = { ...step, bubbles: true, cancelable: true };
        focused?.dispatchEvent(new KeyboardEvent("keydown", init));
      }
      for (let n = 0; n < 10; n++) await Promise.resolve();
    }
  }, steps);
}

browserTest("late pictures - the keys after a menu's are the menu's", async (visit) => {
  const { page, context } = await visit.device();
  await slowly(context);
  await register(page, "Awa");
  await page.locator("#show-more").waitFor();
  const open = { click: "#show-more" };
  await quickly(page, open, { key: "ArrowDown" });
  await becomes(() => focused(page), "Copy link");
  await quickly(page, { key: "Escape" });
  await becomes(() => page.getByRole("menu").count(), 0);
  await quickly(page, open, { key: "Escape" });
  await becomes(() => page.getByRole("menu").count(), 0);
});

browserTest("late pictures - Enter after a letter takes what the letter finds", async (visit) => {
  const bots = [];
  for (const name of ["Anita", "Anna"]) bots.push(await Bot.enter(visit.url, name));
  const { page, context } = await visit.device();
  await slowly(context);
  await register(page, "Awa");
  for (const room of ["mill-a", "mill-b"]) await createRoom(page, room);

  for (const name of ["Anita", "Anna"]) {
    await page.locator(".aside .person", { hasText: name }).waitFor();
  }
  await composer(page).pressSequentially("@A");
  const suggested = page.locator("#composer-suggestions [role=option]");
  for (const name of ["Anita", "Anna"]) await suggested.getByText(name).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator("#composer-suggestions [aria-selected=true]", { hasText: "Anna" }).waitFor();
  await quickly(page, { write: "n" }, { key: "Tab" });
  await becomes(() => composer(page).inputValue(), "@Anita ");

  await page.keyboard.press("Control+k");
  await page.locator(".palette").waitFor();
  await page.keyboard.type("mil");
  const found = page.locator("#palette-list [role=option]");
  await becomes(() => found.filter({ hasText: "mill-" }).count(), 2);
  const [first = ""] = await found.allInnerTexts();
  await page.keyboard.press("ArrowDown");
  await page.locator("#palette-1[aria-selected=true]").waitFor();
  await quickly(page, { write: "l" }, { key: "Enter" });
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const bare = (text: string) => text.replace(/\s/g, "");
  await becomes(() => page.locator("h1").innerText().then(bare), bare(first));
  for (const bot of bots) await bot.close();
});

browserTest("late pictures - Esc marks as read though one goes on at once", async (visit) => {
  const { page, context } = await visit.device();
  await slowly(context);
  await register(page, "Awa");
  await createRoom(page, "mill");
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(60);
  await said(page, "line 60.").waitFor();
  await page.locator(".timeline").evaluate((it) => it.scrollTop = -600);
  await page.locator(".to-latest").waitFor();
  await bot.talk(1);
  const unread = place(page, "general").locator(".count");
  await unread.waitFor();
  await quickly(page, { key: "Escape" }, { key: "ArrowDown", altKey: true });
  await page.waitForURL("**/rooms/mill");
  await unread.waitFor({ state: "detached" });
  await bot.close();
});

/** Notes for each drawing that adds messages whether the log was busy; gives what was noted so far. */
async function watchDrawings(page: Page): Promise<() => Promise<string[]>> {
  await page.locator(".timeline").evaluate((log) => {
    const drawn: string[] = [];
    const isMessage = (node: Node) => node instanceof Element && node.matches(".message");
    new MutationObserver((records) => {
      const added = records.some(({ addedNodes }) => [...addedNodes].some(isMessage));
      if (added) drawn.push(log.getAttribute("aria-busy") ?? "");
    }).observe(log, { subtree: true, childList: true });
    Object.assign(globalThis, { drawn });
  });
  return () => page.evaluate((): string[] => Reflect.get(globalThis, "drawn"));
}

browserTest("late pictures - a page of history is drawn while the log is busy", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(300);
  const { page, context } = await visit.device();
  await slowly(context);
  await register(page, "Awa");
  await said(page, "line 300.").waitFor();
  const log = page.locator(".timeline");
  const busy = () => log.getAttribute("aria-busy");
  await eventually(busy, (is) => is === "false");
  const drawn = await watchDrawings(page);
  await log.evaluate((it) => it.scrollTop = -it.scrollHeight);
  await eventually(drawn, (all) => all.length > 0);
  await eventually(busy, (is) => is === "false");
  assertEquals(new Set(await drawn()), new Set(["true"]));
  await page.locator(".to-latest").click();
  await page.locator(".to-latest").waitFor({ state: "detached" });
  await eventually(busy, (is) => is === "false");
  await bot.talk(1);
  await said(page, "line 301.").waitFor();
  await becomes(async () => (await drawn()).at(-1), "false", "what is said then is read out");
  await bot.close();
});

browserTest("late pictures - so is what was held beyond what one reads along", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(60);
  const { page, context } = await visit.device();
  await slowly(context);
  await register(page, "Awa");
  await bot.talk(60);
  await said(page, "line 120.").waitFor();
  const log = page.locator(".timeline");
  await becomes(() => log.getAttribute("aria-busy"), "false");
  const drawn = await watchDrawings(page);
  await log.evaluate((it) => it.scrollTop = -400);
  await becomes(async () => (await drawn()).length, 1);
  await becomes(drawn, ["true"], "it was read out when it was said");
  await becomes(() => log.getAttribute("aria-busy"), "false");
  await bot.close();
});

browserTest("late pictures - a drawing undoes no scroll that was not told yet", async (visit) => {
  const bot = await Bot.enter(visit.url, "Diego");
  await bot.talk(120);
  const { page, context } = await visit.device();
  const wire = await Wire.under(context);
  await register(page, "Awa");
  await said(page, "line 120.").waitFor();
  // Asked for once one is online.
  await eventually(() => Promise.resolve(wire.count("members")), (count) => count > 0);
  const log = page.locator(".timeline");
  for (const [from, to] of [[-150, -300], [-50, -200]] as const) {
    await log.evaluate((it, top) => void (it.scrollTop = top), from);
    await becomes(() => page.locator(".to-latest").count(), from < -100 ? 1 : 0);
    wire.hold("history");
    const kept = await log.evaluate(async (it, to) => {
      it.scrollTop = to;
      it.querySelector<HTMLElement>("a[href*=before]")?.click(); // which draws at once
      for (let n = 0; n < 10; n++) await Promise.resolve();
      return it.scrollTop;
    }, to);
    assertEquals(kept, to);
    await becomes(() => log.getAttribute("aria-busy"), "true");
    wire.pass("history");
    await becomes(() => log.getAttribute("aria-busy"), "false");
  }
  await bot.close();
});

browserTest("late pictures - what one types at once joins the draft", async (visit) => {
  const { page, context } = await visit.device();
  await slowly(context);
  await register(page, "Awa");
  await createRoom(page, "mill");
  await place(page, "mill").click();
  await page.getByLabel("Message #mill").waitFor();
  await composer(page).fill("a long thought");
  await place(page, "general").click();
  await page.getByLabel("Message #general").waitFor();
  await quickly(page, { key: "ArrowDown", altKey: true }, { write: "and" });
  const both = "a long thought\nand";
  await eventually(() => composer(page).inputValue(), (text) => text === both);
  await place(page, "general").click();
  await page.getByLabel("Message #general").waitFor();
  await place(page, "mill").click();
  await eventually(() => composer(page).inputValue(), (text) => text === both);
});

browserTest("late pictures - a late script takes neither focus nor text", async (visit) => {
  const { page, context } = await visit.device();
  await register(page, "Awa");
  await createRoom(page, "mill");
  await say(page, "pointed at");
  await acknowledged(page, "pointed at").waitFor();
  const script = Promise.withResolvers<void>();
  await context.route("**/assets/*.js", async (route) => {
    await script.promise;
    await route.continue();
  });
  await page.goto("/rooms/general", { waitUntil: "commit" });
  await composer(page).fill("typed early");
  await said(page, "pointed at").hover();
  await place(page, "mill").focus();
  script.resolve();
  await chatIsAlive(page);
  await becomes(() => place(page, "mill").evaluate((it) => it === document.activeElement), true);
  await message(page, "pointed at").getByRole("toolbar").waitFor(); // the pointer did not move
  await place(page, "mill").click();
  await page.getByLabel("Message #mill").waitFor();
  await place(page, "general").click();
  await eventually(() => composer(page).inputValue(), (text) => text === "typed early");
});
