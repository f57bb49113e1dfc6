import { assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { twoInstancesTest } from "../support/two_instances.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  eventually,
  PASSWORD,
  PHONE,
  register,
  said,
  texts,
} from "../support/visitor.ts";

const row = (page: Page, name: string) =>
  page.locator("nav.sidebar .place").filter({ has: page.locator(".name", { hasText: name }) });
const title = (page: Page) => page.locator(".head h1");
const dialog = (page: Page) => page.locator("dialog[open]");
const people = (page: Page) => page.locator("#members li .who > span:first-child");

/** Somebody new with a browser of their own. */
async function person(visit: Visit, size: Parameters<typeof inspected>[1], name: string) {
  const { page } = await inspected(visit, size);
  await page.goto("/");
  await register(page, name);
  await chatIsAlive(page);
  return page;
}

/** Others of the community, who look at nothing. */
async function others(page: Page, names: string[]): Promise<void> {
  for (const name of names) {
    const body = JSON.stringify({ name, password: PASSWORD });
    const headers = { "Content-Type": "application/json" };
    const url = new URL("/api/v1/users", page.url());
    const answer = await fetch(url, { method: "POST", body, headers });
    assertEquals([answer.status, (await answer.text()).includes(name)], [201, true]);
  }
}

/** By the button: on a phone, Enter is a new line. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator("main .composer textarea").fill(text);
  await page.locator("main .composer .send").click();
}

/** Opens the list where it is a screen of its own. */
async function toList(page: Page): Promise<void> {
  const back = page.locator(".head .back");
  if (await back.isVisible()) await back.click();
}

async function menu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More about this conversation" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Opens the dialog that adds people: by the icon, or by the menu where there is no room for one. */
async function askToAdd(page: Page): Promise<void> {
  const icon = page.locator(".head").getByRole("button", { name: "Add someone", exact: true });
  if (await icon.isVisible()) await icon.click();
  else await menu(page, "Add someone…");
}

/**
 * Names people in the dialog, by keyboard, one after the other: by their whole name, or by its beginning
 * and the list, whose answer need not be there when the key is pressed.
 */
async function openGroup(page: Page, ...names: string[]): Promise<void> {
  await toList(page);
  await page.getByRole("button", { name: "New message" }).click();
  await dialog(page).getByRole("button", { name: "To several people…" }).click();
  const field = dialog(page).getByRole("combobox", { name: "People" });
  for (const [n, name] of names.entries()) {
    await field.fill(n === 0 ? name : name.slice(0, 2));
    if (n > 0) await markOne(page, field, name);
    await field.press("Enter");
    await dialog(page).getByRole("button", { name: `Remove ${name}` }).waitFor();
  }
}

/** ↓ marks somebody of the list; Esc closes it alone, and ↓ opens it again. */
async function markOne(page: Page, field: Locator, name: string): Promise<void> {
  const option = dialog(page).getByRole("option", { name, selected: true });
  await field.press("ArrowDown");
  await option.waitFor();
  await becomes(() => field.getAttribute("aria-expanded"), "true");
  const id = await option.getAttribute("id");
  await becomes(() => field.getAttribute("aria-activedescendant"), id);
  await field.press("Escape");
  await option.waitFor({ state: "detached" });
  await becomes(() => field.getAttribute("aria-expanded"), "false");
  await field.press("ArrowDown");
  await option.waitFor();
}

