import type { Locator, Page } from "playwright-core";
import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import { administer, becomes, islandsAreAlive, register, SETUP_CODE } from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest("forms - what an administrator chooses stays while the page asks", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  await administration(page);
  const notice = page.getByLabel("Notice", { exact: true });
  await notice.fill("New seeds");
  const zed = await guest(visit, "Zed");
  await look(page, (view) => view.includes('"Zed"'));
  await page.locator("tr[data-person=Zed]").waitFor();
  await becomes(() => notice.inputValue(), "New seeds");
  await zed.close();

  await page.goto(ADMIN.admission);
  await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
  const guests = page.getByLabel("People may come in without an account");
  const invited = page.getByLabel("People with an invitation");
  await guests.uncheck();
  await invited.check();
  const chosen = async () => [await guests.isChecked(), await invited.isChecked()];
  await look(page, (view) => view.includes('"admission"'));
  await becomes(chosen, [false, true]);
  await page.setViewportSize({ width: 1360, height: 300 });
  await page.getByRole("button", { name: "Save" }).click();
  const saved = page.getByRole("status").getByText("Saved.");
  await saved.waitFor();
  const inSight = async () => {
    const box = await saved.boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= 300;
  };
  await becomes(inSight, true, "far down the page it is seen as well");
  await becomes(chosen, [false, true]);
});

browserTest(
  "forms - a choice stays when another administrator chooses otherwise",
  async (visit) => {
    const { page, context, tab } = await visit.device();
    await administer(context);
    await administration(page, ADMIN.admission);
    const other = await tab();
    await administration(other, ADMIN.admission);
    await page.getByLabel("People with an invitation").check();
    await other.getByLabel("Nobody", { exact: true }).check();
    await other.getByRole("button", { name: "Save" }).click();
    await other.getByRole("status").getByText("Saved.").waitFor();
    await page.bringToFront();
    await look(page, (view) => view.includes('"closed"'));
    await becomes(() => page.getByLabel("People with an invitation").isChecked(), true);
  },
);

browserTest("forms - a menu stays open while whom it is about leaves", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const zed = await guest(visit, "Zed");
  await administration(page);
  await page.getByLabel("Actions: Zed").click();
  const reason = page.locator("details[open]").getByLabel("Reason");
  await reason.fill("Take a breath");
  await zed.close();
  await look(page, (view) => !view.includes('"Zed"'));
  await becomes(() => reason.inputValue(), "Take a breath");
  await page.keyboard.press("Escape");
  await look(page, (view) => !view.includes('"Zed"'));
  await page.locator("tr[data-person=Zed]").waitFor({ state: "detached" });
});

browserTest(
  "forms - what is written about a report stays when another handles it",
  async (visit) => {
    const { page, context } = await visit.device();
    await administer(context);
    const mei = await visit.device();
    await register(mei.page, "Mei");
    const zed = await guest(visit, "Zed");
    const { seq } = await zed.send("general", "bad words");
    const headers = { origin: visit.url };
    await mei.context.request.post(`/api/v1/conversations/general/messages/${seq}/reports`, {
      headers,
      data: { words: "Look" },
    });
    await administration(page, "/admin/reports");
    const words = page.getByLabel("Note for moderators");
    await words.fill("I wrote to");
    const { reports } = await (await context.request.get("/api/v1/admin/reports")).json();
    const handled = `/api/v1/admin/reports/${reports[0].id}/handled`;
    await context.request.post(handled, { headers, data: {} });
    await look(page, (view) => !view.includes("bad words"));
    await becomes(() => words.inputValue(), "I wrote to");
    await words.fill("");
    await look(page, (view) => !view.includes("bad words"));
    await page.getByText("Nothing to do.").waitFor();
    await zed.close();
  },
);

browserTest("forms - what is wrong in the administration has the focus", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  await page.goto("/admin/invitations");
  await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
  const uses = page.getByLabel("For how many people");
  await uses.fill("no end");
  await page.getByRole("button", { name: "Create link" }).click();
  await page.getByText("Write a whole number from 1 to 1,000.").waitFor();
  await becomes(() => uses.evaluate((it) => it === document.activeElement), true);
  await becomes(() => uses.inputValue(), "no end");
  await uses.fill("30");
  await page.getByRole("button", { name: "Create link" }).click();
  await page.getByText("0 of 30 used").waitFor();
});

