import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { storedBy } from "../support/browser_storage.ts";
import { otherVersion } from "../support/other_version.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  doorIsAlive,
  networkIsBack,
  register,
  say,
  SETUP_CODE,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });
const instancesTest = browserTests({}, 2);

browserTest(
  "offline - a reload opens the chat, one reads and writes, and all is sent once (N4, D3)",
  async (visit) => {
    const awa = await visit.device({ serviceWorkers: "allow" });
    const { page } = awa;
    await register(page, "Awa");
    await createRoom(page, "orchard");
    await say(page, "before the net went");
    await acknowledged(page, "before the net went").waitFor();
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.ask({ type: "sync" });
    await noor.ask({ type: "join", room: "orchard" });
    await keeps(page, "before the net went");
    await visit.kill();
    await noor.close();

    await page.reload();
    await offlineIsOpen(page);
    await becomes(() => texts(page), ["before the net went"]);
    await page.locator(".banner").getByText(/You read what was kept at \d\d:\d\d\./).waitFor();
    await page.getByRole("button", { name: "Attach files" }).waitFor(); // what comes late is there too
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("net went");
    await page.getByRole("option", { name: /before the net went/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "orchard" }).first().click();
    await page.waitForURL("**/rooms/orchard");
    await page.getByRole("link", { name: "general" }).first().click();
    for (const text of ["one", "two"]) await write(page, text);
    await becomes(() => page.locator("[data-state=pending]").count(), 2);
    await page.locator("[data-state=pending]").getByText("Waiting to be sent").last().waitFor();
    await page.goto("/");
    await offlineIsOpen(page);
    await becomes(() => page.locator("[data-state=pending]").count(), 2);

    await visit.start();
    await becomes(async () => {
      await networkIsBack(page);
      return await page.locator("[data-state=pending]").count();
    }, 0);
    await becomes(() => texts(page), ["before the net went", "one", "two"]);
    await page.reload();
    await chatIsAlive(page);
    await becomes(() => texts(page), ["before the net went", "one", "two"]);
  },
);

instancesTest(
  "offline - what one wrote without a network the other instance has once, and what was missed comes (N4)",
  async (visit) => {
    const awa = await visit.device({ serviceWorkers: "allow" });
    await register(awa.page, "Awa");
    const noor = await visit.device({ baseURL: visit.otherUrl });
    await register(noor.page, "Noor");
    await say(awa.page, "before");
    await acknowledged(noor.page, "before").waitFor();
    await keeps(awa.page, "before");

    await awa.context.setOffline(true);
    await awa.page.reload();
    await offlineIsOpen(awa.page);
    await becomes(() => texts(awa.page), ["before"]);
    await write(awa.page, "from the field");
    await becomes(() => awa.page.locator("[data-state=pending]").count(), 1);
    for (const text of ["one", "two"]) await say(noor.page, text);
    await acknowledged(noor.page, "two").waitFor();

    await awa.context.setOffline(false);
    const all = ["before", "one", "two", "from the field"];
    await becomes(async () => {
      await networkIsBack(awa.page);
      return await texts(awa.page);
    }, all);
    await becomes(() => texts(noor.page), all);
    await awa.page.reload();
    await chatIsAlive(awa.page);
    await becomes(() => texts(awa.page), all);
  },
);

browserTest(
  "offline - with no page open, the worker sends what waits, once and in order (N4, D3)",
  async (visit) => {
    const awa = await visit.device({ serviceWorkers: "allow" });
    const { page, context } = awa;
    await register(page, "Awa");
    await say(page, "before");
    await keeps(page, "before");
    await visit.kill();
    await page.reload();
    await offlineIsOpen(page);
    for (const text of ["one", "two"]) await write(page, text);
    await becomes(() => storedBy(page), 2);
    // What the browser does by itself once the network is back, it is asked for here.
    const blank = await context.newPage();
    await blank.goto("about:blank");
    await page.close();
    await visit.start();
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.ask({ type: "sync" });
    const devtools = await context.newCDPSession(blank);
    const registered = new Promise<string>((resolve) =>
      devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        if (registrations[0]) resolve(registrations[0].registrationId);
      })
    );
    await devtools.send("ServiceWorker.enable");
    const registrationId = await registered;
    const heard = noor.next((frame) =>
      frame.type === "events" && JSON.stringify(frame.events).includes('"two"')
    );
    const sync = { origin: visit.url, registrationId, tag: "palabre-outbox", lastChance: false };
    await devtools.send("ServiceWorker.dispatchSyncEvent", sync);
    await heard;
    await devtools.send("ServiceWorker.dispatchSyncEvent", sync);
    await noor.close();
    const tab = await awa.tab("/rooms/general");
    await chatIsAlive(tab);
    await becomes(() => texts(tab), ["before", "one", "two"]);
    await becomes(() => storedBy(tab), 0);
  },
);

browserTest(
  "offline - a page that the server alone has says so, and leads to the conversations (N4)",
  async (visit) => {
    const { page } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await say(page, "kept here");
    await keeps(page, "kept here");
    await visit.kill();
    await page.goto("/settings/notifications");
    await page.getByText("This page needs a connection.").waitFor();
    await page.getByRole("link", { name: "To the conversations" }).click();
    await offlineIsOpen(page);
    await becomes(() => texts(page), ["kept here"]);
  },
);

