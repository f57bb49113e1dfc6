import type { JSHandle, Page } from "playwright-core";
import { MAX_OUTBOX } from "../../lib/client/outbox_waiting.ts";
import { chatIsAlive, eventually } from "./visitor.ts";

/** How many messages wait in the browser's storage of whoever is signed in. */
export async function storedBy(page: Page): Promise<number> {
  return await (await openStorage(page)).evaluate(async (database) => {
    const counting = database.transaction("outbox").objectStore("outbox").count();
    await new Promise((done, fail) => [counting.onsuccess, counting.onerror] = [done, fail]);
    database.close();
    return counting.result;
  });
}

/** The drafts in it, by conversation; what was asked of it before has happened. */
export async function draftsOf(page: Page): Promise<string[]> {
  return await (await openStorage(page)).evaluate(async (database) => {
    const reading: IDBRequest<{ text: string }[]> = database.transaction("drafts")
      .objectStore("drafts").getAll();
    await new Promise((done, fail) => [reading.onsuccess, reading.onerror] = [done, fail]);
    database.close();
    return reading.result.map(({ text }) => text);
  });
}

/** Of how many databases of people, of messages or of files, this browser knows. */
export async function keptIn(page: Page): Promise<number> {
  return await page.evaluate(async () =>
    (await indexedDB.databases()).filter(({ name }) => name?.startsWith("palabre-")).length
  );
}

/** Fills the outbox with what failed, the last of it in #general, and has the page know of it. */
export async function fillOutbox(page: Page): Promise<void> {
  await (await openStorage(page)).evaluate(async (database, full) => {
    const writing = database.transaction("outbox", "readwrite");
    for (let n = 1; n <= full; n++) {
      writing.objectStore("outbox").add({
        id: crypto.randomUUID(),
        conversation: n === full ? "general" : "elsewhere",
        text: "waits",
        after: 0,
        writtenAt: n,
        state: "failed",
        error: { code: "invalid", message: "" },
      });
    }
    await new Promise((done, fail) => [writing.oncomplete, writing.onerror] = [done, fail]);
    database.close();
  }, MAX_OUTBOX);
  await page.reload();
  await chatIsAlive(page);
  await page.locator("[data-state=failed]", { hasText: "waits" }).waitFor(); // all of it is loaded
}

/** The page's own database; one that just came alive may have to make it first. */
async function openStorage(page: Page): Promise<JSHandle<IDBDatabase>> {
  const name = await eventually(() =>
    page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return databases.find(({ name }) => /^palabre-(?!files-|kept$)/.test(name ?? ""))?.name ?? "";
    }), (name) => name !== "");
  return await page.evaluateHandle(async (name) => {
    const opening = indexedDB.open(name);
    await new Promise((done, fail) => [opening.onsuccess, opening.onerror] = [done, fail]);
    return opening.result;
  }, name);
}
