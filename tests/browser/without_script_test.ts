import { browserTests } from "../support/browser.ts";
import { enter } from "../support/talker.ts";
import { becomes, enterAsGuest, PASSWORD, said, texts } from "../support/visitor.ts";

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
  await becomes(() => texts(other.page), ["no script needed"]);

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("button", { name: "Enter", exact: true }).waitFor();
  await page.goto("/rooms/general");
  await page.getByRole("button", { name: "Join #general" }).waitFor();
});

browserTest("without a script - rooms are made and joined, people found by name", async (visit) => {
  const { page } = await visit.device({ javaScriptEnabled: false });
  await page.getByRole("tab", { name: "Register" }).click();
  await page.getByLabel("Choose a password").fill(PASSWORD);
  await page.getByLabel("Choose a name").fill("Mei");
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await page.getByRole("link", { name: "Browse rooms" }).click();
  const create = page.locator(".create-room");
  await create.getByText("Create a room").click();
  await create.getByLabel("Name").fill("Not A Room");
  await create.getByRole("button", { name: "Create", exact: true }).click();
  await page.waitForURL("**/rooms/not-a-room");
  await page.getByRole("heading", { name: "# Not A Room" }).waitFor();

  await page.goto("/rooms");
  await create.getByText("Create a room").click();
  await create.getByLabel("Name").fill("general");
  await create.getByRole("button", { name: "Create", exact: true }).click();
  await page.locator("#field-name-error").first().waitFor();
  await create.getByLabel("Name").fill("harvest-2026");
  await create.getByRole("button", { name: "Create", exact: true }).click();
  await page.waitForURL("**/rooms/harvest-2026");

  await page.goto("/rooms");
  const direct = page.locator('form[action="/direct"]');
  await direct.getByLabel("To whom?").fill("nobody");
  await direct.getByRole("button").click();
  await page.getByText("Nobody here is called “nobody”.").waitFor();
  await enter(visit.url, "Noor");
  await page.goto("/rooms");
  await direct.getByLabel("To whom?").fill("noor");
  await direct.getByRole("button").click();
  await page.getByText("This is the beginning of your conversation with Noor.").waitFor();
});
