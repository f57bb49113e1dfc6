import type { Locator, Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import { twoInstancesTest } from "../support/two_instances.ts";
import { becomes, chatIsAlive, focused, PHONE, register, say } from "../support/visitor.ts";

const browserTest = browserTests();

const poll = (page: Page) => page.locator(".poll");
const counts = (page: Page) => poll(page).locator(".count-of").allTextContents();
/** As the server has them: a page shows what was pressed before that. */
const drawnCounts = async ({ request }: Page) => {
  const html = await (await request.get("/rooms/general")).text();
  return Array.from(html.matchAll(/class="count-of"[^>]*>(\d+)</g), ([, count]) => count);
};
const answer = (page: Page, text: string): Locator =>
  poll(page).locator("label", { hasText: text });

/** Asks in the open room, by the command and its dialog. */
async function ask(page: Page, how: (dialog: Locator) => Promise<void> = () => Promise.resolve()) {
  await say(page, "/poll When do we press? | Saturday | Sunday");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Answer 3").fill("Monday");
  await how(dialog);
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await poll(page).waitFor();
}

twoInstancesTest(
  "polls (M9) - two people vote on two instances, change their mind, and the asker closes",
  async (one, two) => {
    const awa = await inspected(one, {});
    const mei = await inspected(two, PHONE);
    await awa.page.goto("/");
    await register(awa.page, "Awa");
    await mei.page.goto("/");
    await register(mei.page, "Mei");
    await mei.page.goto("/rooms/general");
    await chatIsAlive(mei.page);
    await ask(awa.page);
    await poll(mei.page).waitFor();
    await becomes(() => counts(mei.page), [], "nobody is led");
    await poll(mei.page).getByText("Vote to see the result").waitFor();
    await mei.page.getByRole("radio", { name: "Sunday" }).click();
    await becomes(() => counts(mei.page), ["0", "1", "0"]);
    await poll(mei.page).getByRole("status").getByText("Your vote was counted.").waitFor();
    await poll(awa.page).getByText("1 vote", { exact: true }).waitFor();
    await becomes(() => counts(awa.page), ["0", "1", "0"], "who asked sees it");
    // By keyboard, and another answer afterwards.
    await awa.page.getByRole("radio", { name: "Saturday" }).focus();
    await awa.page.keyboard.press("Space");
    await becomes(() => counts(awa.page), ["1", "1", "0"]);
    await becomes(() => counts(mei.page), ["1", "1", "0"]);
    await awa.page.keyboard.press("ArrowDown");
    await becomes(() => counts(mei.page), ["0", "2", "0"]);
    await becomes(() => answer(mei.page, "Sunday").locator(".avatar").count(), 2);
    await becomes(() => findings(awa.page), []);
    await becomes(() => findings(mei.page), []);
    await becomes(() => overflow(mei.page), []);
    await poll(mei.page).getByRole("button", { name: "Take back my vote" }).click();
    await becomes(() => counts(mei.page), []);
    await becomes(() => counts(awa.page), ["0", "1", "0"]);
    await becomes(() => poll(mei.page).getByRole("button", { name: "Close poll" }).count(), 0);
    // At once, each through their own instance.
    await Promise.all([
      awa.page.getByRole("radio", { name: "Saturday" }).click(),
      mei.page.getByRole("radio", { name: "Saturday" }).click(),
    ]);
    for (const { page } of [awa, mei]) await becomes(() => counts(page), ["2", "0", "0"]);
    await mei.page.getByRole("radio", { name: "Monday" }).click();
    await becomes(() => counts(awa.page), ["1", "0", "1"]);
    await poll(awa.page).getByRole("button", { name: "Close poll" }).click();
    await poll(mei.page).getByText("2 votes · closed").waitFor();
    await becomes(() => poll(mei.page).getByRole("radio").count(), 0);
    await becomes(() => counts(mei.page), ["1", "0", "1"]);
  },
);

browserTest(
  "polls (M9) - a press counts in the page at once, and stands back where there is no network",
  async (visit) => {
    const { page } = await visit.device({}, "about:blank");
    const waiting: Array<() => void> = [];
    let [held, away] = [false, () => {}];
    let isAway = false;
    await page.routeWebSocket(/\/ws$/, (line) => {
      if (isAway) return void line.close();
      away = () => void line.close();
      const server = line.connectToServer();
      server.onMessage((text) => {
        if (held) waiting.push(() => line.send(text));
        else line.send(text);
      });
    });
    await page.goto("/");
    await register(page, "Awa");
    await ask(page);
    held = true; // what the server says comes late
    await page.getByRole("radio", { name: "Sunday" }).click();
    await becomes(() => counts(page), ["0", "1", "0"]);
    await becomes(() => answer(page, "Sunday").getAttribute("data-chosen"), "true");
    await becomes(() => poll(page).getByRole("status").innerText(), "", "told when it counts");
    held = false;
    for (const send of waiting) send();
    await poll(page).getByRole("status").getByText("Your vote was counted.").waitFor();
    await becomes(() => counts(page), ["0", "1", "0"]);

    isAway = true;
    away();
    await page.locator(".banner").waitFor();
    await page.getByRole("radio", { name: "Monday" }).click();
    await page.getByText("There was no connection.").first().waitFor();
    await becomes(() => counts(page), ["0", "1", "0"]);
    await becomes(() => page.getByRole("radio", { name: "Sunday" }).isChecked(), true);
  },
);

// An answer is drawn as the server has it: `check()` would want it at once.
browserTest("polls (M9) - several answers, secretly; a reload shows the same", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  await ask(awa.page, async (dialog) => {
    await dialog.getByLabel("People can choose several answers").check();
    await dialog.getByLabel("Nobody sees who chose what").check();
    await dialog.getByLabel("Closes").selectOption("day");
  });
  await poll(awa.page).getByText("Several choices · secret").waitFor();
  await poll(awa.page).getByText("open until").waitFor();
  await awa.page.getByRole("checkbox", { name: "Saturday" }).click();
  await becomes(() => counts(awa.page), ["1", "0", "0"]);
  await awa.page.getByRole("checkbox", { name: "Monday" }).click();
  await becomes(() => counts(awa.page), ["1", "0", "1"]);
  await becomes(() => poll(awa.page).locator(".avatar").count(), 0);
  await becomes(() => drawnCounts(awa.page), ["1", "0", "1"]);
  await awa.page.reload();
  await chatIsAlive(awa.page);
  await becomes(() => counts(awa.page), ["1", "0", "1"]);
  await becomes(() => awa.page.getByRole("checkbox", { name: "Monday" }).isChecked(), true);
  await becomes(() => awa.page.getByRole("checkbox", { name: "Sunday" }).isChecked(), false);
});

