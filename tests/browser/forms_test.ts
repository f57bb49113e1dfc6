import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests, type Visit } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import { administer, becomes, doorIsAlive, SETUP_CODE } from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest("forms - what is typed before the script comes stays", async (visit) => {
  const { page, context } = await visit.device();
  const name = page.getByLabel("Choose a name");
  await name.fill("a:b");
  const script = Promise.withResolvers<void>();
  await context.route("**/assets/*.js", async (route) => {
    await script.promise;
    await route.continue();
  });
  await name.press("Enter", { noWaitAfter: true });
  await page.locator("#field-name-error").waitFor();
  await name.fill("Awa");
  script.resolve();
  await doorIsAlive(page);
  await page.getByRole("tab", { name: "Register" }).click();
  await page.getByLabel("Choose a password").waitFor();
  assertEquals(await name.inputValue(), "Awa");
});

browserTest("forms - what an administrator chooses stays while the page asks", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  await administration(page);
  const guests = page.getByLabel("Guests may enter with just a name");
  const invited = page.getByLabel("Whoever has an invitation");
  await guests.uncheck();
  await invited.check();
  await page.getByLabel("Notice", { exact: true }).fill("New seeds");
  const zed = await guest(visit, "Zed");
  await look(page, (view) => view.includes('"Zed"'));
  await page.locator("tr[data-person=Zed]").waitFor();
  const chosen = async () => [
    await guests.isChecked(),
    await invited.isChecked(),
    await page.getByLabel("Notice", { exact: true }).inputValue(),
  ];
  assertEquals(await chosen(), [false, true, "New seeds"]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  await becomes(chosen, [false, true, "New seeds"]);
  await zed.close();
});

browserTest("forms - what was refused can be written otherwise", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const zed = await guest(visit, "Zed");
  await administration(page);
  await page.getByLabel("Kick Zed").click();
  const menu = page.locator("details[open]");
  const reason = menu.getByLabel("Reason");
  await reason.fill("long ".repeat(200));
  await menu.getByRole("button", { name: "10 minutes" }).click();
  await menu.getByRole("alert").waitFor();
  await reason.fill("short");
  await look(page, (view) => view.includes('"Zed"'));
  assertEquals(await reason.inputValue(), "short");
  await zed.close();
});

/** The administration, on a clock that goes as usual but for what `look` skips. */
async function administration(page: Page, path = "/admin"): Promise<void> {
  await page.clock.install();
  await page.goto(path);
  await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
}

function guest(visit: Visit, name: string): Promise<Talker> {
  return enter(visit.url, name).then((token) => Talker.connect(visit.url, token));
}

/** The page asks what is true now, is told what is wanted, and would have drawn it. */
async function look(page: Page, wanted: (view: string) => boolean): Promise<void> {
  const told = page.waitForResponse(async (answer) => {
    return answer.request().headers().accept === "application/json" && wanted(await answer.text());
  });
  await page.clock.fastForward("00:03");
  await told;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
}
