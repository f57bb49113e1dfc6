import { findings, inspected, ofColours } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  actOn,
  actsAreAlive,
  administer,
  becomes,
  chatIsAlive,
  openActs,
  said,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

/** The system's theme, by day and by night, or one that was chosen. */
for (const theme of ["system", "dark"] as const) {
  browserTest(`accessibility - axe finds nothing in what opens, theme ${theme}`, async (visit) => {
    const { page, context } = await inspected(visit, {});
    await administer(context);
    await context.addCookies([{ name: "palabre-view", value: `theme=${theme}`, url: visit.url }]);
    const zed = await Talker.connect(visit.url, await enter(visit.url, "Zed"));
    await zed.send("general", "the shed is open");
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await acknowledged(page, "the shed is open").waitFor();
    // Where Zed's coming is told late, it moves the message.
    const person = page.locator(".aside .person", { hasText: "Zed" });
    await person.locator("[data-presence=online]").waitFor();
    await becomes(() => page.locator("html").getAttribute("data-theme"), theme);
    // Only colours are otherwise in a theme that was chosen.
    const find = theme === "system" ? findings : ofColours;
    const clean = (where: string) => becomes(() => find(page), [], where);
    const dialog = async (name: string | RegExp) => {
      await page.getByRole("dialog", { name }).waitFor();
      await clean(String(name));
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };
    const message = said(page, "the shed is open");
    await actsAreAlive(page);
    await message.hover();
    await page.getByRole("toolbar").waitFor();
    await clean("what can be done with a message");
    await openActs(page, "the shed is open");
    await clean("all that can be done with it");
    await page.getByRole("menuitem", { name: "Report" }).click();
    await dialog("Report this message");
    await actOn(page, "the shed is open", "Delete");
    const undo = page.getByRole("button", { name: "Undo" });
    await undo.hover(); // it stays while somebody is at it
    await clean("what can be taken back");
    await undo.click();
    for (
      const [name, title] of [["Change the topic", /^Topic of/], [
        "Invite someone",
        /^Invite to/,
      ]] as const
    ) {
      await page.getByRole("button", { name: "More about this conversation" }).click();
      await page.getByRole("menuitem", { name }).click();
      await dialog(title);
    }
    const menu = page.locator(".aside li", { hasText: "Zed" }).locator("[aria-haspopup]");
    await menu.click();
    await page.getByRole("menu").waitFor();
    await clean("a member's menu");
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    for (const name of ["Kick", "Mute", "Ban"]) {
      await menu.click();
      await page.getByRole("menuitem", { name }).click();
      await dialog(name);
    }
    await page.getByRole("button", { name: "New message" }).click();
    await page.getByLabel("To whom?").fill("nobody");
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("alert").getByText("nobody").waitFor();
    await dialog("New message"); // with an error at a field, which is said
    await zed.close();
  });
}
