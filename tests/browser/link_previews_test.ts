import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow, smallTargets } from "../support/layout.ts";
import { drawnPng } from "../support/pictures.ts";
import { freePort } from "../support/ports.ts";
import { administer, becomes, chatIsAlive, PHONE, SETUP_CODE } from "../support/visitor.ts";

const port = freePort();
const host = `127.0.0.1:${port}`;
const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE, PALABRE_PRIVATE_HOSTS: host });

const cards = (page: Page) => page.locator(".previews .file").count();
/** Where the first message of the filling stands, in whole pixels. */
const topOf = (page: Page) =>
  page.locator(".message", { hasText: "Row 20." }).evaluate((row) =>
    Math.round(row.getBoundingClientRect().top)
  );

browserTest(
  "link previews - a card comes without moving what is read, and is taken off by a press, or a form",
  async (visit) => {
    const page = Promise.withResolvers<void>();
    const site = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, async ({ url }) => {
      if (url.endsWith(".png")) {
        return new Response(drawnPng(1_200, 630), { headers: { "content-type": "image/png" } });
      }
      await page.promise;
      const head = `<meta property="og:title" content="Pruning pears, ${"and more ".repeat(30)}">
        <meta property="og:image" content="/field.png"><meta property="og:image:alt" content="A field">`;
      return new Response(head, { headers: { "content-type": "text/html; charset=utf-8" } });
    });
    try {
      const { page: awa, context } = await inspected(visit, PHONE);
      await administer(context);
      const headers = { "sec-fetch-site": "same-origin" };
      const settings = { data: { previews: true }, headers };
      await context.request.patch("/api/v1/admin/settings", settings);
      const say = async (text: string) => {
        const data = { conversation: "general", id: crypto.randomUUID(), text };
        await context.request.post("/api/v1/messages", { data, headers });
      };
      for (let row = 1; row <= 40; row++) await say(`Row ${row}.`);
      await awa.goto("/rooms/general");
      await chatIsAlive(awa);
      const row = awa.locator(".message", { hasText: "Row 20." });
      await row.evaluate((element) => element.scrollIntoView({ block: "center" }));
      await say(`Look: http://${host}/pears`);
      await awa.getByText("Look:").waitFor({ state: "attached" });
      const before = await topOf(awa);
      page.resolve();
      await becomes(() => cards(awa), 1);
      await becomes(() => topOf(awa), before, "who reads above is not moved");

      await awa.getByText("Look:").scrollIntoViewIfNeeded();
      const picture = awa.getByRole("img", { name: "A field" });
      await becomes(() => picture.evaluate((image: HTMLImageElement) => image.naturalHeight), 192);
      await becomes(() => overflow(awa), []);
      await becomes(() => smallTargets(awa), []);
      await becomes(() => findings(awa), []);
      await awa.getByRole("button", { name: /^Remove the preview of Pruning pears/ }).click();
      await becomes(() => cards(awa), 0);

      await say(`Again: http://${host}/quinces`);
      await becomes(() => cards(awa), 1);
      const { page: plain } = await visit.device({
        javaScriptEnabled: false,
        storageState: await context.storageState(),
      }, "/rooms/general");
      await becomes(() => cards(plain), 1);
      await plain.getByRole("button", { name: /^Remove the preview/ }).click();
      await plain.waitForURL(/\/rooms\/general\/\d+$/);
      await becomes(() => cards(plain), 0);
      await becomes(() => cards(awa), 0);
      await becomes(() => plain.getByText("Again:").count(), 1, "the message stays");
    } finally {
      await site.shutdown();
    }
  },
);
