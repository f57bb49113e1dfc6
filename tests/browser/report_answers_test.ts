import { assert, assertEquals } from "@std/assert";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  administer,
  becomes,
  PHONE,
  register,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);

browserTest(
  "reports - all who reported a message are told on the other instance what became of it, and put that away",
  async (visit) => {
    const awa = await inspected(visit, {});
    await administer(awa.context);
    const [ben, mei] = [
      await inspected(visit, { baseURL: visit.otherUrl, colorScheme: "dark" }),
      await inspected(visit, { baseURL: visit.otherUrl, ...PHONE }),
    ];
    for (const [{ page }, name] of [[ben, "Ben"], [mei, "Mei"]] as const) {
      await page.goto("/");
      await register(page, name);
    }
    await awa.page.goto("/rooms/general");
    await say(awa.page, "Something that is not kind");
    for (const { page } of [ben, mei]) {
      await acknowledged(page, "not kind").waitFor();
      const api = `${visit.otherUrl}/api/v1/conversations/general`;
      const { events } = await (await page.request.get(`${api}/events`)).json();
      const { seq } = events.find(({ text }: { text?: string }) => text?.includes("not kind"));
      const answer = await page.request.post(`${api}/messages/${seq}/reports`, {
        headers: { origin: visit.otherUrl },
        data: { words: "That hurts" },
      });
      assertEquals(answer.ok(), true);
    }

    await awa.page.goto("/admin/reports");
    const rows = awa.page.locator("[data-review]");
    await becomes(() => rows.count(), 2);
    await becomes(() => findings(awa.page), []);
    const first = rows.first();
    await first.getByLabel("Note for moderators").fill("Spoke with them");
    await first.getByLabel("Answer to the person who reported it").fill(
      "Thank you. We talked about it.",
    );
    await first.getByLabel("Action was taken").check();
    await first.getByRole("button", { name: "Mark as handled", exact: true }).click();
    await becomes(() => rows.count(), 0, "both are about the same message");

    const way = (page: typeof ben.page) => page.getByRole("link", { name: "1 report looked at" });
    await ben.page.goto("/inbox");
    await becomes(() => way(ben.page).count(), 2, "beside the lists, and among what waits");
    await ben.page.locator("main").getByText("1 item waiting for you").waitFor();
    await becomes(() => findings(ben.page), []);
    await way(ben.page).last().click();
    await mei.page.getByRole("link", { name: "Back, 1 unread message for you" }).click();
    await mei.page.getByRole("link", { name: /Inbox/ }).first().click();
    await mei.page.locator("main").getByText("1 item waiting for you").waitFor();
    await way(mei.page).locator("visible=true").click();
    for (const { page } of [ben, mei]) {
      await page.getByText("took action").waitFor();
      await page.getByText(/reported: .*\d:\d\d/).first().waitFor();
      const panel = (await page.locator("main .panel").boundingBox())!;
      assert(panel.y < 200, "it stands at the top, as other pages do");
      await page.getByText("Thank you. We talked about it.").waitFor();
      await becomes(() => page.getByText("Spoke with them").count(), 0);
      await becomes(() => findings(page), []);
      await page.getByRole("button", { name: "Got it" }).click();
      await becomes(() => page.getByRole("button", { name: "Got it" }).count(), 0);
      await becomes(() => findings(page), []);
    }
    await ben.page.getByRole("link", { name: "A message by" }).click();
    await acknowledged(ben.page, "not kind").waitFor();
    await becomes(() => way(ben.page).count(), 0);
  },
);