browserTest(
  "forms - a hook's address stays while payloads are tried, as one types (B2)",
  async (visit) => {
    const { page, context } = await visit.device();
    await administer(context);
    await page.goto("/admin/integrations");
    await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
    await page.locator("#hooks-name").fill("Pump");
    await page.getByRole("button", { name: "Add incoming webhook" }).click();
    const address = page.getByLabel("Address of Pump").and(page.locator("input"));
    await becomes(async () => /\/hooks\/[\w-]+\/[\w-]{32}$/.test(await address.inputValue()), true);
    const box = () => address.boundingBox();
    await becomes(async () => ((await box())?.y ?? -1) >= 0, true, "it is brought into sight");
    const payload = page.getByLabel("What the service sends");
    await payload.fill('{"text": "*low* tide", "channel": "#sea"}');
    const tried = page.locator(".tried");
    await tried.locator("strong").getByText("low").waitFor();
    await tried.getByText("a webhook writes in its own room").waitFor();
    await payload.fill('{"text": ');
    await tried.locator(".error").waitFor();
    await becomes(() => payload.inputValue(), '{"text": ');
    await becomes(() => payload.evaluate((it) => it === document.activeElement), true);
    await becomes(async () => (await address.inputValue()).includes("/hooks/"), true);
  },
);

browserTest("forms - what was refused can be written otherwise", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const zed = await guest(visit, "Zed");
  await administration(page);
  await page.getByLabel("Actions: Zed").click();
  const menu = page.locator("details[open]");
  const reason = menu.getByLabel("Reason");
  await reason.fill("long ".repeat(200));
  await menu.getByRole("button", { name: "10 minutes" }).click();
  await menu.getByRole("alert").waitFor();
  await reason.fill("short");
  await look(page, (view) => view.includes('"Zed"'));
  await becomes(() => reason.inputValue(), "short");
  await zed.close();
});

browserTest("forms - who goes on while a form is sent is not called back", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const zed = await guest(visit, "Zed");
  await administration(page);
  const answer = Promise.withResolvers<void>();
  await context.route("**/admin/do/**", async (route) => {
    await answer.promise;
    await route.continue();
  });
  const notice = await sayThenKick(page);
  await notice.fill("New see");
  answer.resolve();
  await page.getByRole("status").getByText("Done: Zed").waitFor();
  await page.keyboard.type("dlings");
  await becomes(() => notice.inputValue(), "New seedlings");
  await zed.closed;
});

browserTest("forms - what was done last stays said, whichever answer is late", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const zed = await guest(visit, "Zed");
  await administration(page);
  const answer = Promise.withResolvers<void>();
  await context.route("**/admin/do/say", async (route) => {
    await answer.promise;
    await route.continue();
  });
  const notice = await sayThenKick(page);
  const done = page.getByRole("status").getByText("Done: Zed");
  await done.waitFor();
  answer.resolve();
  await becomes(() => notice.inputValue(), "");
  await drawn(page);
  await becomes(() => done.isVisible(), true);
  await zed.closed;
});

/** Sends two forms, one after the other: a notice, then Zed. The field of the notice. */
async function sayThenKick(page: Page): Promise<Locator> {
  const notice = page.getByLabel("Notice", { exact: true });
  await notice.fill("New seeds");
  await notice.press("Enter");
  await page.getByLabel("Actions: Zed").click();
  await page.locator("details[open]").getByRole("button", { name: "10 minutes" }).click();
  return notice;
}

/** The administration, on a clock that goes as usual but for what `look` skips. */
async function administration(page: Page, path = "/admin"): Promise<void> {
  await page.clock.install();
  await page.goto(path);
  await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
}

function guest(visit: Visit, name: string): Promise<Talker> {
  return enter(visit.url, name).then((token) => Talker.connect(visit.url, token));
}

/** The page asks what is true now, is told what is wanted, and would have drawn it. */
async function look(page: Page, wanted: (view: string) => boolean): Promise<void> {
  const told = page.waitForResponse(async (answer) => {
    return answer.request().headers().accept === "application/json" && wanted(await answer.text());
  });
  await page.clock.fastForward("00:03");
  await told;
  await drawn(page);
}

/** What was known before is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

browserTest("forms - the focus is with what became of one, wherever it led", async (visit) => {
  const { page, context } = await visit.device();
  await administer(context);
  const opens: [path: string, form: string, said: string][] = [
    [ADMIN.community, "form[action$=community]", "Saved. Everyone sees it"],
    [PATHS.settings, ".page-form", "Saved."],
    [PATHS.notifications, ".page-form", "Saved."],
    [PATHS.account, "#name form", "Your name is now Awa."],
    [PATHS.timeZone, "form:has([name=zone])", "Saved"],
  ];
  for (const [path, form, said] of opens) {
    await page.goto(path);
    await islandsAreAlive(page);
    await page.locator(form).locator("[type=submit]:not([form])").first().click();
    await page.locator("[role=status]:focus", { hasText: said }).waitFor();
  }

  // What was pressed goes with what it was done to.
  await context.request.post("/api/v1/admin/invitations", {
    headers: { origin: visit.url },
    data: { uses: 3, duration: "1d" },
  });
  await page.goto(ADMIN.invitations);
  await islandsAreAlive(page);
  await page.getByRole("button", { name: "Revoke" }).press("Enter");
  await page.locator("[role=status]:focus", { hasText: "Revoked." }).waitFor();

  await page.goto(`${PATHS.search}?query=tree`);
  await page.locator("[name=query]:focus").waitFor();
});
