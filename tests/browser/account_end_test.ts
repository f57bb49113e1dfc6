import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import {
  becomes,
  chatIsAlive,
  doorIsAlive,
  enterAsGuest,
  PASSWORD,
  PHONE,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "account - one that ends signs every device out, and others see its words go",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    await say(awa.page, "the well is dry");
    const phone = await visit.device(PHONE);
    await doorIsAlive(phone.page);
    await phone.page.getByRole("tab", { name: "Sign in" }).click();
    await phone.page.getByLabel("Sign-in name").fill("Awa");
    await phone.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await phone.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await chatIsAlive(phone.page);
    const noor = await visit.device();
    await enterAsGuest(noor.page, "Noor");
    await said(noor.page, "the well is dry").waitFor();

    const { page } = awa;
    await page.goto("/settings/account");
    const panel = page.locator("form[action='/settings/account/deletion']");
    await panel.locator("input[name=messages][value=go]").check();
    await panel.locator("input[name=password]").fill(PASSWORD);
    await panel.locator("input[name=confirmed]").check();
    await panel.locator("button[type=submit]").click();
    await page.waitForURL((url) => url.searchParams.has("deleted"));

    await becomes(() => said(noor.page, "the well is dry").count(), 0);
    await phone.page.getByText("You are signed out here").waitFor();
    assertEquals((await phone.page.request.get("/api/v1/me")).status(), 401);
  },
);
