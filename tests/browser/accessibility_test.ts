import { assertEquals, assertMatch } from "@std/assert";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  composer,
  doorIsAlive,
  eventually,
  REFUSED_TEXT,
  register,
  say,
  sendsBlankTexts,
} from "../support/visitor.ts";

const browserTest = browserTests();

const SIZES = [{ width: 1360, height: 900 }, { width: 390, height: 844 }] as const;
for (const viewport of SIZES) {
  browserTest(
    `accessibility - axe finds nothing by day and by night, ${viewport.width} px`,
    async (visit) => {
      const narrow = viewport.width < 700;
      const { page } = await inspected(visit, { viewport });
      const clean = (where: string) => becomes(() => findings(page), [], where);
      for (const way of ["guest", "sign-in", "register"]) {
        await page.goto(`/?way=${way}`);
        await doorIsAlive(page);
        await clean(`the door, ${way}`);
      }
      await page.goto("/");
      await page.getByLabel("Choose a name").fill("a:b");
      await page.getByRole("button", { name: "Enter", exact: true }).click();
      await page.locator("#field-name-error").waitFor();
      await clean("the door with an error");
      await page.goto("/");
      await register(page, "Awa");
      await clean("an empty room");

      const inès = await Talker.connect(visit.url, await enter(visit.url, "Inès"));
      await inès.send("general", "@Awa look at `this` and https://example.org\n```\ncode\n```");
      const { conversation } = await inès.ask({ type: "open", with: "Awa" });
      await inès.send(conversation.id, "between us");
      await acknowledged(page, "look at").waitFor();
      await inès.ask({ type: "topic", conversation: "general", topic: "Under the tree" });
      await say(page, "mine");
      await acknowledged(page, "mine").waitFor();
      await sendsBlankTexts(page);
      await say(page, REFUSED_TEXT);
      await page.locator("[data-state=failed]").waitFor();
      await clean("a room");
      await say(page, "/dance");
      await page.getByText("There is no command").waitFor();
      await clean("a command that is none");
      await composer(page).fill("@");
      await page.getByRole("listbox", { name: "Suggestions" }).waitFor();
      await clean("suggestions");
      await composer(page).fill("");
      await page.getByRole("button", { name: "Emoji" }).click();
      const picker = page.locator(".emoji-picker");
      await picker.locator(".set button").first().waitFor();
      await clean("the emoji picker");
      await page.keyboard.press("Escape");
      await picker.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "More about this conversation" }).click();
      await page.getByRole("menu").waitFor();
      await clean("the menu");
      await page.keyboard.press("Escape");
      await page.getByRole("menu").waitFor({ state: "detached" });
      if (narrow) {
        await page.getByRole("button", { name: "People" }).click();
        const members = page.locator(".aside[data-panel=open]");
        await members.waitFor();
        await clean("the members");
        await page.keyboard.press("Escape");
        await members.waitFor({ state: "detached" });
      }
      await page.keyboard.press("Control+k");
      await page.locator(".palette input").fill("in");
      await page.getByRole("option", { name: "Inès" }).first().waitFor();
      await clean("the palette");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.keyboard.press("Control+/");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      await clean("the shortcuts");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await say(page, "quit");
      await page.getByRole("dialog", { name: "Leave the chat?" }).waitFor();
      await clean("leaving");

      await page.goto("/?list");
      await chatIsAlive(page);
      await clean("the list");
      await page.getByRole("link", { name: "Browse rooms" }).click();
      await page.getByRole("dialog", { name: "Rooms" }).waitFor();
      await clean("the room browser");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByRole("button", { name: "New message" }).click();
      await page.getByLabel("Who do you want to write to?").fill("zed");
      await page.getByRole("button", { name: "Start" }).click();
      await page.locator("#field-asked-error").waitFor();
      await clean("a new message to nobody");
      await page.goto("/direct/In%C3%A8s");
      await clean("a conversation of two");
      await page.goto("/rooms/general");
      await chatIsAlive(page);
      await visit.kill();
      await page.locator(".banner").waitFor();
      await clean("a room without a connection");
      await inès.closed;
    },
  );
}

browserTest("accessibility - a message is one sentence in a polite log", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  await noor.send("general", "the shed is open");
  await acknowledged(page, "the shed is open").waitFor();
  const log = page.getByRole("log", { name: "Messages: #general" });
  await becomes(() => log.getAttribute("aria-live"), "polite");
  await becomes(() => log.getAttribute("aria-relevant"), "additions");
  const sentence = await log.locator(".message").evaluate((shown) => {
    const message = shown.cloneNode(true) as HTMLElement;
    for (const silent of message.querySelectorAll("[aria-hidden=true]")) silent.remove();
    return message.textContent;
  });
  assertMatch(sentence?.trim() ?? "", /^Noor, \d\d:\d\d: the shed is open$/);
  await noor.close();
});

browserTest("accessibility - reduced motion: nothing moves", async (visit) => {
  const { page } = await visit.device({ reducedMotion: "reduce" });
  await register(page, "Awa");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  await page.getByText("Noor is here").waitFor();
  const moving = await eventually(() => {
    // Who types says so again and again: after some seconds it would be over.
    noor.socket.send(JSON.stringify({ type: "typing", conversation: "general" }));
    return page.evaluate(() => {
      if (!document.querySelector(".typing")?.textContent?.includes("Noor is typing…")) return;
      return document.getAnimations()
        .filter((one) => Number(one.effect?.getComputedTiming().duration) > 1).length;
    });
  }, (count) => count !== undefined);
  assertEquals(moving, 0);
  await noor.close();
});
