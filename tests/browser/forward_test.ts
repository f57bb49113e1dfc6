import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { MARKED_MS } from "../../islands/room/timeline/use_target.ts";
import { UNDO_MS } from "../../islands/room/window/undo_offers.ts";
import { findings, inspected } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { holdTimers } from "../support/held_timers.ts";
import {
  acknowledged,
  actOn,
  actsAreAlive,
  becomes,
  chatIsAlive,
  composer,
  message,
  PHONE,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

const trimmed = (texts: string[]) => texts.map((text) => text.replace(/\s+/g, " ").trim());
const from = (page: Page, text: string) => message(page, text).locator(".over");

/** Awa, in a room of her own where she said something; Noor on the other instance, in general. */
async function two(visit: Visit, options: Parameters<Visit["device"]>[0] = {}) {
  const device = await inspected(visit, options);
  for (const ms of [MARKED_MS, UNDO_MS]) await holdTimers(device.context, ms);
  const awa = device.page;
  await awa.goto("/");
  await register(awa, "Awa");
  const noor = await inspected(visit, { baseURL: visit.otherUrl });
  await noor.page.goto("/");
  await register(noor.page, "Noor");
  const headers = { origin: visit.url };
  const made = await awa.request.post("/api/v1/rooms", { headers, data: { name: "machines" } });
  assertEquals(made.status(), 201);
  await awa.goto("/rooms/machines");
  await chatIsAlive(awa);
  await composer(awa).fill("The pump waits for the tank");
  await awa.getByRole("button", { name: "Send", exact: true }).click();
  await acknowledged(awa, "pump").waitFor();
  return { awa, noor: noor.page, device };
}

browserTest(
  "forward - by key and a search, with its origin for who may know it; gone with it (M12, M3)",
  async (visit) => {
    const { awa, noor } = await two(visit);
    const own = await awa.request.post("/api/v1/messages", {
      headers: { origin: visit.url },
      data: { conversation: "general", text: "in my own words" },
    });
    assertEquals(own.status(), 201);
    await said(noor, "in my own words").waitFor();
    await actsAreAlive(awa);
    await awa.locator("#messages").focus();
    await awa.keyboard.press("ArrowUp");
    await message(awa, "pump").and(awa.locator(":focus")).waitFor();
    await awa.keyboard.press("f");
    const search = awa.getByRole("combobox", { name: "A room or a person" });
    await search.waitFor();
    await awa.keyboard.type("gene");
    await becomes(() => search.inputValue(), "gene");
    await becomes(() => awa.getByRole("option").allInnerTexts().then(trimmed), ["# general"]);
    await becomes(() => findings(awa), []);
    await awa.keyboard.press("Enter");
    await awa.locator(".toast", { hasText: "Forwarded to #general" }).waitFor();
    await said(noor, "pump").waitFor();
    // The room is public: Noor may know of it, though she is not in it.
    await becomes(() => from(noor, "pump").innerText(), "Forwarded from #machines");
    await becomes(() => findings(noor), []);
    await awa.goto("/rooms/general");
    await from(awa, "pump").getByRole("link", { name: "Forwarded from Awa · #machines" }).click();
    await awa.waitForURL("**/rooms/machines/*");
    await message(awa, "pump").and(awa.locator("[data-mark=found]")).waitFor();
    await awa.goto("/rooms/general");
    await chatIsAlive(awa);
    await from(awa, "pump").waitFor(); // it is the last that Awa sent
    await composer(awa).press("ArrowUp");
    await becomes(
      () => composer(awa).inputValue(),
      "in my own words",
      "nobody edits the words of another message",
    );
    await awa.goto("/rooms/machines");
    await chatIsAlive(awa);
    await actOn(awa, "pump", "Delete");
    await awa.reload(); // what can be taken back is done when one leaves
    await said(noor, "pump").waitFor({ state: "detached" });
    await noor.getByText("This message was deleted.").waitFor();
  },
);

browserTest(
  "forward - to a person, taken back; of a direct conversation others are told nothing (M12)",
  async (visit) => {
    const { awa, noor } = await two(visit);
    await actOn(awa, "pump", "Forward…");
    await awa.getByRole("combobox", { name: "A room or a person" }).fill("noo");
    await awa.getByRole("option", { name: "Noor" }).click();
    await noor.locator(".lists").getByText("Awa").waitFor();
    await awa.locator(".toast").getByRole("button", { name: "Undo" }).click();
    await noor.locator(".lists").getByText("Awa").click();
    await noor.getByText("This message was deleted.").waitFor();
    await say(noor, "Psst, the code is 4711");
    await acknowledged(noor, "Psst").waitFor();
    await actOn(noor, "Psst", "Forward…");
    await noor.getByRole("combobox", { name: "A room or a person" }).fill("general");
    await becomes(() => noor.getByRole("option").allInnerTexts().then(trimmed), ["# general"]);
    await noor.keyboard.press("Enter");
    await noor.locator(".toast", { hasText: "Forwarded" }).waitFor();
    await noor.goto("/rooms/general");
    await becomes(() => from(noor, "Psst").innerText(), "Forwarded from Noor · Awa");
    const { page: diego } = await visit.device();
    const asked = diego.waitForResponse(/\/origins\?/);
    await register(diego, "Diego");
    assertEquals((await (await asked).json()).origins, []);
    await becomes(() => from(diego, "Psst").innerText(), "Forwarded");
  },
);

browserTest("forward - on a phone by the sheet, and without a script by a form", async (visit) => {
  const { awa, noor, device } = await two(visit, PHONE);
  await actsAreAlive(awa);
  await acknowledged(awa, "pump").click();
  await message(awa, "pump").locator(".more").click();
  await awa.locator(".sheet-row").getByRole("button", { name: "Forward" }).click();
  await awa.getByRole("option", { name: "general" }).click();
  await said(noor, "pump").waitFor();
  const plain = await visit.device({ javaScriptEnabled: false }, "about:blank");
  await plain.context.addCookies(await device.context.cookies());
  const { page } = plain;
  await page.goto("/rooms/machines");
  await page.locator(".plain-link").last().click();
  await page.getByLabel("A room or a person").fill("#general");
  await page.getByRole("button", { name: "Forward" }).click();
  await page.waitForURL("**/rooms/general/*");
  await becomes(
    () => from(page, "pump").last().innerText(),
    "Forwarded from Awa · #machines",
  );
  await becomes(() => said(noor, "pump").count(), 2);
});
