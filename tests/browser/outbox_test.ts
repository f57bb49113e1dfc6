import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import { acknowledged, chatIsAlive, eventually, register, say, texts } from "../support/visitor.ts";

const browserTest = browserTests();

/** Something that the server refuses for good: it looks like text, and says nothing. */
const NOTHING = "\u200b";

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
    await eventually(() => texts(page), (seen) => seen.length === 4);
    assertEquals(await texts(page), ["zero", ...written]);
    await eventually(() => storedBy(page), (stored) => stored === 0);
    await page.reload();
    await chatIsAlive(page);
    assertEquals(await texts(page), ["zero", ...written]);
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
    const seen = await eventually(() => texts(page), (all) => all.length === 7, 30_000);
    const of = (side: string) => seen.filter((text) => text.startsWith(side));
    assertEquals(of("left"), ["left 1", "left 2", "left 3"]);
    assertEquals(of("right"), ["right 1", "right 2", "right 3"]);
    assertEquals(await page.locator("[data-state=pending]").count(), 0);
  }
  const other = await awa.tab("/rooms/general");
  assertEquals((await texts(other)).length, 7);
});

browserTest("outbox - what is refused for good can be tried again or deleted", async (visit) => {
  const awa = await visit.device();
  await register(awa.page, "Awa");
  await say(awa.page, "a message");
  await acknowledged(awa.page, "a message").waitFor();
  await say(awa.page, NOTHING);
  const failed = awa.page.locator(".message[data-state=failed]");
  await failed.waitFor();
  await awa.page.reload();
  await chatIsAlive(awa.page);
  await failed.waitFor();

  await failed.getByRole("button", { name: "Retry" }).click();
  await failed.waitFor(); // refused again
  await failed.getByRole("button", { name: "Delete" }).focus();
  await awa.page.keyboard.press("Enter");
  await failed.waitFor({ state: "detached" });
  const focused = await awa.page.evaluate(() => document.activeElement?.tagName);
  assertEquals(focused !== "BODY", true, "the focus is not lost with the message");
  assertEquals(await texts(awa.page), ["a message"]);
});

/** How many messages wait in the browser's own storage. */
function storedBy(page: import("playwright-core").Page): Promise<number> {
  return page.evaluate(async () => {
    const [database] = (await indexedDB.databases()).filter(({ name }) =>
      name?.startsWith("palabre-")
    );
    const opening = indexedDB.open(database?.name ?? "");
    await new Promise((resolve) => opening.onsuccess = resolve);
    const counting = opening.result.transaction("outbox").objectStore("outbox").count();
    await new Promise((resolve) => counting.onsuccess = resolve);
    opening.result.close();
    return counting.result;
  });
}
