import { assertEquals } from "@std/assert";
import { findings, inspected, isForEveryone } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
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

const browserTest = browserTests({}, 2);

browserTest(
  "account - one that ends signs every device out, and others see its words go, on each instance",
  async (visit) => {
    const awa = await inspected(visit, {});
    await awa.page.goto("/");
    await register(awa.page, "Awa");
    await say(awa.page, "the well is dry");
    const phone = await visit.device({ baseURL: visit.otherUrl, ...PHONE });
    await doorIsAlive(phone.page);
    await phone.page.getByRole("tab", { name: "Sign in" }).click();
    await phone.page.getByLabel("Sign-in name").fill("Awa");
    await phone.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await phone.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await chatIsAlive(phone.page);
    const noor = await inspected(visit, { baseURL: visit.otherUrl, ...PHONE });
    await noor.page.goto("/");
    await enterAsGuest(noor.page, "Noor");
    await said(noor.page, "the well is dry").waitFor();

    const { page } = awa;
    await page.goto("/settings/account");
    const panel = page.locator("form[action='/settings/account/deletion']");
    await panel.locator("input[name=messages][value=go]").check();
    await panel.locator("input[name=password]").fill(PASSWORD);
    await panel.locator("input[name=confirmed]").check();
    await isForEveryone(page);
    await panel.locator("button[type=submit]").click();
    await page.waitForURL((url) => url.searchParams.has("deleted"));
    await isForEveryone(page);

    await becomes(() => said(noor.page, "the well is dry").count(), 0);
    await becomes(() => noor.page.locator(".byline", { hasText: "Awa" }).count(), 0);
    await becomes(() => findings(noor.page), []);
    await becomes(() => overflow(noor.page), []);
    await phone.page.getByText("You are signed out here").waitFor();
    assertEquals((await phone.page.request.get("/api/v1/me")).status(), 401);
  },
);
