import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { enlist } from "../support/talker.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  composer,
  islandsAreAlive,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

const TITLES = ["zebra", "Été 2026", "alpha", "10 plots", "2 plots", "well", "press", "seeds"];

/** Rooms with these titles, made in this order. */
async function makeRooms(page: Page): Promise<void> {
  const headers = { origin: new URL(page.url()).origin };
  for (const [n, title] of TITLES.entries()) {
    const made = await page.request.post("/api/v1/rooms", {
      headers,
      data: { name: `room-${n}`, title },
    });
    if (!made.ok()) throw new Error(`${title} was not made: ${made.status()}`);
  }
}

const shown = (page: Page, rows: string) => () => page.locator(rows).allInnerTexts();

browserTest("finding - people and rooms are found as one types, without accents", async (visit) => {
  const { context, page } = await visit.device();
  await administer(context);
  for (const name of ["Léa Martin", "Zoë", "Søren"]) await enlist(visit.url, name);
  await makeRooms(page);

  await page.goto("/rooms/general");
  await chatIsAlive(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lea");
  await page.getByRole("option", { name: "Write to Léa Martin" }).waitFor();
  await page.getByRole("combobox").fill("martin");
  await page.getByRole("option", { name: "Write to Léa Martin" }).waitFor();
  await page.keyboard.press("Escape");
  await composer(page).pressSequentially("@zoe");
  await page.getByRole("option", { name: "Zoë" }).waitFor();
  await page.keyboard.press("Tab");
  await becomes(() => composer(page).inputValue(), "@Zoë ");

  await page.goto("/rooms");
  await islandsAreAlive(page);
  await page.getByLabel("Filter rooms").fill("ete");
  await becomes(shown(page, ".rooms-list li b"), ["# Été 2026"]);
  await page.getByLabel("Filter rooms").fill("");
  await becomes(() => page.locator(".rooms-list li").count(), TITLES.length + 1);

  await page.goto("/admin/people");
  await islandsAreAlive(page);
  await page.getByRole("textbox", { name: "Find someone" }).fill("soren");
  await becomes(shown(page, "ul.people .who"), ["Søren"]);
  await becomes(() => Promise.resolve(new URL(page.url()).search), "?q=soren");
});

browserTest(
  "finding - lists of conversations are sorted, and filtered as one types",
  async (visit) => {
    const { context, page } = await visit.device();
    await administer(context);
    await makeRooms(page);
    const sorted = [
      "2 plots",
      "10 plots",
      "alpha",
      "Été 2026",
      "general",
      "press",
      "seeds",
      "well",
    ];

    await page.goto("/settings/notifications");
    await islandsAreAlive(page);
    const names = "#conversations li:not([hidden]) b";
    await becomes(shown(page, names), [...sorted, "zebra"]);
    await page.getByLabel("Filter conversations").fill("#ete");
    await becomes(shown(page, names), ["Été 2026"]);

    await page.goto("/admin/integrations");
    await islandsAreAlive(page);
    const form = page.locator("form", { has: page.getByRole("button", { name: "Add bot" }) });
    const offered = form.locator(".room-choice label.check:not([hidden])");
    await becomes(() => offered.allInnerTexts(), [...sorted, "zebra"].map((title) => `# ${title}`));
    await form.getByLabel("# alpha").check();
    await form.getByLabel("Filter rooms").fill("plots");
    await becomes(() => offered.allInnerTexts(), ["# 2 plots", "# 10 plots"]);
    await form.getByLabel("# 2 plots").check();
    await form.getByLabel("Name of the bot").fill("Echo");
    await form.getByRole("button", { name: "Add bot" }).click();
    await page.locator("li[data-bot=Echo] small", { hasText: "# 2 plots, # alpha" }).waitFor();
    await becomes(
      () => offered.count(),
      TITLES.length + 1,
      "what was looked for goes with the form",
    );
  },
);