browserTest("polls (M9) - can be voted in and closed without scripts", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  await ask(awa.page);
  const { page } = await visit.device({
    javaScriptEnabled: false,
    storageState: await awa.context.storageState(),
  });
  await page.goto("/rooms/general");
  await page.getByRole("radio", { name: "Sunday" }).click();
  await page.getByRole("button", { name: "Vote", exact: true }).click();
  await becomes(() => counts(page), ["0", "1", "0"]);
  await becomes(() => counts(awa.page), ["0", "1", "0"]);
  await page.getByRole("button", { name: "Take back my vote" }).click();
  await becomes(() => drawnCounts(page), ["0", "0", "0"]);
  await page.getByRole("button", { name: "Close poll" }).click();
  await becomes(() => counts(page), ["0", "0", "0"]);
  await becomes(() => page.getByRole("radio").count(), 0);
});

browserTest(
  "polls (M9) - what is wrong with a poll is said in its dialog, which keeps it",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await say(page, "/poll Which? | Soupe | soupé");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Ask", exact: true }).click();
    const second = dialog.getByLabel("Answer 2");
    await dialog.getByRole("alert").getByText("The answer “soupé” is there twice.").waitFor();
    await becomes(() => second.getAttribute("aria-invalid"), "true");
    await becomes(() => second.evaluate((it) => it === document.activeElement), true);
    await second.fill("other");
    await dialog.getByRole("button", { name: "Ask", exact: true }).click();
    await poll(page).getByText("Which?").waitFor();
    await becomes(() => poll(page).locator("label > [dir=auto]").allTextContents(), [
      "Soupe",
      "other",
    ]);
  },
);

for (const [width, options] of [["1360", {}], ["390", PHONE]] as const) {
  browserTest(
    `polls (M9) - at ${width} one finds them beside the composer, by pointer and by keys`,
    async (visit) => {
      const { page } = await inspected(visit, options);
      await page.goto("/");
      await register(page, "Awa");
      if (width === "390") await page.goto("/rooms/general");
      const add = page.getByRole("button", { name: "Add files or a poll" });
      await add.focus();
      await page.keyboard.press("Enter");
      await becomes(() => focused(page), "Attach files");
      const shots = Deno.env.get("PALABRE_SHOTS");
      if (shots) await page.screenshot({ path: `${shots}/add-${width}.png` });
      await becomes(() => findings(page), []);
      await becomes(() => overflow(page), []);
      await page.keyboard.press("ArrowDown");
      await becomes(() => focused(page), "Create a poll");
      await page.keyboard.press("Escape");
      await becomes(() => add.evaluate((it) => it === document.activeElement), true);
      await add.click();
      await page.getByRole("menuitem", { name: "Create a poll" }).click();
      const dialog = page.getByRole("dialog", { name: "Create a poll" });
      await dialog.getByLabel("Question").fill("When do we press?");
      for (const [n, text] of ["Saturday", "Sunday"].entries()) {
        await dialog.getByLabel(`Answer ${n + 1}`).fill(text);
      }
      await dialog.getByRole("button", { name: "Ask", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
      await poll(page).getByText("When do we press?").waitFor();
      await becomes(() => page.getByRole("radio").count(), 2);
    },
  );
}
