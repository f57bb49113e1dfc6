import { assert, assertEquals, assertMatch } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../../tools/browser/chromium.ts";
import { KvConnectServer } from "../support/kv_connect/server.ts";
import { freePort } from "../support/ports.ts";
import { spawnServer } from "../support/running.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  listenToSockets,
  networkIsBack,
  PASSWORD,
  PATIENCE_MS,
  said,
  say,
} from "../support/visitor.ts";

/** Two instances over one store, and browsers of people on either. */
async function openCommunity() {
  const store = await new KvConnectServer().start();
  const ports = [String(freePort()), String(freePort())];
  const start = async () => {
    const started = ports.map((PORT) =>
      spawnServer({
        env: { PORT, PALABRE_KV: store.url, DENO_KV_ACCESS_TOKEN: "any", PALABRE_NAME: "Baobab" },
      })
    );
    await Promise.all(started.map(({ listening }) => listening));
    return started;
  };
  const browser = await launchChromium();
  const wrong: string[] = [];
  return {
    start,
    browser,
    wrong,
    store,
    url: (index: 0 | 1) => `http://localhost:${ports[index]}`,
    async person(): Promise<{ context: BrowserContext; page: Page }> {
      const context = await browser.newContext({ locale: "en-GB" });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      listenToSockets(page);
      page.on("pageerror", (error) => wrong.push(error.stack ?? error.message));
      return { context, page };
    },
  };
}

function administrationIsAlive(page: Page): Promise<void> {
  return page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
}

