import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  focused,
  message,
  PHONE,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests({}, 2);

/** Who a message says has read it, by name. */
const readersOf = async (page: Page, text: string) => {
  const faces = message(page, text).locator(".seen-by");
  const [label] = await faces.evaluateAll((found) => found.map((one) => one.getAttribute("title")));
  return label?.replace(/^Seen by | \(\d\d:\d\d\)/g, "").split(" and ").sort();
};

async function api(page: Page, method: "post" | "patch", path: string, data = {}) {
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request[method](`/api/v1${path}`, { headers, data });
  assertEquals(answer.ok(), true, `${path}: ${answer.status()}`);
}

browserTest(
  "receipts - of a small room, faces stand at the last message that each has read (M15)",
  async (visit) => {
    const [awa, diego, mei] = [
      await inspected(visit, {}),
      await visit.device({ baseURL: visit.otherUrl }),
      await visit.device({ ...PHONE, baseURL: visit.otherUrl }),
    ];
    await awa.page.goto("/");
    await register(awa.page, "Awa");
    await register(diego.page, "Diego");
    await register(mei.page, "Mei");
    await createRoom(awa.page, "well");
    for (const { page } of [diego, mei]) {
      await api(page, "post", "/join", { room: "well" });
      await page.goto("/rooms/well");
      await chatIsAlive(page);
    }
    await awa.page.goto("/rooms/well");
    await chatIsAlive(awa.page);
    await say(awa.page, "So: who has the key?");
    await becomes(() => readersOf(awa.page, "the key"), ["Diego", "Mei"]);
    await becomes(() => readersOf(diego.page, "the key"), ["Mei"]);
    await diego.page.goto("/inbox");
    await said(diego.page, "the key").waitFor({ state: "detached" });
    await composer(mei.page).fill("It hangs beside the pump");
    await mei.page.getByRole("button", { name: "Send", exact: true }).tap();
    await becomes(() => readersOf(mei.page, "It hangs"), ["Awa"]);
    await becomes(() => readersOf(mei.page, "the key"), ["Diego"]);
    await becomes(() => readersOf(awa.page, "the key"), ["Diego"]);

    // Who and when, by keyboard too; a page without a script shows the same faces.
    await message(awa.page, "the key").locator(".seen-by").focus();
    await awa.page.keyboard.press("Enter");
    const dialog = awa.page.getByRole("dialog", { name: "Seen by" });
    await dialog.getByText("Diego").waitFor();
    await dialog.getByText(/^\d\d:\d\d$/).waitFor();
    await becomes(() => findings(awa.page), []);
    await awa.page.keyboard.press("Escape");
    await becomes(() => focused(awa.page).then((text) => text.includes("Seen by Diego")), true);
    const storageState = await mei.context.storageState();
    const plain = await visit.device({
      baseURL: visit.otherUrl,
      storageState,
      javaScriptEnabled: false,
    }, "/rooms/well");
    await becomes(() => readersOf(plain.page, "It hangs"), ["Awa"]);

    // Who lets it be seen no more is gone from the pages of others, and sees nobody.
    await api(diego.page, "patch", "/me/settings", { receipts: false });
    await becomes(() => readersOf(awa.page, "the key"), undefined);
    await api(mei.page, "patch", "/me/settings", { receipts: false });
    await becomes(() => mei.page.locator(".seen-by").count(), 0);
  },
);
