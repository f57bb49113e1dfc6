import { assert, assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { becomes, chatIsAlive, composer, register, said } from "../support/visitor.ts";

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
