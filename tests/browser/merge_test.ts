// A name without an account, that an import made, becomes a member on a page: on one instance it is
// confirmed, on the other one it is seen at once.
import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { findings, inspected } from "../support/axe.ts";
import { slackExport } from "../support/slack_export.ts";
import { twoInstancesTest } from "../support/two_instances.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  PASSWORD,
  register,
  SETUP_CODE,
} from "../support/visitor.ts";
import { zipOf } from "../support/zip_of.ts";

twoInstancesTest(
  "merge - a name of an import becomes a member on its page, and others see it at once (X1)",
  async (one, two) => {
    const { context, page } = await inspected(one, { locale: "en-GB" });
    await administer(context);
    const anna = await two.device({ locale: "en-GB" });
    await register(anna.page, "Anna Diop");
    await page.goto("/admin/moving");
    const buffer = Buffer.from(await zipOf(slackExport(40)));
    await page.locator(".dropzone input[type=file]").setInputFiles({
      name: "coop.zip",
      mimeType: "application/zip",
      buffer,
    });
    await page.getByRole("button", { name: /^Import \d/ }).click();
    await page.getByText("Your history is here").waitFor();
    await page.getByRole("heading", { name: "Names without an account" }).waitFor();
    const ofImport = await findings(page);
    assertEquals(ofImport, []);

    await anna.page.goto("/rooms/general-slack");
    await anna.page.getByRole("button", { name: "Join" }).first().click();
    await chatIsAlive(anna.page);
    await anna.page.getByText("Sentence 39 & more").waitFor();
    const author = anna.page.locator(".byline", { hasText: /^Awa/ });
    await author.first().waitFor();

    await page.goto("/admin/people?q=aw");
    await page.getByRole("link", { name: /^Awa coop/ }).click();
    await page.getByText("Who is Awa?").waitFor();
    const search = page.getByLabel("Find someone");
    await becomes(() => search.inputValue(), "", "nothing is looked for yet");
    await becomes(() => page.getByText("Nobody has that name").count(), 0);
    await search.fill("nobody here");
    await search.press("Enter");
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await becomes(focused, "Nobody has that name.");
    await search.fill("dio");
    await page.getByRole("button", { name: "This is Anna Diop" }).waitFor();
    const ofWho = await findings(page);
    assertEquals(ofWho, []);
    await page.getByRole("button", { name: "This is Anna Diop" }).click();
    const give = page.getByRole("button", { name: "Give it to Anna Diop" });
    await give.waitFor({ timeout: 60_000 });
    const figure = (name: string) =>
      page.locator("dt", { hasText: name }).locator("+ dd").innerText();
    await becomes(() => figure("Rooms"), "3");
    await becomes(() => figure("Mentions"), "1");
    const ofCounts = await findings(page);
    assertEquals(ofCounts, []);
    await page.getByText("will then be able to read 2 private rooms").waitFor();
    await give.click(); // the password is asked for first
    await page.getByLabel("Current password").fill(PASSWORD);
    await give.click();
    await page.getByText("was given to Anna Diop").waitFor({ timeout: 60_000 });
    await becomes(() => page.getByText("It is being given now").count(), 0);

    await becomes(() => author.count(), 0);
    await anna.page.locator(".byline", { hasText: /^Anna Diop/ }).first().waitFor();
    await anna.page.getByRole("link", { name: /board/ }).first().waitFor(); // she was in it there
    await page.goto("/admin/journal");
    await page.getByText("gave the imported name Awa to Anna Diop").waitFor();
  },
  { PALABRE_SETUP_CODE: SETUP_CODE },
);
