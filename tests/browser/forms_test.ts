import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
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
  await page.goto("/admin");
  await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
  const guests = page.getByLabel("Guests may enter with just a name");
  const invited = page.getByLabel("Whoever has an invitation");
  await guests.uncheck();
  await invited.check();
  await page.getByLabel("Notice", { exact: true }).fill("New seeds");
  const zed = await Talker.connect(visit.url, await enter(visit.url, "Zed"));
  await page.locator("tr[data-person=Zed]").waitFor(); // it asked, and was drawn anew
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
