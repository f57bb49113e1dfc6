import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { browserTests } from "../support/browser.ts";
import { storedBy } from "../support/browser_storage.ts";
import { keeps, keptOn, leftIn, offlineIsOpen, write } from "../support/kept.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  doorIsAlive,
  eventually,
  networkIsBack,
  pointAt,
  register,
  say,
  SETUP_CODE,
  signOut,
  texts,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });
const instancesTest = browserTests({}, 2);
/** Ten by ten of one colour. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";

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
    await page.locator(".banner").getByText(/You are reading what was kept at \d\d:\d\d\./)
      .waitFor();
    await page.getByRole("button", { name: "Add files or a poll" }).waitFor(); // what comes late is there too
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
    const file = {
      name: "field.png",
      mimeType: "image/png",
      buffer: Buffer.from(PICTURE, "base64"),
    };
    await awa.page.locator(".composer input[type=file]").setInputFiles([file]);
    await awa.page.locator(".upload").getByText("· waiting").waitFor();
    await write(awa.page, "from the field");
    await becomes(() => awa.page.locator("[data-state=pending]").count(), 1);
    await awa.page.reload();
    await offlineIsOpen(awa.page);
    await awa.page.locator("[data-state=pending]", { hasText: "field.png" }).waitFor();
    for (const text of ["one", "two"]) await say(noor.page, text);
    await acknowledged(noor.page, "two").waitFor();

    await awa.context.setOffline(false);
    const all = ["before", "one", "two", "from the field"];
    await becomes(async () => {
      await networkIsBack(awa.page);
      return await texts(awa.page);
    }, all);
    await becomes(() => texts(noor.page), all);
    await becomes(
      () => noor.page.locator(".message .pictures img, .message .picture img").count(),
      1,
    );
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
    for (const path of ["/settings/notifications", "/search?q=kept", "/rooms/elsewhere"]) {
      await page.goto(path);
      await page.getByText("This page needs a connection.").waitFor();
    }
    await page.getByRole("link", { name: "To the conversations" }).click();
    await offlineIsOpen(page);
    await becomes(() => texts(page), ["kept here"]);
    await page.goto("/inbox");
    await page.getByText("It loads when you are back online.").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("kept");
    await page.getByText("Messages kept on this device").waitFor();
    await page.getByRole("option", { name: /kept here/ }).waitFor();
    await becomes(() => page.getByRole("option", { name: /Search messages/ }).count(), 0);
    await page.goto("/settings/notifications");
    await page.getByText("This page needs a connection.").waitFor();
    await visit.start();
    await networkIsBack(page);
    await page.getByRole("heading", { name: "Quiet hours" }).waitFor();
  },
);

browserTest(
  "offline - who signs out leaves nothing, and a second person finds nothing of the first (N4)",
  async (visit) => {
    const { page, tab } = await visit.device({ serviceWorkers: "allow" });
    await register(page, "Awa");
    await say(page, "for Awa alone");
    await keeps(page, "for Awa alone");
    await composer(page).fill("not sent yet");
    await (await pointAt(page, "for Awa alone")).locator("[data-act=react]").click();
    await page.locator(".quick-reacts button").first().click();
    const pages = ["/", "/rooms/general", "/settings", "/api/v1/conversations/general/events"];
    await eventually(
      () => leftIn(page, pages),
      (left) => left.includes("local palabre-reactions"),
    );
    await signOut(page);
    await doorIsAlive(page);
    await becomes(() => keptOn(page), "");
    await becomes(() => leftIn(page, pages), [
      "/assets/",
      "/favicon.svg",
      "/offline",
      "local palabre-install",
    ]);
    await page.waitForLoadState("networkidle"); // the door loads what it needs later
    await visit.kill();
    await page.goto("/rooms/general");
    await page.getByRole("heading", { name: "You are offline" }).waitFor();
    await visit.start();

    await networkIsBack(page);
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
