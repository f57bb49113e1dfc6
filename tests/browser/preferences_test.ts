import { browserTests } from "../support/browser.ts";
import { becomes, register } from "../support/visitor.ts";

const browserTest = browserTests();

browserTest("preferences - what was saved stays when an older page comes alive", async (visit) => {
  const { page, tab } = await visit.device();
  await register(page, "Awa");
  const older = await tab("about:blank");
  const script = Promise.withResolvers<void>();
  await older.route("**/assets/*.js", async (route) => {
    await script.promise;
    await route.continue();
  });
  await older.goto("/settings", { waitUntil: "commit" });
  await older.getByRole("button", { name: "Save" }).waitFor();
  const arrivals = page.locator("[name=arrivals][value=none]");
  await page.goto("/settings");
  await page.locator("[data-island=SettingsApp][data-hydrated]").waitFor();
  await arrivals.check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/settings?saved#saved");
  script.resolve();
  await older.locator("[data-island=SettingsApp][data-hydrated]").waitFor();
  await page.goto("/settings");
  await becomes(() => arrivals.isChecked(), true);
});
