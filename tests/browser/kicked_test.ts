import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { administer, becomes, chatIsAlive, register, SETUP_CODE } from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest(
  "kicked - the page asks whether it is over, without errors, and lets one in when it is",
  async (visit) => {
    const awa = await visit.device();
    await administer(awa.context);
    const { page } = await visit.device();
    await register(page, "Ben");
    const headers = { origin: visit.url };
    const { user: { id } } = await (await page.request.get("/api/v1/me")).json();
    const data = { id, duration: "24h", reason: "Take a breath", addresses: false };
    const kicked = await awa.context.request.post("/api/v1/admin/kicks", { headers, data });
    assertEquals(kicked.ok(), true);
    await page.clock.install();
    for (const isReloaded of [false, true]) {
      if (isReloaded) await page.goto("/rooms/general");
      await page.getByText("Take a breath").first().waitFor();
      const errors: string[] = [];
      const asked: number[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", ({ message }) => errors.push(message));
      page.on(
        "response",
        (answer) => answer.url().endsWith("/me/standing") && asked.push(answer.status()),
      );
      await becomes(async () => {
        await page.clock.fastForward(10_000);
        return asked.length >= 2;
      }, true);
      assertEquals(new Set(asked), new Set([200]));
      assertEquals(errors, []);
      page.removeAllListeners();
    }
    const lift = { id, what: "kick" };
    const lifted = await awa.context.request.post("/api/v1/admin/lifts", { headers, data: lift });
    assertEquals(lifted.ok(), true);
    await becomes(async () => {
      await page.clock.fastForward(60_000).catch(() => {}); // it is loading
      return await page.locator(".composer textarea").count();
    }, 1);
    await chatIsAlive(page);
  },
);
