import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { freePort } from "../support/ports.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  composer,
  eventually,
  said,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const port = freePort();
const host = `127.0.0.1:${port}`;
const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE, PALABRE_PRIVATE_HOSTS: host });

browserTest(
  "commands - B3: one of a bot's is completed, called and answered, to one or to all",
  async (visit) => {
    const service = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, async (request) => {
      const { data: { text, by } } = await request.json();
      if (text === "fail") return new Response(null, { status: 500 });
      if (text === "all") return Response.json({ text: `${by.name} asked for all`, to: "room" });
      if (text === "long") return Response.json({ text: "**first** line\nsecond line" });
      return Response.json({ text: "Only you see this" });
    });
    try {
      const { page, context } = await visit.device();
      await administer(context);
      const headers = { "sec-fetch-site": "same-origin" };
      const post = async (path: string, data: object) => {
        const answer = await context.request.post(`/api/v1${path}`, { data, headers });
        assertEquals(answer.status(), 201, await answer.text());
        return await answer.json();
      };
      const { bot: { bot } } = await post("/bots", {
        name: "Weather",
        scopes: ["write"],
        rooms: ["general"],
      });
      const wish = { name: "weather", usage: "where", about: "The next 12 hours" };
      await post("/commands", { ...wish, url: `http://${host}/`, bot: bot.id });

      await page.goto("/rooms/general");
      await chatIsAlive(page);
      const field = composer(page);
      const offered = () => page.locator(".suggestions [role=option]").allInnerTexts();
      await field.press("/");
      await field.pressSequentially("w");
      await eventually(async () => {
        await field.press("Backspace");
        await field.press("w");
        return (await offered())[0] ?? "";
      }, (text) => /weather where · The next 12 hours · Weather/.test(text));
      await field.press("Tab");
      await becomes(() => field.inputValue(), "/weather ");
      await field.press("Enter");
      await page.locator(".banner", { hasText: "Weather: Only you see this" }).waitFor();
      await becomes(() => field.inputValue(), "");

      await say(page, "/weather long");
      const dialog = page.getByRole("dialog", { name: "Weather" });
      await dialog.locator("strong", { hasText: "first" }).waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });

      await say(page, "/weather all");
      await said(page, "Awa asked for all").waitFor();
      await becomes(() => said(page, "Only you").count(), 0);

      await say(page, "/weather fail");
      await page.locator(".composer [role=alert]").getByText("/weather did not answer (500)")
        .waitFor();
      await becomes(() => field.inputValue(), "/weather fail", "what was typed stays");
      await say(page, "/nothing");
      await page.locator(".composer [role=alert]").getByText("There is no command “/nothing”")
        .waitFor();
      await say(page, "/help");
      await page.getByRole("dialog").getByText("/weather where").waitFor();
    } finally {
      await service.shutdown();
    }
  },
);
