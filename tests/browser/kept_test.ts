import { assertEquals } from "@std/assert";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  PHONE,
  register,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);

browserTest(
  "kept - members read beside a room, and with the rules, how long messages stay and how many were removed",
  async (visit) => {
    const awa = await inspected(visit, {});
    await administer(awa.context);
    const ben = await inspected(visit, { baseURL: visit.otherUrl, colorScheme: "dark" });
    await ben.page.goto("/");
    await register(ben.page, "Ben");
    await say(ben.page, "Buy now");
    await awa.page.goto("/rooms/general");
    await acknowledged(awa.page, "Buy now").waitFor();
    const api = `${visit.url}/api/v1/conversations/general`;
    const { events } = await (await awa.page.request.get(`${api}/events`)).json();
    const { seq } = events.find(({ text }: { text?: string }) => text === "Buy now");
    const headers = { origin: visit.url };
    const removal = await awa.page.request.delete(`${api}/messages/${seq}`, { headers });
    assertEquals(removal.ok(), true);

    await chatIsAlive(ben.page);
    await ben.page.locator("#members").getByRole("link", { name: "What is kept here" }).click();
    const mei = await inspected(visit, { baseURL: visit.otherUrl, ...PHONE });
    await mei.page.goto("/");
    await register(mei.page, "Mei");
    await mei.page.goto("/rooms/general/about");
    for (const { page } of [ben, mei]) {
      const kept = page.locator("#kept");
      await kept.getByText("Moderators have removed 1 message here.").waitFor();
      await kept.getByText("Messages are kept until someone deletes them.").waitFor();
      await becomes(() => findings(page), []);
      await page.goto("/settings");
      await page.goto("/rules");
      await kept.getByText("Moderators have removed 1 message, in all rooms.").waitFor();
      await becomes(() => findings(page), []);
    }
  },
);
