import { browserTests } from "../support/browser.ts";
import { enter } from "../support/talker.ts";
import { createRoom, register } from "../support/visitor.ts";

const browserTest = browserTests();

browserTest("typed names - who is invited by one is told of as they are called", async (visit) => {
  await enter(visit.url, "Noor");
  const { page } = await visit.device();
  await register(page, "Awa");
  await createRoom(page, "orchard");
  await page.locator(".lists .place", { hasText: "orchard" }).click();
  await page.waitForURL("**/rooms/orchard");
  await page.getByRole("button", { name: "More about" }).click();
  await page.getByRole("menuitem", { name: "Invite someone…" }).click();
  await page.getByLabel("Who?").fill("  NOOR ");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByText(/^Noor has been invited/).waitFor();
});
