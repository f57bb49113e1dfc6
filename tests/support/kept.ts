// What is kept in a browser to be read without a connection, and the chat that is drawn from it.
import type { Page } from "playwright-core";
import { becomes, composer } from "./visitor.ts";

/** Waits until this device keeps a text to be read, and the shell to read it in. */
export async function keeps(page: Page, text: string): Promise<void> {
  await becomes(
    () => page.evaluate("navigator.serviceWorker.getRegistration().then((one) => !!one?.active)"),
    true,
  );
  await becomes(async () => (await keptOn(page)).includes(text), true);
}

/** What this device keeps to be read, as JSON; empty for nothing. */
export function keptOn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases();
    if (!all.some(({ name }) => name === "palabre-kept")) return "";
    return await new Promise<string>((resolve, reject) => {
      const opening = indexedDB.open("palabre-kept");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const db = opening.result;
        const asked = db.transaction("pages").objectStore("pages").getAll();
        asked.onsuccess = () =>
          resolve(asked.result.length > 0 ? JSON.stringify(asked.result) : "");
        db.close();
      };
    });
  });
}

/** Waits for the chat as it is drawn from what is kept. */
export async function offlineIsOpen(page: Page): Promise<void> {
  await page.locator("[data-island=OfflineApp][data-hydrated] .app").waitFor();
}

/** Writes where the chat is drawn from what is kept. */
export async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/**
 * What any storage of this browser holds of its pages: names of databases, entries of caches and of the
 * storage of pages, and what of these addresses the HTTP cache would give.
 */
export async function leftIn(page: Page, addresses: readonly string[]): Promise<string[]> {
  return await page.evaluate(async (addresses) => {
    const databases = await indexedDB.databases();
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => await (await caches.open(name)).keys()),
    );
    const answered = await Promise.all(
      addresses.map((one) =>
        fetch(one, { cache: "only-if-cached", mode: "same-origin" }).then(
          ({ ok }) => ok ? [`cached ${one}`] : [],
          () => [], // it is not there
        )
      ),
    );
    return [
      ...databases.map(({ name }) => `database ${name}`),
      ...new Set(
        cached.flat().map(({ url }) => {
          const { pathname } = new URL(url);
          return pathname.startsWith("/assets/") ? "/assets/" : pathname;
        }),
      ),
      ...Object.keys(localStorage).map((key) => `local ${key}`),
      ...answered.flat(),
    ].sort();
  }, addresses);
}
