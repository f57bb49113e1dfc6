import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { overflow } from "../support/layout.ts";
import { twoInstancesTest } from "../support/two_instances.ts";
import {
  actOn,
  administer,
  becomes,
  chatIsAlive,
  message,
  PHONE,
  register,
  said,
  SETUP_CODE,
  texts,
} from "../support/visitor.ts";

/** By the button: on a phone, Enter is a new line. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator("main .composer textarea").fill(text);
  await page.locator("main .composer .send").click();
  await said(page, text).waitFor();
}

/** Asks the API from the page itself. */
async function post(page: Page, path: string, body: object): Promise<void> {
  const status = await page.evaluate(async ([path, body]) => {
    const headers = { "Content-Type": "application/json" };
    return (await fetch(path, { method: "POST", headers, body })).status;
  }, [`/api/v1${path}`, JSON.stringify(body)] as const);
  assertEquals([200, 201].includes(status), true, `${path}: ${status}`);
}

for (const [where, size] of [["at 1360", {}], ["on a phone", PHONE]] as const) {
  twoInstancesTest(
    `moves - ${where}, a moderator moves a message, and links of it lead on (M14)`,
    async (one, two) => {
      const { page: awa, context } = await inspected(one, size);
      await awa.goto("/");
      await administer(context);
      await awa.goto("/");
      await chatIsAlive(awa);
      await post(awa, "/rooms", { name: "garden" });
      const { page: tibo, context: his } = await inspected(two, size);
      await tibo.goto("/");
      await register(tibo, "Tibo");
      await post(tibo, "/join", { room: "garden" });
      await tibo.goto("/rooms/general");
      await chatIsAlive(tibo);
      await awa.goto("/rooms/general");
      await chatIsAlive(awa);
      await write(tibo, "The olives are ripe.");
      await said(awa, "The olives are ripe.").waitFor();
      await actOn(awa, "The olives are ripe.", "Move…");
      await awa.locator("dialog[open] select").selectOption({ label: "# garden" });
      await becomes(() => findings(awa), []);
      await awa.getByRole("button", { name: "Move", exact: true }).click();
      for (const page of [awa, tibo]) {
        await page.getByRole("link", { name: "Moved to #garden" }).waitFor();
        await becomes(() => said(page, "The olives are ripe.").count(), 0);
      }
      await becomes(() => findings(tibo), []);
      await tibo.getByRole("link", { name: "Moved to #garden" }).click();
      await message(tibo, "The olives are ripe.").locator(".over", { hasText: "Moved" }).waitFor();
      await tibo.waitForURL(/\/rooms\/garden\/\d+$/);
      await becomes(() => findings(tibo), []);
      // The link of the message as it was before leads there too.
      const events = await his.request.get("/api/v1/conversations/general/events");
      const { events: all } = await events.json();
      const stub = all.find((event: { moved?: object }) => event.moved);
      await tibo.goto(`/rooms/general/${stub.seq}`);
      await tibo.waitForURL(/\/rooms\/garden\/\d+$/);
      await said(tibo, "The olives are ripe.").waitFor();
      // Several at once: from one on, without what does not belong there.
      await tibo.goto("/rooms/general");
      await chatIsAlive(tibo);
      for (const text of ["Who has nets?", "Lunch at one!", "I have two."]) await write(tibo, text);
      await said(awa, "I have two.").waitFor();
      await actOn(awa, "Who has nets?", "Move…");
      const dialog = awa.locator("dialog[open]");
      await dialog.getByRole("button", { name: "This one and all after it" }).click();
      await dialog.getByRole("checkbox", { name: "Lunch at one!" }).press("Space");
      await dialog.getByRole("heading", { name: "Move 2 messages" }).waitFor();
      await becomes(() => findings(awa), []);
      await becomes(() => overflow(awa), []);
      await dialog.locator("select").selectOption({ label: "# garden" });
      await dialog.getByRole("button", { name: "Move", exact: true }).click();
      await awa.getByText("2 messages moved to #garden").waitFor();
      for (const page of [awa, tibo]) {
        await becomes(() => page.getByRole("link", { name: "Moved to #garden" }).count(), 3);
        await said(page, "Lunch at one!").waitFor();
      }
      await tibo.getByRole("link", { name: "Moved to #garden" }).last().click();
      await becomes(() => texts(tibo), ["The olives are ripe.", "Who has nets?", "I have two."]);
    },
    { PALABRE_SETUP_CODE: SETUP_CODE },
  );
}
