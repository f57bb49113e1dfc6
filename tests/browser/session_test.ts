import { browserTests } from "../support/browser.ts";
import { storedBy } from "../support/browser_storage.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  networkIsBack,
  PASSWORD,
  register,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "session - one that ended while the network was away is said, and leads back",
  async (visit) => {
    const { page, context } = await visit.device();
    await register(page, "Awa");
    await say(page, "before");
    await acknowledged(page, "before").waitFor();
    await visit.kill();
    await say(page, "after");
    await becomes(() => storedBy(page), 1); // else it is left as a draft
    await context.clearCookies();
    await visit.start();
    const banner = page.locator(".banner");
    await becomes(async () => {
      await networkIsBack(page);
      return await banner.getByText("Your session has ended.").isVisible();
    }, true);
    await page.locator("[data-state=pending]", { hasText: "after" }).waitFor();

    await banner.getByRole("link", { name: "Come in again" }).click();
    await page.getByRole("tab", { name: "Sign in" }).click();
    await page.getByLabel("Name").fill("Awa");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Join #general" }).click();
    await page.waitForURL("**/rooms/general");
    await chatIsAlive(page);
    await page.locator(".message:not([data-state=pending])", { hasText: "after" }).waitFor();
  },
);
