import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { keeps, offlineIsOpen } from "../support/kept.ts";
import { otherVersion } from "../support/other_version.ts";
import {
  becomes,
  chatIsAlive,
  composer,
  networkIsBack,
  register,
  say,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "versions - after a deploy the page is the new one, and a press takes the new worker (N4)",
  async (visit) => {
    const { page, context } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await say(page, "of the first version");
    await keeps(page, "of the first version");
    const next = await otherVersion();
    try {
      await composer(page).fill("half a thought");
      await visit.kill();
      await visit.start(next.main);
      const offer = page.locator(".banner", { hasText: "A new version is ready." });
      await becomes(async () => {
        await networkIsBack(page);
        return await offer.isVisible();
      }, true);
      await becomes(() => composer(page).inputValue(), "half a thought");
      // Whoever loads a page has that of the server, whatever worker there is.
      const tab = await context.newPage();
      const loaded = await tab.goto("/rooms/general");
      assertEquals(loaded?.headers()["palabre-build"], next.build);
      await chatIsAlive(tab);
      // Outside the chat it is offered too, and takes nothing that is typed there.
      await tab.goto("/settings");
      const status = tab.getByLabel("Status", { exact: true });
      await tab.locator(".banner", { hasText: "A new version is ready." }).waitFor();
      await status.fill("in the orchard");
      await tab.getByRole("button", { name: "Use it now" }).click();
      await tab.getByText("Send or save what you have typed first").waitFor();
      await becomes(() => status.inputValue(), "in the orchard");
      await tab.close();

      const reloaded = page.waitForEvent("load");
      await offer.getByRole("button", { name: "Use it now" }).click();
      await reloaded;
      await chatIsAlive(page);
      await becomes(() => composer(page).inputValue(), "half a thought");
      // The new worker with the old server, as after a deploy that was taken back.
      await visit.kill();
      await visit.start();
      await page.reload();
      await chatIsAlive(page);
      await visit.kill();
      await page.reload();
      await offlineIsOpen(page);
      await becomes(() => texts(page), ["of the first version"]);
    } finally {
      await next.remove();
    }
  },
);

browserTest(
  "versions - a deploy that is half done leaves the version that was there whole (N4)",
  async (visit) => {
    const { page } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await say(page, "still here");
    await keeps(page, "still here");
    const half = await otherVersion({ halfDone: true });
    try {
      await visit.kill();
      await visit.start(half.main);
      await page.reload();
      await chatIsAlive(page);
      // Its worker finds a page of another version, and gives up.
      const failed = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update().catch(() => {});
        const { installing } = registration;
        if (!installing) return registration.waiting ? "waiting" : "redundant";
        return await new Promise((resolve) => {
          installing.onstatechange = () => resolve(installing.state);
        });
      });
      assertEquals(failed, "redundant");
      await visit.kill();
      await page.reload();
      await offlineIsOpen(page);
      await becomes(() => texts(page), ["still here"]);
    } finally {
      await half.remove();
    }
  },
);
