import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { ACTIONS, ADMIN } from "../../lib/ui/administration/paths.ts";
import { ACCOUNT_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { findings, inspected, isForEveryone } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import { drawnPng } from "../support/pictures.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  islandsAreAlive,
  message,
  PASSWORD,
  PHONE,
  register,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);

/** Opens the card of who wrote a message, by their face. */
async function openCard(page: Page, text: string) {
  await message(page, text).locator("> .avatar").click();
  const card = page.getByRole("dialog");
  await card.locator(".facts").waitFor();
  const fact = (name: string) => card.locator("dt", { hasText: name }).locator("+ dd").innerText();
  return { card, fact };
}

/** Sends with a finger: on a phone, Enter begins a line. */
async function sendBy(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

browserTest(
  "people - a card says who somebody on another instance is, and follows them while it is open (N9)",
  async (visit) => {
    const { page: awa, context } = await inspected(visit, {});
    await administer(context);
    const { page: mei, tab } = await inspected(visit, { baseURL: visit.otherUrl, ...PHONE });
    await mei.goto("/");
    await register(mei, "Mei");
    await sendBy(mei, "good morning");

    // What the community offers is chosen from on the other instance.
    await awa.goto(ADMIN.community);
    await islandsAreAlive(awa);
    const presets = awa.locator(`form[action="${ACTIONS.presets}"]`);
    await presets.getByLabel("Status 1", { exact: true }).fill("🌾 In the field");
    await presets.getByLabel("Status 1: clear after").selectOption("60");
    await presets.getByRole("button", { name: "Save the statuses" }).click();
    await awa.getByRole("status").filter({ hasText: "Saved." }).waitFor();

    await awa.goto("/rooms/general");
    await chatIsAlive(awa);
    const { card, fact } = await openCard(awa, "good morning");
    await becomes(() => card.locator(".who > .avatar").innerText(), "M");
    await becomes(() => fact("Mention as"), "@Mei");
    const month = { month: "long", year: "numeric" } as const;
    await becomes(() => fact("Here since"), new Date().toLocaleDateString("en-GB", month));
    await becomes(() => card.locator("dt", { hasText: "Pronouns" }).count(), 0);

    const settings = await tab(PATHS.settings);
    await islandsAreAlive(settings);
    await settings.getByLabel("Pronouns").fill("she/her");
    await settings.getByLabel("Show others what time it is for me").check();
    await settings.getByRole("button", { name: "🌾 In the field" }).click();
    await settings.getByRole("button", { name: "Save", exact: true }).click();
    await settings.getByText("Saved.").waitFor();
    await card.locator(".said", { hasText: /^🌾 In the field · until \d\d:\d\d$/ }).waitFor();
    await becomes(() => fact("Pronouns"), "she/her");
    await becomes(async () => /^\d\d:\d\d$/.test(await fact("Local time")), true);

    // A picture, another name and a role: each is seen without a press.
    const buffer = Buffer.from(drawnPng(300, 200));
    const picture = { name: "me.png", mimeType: "image/png", buffer };
    await settings.locator("#field-picture").setInputFiles([picture]);
    await settings.getByRole("button", { name: "Use this picture" }).click();
    await settings.locator("#picture .avatar img").waitFor();
    const face = card.locator(".who > .avatar img");
    await becomes(() => face.evaluate((it: HTMLImageElement) => it.naturalWidth), 256);
    await settings.goto(PATHS.account);
    await islandsAreAlive(settings);
    await settings.locator("#name").getByLabel("Your name").fill("Mei Lin");
    await settings.getByRole("button", { name: "Change name" }).click();
    await settings.getByText("Your name is now Mei Lin.").waitFor();
    await card.getByRole("heading", { name: "Mei Lin" }).waitFor();
    await becomes(() => fact("Mention as"), '@"Mei Lin"');
    const headers = { origin: visit.url };
    const { people: [{ id }] } = await (await context.request.get("/api/v1/people?query=Mei"))
      .json();
    const form = { id, role: "moderator", next: ADMIN.people };
    assertEquals((await context.request.post(ACTIONS.role, { headers, form })).ok(), true);
    await card.locator(".tag", { hasText: "moderator" }).waitFor();
    await isForEveryone(awa);
    await card.getByRole("button", { name: "Mention" }).click();
    await becomes(() => composer(awa).inputValue(), '@"Mei Lin" ');
    await awa.keyboard.type("come");
    await awa.keyboard.press("Enter");

    // The other way round, on a phone.
    const hers = await openCard(mei, "come");
    await hers.card.locator(".tag", { hasText: "admin" }).waitFor();
    await becomes(() => findings(mei), []);
    await becomes(() => overflow(mei), []);
    await mei.getByRole("button", { name: "Close", exact: true }).click();
    await becomes(() => hers.card.count(), 0);

    // Who leaves while one looks is not there any more.
    await openCard(awa, "good morning");
    await settings.goto(PATHS.account);
    await islandsAreAlive(settings);
    const end = settings.locator(`form[action="${ACCOUNT_PATHS.deleteAccount}"]`);
    await end.locator("[name=messages][value=stay]").check();
    await end.locator("[name=password]").fill(PASSWORD);
    await end.locator("[name=confirmed]").check();
    await end.locator("button[type=submit]").click();
    await settings.waitForURL((url) => url.searchParams.has("deleted"));
    await card.getByText("no longer here").waitFor();
    await becomes(() => card.locator(".facts, .row").count(), 0);
    await becomes(() => findings(awa), []);
    await acknowledged(awa, "good morning").waitFor();
  },
);
