import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { Bot } from "../support/bot.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import {
  allIsRead,
  becomes,
  chatIsAlive,
  createRoom,
  PHONE,
  register,
  said,
  willShow,
} from "../support/visitor.ts";

const browserTest = browserTests();

const PLAN = [
  "The plan:\n| Plot | Crates |\n|---|--:|\n| 2 | 40 |\n| 4 | **120** |\n",
  "3. Ladders\n4. Crates\n",
  "- [x] boat\n- [ ] oar\n",
  "> Count before you load\n",
  "So <b>not</b> _that_ ~~way~~.",
].join("\n");
const CODE = "Runs now:\n```ts\nconst full = 0.2; // of the tank\n```";
const SECRET = "It was ||the quince, by far|| and ||https://pears.example/||.";

/** A page that reads what a bot wrote in a room. */
async function reads(page: Page, url: string, ...written: string[]): Promise<Bot> {
  const bot = await Bot.enter(url, "Diego");
  for (const text of written) assert((await bot.talker.send("general", text)).ok);
  await register(page, "Awa");
  return bot;
}

browserTest("text (M8) - marks are drawn as elements, and HTML is text", async (visit) => {
  const { page } = await inspected(visit, {});
  await page.goto("/");
  const bot = await reads(page, visit.url, PLAN, CODE, SECRET);
  const bubble = said(page, "The plan:");
  await becomes(() => bubble.locator("th").allTextContents(), ["Plot", "Crates"]);
  await becomes(() => bubble.locator("td").allTextContents(), ["2", "40", "4", "120"]);
  await becomes(() => bubble.locator("ol").getAttribute("start"), "3");
  await becomes(() => bubble.locator("ol li").allTextContents(), ["Ladders", "Crates"]);
  await bubble.getByRole("img", { name: "Done:" }).waitFor();
  await bubble.getByRole("img", { name: "To do:" }).waitFor();
  await becomes(() => bubble.locator("blockquote").innerText(), "Count before you load");
  await becomes(() => bubble.locator("p").last().innerText(), "So <b>not</b> that way.");
  await becomes(() => bubble.locator("em").innerText(), "that");
  await becomes(() => bubble.locator("s").innerText(), "way");
  await becomes(() => bubble.locator("b").count(), 0);
  await page.locator(".ink-note").waitFor();
  await page.getByRole("button", { name: "Hidden text" }).first().click();
  await becomes(() => findings(page), []);
  await bot.close();
});

browserTest("text (M8) - code is coloured when it comes into view, and copied", async (visit) => {
  const { page, context } = await visit.device();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const asked: string[] = [];
  page.on("request", (request) => {
    const [, chunk] = /\/(highlight|typescript)-/.exec(request.url()) ?? [];
    if (chunk) asked.push(chunk);
  });
  const bot = await reads(page, visit.url, CODE);
  const block = page.locator(".code-block");
  await block.locator("header").getByText("TypeScript").waitFor();
  await block.locator(".ink-word", { hasText: "const" }).waitFor();
  await block.locator(".ink-number", { hasText: "0.2" }).waitFor();
  await block.locator(".ink-note", { hasText: "// of the tank" }).waitFor();
  assertEquals(asked.sort(), ["highlight", "typescript"]);
  await becomes(() => block.locator("pre").innerText(), "const full = 0.2; // of the tank");
  const isSaid = await willShow(page, ".code-block button", "Copied");
  await block.getByRole("button", { name: "Copy" }).click();
  await isSaid();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await becomes(copied, "const full = 0.2; // of the tank");
  await bot.talk(60); // out of view
  await said(page, "line 60.").waitFor();
  await allIsRead(page); // else the page opens where the code is
  asked.length = 0;
  await page.goto("/settings");
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  await said(page, "line 60.").waitFor();
  assertEquals(asked, []);
  await bot.close();
});

browserTest(
  "text (M8) - a spoiler is read by a press or a key, and kept from others",
  async (visit) => {
    const { page } = await visit.device();
    const bot = await reads(page, visit.url, SECRET);
    const bubble = said(page, "It was");
    const hidden = page.getByRole("button", { name: "Hidden text. Press to read it" });
    await becomes(() => hidden.count(), 2);
    // Neither seen nor read out.
    await becomes(async () => (await bubble.innerText()).includes("quince"), false);
    await becomes(
      () => bubble.locator(".spoiler > span").first().getAttribute("aria-hidden"),
      "true",
    );
    await becomes(() => bubble.locator("a").count(), 0);
    await hidden.first().focus();
    await page.keyboard.press("Enter");
    await bubble.getByRole("button", { name: "the quince, by far", pressed: true }).waitFor();
    await becomes(() => bubble.innerText(), "It was the quince, by far and .");
    await page.keyboard.press("Space");
    await bubble.getByRole("button", { name: "Hidden text" }).first().waitFor();
    await hidden.nth(1).click();
    await bubble.getByRole("link", { name: "https://pears.example/" }).waitFor();
    await becomes(
      () => page.evaluate(() => document.activeElement?.textContent),
      "https://pears.example/",
    );
    await bot.close();
  },
);

