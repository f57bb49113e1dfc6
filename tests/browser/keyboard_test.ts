import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { UNDO_MS } from "../../islands/room/window/undo_offers.ts";
import { browserTests } from "../support/browser.ts";
import { holdTimers } from "../support/held_timers.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  comesTo,
  composer,
  createRoom,
  doorIsAlive,
  enterAsGuest,
  focused,
  islandsAreAlive,
  message,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

/** Presses a key until something has the focus; fails when it never does. */
async function pressTo(page: Page, key: string, name: string | RegExp): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (typeof name === "string" ? now === name : name.test(now)) return;
    seen.push(now);
  }
  throw new Error(`${key} never came to ${name}, but to ${[...new Set(seen)].join(", ")}`);
}

browserTest("keyboard - a whole visit without a mouse", async (visit) => {
  await enter(visit.url, "Noor");
  const { page } = await visit.device();
  await doorIsAlive(page);
  await page.locator("#field-name:focus").waitFor(); // one begins to type where one came in
  await page.keyboard.type("Awa");
  await page.keyboard.press("Enter");
  await chatIsAlive(page);

  await comesTo(page, "Message #general");
  await page.keyboard.type("hello");
  await page.keyboard.press("Enter");
  await acknowledged(page, "hello").waitFor();

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Jump to" }).waitFor();
  await page.keyboard.type("noo");
  await page.getByRole("option", { name: "Write to Noor" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/direct/noor-*");
  await comesTo(page, "Message Noor");
  await page.keyboard.type("psst");
  await page.keyboard.press("Enter");
  await acknowledged(page, "psst").waitFor();

  await page.keyboard.press("F6");
  await comesTo(page, "Conversations");
  await page.keyboard.press("F6");
  await comesTo(page, "Messages: Noor");
  await page.keyboard.press("Shift+F6");
  await comesTo(page, "Conversations");

  await page.keyboard.press("Control+/");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await comesTo(page, "Conversations");
  for (let n = 0; n < 3; n++) { // a second Esc in a row is asked of nobody
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await comesTo(page, "Conversations");

  await page.keyboard.press("Alt+ArrowUp");
  await page.waitForURL("**/rooms/general");
  await comesTo(page, "Message #general");
  await pressTo(page, "Shift+Tab", "Settings");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings");
  await islandsAreAlive(page);
  await pressTo(page, "Tab", "Leave the chat…");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/door/sign-out");
  await islandsAreAlive(page);
  await pressTo(page, "Tab", "Leave");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Enter", exact: true }).waitFor();
});

browserTest(
  "keyboard - each thing that stands over the page gives the focus back",
  async (visit) => {
    const { page, context } = await visit.device({}, "about:blank");
    await holdTimers(context, UNDO_MS);
    await page.goto("/");
    await register(page, "Awa");
    await createRoom(page, "mill");
    await page.locator(".place", { hasText: "mill" }).click();
    await comesTo(page, "Message #mill");
    await page.getByRole("button", { name: "More about this conversation" }).waitFor();
    await pressTo(page, "Shift+Tab", "More about this conversation");
    await page.keyboard.press("Enter");
    await comesTo(page, "Change the topic…");
    await page.keyboard.press("ArrowDown");
    await comesTo(page, "Invite someone…");
    await page.keyboard.press("Escape");
    await comesTo(page, "More about this conversation");
    await page.keyboard.press("Enter");
    await comesTo(page, "Change the topic…");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Topic of #mill" }).waitFor();
    await comesTo(page, "field-asked");
    await page.keyboard.type("Under the tree");
    await page.keyboard.press("Enter");
    await page.locator(".head").getByText("Under the tree").waitFor();
    await comesTo(page, "More about this conversation");

    await pressTo(page, "Tab", "Emoji");
    await page.keyboard.press("Enter");
    await comesTo(page, "Search emoji");
    await page.keyboard.press("Escape");
    await comesTo(page, "Message #mill");

    await say(page, "to be deleted");
    await acknowledged(page, "to be deleted").waitFor();
    await pressTo(page, "Shift+Tab", "Messages: #mill");
    await page.keyboard.press("ArrowUp");
    const focus = page.locator(":focus");
    await message(page, "to be deleted").and(focus).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem").and(focus).waitFor();
    await page.keyboard.press("End");
    await page.getByRole("menuitem", { name: "Delete" }).and(focus).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("This message was deleted.").waitFor();
    await page.keyboard.press("Control+z");
    await said(page, "to be deleted").waitFor();
    await message(page, "to be deleted").and(focus).waitFor();
    await page.keyboard.press("Delete");
    await page.getByText("This message was deleted.").waitFor();
    await page.keyboard.press("Escape");
    await comesTo(page, "Message #mill");
  },
);

browserTest(
  "keyboard - Alt and the arrows go round, with Shift to what is unread",
  async (visit) => {
    const noor = await visit.device();
    await register(noor.page, "Noor");
    for (const room of ["barn", "field", "mill"]) await createRoom(noor.page, room);
    const { page } = await visit.device();
    await register(page, "Awa");
    const at = async (room: string) => {
      await page.waitForURL(`**/rooms/${room}`);
      await page.getByLabel(`Message #${room}`).waitFor();
    };
    for (const room of ["barn", "field", "mill"]) {
      await say(page, `/join ${room}`);
      await at(room);
    }
    await page.keyboard.press("Alt+ArrowDown");
    await at("barn");
    await page.keyboard.press("Alt+ArrowUp");
    await at("mill");
    await noor.page.goto("/rooms/mill");
    await chatIsAlive(noor.page);
    await say(noor.page, "anybody at the mill?");
    await said(page, "anybody at the mill?").waitFor();
    await noor.page.goto("/rooms/field");
    await chatIsAlive(noor.page);
    await say(noor.page, "or in the field?");
    await page.locator(".place[data-unread]", { hasText: "field" }).waitFor();
    await page.keyboard.press("Alt+Shift+ArrowUp");
    await at("field");
    await page.goBack();
    await at("mill");
  },
);

browserTest(
  "keyboard - Tab goes through messages and their bars, and never to nothing",
  async (visit) => {
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    const texts = [
      "see https://a.example",
      "plain words",
      "```js\nlet one = 1;\n```",
      "https://b.example",
    ];
    for (const text of texts) await noor.send("general", text);
    const { page } = await visit.device();
    await enterAsGuest(page, "Awa");
    await page.locator(".message pre").waitFor();
    const walk = async (key: string, end: string) => {
      const seen: string[] = [];
      while (seen.at(-1) !== end && seen.length < 40) {
        await page.keyboard.press(key);
        seen.push(
          await page.evaluate(() => {
            const { activeElement: at } = document;
            return at?.tagName === "A"
              ? "link"
              : at?.tagName === "PRE"
              ? "code"
              : at?.getAttribute("aria-label") ?? at?.tagName ?? "";
          }),
        );
      }
      return seen;
    };
    await page.locator(".timeline").focus();
    const bar = ["Add a reaction", "Reply", "Reply in a thread", "More about this message"];
    const add = "Add files or a poll";
    const there = await walk("Tab", add);
    assertEquals(there, ["link", ...bar, "BUTTON", "code", ...bar, "link", ...bar, add]);
    const back = await walk("Shift+Tab", "Messages: #general");
    assertEquals(back.includes("BODY"), false, back.join());
    await noor.close();
  },
);

browserTest("keyboard - keys go by what they write, wherever it stands", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  /** Presses with Ctrl; whether the chat took the key from the browser. */
  const takes = (key: string, code: string) =>
    page.evaluate(([key, code]) => {
      const init = { key, code, ctrlKey: true, bubbles: true, cancelable: true };
      return !document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", init));
    }, [key, code]);
  await becomes(() => takes("-", "Slash"), false, "a Spanish keyboard makes the page smaller");
  await becomes(() => page.getByRole("dialog").count(), 0);
  await becomes(() => takes("/", "Digit7"), true);
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
});

browserTest("keyboard - Esc closes the members, then marks what is open as read", async (visit) => {
  const { page } = await visit.device({ viewport: { width: 1000, height: 700 } });
  await register(page, "Awa");
  await page.getByRole("button", { name: "People" }).press("Enter");
  const panel = page.locator("#members");
  await panel.waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  await comesTo(page, "People");

  await page.goto("/settings");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  for (let n = 1; n <= 40; n++) await noor.send("general", `line ${n}.`);
  await noor.close();
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  await page.locator(".mark.unread").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".mark.unread").waitFor({ state: "detached" });
  await page.locator(".place .count").waitFor({ state: "detached" });
});

browserTest("keyboard - the keys are called as on the machine of the browser", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await page.locator(".jump kbd", { hasText: "Ctrl K" }).waitFor();
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "platform", { value: "MacIntel" })
  );
  await page.reload();
  await page.locator(".jump kbd", { hasText: "⌘ K" }).waitFor();
  await page.keyboard.press("Meta+/");
  await page.getByRole("dialog").getByText("⌘ K").waitFor();
});

