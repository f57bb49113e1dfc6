import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { acknowledged, becomes, chatIsAlive, register, say } from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

browserTest(
  "settings - a keyword notifies one where somebody says it, and no more once it is taken out (M7)",
  async (visit) => {
    const awa = await inspected(visit, {});
    await awa.page.goto("/");
    await register(awa.page, "Awa");
    const { page: noor } = await visit.device({ baseURL: visit.otherUrl });
    await register(noor, "Noor");
    const { page } = awa;
    const keywords = async (typed: string) => {
      await page.goto("/settings");
      await page.getByLabel("Keywords").fill(typed);
      await page.locator("form", { has: page.getByLabel("Keywords") })
        .getByRole("button", { name: "Save" }).click();
      await becomes(async () => {
        const { settings } = await (await page.request.get("/api/v1/me/settings")).json();
        return settings.keywords;
      }, typed.split(",").map((word) => word.trim()).filter(Boolean));
    };
    await keywords("olives, press");
    await becomes(() => findings(page), []);
    await say(noor, "The OLIVES come at eleven");
    await acknowledged(noor, "OLIVES").waitFor();
    await say(noor, "Nothing of them here");
    await acknowledged(noor, "Nothing").waitFor();
    await page.goto("/inbox");
    await chatIsAlive(page);
    await becomes(() => page.locator(".entry .text").allInnerTexts(), [
      "The OLIVES come at eleven",
    ]);
    await page.locator(".entry", { hasText: "used one of your keywords" }).waitFor();
    await keywords("");
    await say(noor, "More olives, and the press");
    await acknowledged(noor, "More olives").waitFor();
    await page.goto("/inbox");
    await chatIsAlive(page);
    await becomes(() => page.locator(".entry").count(), 1);
  },
);
