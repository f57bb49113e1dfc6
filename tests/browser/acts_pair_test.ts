// What two people do with each other's messages, each on their own instance, on a desk and on phones.
import { assertEquals } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import {
  acknowledged,
  actOn,
  becomes,
  composer,
  message,
  openActs,
  PASSWORD,
  PHONE,
  pointAt,
  register,
  said,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

/** By the button: on a phone, Enter begins a new line. */
async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await acknowledged(page, text).waitFor();
}

/** Presses what stands beside a message, or first in its sheet. */
async function press(page: Page, text: string, act: string, isPhone: boolean): Promise<void> {
  if (isPhone) await openActs(page, text);
  const place = isPhone ? page.locator(".sheet-row") : await pointAt(page, text);
  await place.locator(`[data-act=${act}]`).click();
}

/** Chooses the first of the quick row, in the sheet or beside the message. */
async function react(page: Page, text: string, isPhone: boolean): Promise<void> {
  if (isPhone) await openActs(page, text);
  else await press(page, text, "react", isPhone);
  await page.locator(".quick-reacts button").first().click();
}

for (const [where, size] of [["at 1360", {}], ["on phones", PHONE]] as const) {
  const isPhone = size === PHONE;

  browserTest(
    `acts - ${where}, two people react, pin, answer and delete, and see each other do it (M3, M4, M5, M14)`,
    async (visit) => {
      const { page: awa } = await inspected(visit, size);
      await awa.goto("/");
      await register(awa, "Awa");
      const { page: diego } = await inspected(visit, { ...size, baseURL: visit.otherUrl });
      await diego.goto("/");
      await register(diego, "Diego");
      await write(awa, "Rain at last");
      await said(diego, "Rain at last").waitFor();

      await react(diego, "Rain at last", isPhone);
      const chip = (page: Page) => message(page, "Rain at last").locator(".reaction[value]");
      await becomes(() => chip(awa).getAttribute("aria-pressed"), "false");
      await chip(awa).click();
      const both = "👍 2: You and Awa. Press to take yours back";
      await becomes(() => chip(diego).getAttribute("aria-label"), both);

      await actOn(diego, "Rain at last", "Pin for everyone");
      await message(awa, "Rain at last").getByText("Pinned by Diego").waitFor();

      await press(diego, "Rain at last", "reply", isPhone);
      await diego.getByText("Replying to Awa").waitFor();
      await write(diego, "The barrels are full");
      const quote = message(awa, "The barrels are full").locator("a.quote");
      await quote.getByText("Rain at last").waitFor();
      await becomes(() => quote.getAttribute("href"), "/rooms/general/1");

      await write(awa, "I take that back");
      await said(diego, "I take that back").waitFor();
      await actOn(awa, "I take that back", "Delete");
      await awa.locator(".toast").getByRole("button", { name: "Undo" }).click();
      await acknowledged(awa, "I take that back").waitFor();
      await actOn(awa, "I take that back", "Delete");
      await becomes(() => said(awa, "I take that back").count(), 0);
      await becomes(() => said(diego, "I take that back").count(), 0);
      for (const page of [awa, diego]) {
        await page.getByText("This message was deleted").first().waitFor();
        await becomes(() => findings(page), []);
        await becomes(() => overflow(page), []);
      }
    },
  );

  browserTest(
    `acts - ${where}, what one marks as unread is so on their other instance, and nowhere else (M12)`,
    async (visit) => {
      const { page: awa } = await inspected(visit, size);
      await awa.goto("/");
      await register(awa, "Awa");
      const { page: diego } = await inspected(visit, { ...size, baseURL: visit.otherUrl });
      await diego.goto("/");
      await register(diego, "Diego");
      for (const text of ["one", "two", "three"]) await write(diego, text);
      await said(awa, "three").waitFor();
      await actOn(awa, "two", "Mark unread from here");
      await awa.getByText("2 new messages").waitFor();
      const unreadOf = async ({ request }: BrowserContext) => {
        const { conversations } = await (await request.get("/api/v1/conversations")).json();
        return conversations[0]?.unread;
      };
      const { context: elsewhere } = await visit.device({ baseURL: visit.otherUrl });
      const data = { name: "Awa", password: PASSWORD };
      assertEquals((await elsewhere.request.post("/api/v1/sessions", { data })).status(), 201);
      await becomes(() => unreadOf(elsewhere), 2);
      await becomes(() => unreadOf(diego.context()), 0);
    },
  );
}
