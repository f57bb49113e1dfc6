import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  actOn,
  administer,
  becomes,
  comesWithNetwork,
  composer,
  createRoom,
  register,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

/** What a page over plain http lacks, and storage that is denied. */
const DENIED = `
  delete Crypto.prototype.randomUUID;
  for (const name of ["locks", "clipboard", "serviceWorker", "setAppBadge", "clearAppBadge"]) {
    delete Navigator.prototype[name];
  }
  delete globalThis.Notification;
  Object.defineProperty(globalThis, "indexedDB", { value: undefined });
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(globalThis, name, {
      get() {
        throw new DOMException("Access is denied", "SecurityError");
      },
    });
  }
`;

browserTest(
  "plain http - without what a secure context gives, and without storage, all works",
  async (visit) => {
    const { page, context } = await visit.device();
    await context.addInitScript(DENIED);
    await page.goto("/");
    await register(page, "Awa");
    await becomes(() => page.evaluate(() => [typeof crypto.randomUUID, typeof indexedDB]), [
      "undefined",
      "undefined",
    ]);
    await say(page, "over plain http");
    await acknowledged(page, "over plain http").waitFor();
    await createRoom(page, "mill");
    await page.locator(".place", { hasText: "mill" }).click();
    await page.getByLabel("Message #mill").fill("half a thought");
    await page.locator(".place", { hasText: "general" }).click();
    await becomes(() => composer(page).inputValue(), "");
    await page.locator(".place", { hasText: "mill" }).click();
    await becomes(() => composer(page).inputValue(), "half a thought");
    await visit.kill();
    await composer(page).press("Enter");
    await page.locator(".message[data-state=pending]", { hasText: "half a thought" }).waitFor();
    await visit.start();
    await comesWithNetwork(page, acknowledged(page, "half a thought"));

    await actOn(page, "half a thought", "Copy link");
    await page.getByText("Link copied").waitFor();
    await page.evaluate(() => document.execCommand = () => false);
    await actOn(page, "half a thought", "Copy link");
    const link = page.getByRole("dialog").getByLabel("Copy the link here");
    await becomes(() => link.evaluate(selected), await link.inputValue());
  },
);

browserTest(
  "plain http - an invitation's link is copied without a clipboard to ask",
  async (visit) => {
    const { page, context } = await visit.device();
    await context.addInitScript(DENIED);
    await administer(context);
    await page.goto("/admin/invitations");
    await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByRole("button", { name: "Copy" }).first().click();
    await page.getByRole("button", { name: "Copied" }).first().waitFor();
  },
);

function selected(field: HTMLElement): string {
  const { value, selectionStart, selectionEnd } = field as HTMLInputElement;
  return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
}
