import { assert, assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { administer, becomes, doorIsAlive, register, SETUP_CODE } from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest("forms - what is typed before the script comes stays", async (visit) => {
  const { page, context } = await visit.device({}, "about:blank");
  const script = Promise.withResolvers<void>();
  await context.route("**/assets/*.js", async (route) => {
    await script.promise;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  const name = page.getByLabel("Choose a name");
  await name.fill("a:b");
  await name.press("Enter", { noWaitAfter: true });
  await page.locator("#field-name-error").waitFor();
  await name.fill("Awa");
  script.resolve();
  await doorIsAlive(page);
  await page.getByRole("tab", { name: "Register" }).click();
  await page.getByLabel("Choose a password").waitFor();
  await becomes(() => name.inputValue(), "Awa");
});

browserTest(
  "forms - an error at the door keeps what was typed, and has the focus",
  async (visit) => {
    const { page } = await visit.device({}, "/?way=register");
    await doorIsAlive(page);
    const name = page.getByLabel("Choose a name");
    await becomes(() => name.evaluate((it) => it === document.activeElement), true);
    await name.fill("admin");
    await page.getByLabel("Choose a password").fill("under the old tree");
    await page.getByRole("button", { name: "Register", exact: true }).click();
    await page.locator("#field-name-error").waitFor();
    await becomes(() => name.evaluate((it) => it === document.activeElement), true);
    await becomes(() => page.getByLabel("Choose a password").inputValue(), "under the old tree");
    await name.fill("Awa");
    await page.getByRole("button", { name: "Register", exact: true }).click();
    await page.waitForURL(`${visit.url}/rooms/general`);
  },
);

browserTest(
  "forms - in another language the door and the setup link keep all that was typed",
  async (visit) => {
    const { page } = await visit.device({}, "/?way=register");
    await doorIsAlive(page);
    const typed = () =>
      page.locator("form.card input:not([type=hidden])").evaluateAll((fields) =>
        fields.map((field) => field instanceof HTMLInputElement && field.value)
      );
    await page.getByLabel("Choose a name").fill("Awa");
    await page.getByLabel("Choose a password").fill("under the old tree");
    await page.getByRole("button", { name: "Français" }).click();
    await page.getByRole("button", { name: "S’inscrire", exact: true }).waitFor();
    await becomes(typed, ["Awa", "under the old tree"]);
    await becomes(() => page.locator("html").getAttribute("lang"), "fr");
    await page.getByRole("button", { name: "S’inscrire", exact: true }).click();
    await page.waitForURL(`${visit.url}/rooms/general`);

    const { page: founder } = await visit.device({}, `/setup?code=${SETUP_CODE}`);
    await founder.locator("[data-island=SetupApp][data-hydrated]").waitFor();
    await founder.getByLabel("Choose a name").fill("Zoe");
    await founder.getByLabel("Choose a password").fill("under the old tree");
    await founder.getByRole("button", { name: "Español" }).click();
    await founder.getByLabel("Elige una contraseña").waitFor();
    await becomes(() => founder.getByLabel("Elige un nombre").inputValue(), "Zoe");
    await becomes(
      () => founder.getByLabel("Elige una contraseña").inputValue(),
      "under the old tree",
    );

    // A lost password: the page of the link keeps what was typed, too.
    const headers = { origin: visit.url };
    const account = { code: SETUP_CODE, name: "Zoe", password: "under the old tree" };
    await founder.request.post("/api/v1/setup", { headers, data: account });
    const made = await founder.request.post("/api/v1/admin/password-links", {
      headers,
      data: { user: "Awa" },
    });
    const { code } = await made.json();
    const { page: lost } = await visit.device({}, `/recover?code=${code}`);
    await lost.locator("[data-island=RecoverApp][data-hydrated]").waitFor();
    const password = lost.getByLabel("Choose a password");
    await password.fill("short");
    await lost.getByRole("button", { name: "Save and sign in" }).click();
    await lost.getByText("That password is too short").waitFor();
    await becomes(() => password.inputValue(), "short");
    await password.fill("beside the new well");
    await lost.getByRole("button", { name: "Save and sign in" }).click();
    await lost.waitForURL(`${visit.url}/rooms/general`);
  },
);

browserTests({ PALABRE_SETUP_CODE: SETUP_CODE, PALABRE_RATES: "on" })(
  "forms - where an address has used its guests up, the browser works a moment and is in",
  async (visit) => {
    const { page: desk, context } = await visit.device();
    await administer(context);
    const set = await desk.request.patch("/api/v1/admin/settings", {
      headers: { origin: visit.url },
      data: { guestsPerAddress: 10 },
    });
    assertEquals(set.status(), 200);
    const { page } = await visit.device();
    await doorIsAlive(page);
    let status = 201; // a member came from here, so four times as many may
    let challenge: unknown;
    for (let n = 0; status === 201; n++) {
      const body = JSON.stringify({ name: `pupil ${n}` });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${visit.url}/api/v1/sessions`, { method: "POST", headers, body });
      challenge = (await answer.json()).challenge;
      status = answer.status;
      assert(n <= 40);
    }
    assertEquals(status, 429);
    await page.getByLabel("Choose a name").fill("Noor");
    // The work may be done sooner than one looks: the form that brings it waits.
    const seen = Promise.withResolvers<void>();
    await page.route("**/door/guest", async (route) => {
      if (hasProof(route.request())) await seen.promise;
      await route.continue();
    });
    await page.getByRole("button", { name: "Enter", exact: true }).click();
    await page.getByText("One moment: many people are coming in").waitFor();
    seen.resolve();
    await page.waitForURL(`${visit.url}/rooms/general`);

    // On the account's page as well: asked for once, it is done and sent with the form.
    await page.goto("/settings/account");
    await page.locator("[data-island=AccountApp][data-hydrated]").waitFor();
    const error = { message: "Many people just came in", challenge };
    const path = "**/settings/account/membership";
    await page.route(path, (route) => route.fulfill({ status: 429, json: { error } }), {
      times: 1,
    });
    const form = page.locator("#membership");
    await form.getByLabel("Choose a password").fill("under the old tree");
    await Promise.all([
      page.waitForRequest((one) => one.url().includes("membership") && hasProof(one)),
      page.waitForURL(/done=membership/),
      form.getByRole("button", { name: "Create account" }).click(),
    ]);
  },
);

browserTest(
  "forms - an error on the account's page keeps the passwords that were typed",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await page.goto("/settings/account");
    await page.locator("[data-island=AccountApp][data-hydrated]").waitFor();
    const form = page.locator("#password");
    const [current, next] = [form.getByLabel("Current password"), form.getByLabel("New password")];
    await current.fill("under another tree");
    await next.fill("over the new tree");
    await form.getByRole("button").click();
    await form.locator("#field-current-error").waitFor();
    await becomes(() => current.evaluate((it) => it === document.activeElement), true);
    await becomes(
      async () => [await current.inputValue(), await next.inputValue()],
      ["under another tree", "over the new tree"],
    );
    await current.fill("under the old tree");
    await form.getByRole("button").click();
    const changed = page.getByText("Your password is changed.");
    await changed.waitFor();
    const inSight = async () => (await changed.boundingBox())?.y ?? 0;
    await becomes(async () => await inSight() > 0 && await inSight() < 900, true);
  },
);

browserTest("forms - an error of the setup link keeps the password", async (visit) => {
  const { page } = await visit.device({}, `/setup?code=${SETUP_CODE}`);
  await page.locator("[data-island=SetupApp][data-hydrated]").waitFor();
  await page.locator("#field-name:focus").waitFor(); // one begins to type where one came in
  // The next page, the administration's first, tells times by this browser's clock.
  await becomes(() => page.evaluate(() => /zone=[A-Z]/.test(document.cookie)), true);
  await page.getByLabel("Choose a name").fill("admin");
  await page.getByLabel("Choose a password").fill("under the old tree");
  await page.getByRole("button", { name: "Become the administrator" }).click();
  await page.locator("#field-name-error").waitFor();
  await becomes(() => page.getByLabel("Choose a password").inputValue(), "under the old tree");
  await page.getByLabel("Choose a name").fill("Awa");
  await page.getByRole("button", { name: "Become the administrator" }).click();
  await page.waitForURL(`${visit.url}/admin`);
});

function hasProof(request: { postData(): string | null }): boolean {
  return new URLSearchParams(request.postData() ?? "").has("proof");
}
