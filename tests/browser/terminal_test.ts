// One person sits before a terminal, the other before a browser.
import { browserTests } from "../support/browser.ts";
import { PseudoTerminal } from "../support/pseudo_terminal.ts";
import {
  actOn,
  actsAreAlive,
  becomes,
  chatIsAlive,
  composer,
  message,
  pointAt,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();
const KEY = { enter: "\r", escape: "\x1b", ctrlC: "\x03", ctrlN: "\x0e" };

browserTest(
  "two people - one in the terminal and one in the browser hold a whole conversation",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Mei");
    const env = { PALABRE_CONFIG: `${visit.folder}/config` };
    const awa = new PseudoTerminal(["--server", visit.url, "--name", "Awa"], env, {
      columns: 110,
      rows: 32,
    });
    try {
      await awa.shows(/connected · # general/);
      await page.locator(".notice", { hasText: "Awa is here" }).waitFor();
      await composer(page).pressSequentially("Is the **shed** open?");
      await awa.shows(/Mei is typing…/);
      await composer(page).press("Enter");
      await awa.shows(/Mei {2}Is the shed open\?/);
      awa.type("It is, since seven");
      await page.locator(".typing", { hasText: "Awa is typing" }).waitFor();
      awa.type(KEY.enter);
      await said(page, "It is, since seven").waitFor();
      await say(page, "And the pump?");
      await awa.shows(/Mei {2}And the pump\?/);

      awa.type(KEY.escape);
      await awa.shows(/r reply/);
      awa.type("r");
      await awa.shows(/Reply to Mei: And the pump\?/);
      awa.type("It leaks" + KEY.enter);
      await message(page, "It leaks").locator(".quote", { hasText: "And the pump?" }).waitFor();
      await actsAreAlive(page);
      await (await pointAt(page, "It leaks")).locator("[data-act=react]").click();
      await page.locator(".quick-reacts button").first().click();
      await awa.shows(/\[👍\s+1\]/);

      awa.type("wrong words" + KEY.enter);
      await said(page, "wrong words").waitFor();
      awa.type(KEY.escape);
      await awa.shows(/r reply/);
      awa.type("e");
      await awa.shows(/Editing your message of/);
      awa.type("\x15right words" + KEY.enter);
      await said(page, "right words").waitFor();
      await message(page, "right words").getByText("edited").waitFor();
      await actOn(page, "shed", "Delete");
      await page.getByRole("button", { name: "Undo" }).waitFor();
      await page.reload(); // who leaves has decided
      await awa.shows(/\(deleted\)/);
      await chatIsAlive(page);

      awa.type("/poll Tea? | yes | no" + KEY.enter);
      await page.getByRole("radio", { name: "yes" }).click();
      await awa.shows(/1\. █+ yes 1/);
      awa.type("/to Mei between us" + KEY.enter);
      await page.locator(".place", { hasText: "Awa" }).click();
      await said(page, "between us").waitFor();
      await say(page, "only us");
      await awa.shows(/● Mei\s+1 /);
      awa.type(KEY.ctrlN);
      await awa.shows(/Mei {2}only us/);
      await page.locator(".message .seen-by", { hasText: "Seen by Awa" })
        .waitFor({ state: "attached" });

      awa.type(KEY.ctrlC + KEY.ctrlC);
      const code = await awa.ended;
      if (code !== 0) throw new Error(`The terminal ended with ${code}`);
      await page.locator(".place", { hasText: "general" }).click();
      await page.locator(".notice", { hasText: "Awa went offline" }).waitFor();
      await becomes(() => said(page, "right words").count(), 1);
    } finally {
      awa.kill();
      await awa.ended;
    }
  },
);
