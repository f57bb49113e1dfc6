import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { PATHS } from "../../lib/ui/paths.ts";
import { browserTests } from "../support/browser.ts";
import {
  becomes,
  chatIsAlive,
  chatIsHydrated,
  composer,
  eventually,
  islandsAreAlive,
  PHONE,
  register,
  said,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "installed - Chromium finds nothing that keeps it from being installed",
  async (visit) => {
    const { page, context } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    const devtools = await context.newCDPSession(page);
    const found = await devtools.send("Page.getAppManifest");
    assertEquals(found.errors, []);
    assert(found.url.endsWith("/manifest.webmanifest"));
    await becomes(async () => {
      const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
      // The tests' windows keep nothing of what is done in them.
      return installabilityErrors.map(({ errorId }) => errorId).filter((id) =>
        id !== "in-incognito"
      );
    }, []);
  },
);

browserTest(
  "installed - a text and a picture that another app shares are in the composer of the place",
  async (visit) => {
    const { page } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await becomes(
      () => page.evaluate("navigator.serviceWorker.getRegistration().then((one) => !!one?.active)"),
      true,
    );
    const isKept = () =>
      page.evaluate(async () => {
        const all = await indexedDB.databases();
        return all.some(({ name }) => name === "palabre-kept");
      });
    await becomes(isKept, true);
    await page.reload(); // from here on the worker answers
    await chatIsAlive(page);
    await page.evaluate(() => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", enctype: "multipart/form-data", action: "/share" });
      const text = Object.assign(document.createElement("input"), {
        name: "text",
        value: "the well",
      });
      const files = Object.assign(document.createElement("input"), { type: "file", name: "files" });
      const chosen = new DataTransfer();
      chosen.items.add(new File(["name,litres\nwell,7\n"], "well.csv", { type: "text/csv" }));
      files.files = chosen.files;
      form.append(text, files);
      document.body.append(form);
      form.submit();
    });
    await page.waitForURL("**/share?*");
    await page.locator("main").getByRole("link", { name: "general" }).click();
    await chatIsAlive(page);
    await becomes(() => composer(page).inputValue(), "the well");
    await page.locator(".tray").getByText("well.csv", { exact: true }).waitFor();
    assertEquals(new URL(page.url()).search, "", "a reload shares nothing again");
    await composer(page).press("Enter");
    await said(page, "the well").waitFor();
    await page.locator(".message", { hasText: "well.csv" }).waitFor();
  },
);

browserTest(
  "installed - it is offered on the third day, once, and never after a no",
  async (visit) => {
    const { page } = await visit.device(PHONE);
    await register(page, "Awa");
    const hint = page.getByRole("region", { name: "Install Palabre" });
    const days = () => page.evaluate(() => localStorage.getItem("palabre-install"));
    await eventually(days, (noted) => noted?.startsWith("1 ") ?? false);
    await offers(page);
    await becomes(() => hint.count(), 0, "not on the first day");

    await page.evaluate(() => localStorage.setItem("palabre-install", "2 2026-01-01"));
    await page.goto("/?list");
    await chatIsHydrated(page);
    await eventually(days, (noted) => noted?.startsWith("3 ") ?? false);
    await offers(page);
    await hint.waitFor();
    await hint.getByRole("button", { name: "How it works" }).click();
    await hint.getByText("In the menu of your browser").waitFor();
    await hint.getByRole("button", { name: "Do not ask again" }).click();
    await hint.waitFor({ state: "detached" });
    await becomes(async () => (await days())?.endsWith("over"), true);

    await page.reload();
    await chatIsHydrated(page);
    await offers(page);
    await page.getByRole("button", { name: "New message" }).waitFor();
    await becomes(() => hint.count(), 0);
  },
);

browserTest(
  "installed - the settings offer it, by the browser's question, or say how where it has none, as an iPhone",
  async (visit) => {
    const { page, context } = await visit.device(PHONE);
    await register(page, "Awa");
    await page.goto(PATHS.settings);
    await islandsAreAlive(page);
    const how = page.getByText("Press the share button of your browser");
    await becomes(() => how.count(), 0);

    // Where it has one, a press asks it, once.
    await page.evaluate(() => {
      const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
        prompt: () => Promise.resolve(Object.assign(globalThis, { prompted: true })),
      });
      dispatchEvent(offer);
    });
    await page.getByRole("button", { name: "Install" }).click();
    await becomes(() => page.evaluate("prompted"), true);
    await becomes(() => page.getByRole("button", { name: "Install" }).count(), 0);

    await context.addInitScript(() =>
      Object.defineProperty(navigator, "standalone", { value: false })
    );
    await page.reload();
    await how.waitFor();
    await page.evaluate(() => localStorage.setItem("palabre-install", "2 2026-01-01"));
    await page.goto("/?list");
    await page.getByRole("region", { name: "Install Palabre" }).locator(how).waitFor();
  },
);

/** So high are the buttons of a window that stand over the page. */
const TITLEBAR = 33;

browserTest(
  "installed - nothing that is pressed stands below the buttons of the window, where they are over the page",
  async (visit) => {
    const { page, context } = await visit.device({}, "about:blank");
    // No window of a test has them: the sheets are given what a browser would give.
    await context.route("**/*.css", async (route) => {
      const response = await route.fetch();
      const body = (await response.text())
        .replaceAll(/env\(titlebar-area-height, ?0px\)/g, `${TITLEBAR}px`);
      await route.fulfill({ response, body });
    });
    const below = () =>
      page.evaluate(
        (height) =>
          [...document.querySelectorAll("a, button, input, textarea")].filter((one) => {
            const { top, bottom, width } = one.getBoundingClientRect();
            const isShown = one.checkVisibility({ visibilityProperty: true }) && width > 1;
            return isShown && bottom > 0 && top < height;
          }).map((one) => one.outerHTML),
        TITLEBAR,
      );
    await page.goto(visit.url);
    await becomes(below, []);
    await register(page, "Awa");
    await becomes(below, []);
    await page.setViewportSize({ width: 500, height: 800 });
    await page.getByRole("button", { name: "People" }).click();
    await page.locator(".aside[data-panel=open]").waitFor();
    await becomes(below, []);
    await page.goto(PATHS.settings);
    await becomes(below, []);
  },
);

/** Chromium offers to install no page of a test: as it would tell it. */
function offers(page: Page): Promise<unknown> {
  return page.evaluate(() => dispatchEvent(new Event("beforeinstallprompt", { cancelable: true })));
}
