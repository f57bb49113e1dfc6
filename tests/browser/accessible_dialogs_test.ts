import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { findings, inspected, ofColours } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { bytesIn, joined, numbers } from "../support/films.ts";
import { picture } from "../support/pictures.ts";
import { type Asker, postFiles, uploadFile } from "../support/uploads.ts";
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

/** The beginning of a recording; it is not played here. */
const WEBM = joined(
  numbers(0x1a45dfa3),
  bytesIn("\u009f\u0042\u0086\u0081\u0001\u0042\u0082\u0084webm"),
);

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

/** What is shown of files, and what makes them: pictures, the player, the recorder, the tray. */
async function filesAreClean(
  page: Page,
  { zed, clean }: {
    zed: Asker;
    clean(where: string): Promise<void>;
  },
): Promise<void> {
  const [one, two, voice] = await Promise.all([
    uploadFile(zed, "one.png", picture("image/png")),
    uploadFile(zed, "two.png", picture("image/png")),
    uploadFile(zed, "voice.webm", WEBM),
  ]);
  await postFiles(zed, "general", [{ id: one, alt: "A bed" }, { id: two }], "the beds");
  await postFiles(zed, "general", [{ id: voice, duration: 3, wave: "05a5" }]);
  await page.locator(".message .voice").getByRole("slider").waitFor();
  await clean("a grid and a player");
  await page.locator(".message .pictures a").first().click();
  await page.locator(".viewer").waitFor();
  await clean("the viewer");
  await page.keyboard.press("Escape");
  await page.locator(".viewer").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Files", exact: true }).click();
  const files = page.getByRole("complementary", { name: "Files" });
  await files.getByRole("link", { name: /Voice message/ }).first().waitFor();
  await files.getByText("3 files · ").waitFor();
  await files.getByText(/^You can send .* more today/).waitFor();
  await clean("the files beside the conversation");
  await files.getByRole("link", { name: /^A bed/ }).click();
  await page.waitForURL(/\/rooms\/general\/\d+$/);
  await files.getByRole("button", { name: "Pictures" }).click();
  await files.getByText("2 files · ").waitFor();
  await page.keyboard.press("Escape");
  await files.waitFor({ state: "detached" });
  await becomes(() => page.locator(":focus").getAttribute("id"), "show-files");
  await page.locator(".composer input[type=file]").setInputFiles([
    { name: "bed.png", mimeType: "image/png", buffer: Buffer.from(picture("image/png")) },
  ]);
  await page.locator(".upload[data-state=ready]").waitFor();
  await clean("the tray");
  await page.getByRole("button", { name: "Record a voice message" }).click();
  await page.locator(".recording[data-state=recording]").waitFor();
  await clean("the recorder");
  await page.keyboard.press("Escape");
  await page.locator(".recording").waitFor({ state: "detached" });
}

/** The system's theme, by day and by night, or one that was chosen. */
for (const theme of ["system", "dark"] as const) {
  browserTest(`accessibility - axe finds nothing in what opens, theme ${theme}`, async (visit) => {
    const { page, context } = await inspected(visit, {});
    await administer(context);
    await context.addCookies([{ name: "palabre-view", value: `theme=${theme}`, url: visit.url }]);
    const asker = { url: visit.url, token: await enter(visit.url, "Zed") };
    const zed = await Talker.connect(visit.url, asker.token);
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
    await page.getByLabel("Who do you want to write to?").fill("nobody");
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("alert").getByText("nobody").waitFor();
    await dialog("New message"); // with an error at a field, which is said
    await filesAreClean(page, { zed: asker, clean });
    await zed.close();
  });
}
