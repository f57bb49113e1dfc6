import { assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { findings, inspected, plainFindings } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { overflow, smallTargets } from "../support/layout.ts";
import { CLIENT } from "../support/oidc_provider.ts";
import { startProvider } from "../support/openid.ts";
import { withAuthenticator } from "../support/virtual_authenticator.ts";
import { freePort } from "../support/ports.ts";
import {
  administer,
  becomes,
  islandsAreAlive,
  PASSWORD,
  PHONE,
  SETUP_CODE,
} from "../support/visitor.ts";

const FIXED = { id: "fixed", name: "The Union", issuer: "https://id.union.example", client: "x" };
const browserTest = browserTests({
  PALABRE_SETUP_CODE: SETUP_CODE,
  PALABRE_PRIVATE_HOSTS: "127.0.0.1",
  PALABRE_OIDC: JSON.stringify([{ ...FIXED, secret: "none" }]),
}, 2);

const MEI = {
  name: "Mei Lin",
  email: "mei@coop.example",
  email_verified: true,
  groups: ["keepers"],
};

/** A provider that sends people back to either instance. */
async function providerOf(visit: Visit) {
  const port = freePort();
  const redirects = [visit.url, visit.otherUrl].map((url) => `${url}/door/with/coop/callback`);
  const running = await startProvider(port, { mei: MEI }, ...redirects);
  return { ...running, issuer: `http://127.0.0.1:${port}` };
}

/** The page is in its frame and for everyone, by day and by night, on each width. */
async function stands(page: Page, problems = findings): Promise<void> {
  const size = page.viewportSize() ?? PHONE.viewport;
  for (const width of [1360, 1000, 390]) {
    await page.setViewportSize({ ...size, width });
    await becomes(() => problems(page), [], `${page.url()} on ${width} px`);
    await becomes(() => overflow(page), [], `${page.url()} on ${width} px`);
  }
  await page.setViewportSize(size);
}

async function prove(page: Page): Promise<void> {
  await page.getByLabel("Current password").fill(PASSWORD);
}

browserTest(
  "providers - one is asked, added, changed and taken away, and each instance lets in by what holds",
  async (visit) => {
    const provider = await providerOf(visit);
    const { page, context } = await inspected(visit, {});
    const { page: mei } = await inspected(visit, { baseURL: visit.otherUrl });
    const button = mei.getByRole("link", { name: "Continue with The Coop" });
    const ways = mei.locator('a[href^="/door/with/"]');
    /** What the other instance offers, once it has heard what was decided. */
    const offers = (...names: string[]) =>
      becomes(async () => {
        await mei.goto("/?way=sign-in");
        return await ways.allInnerTexts();
      }, names.map((name) => `Continue with ${name}`));
    const done = (text: string) => page.locator(".page > .done", { hasText: text }).waitFor();
    try {
      await administer(context);
      await page.goto(ADMIN.providers);
      await islandsAreAlive(page);
      await page.locator("[data-provider=fixed]", { hasText: "in the configuration" }).waitFor();
      await stands(page);

      const add = page.locator("#add");
      await add.getByLabel("Name", { exact: true }).fill("The Coop");
      await add.getByLabel("Short name").fill("coop");
      await add.getByLabel("Address of the provider").fill(
        provider.issuer.replace("127.0.0.1", "10.0.0.1"),
      );
      await add.getByLabel("Client id").fill(CLIENT.id);
      await add.getByLabel("Client secret").fill(CLIENT.secret);
      await add.getByLabel("Claim", { exact: true }).fill("groups");
      await add.getByLabel("Values of moderators").fill("keepers");
      const ask = add.getByRole("button", { name: "Check the provider" });
      await ask.click();
      await add.getByRole("alert").filter({ hasText: "it starts with https://" }).waitFor();
      await add.getByLabel("Address of the provider").fill(provider.issuer);
      await ask.click();
      await add.locator("[data-answer=good]", { hasText: "RFC 9207" }).waitFor();
      await becomes(() => add.getByLabel("Values of moderators").inputValue(), "keepers");
      await becomes(() => add.getByLabel("Client secret").inputValue(), "", "never sent back");
      await islandsAreAlive(page);
      await stands(page);

      await add.getByLabel("Client secret").fill(CLIENT.secret);
      await add.getByLabel("Current password").fill("wrong horse");
      await add.getByRole("button", { name: "Add a provider" }).click();
      await add.getByText("Wrong password.").waitFor();
      await add.getByLabel("Client secret").fill(CLIENT.secret);
      await prove(page);
      await add.getByRole("button", { name: "Add a provider" }).click();
      await done("Saved.");
      await page.getByText("A secret is kept, and never shown.").waitFor();
      await becomes(
        () => page.getByLabel("Redirect address").inputValue(),
        `${visit.url}/door/with/coop/callback`,
      );
      await stands(page);

      await offers("The Union", "The Coop");
      await button.click();
      await mei.waitForURL(/rooms\/general/);
      await mei.goto("/settings/account");
      await mei.getByText("mei@coop.example").waitFor();
      await mei.context().clearCookies();

      await page.getByRole("link", { name: "Turn off…" }).click();
      await page.getByText("1 person has no other way in: Mei Lin.").waitFor();
      await islandsAreAlive(page);
      await stands(page);
      await page.getByLabel("Yes, shut them out").check();
      await prove(page);
      await page.getByRole("button", { name: "Turn off" }).click();
      await done("Turned off.");
      await offers("The Union");
      await prove(page);
      await page.getByRole("button", { name: "Turn on" }).click();
      await done("Turned on.");

      await page.getByRole("link", { name: "All providers" }).click();
      const row = page.locator("[data-provider=coop]");
      await row.getByRole("button", { name: "Up: The Coop" }).click();
      await done("The buttons are in that order now.");
      await offers("The Coop", "The Union");

      await row.getByRole("link", { name: "Change: The Coop" }).click();
      await page.getByRole("link", { name: "Remove…" }).click();
      await page.getByLabel("Yes, shut them out").check();
      await prove(page);
      await page.getByRole("button", { name: "Remove" }).click();
      await done("The provider is removed.");
      await offers("The Union");
      await page.goto(ADMIN.journal);
      await page.getByText("removed the provider The Coop").waitFor();
      assertMatch(await page.locator(".journal").innerText(), /Awa added the provider The Coop/);
    } finally {
      await provider.close();
    }
  },
);

browserTest(
  "providers - on a phone without a script one is added, and what does not fit is said",
  async (visit) => {
    const { page, context } = await inspected(visit, PHONE);
    await context.route(
      /\.js$/,
      (route) => route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await administer(context);
    await page.goto(ADMIN.providers);
    await becomes(() => plainFindings(page), []);
    await becomes(() => smallTargets(page), []);
    const add = page.locator("#add");
    await add.getByLabel("Name", { exact: true }).fill("The Coop");
    await add.getByLabel("Short name").fill("Coop!");
    await add.getByLabel("Address of the provider").fill("https://id.coop.example");
    await add.getByLabel("Client id").fill("palabre");
    await add.getByLabel("Claims that people must have").fill("members");
    await prove(page);
    await add.getByRole("button", { name: "Add a provider" }).click();
    await add.getByText("such as groups = members.").first().waitFor();
    await add.getByLabel("Claims that people must have").fill("groups = members");
    await prove(page);
    await add.getByRole("button", { name: "Add a provider" }).click();
    await add.getByText("up to 32 lower-case letters").waitFor();
    await add.getByLabel("Short name").fill("coop");
    await prove(page);
    await add.getByRole("button", { name: "Add a provider" }).click();
    await page.locator(".page > .done", { hasText: "Saved." }).waitFor();
    await becomes(
      () => page.getByLabel("Claims that people must have").inputValue(),
      "groups = members",
    );
    await becomes(() => plainFindings(page), []);
    await becomes(() => overflow(page), []);
    await becomes(() => smallTargets(page), []);
  },
);

browserTest(
  "providers - a passkey proves who asks, once",
  async (visit) => {
    const { page, context } = await inspected(visit, {});
    await withAuthenticator(page);
    await administer(context);
    await page.goto("/settings/account");
    await islandsAreAlive(page);
    const panel = page.locator("#passkeys");
    await panel.getByLabel("Current password").fill(PASSWORD);
    await panel.getByRole("button", { name: "Add a passkey" }).click();
    await panel.getByText("Passkey added.").waitFor();

    await page.goto(ADMIN.providers);
    await islandsAreAlive(page);
    const add = page.locator("#add");
    await add.getByLabel("Name", { exact: true }).fill("The Coop");
    await add.getByLabel("Short name").fill("coop");
    await add.getByLabel("Address of the provider").fill("https://id.coop.example");
    await add.getByLabel("Client id").fill("palabre");
    await add.getByRole("button", { name: "Confirm with a passkey" }).click();
    await add.getByText("Your passkey has confirmed that it is you.").waitFor();
    await add.getByRole("button", { name: "Add a provider" }).click();
    await page.locator(".page > .done", { hasText: "Saved." }).waitFor();

    await page.getByRole("link", { name: "Remove…" }).click();
    await page.getByText("No account is connected there.").waitFor();
    await islandsAreAlive(page);
    await page.getByRole("button", { name: "Confirm with a passkey" }).click();
    await page.getByText("Your passkey has confirmed that it is you.").waitFor();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.locator(".page > .done", { hasText: "The provider is removed." }).waitFor();
    await becomes(() => page.locator("[data-provider]").count(), 1);
  },
);
