import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { ACTIONS, ADMIN, personPath } from "../../lib/ui/administration/paths.ts";
import { DOOR_PATHS } from "../../lib/ui/paths.ts";
import { inspected, isForEveryone } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  doorIsAlive,
  enterAsGuest,
  islandsAreAlive,
  PHONE,
  register,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);

/** Sends with a finger: on a phone, Enter begins a line. */
async function sendBy(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

browserTest(
  "safety - the door is closed by one press and opened again, on both instances at once",
  async (visit) => {
    const awa = await inspected(visit, {});
    await administer(awa.context);
    const mei = await inspected(visit, { baseURL: visit.otherUrl, ...PHONE });
    await mei.page.goto("/");
    await enterAsGuest(mei.page, "Mei");
    await chatIsAlive(mei.page);

    await awa.page.goto(ADMIN.overview);
    await islandsAreAlive(awa.page);
    await awa.page.getByRole("button", { name: "Start raid mode for an hour" }).click();
    await awa.page.getByText("Raid mode until").waitFor();
    await isForEveryone(awa.page);

    const stranger = await inspected(visit, { baseURL: visit.otherUrl });
    await stranger.page.goto("/");
    await doorIsAlive(stranger.page);
    await stranger.page.getByLabel("Name").first().fill("Zoe");
    await stranger.page.keyboard.press("Enter");
    await stranger.page.getByText("Nobody new can come in for now").waitFor();
    await isForEveryone(stranger.page);
    await sendBy(mei.page, "hello?");
    await mei.page.getByText("Guests can only read for now").first().waitFor();
    await isForEveryone(mei.page);

    await awa.page.getByRole("button", { name: "End now" }).click();
    await awa.page.getByText("Raid mode is over").waitFor();
    await awa.page.goto("/rooms/general");
    await sendBy(mei.page, "at last");
    await acknowledged(awa.page, "at last").waitFor();
  },
);

browserTest(
  "safety - newcomers earn trust, or are vouched for; who is muted appeals, and reads the answer",
  async (visit) => {
    const awa = await inspected(visit, {});
    await administer(awa.context);
    const ben = await inspected(visit, { baseURL: visit.otherUrl, ...PHONE });
    await ben.page.goto("/");
    await register(ben.page, "Ben");
    await chatIsAlive(ben.page);
    const { people: [known] } = await (await awa.context.request.get("/api/v1/people?query=Ben"))
      .json();

    await awa.page.goto(ADMIN.safety);
    await islandsAreAlive(awa.page);
    await awa.page.getByLabel("Days").fill("7");
    await awa.page.getByLabel("Links from newcomers").selectOption({ label: "Not allowed yet" });
    await awa.page.locator("form:has([name=newcomerDays])").getByRole("button").click();
    await awa.page.getByRole("status").filter({ hasText: /\S/ }).first().waitFor();
    await awa.page.reload();
    await islandsAreAlive(awa.page);
    await becomes(() => awa.page.getByLabel("Days").inputValue(), "7", "it is kept");
    await becomes(() => awa.page.getByLabel("Links from newcomers").inputValue(), "refused");
    await isForEveryone(awa.page);

    await sendBy(ben.page, "see https://example.org");
    await ben.page.locator(".message[data-state=failed], .hint .error").first().waitFor();
    await isForEveryone(ben.page);
    await awa.page.goto(personPath(known.id));
    await islandsAreAlive(awa.page);
    await isForEveryone(awa.page);
    await awa.page.getByRole("button", { name: "Vouch for them" }).click();
    await becomes(() => awa.page.getByRole("button", { name: "Vouch for them" }).count(), 0);
    await awa.page.goto("/rooms/general");
    await sendBy(ben.page, "now https://example.net");
    await acknowledged(awa.page, "now https://example.net").waitFor();

    const muted = await awa.context.request.post("/api/v1/admin/mutes", {
      data: { user: "Ben", duration: "1h", reason: "Too many links" },
      headers: { origin: visit.url },
    });
    assertEquals(muted.status(), 201);
    await ben.page.getByRole("link", { name: "Was that wrong? Appeal" }).click();
    await ben.page.getByRole("textbox").first().fill("There were two");
    await isForEveryone(ben.page);
    await ben.page.getByRole("button", { name: "Appeal", exact: true }).click();
    await ben.page.getByText("A moderator will answer here.").waitFor();
    await isForEveryone(ben.page);

    await awa.page.goto(ADMIN.reports);
    await islandsAreAlive(awa.page);
    await awa.page.getByText("There were two").waitFor();
    await isForEveryone(awa.page);
    await awa.page.getByLabel("Answer").fill("Fair enough");
    await awa.page.getByRole("button", { name: "Lift it" }).click();
    await becomes(() => awa.page.getByText("There were two").count(), 0);
    await ben.page.goto("/rooms/general");
    await chatIsAlive(ben.page);
    await composer(ben.page).waitFor();
    await sendBy(ben.page, "thank you");
    await ben.page.goto("/appeal");
    await ben.page.getByText("Fair enough").waitFor();
  },
);

browserTest(
  "safety - words are held and work is asked for by a press; who is banned appeals once, from the open page",
  async (visit) => {
    const awa = await inspected(visit, {});
    await administer(awa.context);
    const ben = await inspected(visit, { baseURL: visit.otherUrl, ...PHONE });
    await ben.page.goto("/");
    await register(ben.page, "Ben");

    await awa.page.goto(ADMIN.safety);
    await islandsAreAlive(awa.page);
    const form = (action: string) => awa.page.locator(`form[action="${action}"]`);
    const save = async (action: string) => {
      await form(action).getByRole("button", { name: "Save" }).click();
      await awa.page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
      await awa.page.goto(ADMIN.safety);
      await islandsAreAlive(awa.page);
    };
    await form(ACTIONS.heldWords).getByLabel("Words").fill("casino\nfree money");
    await save(ACTIONS.heldWords);
    await becomes(
      () => form(ACTIONS.heldWords).getByLabel("Words").inputValue(),
      "casino\nfree money",
    );
    await sendBy(ben.page, "come to the Casino");
    await ben.page.locator(".message[data-state=held]").waitFor();
    const proof = form(ACTIONS.proof).getByRole("checkbox");
    await proof.check();
    await save(ACTIONS.proof);
    await becomes(() => proof.isChecked(), true);
    const zoe = await inspected(visit, { baseURL: visit.otherUrl });
    await zoe.page.goto("/");
    const [asked] = await Promise.all([
      zoe.page.waitForRequest((one) => new URLSearchParams(one.postData() ?? "").has("proof")),
      enterAsGuest(zoe.page, "Zoe"),
    ]);
    assertEquals(new URL(asked.url()).pathname, DOOR_PATHS.enterAsGuest);

    const banned = await awa.context.request.post("/api/v1/admin/bans", {
      data: { user: "Ben", reason: "We are no casino" },
      headers: { origin: visit.url },
    });
    assertEquals(banned.status(), 201);
    await ben.page.locator(".banner", { hasText: "We are no casino" }).waitFor();
    await isForEveryone(ben.page);
    await ben.page.getByRole("link", { name: "Was that wrong? Appeal" }).click();
    await ben.page.getByRole("heading", { name: "You are banned" }).waitFor();
    await ben.page.getByRole("textbox").fill("It was a film");
    await isForEveryone(ben.page);
    await ben.page.getByRole("button", { name: "Appeal", exact: true }).click();
    await ben.page.getByText("It was a film").waitFor();
    await ben.page.goto("/rooms/general");
    await ben.page.getByText("A moderator will answer here.").waitFor();
    await becomes(() => ben.page.getByRole("textbox").count(), 0, "once");
    await isForEveryone(ben.page);

    await awa.page.goto(ADMIN.reports);
    await islandsAreAlive(awa.page);
    const row = awa.page.locator("[data-review]", { hasText: "It was a film" });
    await row.getByLabel("Answer").fill("Not that one");
    await row.getByRole("button", { name: "Keep it" }).click();
    await becomes(() => row.count(), 0);
    await ben.page.reload();
    await ben.page.getByText("Not that one").waitFor();
    await isForEveryone(ben.page);
  },
);
