import { browserTests } from "../support/browser.ts";
import { storedBy } from "../support/browser_storage.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  comesWithNetwork,
  doorIsAlive,
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
    await comesWithNetwork(page, banner.getByText("Your session has ended."));
    // Kept, but covered: nobody knows who looks now.
    await page.locator("[data-state=pending]", { hasText: "after" }).waitFor({ state: "attached" });

    await banner.getByRole("link", { name: "Sign in" }).click();
    await doorIsAlive(page);
    await page.getByRole("tab", { name: "Sign in" }).click();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Sign-in name").fill("Awa");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/rooms/general");
    await chatIsAlive(page);
    await acknowledged(page, "after").waitFor();
  },
);
