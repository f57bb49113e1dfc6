import { findings, inspected, isForEveryone } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { becomes, chatIsAlive, PHONE, register } from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

browserTest(
  "blocked - by a command, messages fold away at once on every device, and for nobody else",
  async (visit) => {
    const { page, tab } = await inspected(visit, {});
    await page.goto("/");
    await register(page, "Awa");
    const { page: bo } = await inspected(visit, PHONE);
    await bo.goto(visit.otherUrl);
    await register(bo, "Bo");
    const say = async (words: string) => {
      await bo.getByLabel("Message #general").fill(words);
      await bo.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText(words).first().waitFor({ state: "attached" });
    };
    await say("It rains on the millet.");
    const other = await tab("/rooms/general");
    await chatIsAlive(other);
    await page.getByLabel("Message #general").fill("/block @bO");
    await page.getByRole("button", { name: "Send", exact: true }).click(); // Enter would complete it
    await page.getByText(/^Bo is blocked/).waitFor(); // as they are called
    for (const one of [page, other]) {
      await one.locator("summary", { hasText: "Message from someone you blocked" }).waitFor();
      await becomes(() => one.getByText("It rains on the millet.").isVisible(), false);
    }
    await becomes(() => findings(page), []);
    await say("And on the beans.");
    await becomes(() => page.locator(".folded").count(), 2);
    await becomes(() => bo.locator(".folded").count(), 0);
    // What they press is not counted here.
    await page.getByLabel("Message #general").fill("Mine.");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const mine = bo.locator(".message", { hasText: "Mine." });
    const seq = (await mine.getAttribute("data-key"))?.replace("at-", "");
    const asked = await bo.request.post(`${visit.otherUrl}/rooms/general/${seq}/reactions`, {
      form: { on: "🌳" },
      headers: { origin: visit.otherUrl },
    });
    await becomes(() => Promise.resolve(asked.status()), 200);
    await bo.locator(".reaction", { hasText: "🌳" }).waitFor();
    await becomes(() => page.locator(".reaction", { hasText: "🌳" }).count(), 0);
    await page.locator(".folded summary").first().click();
    await page.getByText("It rains on the millet.").waitFor();

    await page.goto("/settings/blocked");
    await page.getByRole("button", { name: "Unblock: Bo" }).click();
    await page.getByText("Unblocked.").waitFor();
    await becomes(() => other.locator(".folded").count(), 0);
    await other.locator(".reaction", { hasText: "🌳" }).waitFor();
  },
);

browserTest(
  "message requests - what somebody new writes waits unseen, until one accepts it (Q1)",
  async (visit) => {
    const { page } = await inspected(visit, {});
    await page.goto("/");
    await register(page, "Awa");
    await page.goto("/settings/blocked");
    await page.getByLabel("From people who are new here", { exact: true }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const { page: bo } = await inspected(visit, PHONE);
    await bo.goto(visit.otherUrl);
    await register(bo, "Bo");
    await bo.goto(`${visit.otherUrl}/direct?person=Awa`);
    await chatIsAlive(bo);
    await bo.getByLabel("Message Awa").fill("Look at what I sell.");
    await bo.getByRole("button", { name: "Send", exact: true }).click();
    const chip = page.getByRole("link", { name: "1 request" });
    await chip.click();
    await page.getByRole("heading", { name: "Bo, who is new here, wants to write to you" })
      .waitFor();
    await becomes(() => page.getByText("Look at what I sell.").count(), 0);
    await isForEveryone(page);
    await page.goto("/direct?person=Bo"); // the other way there leads to the question too
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("Look at what I sell.").waitFor();
    await chatIsAlive(page);
    await becomes(() => chip.count(), 0);
    // Who that is says their card, which gives the focus back.
    await page.locator(".message > .avatar").first().click();
    const card = page.getByRole("dialog", { name: "Bo" });
    await card.getByText("# general").waitFor();
    await becomes(() => findings(page), []);
    await page.keyboard.press("Escape");
    await becomes(() => card.count(), 0);
  },
);
