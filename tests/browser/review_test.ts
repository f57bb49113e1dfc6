import { assertEquals } from "@std/assert";
import { findings, inspected, isForEveryone } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  PHONE,
  register,
  say,
  SETUP_CODE,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);

browserTest(
  "review - what waits is decided by keys on one instance, and told on the other; a slow room keeps the text",
  async (visit) => {
    const awa = await inspected(visit, {});
    await administer(awa.context);
    const api = async (method: string, path: string, data: object) => {
      const headers = { origin: visit.url };
      const answer = await awa.context.request.fetch(`/api/v1${path}`, { method, headers, data });
      assertEquals(answer.ok(), true, path);
    };
    await api("PUT", "/admin/held-words", { words: ["casino"] });
    const [ben, mei] = [
      await inspected(visit, { baseURL: visit.otherUrl }),
      await inspected(visit, { baseURL: visit.otherUrl, ...PHONE }),
    ];
    for (const [{ page }, name] of [[ben, "Ben"], [mei, "Mei"]] as const) {
      await page.goto("/");
      await register(page, name);
    }
    await say(ben.page, "Good morning");
    await acknowledged(mei.page, "Good morning").waitFor();
    const held = ben.page.locator(".message[data-state=held]");
    for (const text of ["The сasino is closed", "Casino, casino"]) { // with a Cyrillic с
      await say(ben.page, text);
      await held.filter({ hasText: text }).getByText("is waiting for a moderator").waitFor();
    }
    await becomes(() => findings(ben.page), []);

    await awa.page.goto("/admin/reports");
    const rows = awa.page.locator("[data-review]");
    await becomes(() => rows.count(), 2);
    await awa.page.locator("[data-hydrated] .keys-help").waitFor();
    await becomes(() => findings(awa.page), []);
    await say(ben.page, "Anyway");
    await acknowledged(mei.page, "Anyway").waitFor();
    await becomes(() => texts(mei.page), ["Good morning", "Anyway"], "nobody else has them");
    await awa.page.keyboard.press("j");
    await awa.page.keyboard.press("a");
    await becomes(() => rows.count(), 1);
    await acknowledged(mei.page, "is closed").waitFor();
    await becomes(() => held.count(), 1, "its author has it as any other");
    await awa.page.keyboard.press("j");
    await awa.page.keyboard.press("r");
    await awa.page.keyboard.type("No advertising");
    await awa.page.keyboard.press("Enter");
    await becomes(() => rows.count(), 0);
    await ben.page.getByText("Reason: No advertising").waitFor();

    await api("PATCH", "/admin/rooms/general", { slowSeconds: 3600 });
    await mei.page.getByText("one message every 1 hr").waitFor();
    await composer(mei.page).fill("First");
    await mei.page.getByRole("button", { name: "Send", exact: true }).click();
    await acknowledged(ben.page, "First").waitFor();
    await mei.page.getByText("you can write again in").waitFor();
    await composer(mei.page).fill("Second");
    await mei.page.getByRole("button", { name: "Send", exact: true }).click();
    await mei.page.locator(".hint .error").waitFor();
    await becomes(() => composer(mei.page).inputValue(), "Second");
    await isForEveryone(mei.page);

    const said = { rules: ["Be kind", "No advertising"], welcome: "Say hello in here." };
    await api("PATCH", "/admin/community", { ...said, acceptRules: true });
    const panel = mei.page.locator(".resting.rules");
    await becomes(async () => {
      await mei.page.reload();
      return await panel.count();
    }, 1);
    await chatIsAlive(mei.page);
    await isForEveryone(mei.page);
    const welcome = mei.page.locator(".banner.said", { hasText: said.welcome });
    await welcome.getByRole("button").click();
    await becomes(() => welcome.count(), 0);
    await panel.getByRole("button", { name: "I accept the rules" }).click();
    await chatIsAlive(mei.page);
    await becomes(() => composer(mei.page).inputValue(), "Second", "the draft was kept");
    assertEquals([await panel.count(), await welcome.count()], [0, 0]);
  },
);
