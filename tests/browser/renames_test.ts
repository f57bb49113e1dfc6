import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import {
  administer,
  allIsRead,
  becomes,
  chatIsAlive,
  createRoom,
  enterAsGuest,
  register,
  said,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest("renames - a new name is at once wherever the old one was (N6)", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  const noor = await visit.device();
  await enterAsGuest(noor.page, "Noor");
  await say(noor.page, "Is the shed open?");
  await said(awa.page, "Is the shed open?").waitFor();
  await allIsRead(awa.page);
  await awa.page.goto("/direct/noor");
  await noor.page.goto("/direct/awa");
  for (const { page } of [awa, noor]) await chatIsAlive(page);
  await say(noor.page, "Are you there?");
  await said(awa.page, "Are you there?").waitFor();
  const id = await awa.page.locator(".place[aria-current]").getAttribute("data-conversation");
  const message = `/api/v1/conversations/${encodeURIComponent(id ?? "")}/messages/1`;
  const headers = { origin: visit.url };
  const reactions = `${message}/reactions/${encodeURIComponent("👍")}`;
  assertEquals((await noor.page.request.put(reactions, { headers })).ok(), true);
  const reaction = awa.page.locator(".message", { hasText: "Are you there?" }).getByTitle(/^Noor/);
  await reaction.waitFor();
  const colour = () => awa.page.locator(".byline").last().getAttribute("data-hue");
  const before = await colour();
  const tag = new URL(awa.page.url()).pathname.slice(-4);

  const settings = await noor.context.newPage();
  await settings.goto("/settings/account");
  await settings.locator("[data-island=AccountApp][data-hydrated]").waitFor();
  await settings.locator("form[action='/settings/account/name'] input").fill("Nora B");
  await settings.locator("form[action='/settings/account/name'] button").click();

  await awa.page.locator(".lists .place", { hasText: "Nora B" }).waitFor();
  await awa.page.locator(".byline", { hasText: "Nora B" }).waitFor();
  await awa.page.locator(".message").getByTitle(/^Nora B/).waitFor();
  await reaction.waitFor({ state: "detached" });
  await becomes(() => awa.page.locator("h1").textContent(), "Nora B");
  await becomes(() => awa.page.title(), "Nora B · Baobab Coop");
  await awa.page.waitForURL(`${visit.url}/direct/nora-b-${tag}`);
  await becomes(colour, before);

  await awa.page.goto("/direct/noor");
  assertEquals(new URL(awa.page.url()).pathname, `/direct/nora-b-${tag}`, "the old name leads on");
});

browserTest("renames - who may rename a room does it where it is", async (visit) => {
  const awa = await visit.device();
  await administer(awa.context);
  await awa.page.goto("/rooms/general");
  await chatIsAlive(awa.page);
  const more = awa.page.getByRole("button", { name: "More about this conversation" });
  await more.click();
  await awa.page.getByRole("menu").waitFor();
  await becomes(() => awa.page.getByRole("menuitem", { name: "Rename the room…" }).count(), 0);
  await awa.page.keyboard.press("Escape");
  await createRoom(awa.page, "plot");
  await awa.page.goto("/rooms/plot");
  await chatIsAlive(awa.page);
  await more.click();
  await awa.page.getByRole("menuitem", { name: "Rename the room…" }).click();
  await awa.page.getByLabel("Name", { exact: true }).fill("Plot Four");
  await awa.page.getByRole("button", { name: "Rename", exact: true }).click();
  await awa.page.getByRole("heading", { name: "# Plot Four" }).waitFor();
  await awa.page.waitForURL(`${visit.url}/rooms/plot-four`);
});
