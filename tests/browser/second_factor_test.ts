import type { Page } from "playwright-core";
import { assert, assertEquals } from "@std/assert";
import { URI } from "otpauth";
import { codeOf } from "../support/authenticator_app.ts";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import { seenQr } from "../support/qr.ts";
import {
  becomes,
  chatIsAlive,
  doorIsAlive,
  PASSWORD,
  PHONE,
  register,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);
const PAGE = "/settings/account/second-factor";

/** What an authenticator would show next: a code counts once for each 30 seconds. */
const next = (key: string) => codeOf(key, Date.now() + 30_000);

browserTest(
  "second factor - is set up, and asked for on another instance, also on a phone",
  async (visit) => {
    const { page } = await inspected(visit, {});
    await page.goto("/");
    await register(page, "Awa");
    await page.goto("/settings/account");
    await page.getByRole("link", { name: "Set up two-factor authentication" }).click();
    await becomes(() => findings(page), []);
    await page.getByLabel("Current password").first().fill(PASSWORD);
    await page.getByRole("button", { name: "Continue", exact: true }).click();
    const code = page.getByRole("img", { name: "QR code for an authenticator app" });
    await code.waitFor();
    const key = await page.locator(".secret").innerText();
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      const scanned = URI.parse(await seenQr(code) ?? "");
      assertEquals(scanned.generate({ timestamp: 0 }), codeOf(key, 0), `${colorScheme}: a camera`);
    }
    await becomes(() => findings(page), []);
    await becomes(() => overflow(page), []);
    await page.getByLabel("Code", { exact: true }).fill(codeOf(key, Date.now()));
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("shown only once").waitFor();
    const [recovery = ""] = await page.locator(".codes li").allInnerTexts();
    assert(/^[0-9A-Z-]{19}$/.test(recovery), recovery);
    await becomes(() => findings(page), []);

    const { page: phone } = await inspected(visit, PHONE);
    await phone.goto(`${visit.otherUrl}/?way=sign-in`);
    await signIn(phone);
    await phone.getByText("Enter the code from your authenticator app.").waitFor();
    await becomes(() => findings(phone), []);
    await becomes(() => overflow(phone), []);
    await phone.getByLabel("Code, or a recovery code").fill("000000");
    await phone.getByRole("button", { name: "Sign in", exact: true }).click();
    await phone.getByText("That code is not right").waitFor();
    await phone.getByLabel("Code, or a recovery code").fill(next(key));
    await phone.getByLabel("Do not ask again in this browser").check();
    await phone.getByRole("button", { name: "Sign in", exact: true }).click();
    await chatIsAlive(phone);
    await phone.goto(`${visit.otherUrl}${PAGE}`);
    await phone.getByText("trusted until").waitFor();
    await becomes(() => findings(phone), []);
    await becomes(() => overflow(phone), []);

    const { page: lost } = await inspected(visit, {});
    await lost.goto("/?way=sign-in");
    await signIn(lost);
    await lost.getByLabel("Code, or a recovery code").fill(recovery.toLowerCase());
    await lost.getByRole("button", { name: "Sign in", exact: true }).click();
    await chatIsAlive(lost);
  },
);

async function signIn(page: Page): Promise<void> {
  await doorIsAlive(page);
  await page.getByLabel("Sign-in name").fill("Awa");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