for (const [where, size] of [["at 1360", {}], ["on a phone", PHONE]] as const) {
  twoInstancesTest(
    `groups - ${where}, people on two instances write together, add somebody, name it and leave (M13)`,
    async (one, two) => {
      const [ines, tibo, mei, zoe] = await Promise.all([
        person(one, size, "Inès"),
        person(two, size, "Tibo"),
        person(two, size, "Mei"),
        person(one, size, "Zoé"),
      ]);
      await openGroup(ines, "Tibo", "Mei");
      await becomes(() => findings(ines), []);
      await dialog(ines).getByRole("button", { name: "Start" }).click();
      await ines.waitForURL(/\/groups\//);
      await becomes(() => title(ines).textContent(), "Tibo, Mei");
      await write(ines, "So: who has the key of the well house?");

      await toList(tibo);
      await row(tibo, "Inès, Mei").locator(".count").waitFor();
      await row(tibo, "Inès, Mei").click();
      await said(tibo, "So: who has the key of the well house?").waitFor();
      await tibo.waitForURL(`${two.url}${new URL(ines.url()).pathname}`);
      await write(tibo, "It hangs beside the pump.");
      await said(ines, "It hangs beside the pump.").waitFor();

      // Somebody comes in, who is asked nothing and sees what is written from here on.
      await askToAdd(tibo);
      await dialog(tibo).getByRole("combobox", { name: "Who?" }).fill("Zoé");
      await dialog(tibo).getByRole("radio", { name: "new messages only" }).waitFor();
      await becomes(() => findings(tibo), []);
      await dialog(tibo).getByRole("button", { name: "Add", exact: true }).click();
      for (const page of [ines, tibo]) {
        await page.locator(".notice", { hasText: "Tibo added Zoé" }).waitFor();
        await becomes(() => title(page).textContent().then((text) => text?.includes("Zoé")), true);
      }
      await toList(zoe);
      await row(zoe, "Inès, Tibo, Mei").click();
      await zoe.getByText("You see messages from when you were added.").waitFor();
      await write(ines, "Zoé goes there at noon.");
      await said(zoe, "Zoé goes there at noon.").waitFor();
      await becomes(() => zoe.getByText("key of the well house").count(), 0);
      await becomes(() => findings(zoe), []);

      await menu(ines, "Name the conversation…");
      await dialog(ines).getByRole("textbox", { name: "Name" }).fill("The well");
      await dialog(ines).getByRole("button", { name: "Save" }).click();
      for (const page of [ines, tibo, zoe]) {
        await becomes(() => title(page).textContent(), "The well");
      }
      await toList(mei);
      await row(mei, "The well").waitFor();
      await row(mei, "The well").click();
      await becomes(() => title(mei).textContent(), "The well");
      await menu(mei, "Leave the conversation…");
      await dialog(mei).getByRole("button", { name: "Leave" }).click();
      await row(mei, "The well").waitFor({ state: "detached" });
      await ines.locator(".notice", { hasText: "Mei left" }).waitFor();
      if (size === PHONE) await ines.getByRole("button", { name: "People" }).click();
      await becomes(() => people(ines).allTextContents(), ["Inès", "Tibo", "Zoé"]);
      await ines.locator("#members .group-tools").waitFor();
      await becomes(() => findings(ines), []);
    },
  );
}

const browserTest = browserTests();

browserTest(
  "groups - of two who write, one adds a third: a conversation of three opens, and theirs stays theirs (M13)",
  async (visit) => {
    const ana = await person(visit, {}, "Ana");
    await others(ana, ["Ben", "Cleo"]);
    await ana.goto("/direct/Ben");
    await chatIsAlive(ana);
    await write(ana, "between us");
    await acknowledged(ana, "between us").waitFor();
    await ana.getByRole("button", { name: "Add someone" }).click();
    await dialog(ana).getByText("What the two of you wrote stays private.").waitFor();
    await dialog(ana).getByRole("combobox", { name: "Who?" }).fill("Cleo");
    await dialog(ana).getByRole("button", { name: "Start" }).click();
    await becomes(() => title(ana).textContent(), "Ben, Cleo");
    await write(ana, "among us three");
    await acknowledged(ana, "among us three").waitFor();
    await becomes(() => texts(ana), ["among us three"]);
  },
);

browserTest(
  "groups - without a script, people are added, and a group is named and left (M13)",
  async (visit) => {
    const ana = await person(visit, {}, "Ana");
    await others(ana, ["Ben", "Cleo", "Dan"]);
    const state = await ana.context().storageState();
    const { page } = await visit.device({ javaScriptEnabled: false, storageState: state });
    await page.goto("/direct/Ben");
    await page.getByRole("link", { name: "People in this conversation" }).click();
    await page.getByRole("textbox", { name: "Who?" }).fill("Cleo");
    await page.getByRole("button", { name: "Add" }).click();
    await page.waitForURL(/\/groups\//);
    await becomes(() => title(page).textContent(), "Ben, Cleo");
    await page.locator("textarea").fill("without a script");
    await page.locator(".send").click();
    await page.getByText("without a script").waitFor();
    await page.getByRole("link", { name: "People in this conversation" }).click();
    await page.getByRole("textbox", { name: "Who?" }).fill("Nobody");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Nobody here is called “Nobody”.").waitFor();
    await page.getByRole("textbox", { name: "Who?" }).fill("Dan");
    await page.getByRole("radio", { name: "earlier messages too" }).check();
    await page.getByRole("button", { name: "Add" }).click();
    await page.locator("li .who", { hasText: "Dan" }).waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("Olives");
    await page.getByRole("button", { name: "Save" }).click();
    await eventually(() => page.title(), (title) => title.includes("Olives"));
    await page.getByRole("link", { name: "Back to the conversation" }).click();
    await becomes(() => title(page).textContent(), "Olives");
    await page.locator(".notice", { hasText: "Ana added Dan, who sees earlier messages too" })
      .waitFor();
    await page.getByRole("link", { name: "People in this conversation" }).click();
    await page.getByRole("button", { name: "Leave" }).click();
    await page.waitForURL(({ pathname }) => !pathname.startsWith("/groups/"));
    await page.locator(".place", { hasText: "general" }).waitFor();
    await becomes(() => page.locator(".place", { hasText: "Olives" }).count(), 0);
  },
);
