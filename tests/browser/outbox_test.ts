import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { draftsOf, fillOutbox, storedBy } from "../support/browser_storage.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  becomes,
  chatIsAlive,
  composer,
  eventually,
  networkIsBack,
  REFUSED_TEXT,
  register,
  say,
  sendsBlankTexts,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "outbox - what was written offline goes out once, in order, from a new tab (D3)",
  async (visit) => {
    const awa = await visit.device();
    await register(awa.page, "Awa");
    await say(awa.page, "zero");
    await acknowledged(awa.page, "zero").waitFor();
    await visit.kill();
    const written = ["one", "two", "three"];
    for (const text of written) await say(awa.page, text);
    await eventually(() => storedBy(awa.page), (stored) => stored === written.length);
    await awa.page.close();

    await visit.start();
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.ask({ type: "sync" });
    const page = await awa.tab("/rooms/general");
    await becomes(() => texts(page), ["zero", ...written]);
    await eventually(() => storedBy(page), (stored) => stored === 0);
    await page.reload();
    await chatIsAlive(page);
    await becomes(() => texts(page), ["zero", ...written]);
    await noor.close();
  },
);

browserTest("outbox - two tabs share it, and nothing is sent twice (D3)", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  const second = await awa.tab("/rooms/general");
  await chatIsAlive(second);
  await say(awa.page, "before");
  await acknowledged(second, "before").waitFor();
  await visit.kill();
  for (const turn of [1, 2, 3]) {
    await say(awa.page, `left ${turn}`);
    await say(second, `right ${turn}`);
  }
  await eventually(() => storedBy(second), (stored) => stored === 6);
  await visit.start();
  for (const page of [awa.page, second]) {
    const seen = await eventually(async () => {
      await networkIsBack(page);
      return await texts(page);
    }, (all) => all.length === 7);
    const of = (side: string) => seen.filter((text) => text.startsWith(side));
    assertEquals(of("left"), ["left 1", "left 2", "left 3"]);
    assertEquals(of("right"), ["right 1", "right 2", "right 3"]);
    await becomes(() => page.locator("[data-state=pending]").count(), 0);
  }
  const other = await awa.tab("/rooms/general");
  await becomes(async () => (await texts(other)).length, 7);
});

browserTest("outbox - what is refused for good can be tried again or deleted", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  await say(awa.page, "a message");
  await acknowledged(awa.page, "a message").waitFor();
  await sendsBlankTexts(awa.page);
  await say(awa.page, REFUSED_TEXT);
  const failed = awa.page.locator(".message[data-state=failed]");
  await failed.waitFor();
  const opened = awa.page.waitForEvent("websocket");
  await awa.page.reload();
  await chatIsAlive(awa.page);
  await failed.waitFor();

  const again = (await opened).waitForEvent("framereceived", {
    predicate: ({ payload }) => String(payload).includes('"ok":false'),
  });
  await failed.getByRole("button", { name: "Retry" }).click();
  await again;
  await failed.waitFor();
  await failed.getByRole("button", { name: "Delete" }).focus();
  await awa.page.keyboard.press("Enter");
  await failed.waitFor({ state: "detached" });
  const isLost = () => awa.page.evaluate(() => document.activeElement === document.body);
  await becomes(isLost, false, "the focus is not lost with the message");
  await becomes(() => texts(awa.page), ["a message"]);
});

browserTest(
  "outbox - a page that goes before a message is stored leaves it as a draft",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await composer(page).fill("written down");
    await eventually(() => draftsOf(page), (drafts) => drafts.includes("written down"));
    await page.evaluate(() => {
      const { put } = IDBObjectStore.prototype;
      const neverStored = function (this: IDBObjectStore, ...entry: Parameters<typeof put>) {
        if (this.name !== "outbox") return put.apply(this, entry);
        const request = this.getKey([0, ""]); // in place of the storing, which never ends
        request.addEventListener("success", (event) => event.stopImmediatePropagation());
        return request;
      };
      Object.assign(IDBObjectStore.prototype, { put: neverStored });
    });
    await composer(page).press("Enter");
    await page.locator("[data-state=pending]").waitFor();
    await draftsOf(page); // what was asked of the storage before has happened
    await page.reload();
    await chatIsAlive(page);
    await eventually(() => composer(page).inputValue(), (text) => text === "written down");
  },
);

browserTest("outbox - a full one gives a text back beside what was typed since", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await fillOutbox(page);
  await composer(page).fill("  one too many");
  await composer(page).evaluate((field: HTMLTextAreaElement) => {
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    field.value = "and since";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await page.getByRole("alert").getByText("Too many messages are waiting").waitFor();
  await becomes(() => composer(page).inputValue(), "  one too many\nand since");
  await becomes(() => page.locator("[data-state=pending]").count(), 0);
});