/** Opens somebody's page of the administration by what the list of people shows. */
async function lookAfter(page: Page, name: string): Promise<void> {
  await goTo(page, "People", /people$/);
  await page.getByLabel("Find someone").fill(name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL(/people\?/);
  await page.locator(".people .person", { hasText: name }).click();
  await page.waitForURL(/people\/./);
  await administrationIsAlive(page);
}

/** Follows a link of the administration to its next page, and waits until that is alive. */
async function goTo(page: Page, link: string, url: RegExp): Promise<void> {
  await page.locator("nav, .founder").getByRole("link", { name: link, exact: true }).click();
  await page.waitForURL(url);
  await administrationIsAlive(page);
}

Deno.test({
  name: "administration - open, invite, kick, ban, lift and shut down, all in the browser",
  sanitizeOps: false, // the browser's own
  sanitizeResources: false,
  async fn(t) {
    const community = await openCommunity();
    let servers = await community.start();
    const awa = await community.person();
    const mei = await community.person();
    let link = "";

    try {
      await t.step("the printed link makes its opener the administrator", async () => {
        const [, setup] = await servers[0]?.printed(/(http:\/\/\S+\/setup\?code=\S+)\s/) ?? [];
        await awa.page.goto(setup ?? "");
        await awa.page.getByLabel("Choose a name").fill("Awa");
        await awa.page.getByLabel("Choose a password").fill(PASSWORD);
        await awa.page.getByRole("button", { name: "Become the administrator" }).click();
        await administrationIsAlive(awa.page);
        await awa.page.getByText("became the first administrator").waitFor();
      });

      await t.step("what the community is called follows around the page at once", async () => {
        await goTo(awa.page, "Name it", /community$/);
        const profile = awa.page.locator('form[action="/admin/do/community"]');
        await profile.getByLabel("Name of the community").fill("Baobab Coop");
        await profile.getByRole("button", { name: "Save", exact: true }).click();
        await awa.page.waitForURL(/done=community/);
        await awa.page.locator(".sidebar .brand", { hasText: "Baobab Coop" }).waitFor();
        await awa.page.locator(".settings-nav h2", { hasText: "Baobab Coop" }).waitFor();
        assertMatch(await awa.page.title(), /Baobab Coop/);
        await administrationIsAlive(awa.page);
        await goTo(awa.page, "Overview", /admin$/);
      });

      await t.step("registration is closed but for who is invited", async () => {
        await goTo(awa.page, "Decide", /admission$/);
        await awa.page.getByLabel("People with an invitation").check();
        await awa.page.getByLabel("People may come in without an account").uncheck();
        await awa.page.getByRole("button", { name: "Save" }).click();
        await awa.page.getByRole("status").getByText("Saved.").waitFor();
        await goTo(awa.page, "Invitations", /invitations$/);
        await awa.page.getByRole("button", { name: "Create link" }).click();
        link = await awa.page.getByLabel("Invitation link").first().inputValue();
        assertMatch(link, /\/join\/[\w-]+$/);
        const focused = () =>
          awa.page.evaluate(() => (document.activeElement as HTMLInputElement).value);
        await becomes(focused, link, "one is taken to the link that was made");
        await awa.page.getByText("0 of 30 used").waitFor();
      });

      await t.step("the invited person comes in, by the other instance", async () => {
        await awa.page.goto(`${community.url(0)}/admin`);
        await administrationIsAlive(awa.page);
        await mei.page.goto(link.replace(community.url(0), community.url(1)));
        await mei.page.getByText("You have an invitation").waitFor();
        await mei.page.getByLabel("Choose a name").fill("Mei");
        await mei.page.getByLabel("Choose a password").fill(PASSWORD);
        await mei.page.getByRole("button", { name: "Register", exact: true }).click();
        await chatIsAlive(mei.page);
        // Without a reload: the page asks what is true now.
        await awa.page.locator("tr[data-person=Mei]").waitFor();
      });

      await t.step("a kick is told with its reason, and ends by itself", async () => {
        await lookAfter(awa.page, "Mei");
        const kick = awa.page.locator("#kick");
        await kick.getByLabel("Other…").fill("a little while");
        await kick.getByRole("button", { name: "Kick" }).click();
        await kick.getByText("Write a duration like 10s, 5m, 1h or 2d.").waitFor();
        await kick.getByLabel("Other…").fill("10m");
        await kick.getByLabel("Reason").fill("Take a breath");
        const other = await mei.context.newPage();
        listenToSockets(other);
        const banner = mei.page.locator(".banner");
        await kick.getByRole("button", { name: "Kick" }).click();
        await awa.page.getByRole("status").getByText("Mei is notified").waitFor();
        await banner.getByText("Take a breath").waitFor();
        await banner.getByText("You will be back automatically in").waitFor();
        await other.goto(`${community.url(0)}/rooms/general`);
        await other.getByRole("heading", { name: "You were kicked" }).waitFor();
        await becomes(() => other.locator(".composer").count(), 0);

        // The same again, for a time that one can wait for.
        await kick.getByLabel("Other…").fill("2s");
        await kick.getByRole("button", { name: "Kick" }).click();
        await banner.waitFor({ state: "detached" });
        await say(mei.page, "I am calm again");
        await acknowledged(mei.page, "I am calm again").waitFor();
        await chatIsAlive(other);
        await said(other, "I am calm again").waitFor();
        await other.close();
      });

      await t.step("a ban holds on every instance until it is lifted", async () => {
        await awa.page.locator("#ban").getByLabel("Reason").fill("Enough");
        await awa.page.locator("#ban").getByRole("button", { name: "Ban" }).click();
        await mei.page.locator(".banner").getByText("Enough").waitFor();
        for (const instance of [0, 1] as const) {
          const answer = await mei.page.goto(`${community.url(instance)}/rooms/general`);
          assertEquals(answer?.status(), 403);
          await mei.page.getByRole("heading", { name: "You are banned" }).waitFor();
        }
        await goTo(awa.page, "Kicked, muted, banned", /sanctions$/);
        await awa.page.getByRole("button", { name: "Lift: Mei" }).click();
        await awa.page.getByText("Nobody is kicked, muted or banned.").waitFor();
        await mei.page.goto(`${community.url(1)}/rooms/general`);
        await chatIsAlive(mei.page);
      });

      await t.step(
        "a shutdown is announced, happens, and all are back after the start",
        async () => {
          await awa.page.goto(`${community.url(0)}/admin`);
          await administrationIsAlive(awa.page);
          await awa.page.getByLabel("In", { exact: true }).selectOption("10s");
          await awa.page.getByLabel("Text of the notice").fill("New seeds, back soon");
          await awa.page.getByLabel("Yes, disconnect everyone").check();
          const banner = mei.page.locator(".banner");
          await Promise.all([ // all of it at once: none of it lasts longer than the countdown
            awa.page.getByRole("button", { name: "Shut down the server…" }).click(),
            awa.page.getByText("The server shuts down in").waitFor(),
            banner.getByText("New seeds, back soon").waitFor(),
            banner.getByText(/In \d+ sec/).waitFor(),
          ]);
          const ended = await Promise.all(servers.map((server) => server.ended));
          assertEquals(ended.map(({ code }) => code), [0, 0]);
          await say(mei.page, "written in the dark");
          servers = await community.start();
          await networkIsBack(mei.page);
          await acknowledged(mei.page, "written in the dark").waitFor();
          await awa.page.goto(`${community.url(0)}/rooms/general`);
          await said(awa.page, "written in the dark").waitFor();
        },
      );

      await t.step("the journal tells it all, and nothing went wrong in a page", async () => {
        await awa.page.goto(`${community.url(1)}/admin/journal`);
        await administrationIsAlive(awa.page);
        const journal = await awa.page.locator(".journal").innerText();
        for (
          const line of [
            "Awa planned a shutdown",
            "Awa lifted the ban on Mei",
            "Awa banned Mei",
            "Awa kicked Mei for 10 min",
            "Awa kicked Mei for 2 sec",
            "Awa became the first administrator",
          ]
        ) assert(journal.includes(line), `${line} is not in ${journal}`);
        assertEquals(community.wrong, []);
      });
    } finally {
      await community.browser.close();
      await Promise.all(servers.map((server) => server.kill("SIGKILL").catch(() => {})));
      await community.store.stop();
    }
  },
});
