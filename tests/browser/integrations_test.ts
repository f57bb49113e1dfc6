// The page “Integrations”, as whoever looks after bots walks it: at a desk, on a phone, without a script.
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { findings, inspected, inspectedPlainly, plainFindings } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { overflow, smallTargets } from "../support/layout.ts";
import { MONITORS } from "../support/monitor_payloads.ts";
import { freePort } from "../support/ports.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  eventually,
  PHONE,
  said,
  SETUP_CODE,
} from "../support/visitor.ts";

const port = freePort();
const host = `127.0.0.1:${port}`;
const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE, PALABRE_PRIVATE_HOSTS: host });
/** Where `PALABRE_SHOTS` names a folder, pictures are laid into it, to be looked at. */
const shots = Deno.env.get("PALABRE_SHOTS");

/** What a monitor sends, and what of it is not shown. */
const ALERT = MONITORS.find(({ what }) => what === "Prometheus Alertmanager, as Slack")!;
const WHY: Record<string, string> = {
  room: "a webhook writes in its own room",
  name: "a webhook keeps its own name",
  colour: "quotes keep the colour that they have here",
};
const UNSHOWN = ALERT.unshown?.map((line) => line.replace(/ (\w+)$/, (_, why) => WHY[why] ?? why));

async function shoot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** Nothing is wrong with the page for anyone, nothing hangs out of it, and fingers find its buttons. */
async function isForEveryone(page: Page, problems = findings): Promise<void> {
  await becomes(() => problems(page), []);
  await becomes(() => overflow(page), []);
  const touched = await page.evaluate(() => matchMedia("(pointer: coarse)").matches);
  if (touched) await becomes(() => smallTargets(page), []);
}

/** The same person on a phone. */
async function onPhone(visit: Visit, context: BrowserContext, open = inspected): Promise<Page> {
  const phone = await open(visit, PHONE);
  await phone.context.addCookies(await context.cookies());
  return phone.page;
}

/** The tester, once a payload was tried in it: the message as it would stand, and what is missing. */
async function readsAlert(page: Page): Promise<void> {
  const tried = page.locator(".tried");
  await tried.getByText("accepted", { exact: true }).waitFor();
  const link = tried.getByRole("link", { name: "[FIRING:2] TankLow (orchard)" });
  await becomes(
    () => link.getAttribute("href"),
    "https://alerts.example/#/alerts?receiver=slack",
  );
  await becomes(() => tried.locator("blockquote").count(), 1);
  await tried.getByRole("link", { name: "Runbook 📘" }).waitFor();
  await becomes(() => tried.locator(".unshown li").allTextContents(), UNSHOWN);
}

browserTest(
  "integrations - B2: what a monitor sends is tried as it would stand, at a desk, on a phone and without a script",
  async (visit: Visit) => {
    const { page, context } = await inspected(visit, {});
    await administer(context);
    await page.goto(ADMIN.integrations);
    const payload = () => page.getByLabel("What the service sends");
    await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
    await payload().fill(JSON.stringify(ALERT.body, null, 2));
    await readsAlert(page);
    await isForEveryone(page);
    await shoot(page, "tester-1360");
    // What is no message of a chat says so, and leaves what was typed.
    await payload().fill(JSON.stringify({ status: "firing", alerts: [] }));
    await page.locator(".tried").getByText("refused", { exact: true }).waitFor();
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await becomes(() => said(page, "TankLow").count(), 0, "nothing was posted");

    const phone = await onPhone(visit, context);
    const plain = await onPhone(visit, context, inspectedPlainly);
    for (const other of [phone, plain]) {
      await other.goto(ADMIN.integrations);
      if (other === phone) {
        await other.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
      }
      await other.getByLabel("What the service sends").fill(JSON.stringify(ALERT.body));
      await other.getByRole("button", { name: "Show it" }).click();
      await readsAlert(other);
      await isForEveryone(other, other === phone ? findings : plainFindings);
      await shoot(other, other === phone ? "tester-390" : "tester-plain");
    }
  },
);

