import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { enter } from "../support/talker.ts";
import { enterAsGuest, PASSWORD, said, texts } from "../support/visitor.ts";

const browserTest = browserTests();

browserTest("without a script - one enters, reads, posts and signs out", async (visit) => {
  const { page } = await visit.device({ javaScriptEnabled: false });
  await page.getByLabel("Choose a name").fill("Mei");
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await page.waitForURL("**/rooms/general");
  await page.getByText("This is the beginning of #general.").waitFor();
  await page.getByLabel("Message #general").fill("no script needed");
  await page.getByRole("button", { name: "Send" }).click();
  await said(page, "no script needed").waitFor();

  const other = await visit.device();
  await enterAsGuest(other.page, "Noor");
  assertEquals(await texts(other.page), ["no script needed"]);

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Enter", exact: true }).waitFor();
  await page.goto("/rooms/general");
  await page.getByRole("button", { name: "Enter", exact: true }).waitFor();
});

browserTest("without a script - rooms are made and joined, people found by name", async (visit) => {
  const { page } = await visit.device({ javaScriptEnabled: false });
  await page.getByRole("tab", { name: "Register" }).click();
  await page.getByLabel("Choose a name").fill("Mei");
  await page.getByLabel("Choose a password").fill(PASSWORD);
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await page.getByRole("link", { name: "Browse rooms" }).click();
  const create = page.locator('form[action="/rooms"]');
  await create.getByLabel("Name").fill("Not A Room");
  await create.getByRole("button", { name: "Create a room" }).click();
  await page.locator("#field-name-error").first().waitFor();
  assertEquals(await create.getByLabel("Name").inputValue(), "Not A Room", "what was typed stays");
  await create.getByLabel("Name").fill("harvest-2026");
  await create.getByRole("button", { name: "Create a room" }).click();
  await page.waitForURL("**/rooms/harvest-2026");

  await page.goto("/rooms");
  const direct = page.locator('form[action="/direct"]');
  await direct.getByLabel("Name").fill("nobody");
  await direct.getByRole("button").click();
  await page.getByText("Nobody here is called “nobody”.").waitFor();
  await enter(visit.url, "Noor");
  await page.goto("/rooms");
  await direct.getByLabel("Name").fill("noor");
  await direct.getByRole("button").click();
  await page.getByText("This is the beginning of your conversation with Noor.").waitFor();
});
