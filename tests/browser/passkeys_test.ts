import { browserTests } from "../support/browser.ts";
import {
  becomes,
  chatIsAlive,
  doorIsAlive,
  focused,
  PASSWORD,
  register,
} from "../support/visitor.ts";
import { findings, inspected, isForEveryone } from "../support/axe.ts";
import { withAuthenticator } from "../support/virtual_authenticator.ts";

const browserTest = browserTests({}, 2);

browserTest(
  "passkeys - one is added in the settings, and lets its owner in on another instance",
  async (visit) => {
    const { page, tab } = await inspected(visit, {});
    const agrees = await withAuthenticator(page);
    await page.goto("/");
    await register(page, "Awa");
    await page.goto("/settings/account");
    const panel = page.locator("#passkeys");
    const password = panel.getByLabel("Current password");
    await password.fill("wrong horse");
    await panel.getByRole("button", { name: "Add a passkey" }).click();
    await panel.getByText("Wrong password.").waitFor();
    await becomes(() => password.inputValue(), "wrong horse");

    await password.fill(PASSWORD);
    await panel.getByRole("button", { name: "Add a passkey" }).click();
    await panel.getByText("Passkey added.").waitFor();
    await panel.getByText("not used yet").waitFor();
    await isForEveryone(page);

    await panel.getByRole("button", { name: "Confirm with a passkey" }).click();
    await panel.getByText("Your passkey has confirmed that it is you.").waitFor();
    await panel.getByRole("button", { name: "Add a passkey" }).click();
    await panel.getByText("This device already has a passkey for your account.").waitFor();

    await panel.getByText("Rename", { exact: true }).click();
    const menu = panel.getByLabel("Name of the passkey");
    await menu.waitFor();
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    await becomes(() => focused(page).then((name) => name.startsWith("Rename")), true);
    await page.keyboard.press("Enter");
    await menu.fill("Laptop in the office");
    await panel.getByRole("button", { name: "Save" }).click();
    await panel.getByText("Passkey renamed.").waitFor();

    // A page that needs no other script: the form goes by itself, once with what was signed.
    await page.goto("/settings/account/second-factor");
    const factor = page.locator("#factor");
    await factor.getByRole("button", { name: "Confirm with a passkey" }).click();
    await factor.getByText("Your passkey has confirmed that it is you.").waitFor();
    await becomes(() => findings(page), []);
    await factor.getByRole("button", { name: "Continue" }).click();
    await factor.getByText("Enter the six-digit code that it shows.").waitFor();

    await agrees(false);
    await page.context().clearCookies();
    await page.goto(`${visit.otherUrl}/?way=sign-in&next=/rooms/general`);
    await doorIsAlive(page);
    await isForEveryone(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await agrees(true);
    await page.waitForURL(`${visit.otherUrl}/rooms/general`);
    await chatIsAlive(page);

    // Offered where the name is typed, and chosen there: no button is pressed.
    await page.context().clearCookies();
    await page.goto("/?way=sign-in&next=/rooms/general");
    await page.waitForURL(`${visit.url}/rooms/general`);
    await chatIsAlive(page);

    const other = await tab("/settings/account"); // cookies know no ports
    const list = other.locator("#passkeys");
    await list.getByText("Laptop in the office").waitFor();
    await list.getByRole("button", { name: "Remove: Laptop in the office" }).click();
    await list.getByText("Nobody can sign in with it now.").waitFor();

    await page.context().clearCookies();
    await page.goto("/?way=sign-in");
    await page.getByText("This passkey does not belong to any account here.").waitFor();
  },
);