browserTest(
  "integrations - B1, B3: tokens and secrets are shown once, deliveries with their answers, and sent again",
  async (visit: Visit) => {
    const received: Array<{ body: string; headers: Record<string, string> }> = [];
    let status = 503;
    const receiver = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, async (request) => {
      received.push({ body: await request.text(), headers: Object.fromEntries(request.headers) });
      return new Response("the till is closed", { status });
    });
    try {
      const { page, context } = await inspected(visit, {});
      await administer(context);
      const open = async (query = "") => {
        await page.goto(`${ADMIN.integrations}${query}`);
        await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
      };
      const say = async (text: string) => {
        const headers = { "sec-fetch-site": "same-origin" };
        const data = { conversation: "general", text };
        const answer = await context.request.post("/api/v1/messages", { data, headers });
        assertEquals(answer.status(), 201);
      };
      /** What was made is shown, and by no later look at the page. */
      const shownOnce = async (label: string): Promise<string> => {
        const made = page.getByLabel(label).and(page.locator("input"));
        const text = await made.inputValue();
        await open();
        await becomes(async () => [await made.count(), (await page.content()).includes(text)], [
          0,
          false,
        ]);
        return text;
      };
      await open();
      const add = page.locator("section").filter({
        has: page.getByText("Add a bot", { exact: true }),
      });
      await add.getByLabel("Name of the bot").fill("Weather");
      await add.getByLabel("general").check();
      await add.getByRole("button", { name: "Add bot" }).click();
      await page.getByLabel("Token of Weather").and(page.locator("input")).waitFor();
      await isForEveryone(page);
      const token = await shownOnce("Token of Weather");
      assertEquals(token.length, 43);

      await page.getByLabel("Name of the outgoing webhook").fill("Ledger");
      await page.locator("#outgoing-url").fill(`http://${host}/in`);
      const tell = page.locator("section").filter({
        has: page.getByText("Add an outgoing webhook"),
      });
      await tell.getByLabel("general").check();
      await tell.getByRole("button", { name: "Add outgoing webhook" }).click();
      const secret = await shownOnce("Secret of Ledger");

      await say("4 crates");
      const look = () => page.getByRole("link", { name: "Deliveries of Ledger" }).click();
      const row = page.locator(".deliveries li");
      await eventually(async () => {
        await open();
        await look();
        return (await row.allInnerTexts()).join();
      }, (text) => /message\.posted[\s\S]*503 · the till is closed/.test(text));
      await becomes(() => row.count(), 1);
      await becomes(() => row.getByRole("img").getAttribute("aria-label"), "Tries: 1");
      await isForEveryone(page);
      await shoot(page, "deliveries-1360");
      const phone = await onPhone(visit, context);
      await phone.goto(page.url());
      await phone.getByText("503 · the till is closed").waitFor();
      await isForEveryone(phone);
      await shoot(phone, "deliveries-390");

      await page.getByLabel("Secret of Ledger").click();
      await page.getByRole("button", { name: "Create new secret" }).click();
      const next = await shownOnce("Secret of Ledger");
      status = 200;
      await look();
      await row.getByRole("button", { name: "Send again" }).click();
      await eventually(async () => {
        await open();
        await look();
        return (await row.allInnerTexts()).join();
      }, (text) => /200 · \d+ ms/.test(text));
      await becomes(() => row.getByRole("button", { name: "Send again" }).count(), 0);

      const [first, again] = received;
      assert(first && again);
      assertEquals(first.headers["webhook-id"], again.headers["webhook-id"], "it is the same");
      new Webhook(secret).verify(first.body, first.headers);
      assertThrows(() => new Webhook(next).verify(first.body, first.headers));
      // For a day, both the secret and the one before it.
      for (const one of [secret, next]) new Webhook(one).verify(again.body, again.headers);
    } finally {
      await receiver.shutdown();
    }
  },
);
