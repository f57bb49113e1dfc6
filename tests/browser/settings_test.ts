import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import { chatIsAlive, eventually, register } from "../support/visitor.ts";

const browserTest = browserTests();

const settingsAreAlive = (page: Page) =>
  page.locator("[data-island=SettingsApp][data-hydrated]").waitFor();

/** What the eye sees of the look: the paper, and how far lines stand apart. */
function look(page: Page) {
  return page.evaluate(() => {
    const { backgroundColor, lineHeight } = getComputedStyle(document.body);
    return { backgroundColor, lineHeight };
  });
}

/** A time zone in which it is about noon: what ends in an hour ends today. */
function zoneOfNoon(): string {
  const east = 12 - new Date().getUTCHours();
  return `Etc/GMT${east < 0 ? "+" : "-"}${Math.abs(east)}`; // POSIX counts to the west
}

browserTest(
  "settings - a choice of the look is seen at once, and kept when refused",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await page.goto("/settings");
    await settingsAreAlive(page);
    const before = await look(page);
    await page.getByLabel("Dark").check();
    const dark = await look(page);
    assertNotEquals(dark.backgroundColor, before.backgroundColor);
    await page.getByLabel("Compact").check();
    assertNotEquals((await look(page)).lineHeight, dark.lineHeight);
    const chosen = await look(page);

    await page.getByLabel("Status", { exact: true }).fill("x".repeat(81));
    await page.locator("#field-until").selectOption("60");
    await page.locator("[name=arrivals]").uncheck();
    await page.locator("#field-locale").selectOption("es");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    await settingsAreAlive(page);
    assertEquals(await look(page), chosen, "it still looks as it was chosen");
    assertEquals(await page.locator("#field-until").inputValue(), "60");
    assertEquals(await page.locator("#field-locale").inputValue(), "es");
    assertEquals(await page.locator("[name=arrivals]").isChecked(), false);
    await page.locator("#field-status").fill("In the field");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL("**/settings?saved");
    assertEquals(await page.locator("html").getAttribute("lang"), "es");
    assertEquals(await look(page), chosen);
  },
);

browserTest(
  "settings - a status with an end is seen by others until then",
  async (visit) => {
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.ask({ type: "sync" });
    const { page } = await visit.device({ timezoneId: zoneOfNoon() });
    await register(page, "Awa");
    await page.goto("/settings");
    await page.locator("#field-status").fill("In the field");
    await page.locator("#field-until").selectOption("60");
    const pressedAt = Date.now();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const until = page.locator("#field-until option:checked");
    assertEquals(await until.getAttribute("value"), "keep");

    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await page.locator(".me", { hasText: /In the field· \d\d:\d\d/ }).waitFor();
    const told = await eventually(
      () => Promise.resolve(noor.frames.flatMap(({ changes = [] }) => changes)),
      (changes) => changes.some(({ name, status }) => name === "Awa" && status === "In the field"),
    );
    const { until: end } = told.findLast(({ name, status }) => name === "Awa" && status);
    const minutes = (end - pressedAt) / 60_000;
    assert(minutes > 59 && minutes < 61, `it ends in ${minutes} min`);
    await noor.close();
  },
);