browserTest(
  "text (M8) - # leads to a room that one is in, without loading a page",
  async (visit) => {
    const { page } = await visit.device();
    const bot = await reads(page, visit.url, "see #orchard and #elsewhere");
    await createRoom(page, "orchard");
    const bubble = said(page, "see #orchard");
    await page.evaluate(() => Reflect.set(globalThis, "stays", true));
    await becomes(() => bubble.locator("a").allTextContents(), ["#orchard"]);
    await bubble.getByRole("link", { name: "#orchard" }).click();
    await page.getByRole("heading", { name: "# orchard" }).waitFor();
    await becomes(() => page.evaluate(() => Reflect.get(globalThis, "stays")), true);
    await bot.close();
  },
);

browserTest("text (M8) - several messages are copied with their marks", async (visit) => {
  const { page } = await visit.device();
  const bot = await reads(page, visit.url, PLAN, CODE, SECRET);
  const poll = { options: ["Saturday", "Sunday"] };
  const asked = { id: crypto.randomUUID(), conversation: "general", text: "When?", poll };
  assert((await bot.talker.ask({ type: "send", ...asked })).ok);
  await said(page, "When?").waitFor();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const copied = await page.evaluate(() => {
    const messages = document.querySelectorAll(".message");
    const last = messages[messages.length - 1]!;
    getSelection()?.setBaseAndExtent(messages[0]!, 0, last, last.childNodes.length);
    const clipboardData = new DataTransfer();
    messages[0]?.dispatchEvent(
      new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }),
    );
    return clipboardData.getData("text/plain").replace(/\d\d:\d\d/g, "12:00");
  });
  assertEquals(
    copied.replaceAll("\n\nDiego, 12:00:", ""), // a notice of who came may part the group
    [
      "Diego, 12:00:\nThe plan:\nPlot\tCrates\n2\t40\n4\t120\n3. Ladders\n4. Crates",
      "- [x] boat\n- [ ] oar\n> Count before you load\nSo <b>not</b> that way.",
      "Runs now:\nconst full = 0.2; // of the tank",
      "It was ▒▒▒ and ▒▒▒.",
      "When?\n- Saturday\n- Sunday",
    ].join("\n"),
  );
  await bot.close();
});

browserTest("text (M8) - tables and code scroll in their own frames on a phone", async (visit) => {
  const { page } = await visit.device(PHONE);
  const broad =
    "| a very long heading | another long heading | and one more |\n|-|-|-|\n| 1 | 2 | 3 |";
  const bot = await reads(page, visit.url, PLAN, broad, "```\n" + "long ".repeat(60) + "\n```");
  await said(page, "a very long heading").waitFor();
  await becomes(() => overflow(page), []);
  const scrolls = (name: string) =>
    page.locator(name).last().evaluate((it) => it.scrollWidth > it.clientWidth);
  await becomes(() => scrolls(".bubble .scroll"), true);
  await becomes(() => scrolls(".code-block pre"), true);
  await page.emulateMedia({ media: "print" });
  await becomes(() => scrolls(".code-block pre"), false, "paper does not scroll");
  await becomes(() => page.getByRole("button", { name: "Copy" }).count(), 0);
  const around = page.locator(".sidebar, .aside, .composer, .head .tools");
  await becomes(() => around.filter({ visible: true }).count(), 0, "nor is the frame around it");
  const printed = () =>
    page.locator(".message").evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().top)
    );
  await becomes(async () => (await printed()).length, 3, "all that is loaded");
  await becomes(async () => {
    const tops = await printed();
    return tops.join() === tops.toSorted((one, other) => one - other).join();
  }, true);
  await bot.close();
});

browserTest("text (M8) - is all there without scripts, but for what is pressed", async (visit) => {
  const { page, context } = await visit.device();
  const bot = await reads(page, visit.url, PLAN, CODE, SECRET);
  const plain = await visit.device({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  await plain.page.goto("/rooms/general");
  const bubble = said(plain.page, "The plan:");
  await becomes(() => bubble.locator("td").allTextContents(), ["2", "40", "4", "120"]);
  await becomes(
    () => plain.page.locator(".code-block pre").innerText(),
    "const full = 0.2; // of the tank",
  );
  await becomes(() => plain.page.getByRole("button", { name: "Copy" }).count(), 0);
  await plain.page.locator(".spoiler").first().focus();
  await becomes(
    () =>
      plain.page.locator(".spoiler > span").first().evaluate((it) =>
        getComputedStyle(it).visibility
      ),
    "visible",
  );
  await bot.close();
});