browserTest(
  "offline - who signs out leaves nothing, and a second person finds nothing of the first (N4)",
  async (visit) => {
    const { page, tab } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await say(page, "for Awa alone");
    await keeps(page, "for Awa alone");
    await page.goto("/settings");
    await page.getByRole("button", { name: "Sign out" }).click();
    await doorIsAlive(page);
    await becomes(() => keptOn(page), "");
    await page.waitForLoadState("networkidle"); // the door loads what it needs later
    await visit.kill();
    await page.goto("/rooms/general");
    await page.getByRole("heading", { name: "You are offline" }).waitFor();
    await visit.start();

    await page.getByRole("button", { name: "Try again" }).click();
    await doorIsAlive(page);
    await page.goto("/");
    await register(page, "Noor");
    await say(page, "for Noor");
    await keeps(page, "for Noor");
    // The session is another one's, and no page said that the first had ended.
    await page.context().clearCookies();
    const other = await tab("/");
    await doorIsAlive(other);
    await becomes(() => keptOn(other), "");
    await other.waitForLoadState("networkidle");
    await visit.kill();
    await other.goto("/rooms/general");
    await other.getByRole("heading", { name: "You are offline" }).waitFor();
  },
);

browserTest("offline - who is banned keeps nothing to read (N4)", async (visit) => {
  const { page } = await visit.device({ serviceWorkers: "allow" });
  await register(page, "Awa");
  await say(page, "before the ban");
  await keeps(page, "before the ban");
  const admin = await visit.device();
  await administer(admin.context, "Zoe");
  const origin = visit.url;
  const ban = await admin.context.request.post("/api/v1/admin/bans", {
    headers: { origin },
    data: { user: "Awa" },
  });
  assertEquals(ban.status(), 201);
  await page.locator(".banner").waitFor();
  await becomes(() => keptOn(page), "");
  await visit.kill();
  await page.goto("/rooms/general");
  await page.getByRole("heading", { name: "You are offline" }).waitFor();
});

browserTest(
  "offline - after a deploy the page is the new one, and a press takes the new worker (N4)",
  async (visit) => {
    const { page, context } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await say(page, "of the first version");
    await keeps(page, "of the first version");
    const next = await otherVersion();
    try {
      await composer(page).fill("half a thought");
      await visit.kill();
      await visit.start(next.main);
      const offer = page.locator(".banner", { hasText: "A new version is ready." });
      await becomes(async () => {
        await networkIsBack(page);
        return await offer.isVisible();
      }, true);
      await becomes(() => composer(page).inputValue(), "half a thought");
      // Whoever loads a page has that of the server, whatever worker there is.
      const tab = await context.newPage();
      const loaded = await tab.goto("/rooms/general");
      assertEquals(loaded?.headers()["palabre-build"], next.build);
      await chatIsAlive(tab);
      // Outside the chat it is offered too, and takes nothing that is typed there.
      await tab.goto("/settings");
      const status = tab.getByLabel("Status", { exact: true });
      await tab.locator(".banner", { hasText: "A new version is ready." }).waitFor();
      await status.fill("in the orchard");
      await tab.getByRole("button", { name: "Use it now" }).click();
      await tab.getByText("Send or save what you have typed first").waitFor();
      await becomes(() => status.inputValue(), "in the orchard");
      await tab.close();

      const reloaded = page.waitForEvent("load");
      await offer.getByRole("button", { name: "Use it now" }).click();
      await reloaded;
      await chatIsAlive(page);
      await becomes(() => composer(page).inputValue(), "half a thought");
      // The new worker with the old server, as after a deploy that was taken back.
      await visit.kill();
      await visit.start();
      await page.reload();
      await chatIsAlive(page);
      await visit.kill();
      await page.reload();
      await offlineIsOpen(page);
      await becomes(() => texts(page), ["of the first version"]);
    } finally {
      await next.remove();
    }
  },
);

browserTest(
  "offline - a deploy that is half done leaves the version that was there whole (N4)",
  async (visit) => {
    const { page } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await say(page, "still here");
    await keeps(page, "still here");
    const half = await otherVersion({ halfDone: true });
    try {
      await visit.kill();
      await visit.start(half.main);
      await page.reload();
      await chatIsAlive(page);
      // Its worker finds a page of another version, and gives up.
      const failed = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update().catch(() => {});
        const { installing } = registration;
        if (!installing) return registration.waiting ? "waiting" : "redundant";
        return await new Promise((resolve) => {
          installing.onstatechange = () => resolve(installing.state);
        });
      });
      assertEquals(failed, "redundant");
      await visit.kill();
      await page.reload();
      await offlineIsOpen(page);
      await becomes(() => texts(page), ["still here"]);
    } finally {
      await half.remove();
    }
  },
);

/** Waits until this device keeps a text to be read, and the shell to read it in. */
async function keeps(page: Page, text: string): Promise<void> {
  await becomes(
    () => page.evaluate("navigator.serviceWorker.getRegistration().then((one) => !!one?.active)"),
    true,
  );
  await becomes(async () => (await keptOn(page)).includes(text), true);
}

/** What this device keeps to be read, as JSON; empty for nothing. */
function keptOn(page: Page): Promise<string> {
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

async function offlineIsOpen(page: Page): Promise<void> {
  await page.locator("[data-island=OfflineApp][data-hydrated] .app").waitFor();
}

/** Writes where the chat is drawn from what is kept. */
async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}
