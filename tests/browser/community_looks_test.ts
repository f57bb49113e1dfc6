import { assertEquals } from "@std/assert";
import { ACTIONS, ADMIN } from "../../lib/ui/administration/paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { inspected, isForEveryone } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  administer,
  becomes,
  chatIsAlive,
  doorIsAlive,
  islandsAreAlive,
  PASSWORD,
  PHONE,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);

browserTest(
  "community - its name, sign, colour, terms and first room meet who comes in by another instance",
  async (visit) => {
    const { page: awa, context } = await inspected(visit, {});
    await administer(context);
    const headers = { origin: visit.url };
    const made = await context.request.post("/api/v1/rooms", {
      headers,
      data: { name: "harvest" },
    });
    assertEquals(made.status(), 201);

    await awa.goto(ADMIN.community);
    await islandsAreAlive(awa);
    const form = awa.locator(`form[action="${ACTIONS.community}"]`);
    const save = form.getByRole("button", { name: "Save", exact: true });
    await form.getByLabel("Name of the community").fill("Seed Library");
    await form.getByLabel("Icon").fill("🌱");
    await form.getByLabel("Terms").fill("We keep what you write.\n\nFor a year.");
    // Each of these is refused at its field, with all that was typed.
    await form.getByLabel("Accent colour").fill("yellow");
    await save.click();
    await form.getByText("Write a colour as # and six digits").waitFor();
    await becomes(() => form.getByLabel("Icon").inputValue(), "🌱");
    await isForEveryone(awa);
    // So light that nothing could be read on white: it is toned until it can.
    await form.getByLabel("Accent colour").fill("#ffe600");
    await form.getByLabel("First room").fill("nowhere");
    await save.click();
    await form.getByText("There is no room called").waitFor();
    await form.getByLabel("First room").fill("harvest");
    await save.click();
    await awa.waitForURL(/done=community/);
    await islandsAreAlive(awa);
    await awa.locator(".sidebar .brand", { hasText: "Seed Library" }).waitFor();
    await isForEveryone(awa);

    const { page: mei } = await inspected(visit, { baseURL: visit.otherUrl, ...PHONE });
    await mei.goto("/");
    await doorIsAlive(mei);
    await mei.getByRole("heading", { name: "Seed Library" }).waitFor();
    await mei.locator("header", { hasText: "🌱" }).waitFor();
    const colour = () =>
      mei.locator(".button.primary").first().evaluate((it) => getComputedStyle(it).backgroundColor);
    const tinted = await colour();
    await isForEveryone(mei);
    await mei.getByRole("link", { name: "The terms of this community" }).click();
    await mei.waitForURL(`**${PATHS.terms}`);
    await mei.getByText("For a year.").waitFor();
    await isForEveryone(mei);
    await mei.goBack();
    await doorIsAlive(mei);
    await mei.getByRole("tab", { name: "Register" }).click();
    await mei.getByLabel("Choose a name").fill("Mei");
    await mei.getByLabel("Choose a password").fill(PASSWORD);
    await mei.getByRole("button", { name: "Register", exact: true }).click();
    await mei.waitForURL("**/rooms/harvest");
    await isForEveryone(mei);
    await mei.getByRole("button", { name: "Join #harvest" }).click();
    await chatIsAlive(mei);

    // Without a colour of its own the community has ours again, for who is in as well.
    await awa.locator(`form[action="${ACTIONS.community}"]`).getByLabel("Accent colour").fill("");
    await awa.getByRole("button", { name: "Save", exact: true }).first().click();
    await becomes(async () => {
      await mei.goto(PATHS.settings);
      await islandsAreAlive(mei);
      return await colour() !== tinted;
    }, true);
    await mei.goto("/");
    await mei.waitForURL("**/rooms/harvest");
    await chatIsAlive(mei);
  },
);