browserTest(
  "keyboard - a page beside the chat is reached at once, and what opens on it closes with Escape",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await say(page, "under the tree");
    await acknowledged(page, "under the tree").waitFor();
    for (const path of ["/settings", "/settings/notifications", "/rooms/general/files"]) {
      await page.goto(path);
      await islandsAreAlive(page);
      await page.keyboard.press("Tab");
      await comesTo(page, "Skip to the page");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const isBeside = () =>
        page.evaluate(() => document.activeElement?.closest(".sidebar, .skip") !== null);
      await becomes(isBeside, false, path);
    }
    await page.goto("/search?query=tree");
    await islandsAreAlive(page);
    const places = page.locator(".places");
    await places.locator("summary").focus();
    await page.keyboard.press("Enter");
    await places.locator("ul").waitFor();
    await page.keyboard.press("Escape");
    await places.locator("ul").waitFor({ state: "hidden" });
    await becomes(
      () => places.locator("summary").evaluate((it) => it === document.activeElement),
      true,
    );
  },
);

browserTest("keyboard - what is typed beside the fields goes into the composer", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await say(page, "under the tree");
  await acknowledged(page, "under the tree").waitFor();
  const guests = ["Diego", "Mei", "Noor", "Zoltan"];
  const here = await Promise.all(
    guests.map(async (name) => Talker.connect(visit.url, await enter(visit.url, name))),
  );
  const arrivals = page.locator(".quiet-notice summary");
  await arrivals.focus();
  await page.keyboard.type("Hi");
  await comesTo(page, "Message #general");
  await becomes(() => composer(page).inputValue(), "Hi");
  await page.getByRole("button", { name: "Pinned messages" }).focus();
  await page.keyboard.type("!");
  await becomes(() => composer(page).inputValue(), "Hi!");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.type(" ?");
  await becomes(() => composer(page).inputValue(), "Hi!?", "a space scrolls");

  // A letter of its own on a message is no text, nor is what is typed in a menu.
  await composer(page).press("Shift+Tab");
  await page.locator("#messages").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("r");
  await page.getByRole("button", { name: "Cancel" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More about" }).press("Enter");
  await page.keyboard.type("x");
  await page.getByRole("menu").waitFor();
  await becomes(() => composer(page).inputValue(), "Hi!?");
  for (const one of here) await one.close();
});
