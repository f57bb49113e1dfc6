import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  islandsAreAlive,
  register,
  say,
} from "../support/visitor.ts";

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
      await islandsAreAlive(page);
      await page.getByLabel("Keywords").fill(typed);
      await page.locator("form", { has: page.getByLabel("Keywords") })
        .getByRole("button", { name: "Save" }).click();
      await page.waitForURL("**/settings?saved#saved");
    };
    /** Whether a message of Noor's calls Awa: the other instance is told of her keywords, some time. */
    const calls = async (text: string) => {
      const data = { conversation: "general", text };
      const sent = await noor.request.post("/api/v1/messages", {
        headers: { origin: visit.otherUrl },
        data,
      });
      const { seq } = await sent.json();
      const { mentions } = await (await page.request.get("/api/v1/me/mentions")).json();
      return mentions.some(({ event }: { event: { seq: number } }) => event.seq === seq);
    };
    await keywords("olives, press");
    await becomes(() => findings(page), []);
    await becomes(() => calls("Olives?"), true);
    await say(noor, "The OLIVES come at eleven");
    await acknowledged(noor, "come at eleven").waitFor();
    await say(noor, "Nothing of them here");
    await acknowledged(noor, "Nothing").waitFor();
    await page.goto("/inbox");
    await chatIsAlive(page);
    const entry = (hasText: string) => page.locator(".entry", { hasText });
    await entry("The OLIVES come at eleven").getByText("used one of your keywords").waitFor();
    await becomes(() => entry("Nothing of them").count(), 0);
    await keywords("");
    await becomes(() => calls("Olives!"), false);
    await say(noor, "More olives, and the press");
    await acknowledged(noor, "More olives").waitFor();
    await page.goto("/inbox");
    await chatIsAlive(page);
    await entry("The OLIVES come at eleven").waitFor();
    await becomes(() => entry("More olives").count(), 0);
  },
);
