import { assert, assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { servePushService } from "../support/push_service.ts";
import { becomes, chatIsAlive, register } from "../support/visitor.ts";

const { service, host, stop } = servePushService();
Deno.test.afterAll(stop);
const browserTest = browserTests({ PALABRE_PUSH_HOSTS: host });

browserTest(
  "push - a press adds this browser, which shows what is pushed, and a press there leads to it",
  async (visit) => {
    const { context, page } = await visit.device({
      permissions: ["notifications"],
      serviceWorkers: "allow",
    });
    await register(page, "Awa");
    // Chromium would turn to Google for a subscription: what it gives is ours.
    const given = await service.subscribe("chromium");
    await page.addInitScript(`
      let made = null;
      const given = ${JSON.stringify(given)};
      PushManager.prototype.getSubscription = () => Promise.resolve(made);
      PushManager.prototype.subscribe = (options) => {
        globalThis.subscribedWith = options.applicationServerKey;
        made = { ...given, toJSON: () => given, unsubscribe: () => Promise.resolve(made = null) };
        return Promise.resolve(made);
      };
    `);
    await page.goto("/settings/notifications");
    await becomes(
      () => page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"),
      0,
    );
    await page.getByRole("button", { name: "Notify me on this device" }).click();
    const row = page.locator("#devices li", { hasText: "this device" });
    await row.waitFor();
    await row.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("The test was sent.").waitFor();
    const payload = service.received[0]?.payload;
    assertEquals(payload.notification.body, "Notifications work on this device.");

    // What the push service took, it delivers.
    const devtools = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) =>
      devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        if (registrations[0]) resolve(registrations[0].registrationId);
      })
    );
    await devtools.send("ServiceWorker.enable");
    const registrationId = await registered;
    const deliver = (pushed: object) =>
      devtools.send("ServiceWorker.deliverPushMessage", {
        origin: visit.url,
        registrationId,
        data: JSON.stringify(pushed),
      });
    // Where Chromium has no screen, it shows no notification: what it is asked to show is kept.
    const [worker] = context.serviceWorkers();
    assert(worker);
    await worker.evaluate(`
      globalThis.shown = [];
      registration.showNotification = (title, { body, tag, data }) =>
        Promise.resolve(shown.push({ title, body, tag, data }));
    `);
    const shown = () => worker.evaluate("shown.map(({ title, body, tag }) => [title, body, tag])");
    const trial = ["Baobab Coop", "Notifications work on this device.", "trial"];
    await deliver(payload);
    await becomes(shown, [trial]);
    const navigate = `${visit.url}/rooms/general`;
    await deliver({
      notification: { title: "Noor in #general", body: "one", tag: "general", navigate },
    });
    await becomes(shown, [trial, ["Noor in #general", "one", "general"]]);

    await worker.evaluate(`
      globalThis.closed = [];
      registration.getNotifications = ({ tag }) =>
        Promise.resolve([{ close: () => closed.push(tag) }]);
    `);
    await deliver({ clear: "random" });
    await becomes(() => worker.evaluate("closed"), ["random"]);

    await worker.evaluate(`
      const press = new Event("notificationclick");
      press.notification = { close() {}, data: shown.at(-1).data };
      press.waitUntil = (opening) => globalThis.opening = opening;
      dispatchEvent(press);
      opening
    `);
    await page.waitForURL("**/rooms/general");
    await chatIsAlive(page);
    // What the browser subscribes to in its place is told to the server by the worker alone.
    const renewed = await service.subscribe("chromium again");
    await worker.evaluate(`
      const renewal = new Event("pushsubscriptionchange");
      renewal.newSubscription = { toJSON: () => (${JSON.stringify(renewed)}) };
      renewal.waitUntil = (renewing) => globalThis.renewing = renewing;
      dispatchEvent(renewal);
      renewing
    `);
    await page.goto("/settings/notifications");
    const rows = page.locator("#devices li");
    await becomes(() => rows.count(), 2);
    await rows.last().getByRole("button", { name: "Remove" }).click();
    await becomes(() => rows.count(), 1);
    await page.locator("#devices li").getByRole("button", { name: "Remove" }).click();
    await page.getByText("No devices yet.").waitFor();
  },
);

browserTest(
  "push - a browser whose push service fails says so in words, and nothing fails uncaught",
  async (visit) => {
    const { page } = await visit.device({
      permissions: ["notifications"],
      serviceWorkers: "allow",
    });
    await register(page, "Awa");
    await page.addInitScript(`
      PushManager.prototype.getSubscription = () => Promise.resolve(null);
      PushManager.prototype.subscribe = () => Promise.reject(
        new DOMException("Registration failed - push service error", "AbortError"),
      );
    `);
    const uncaught: string[] = [];
    page.on("pageerror", ({ message }) => uncaught.push(message));
    await page.goto("/settings/notifications");
    await page.getByRole("button", { name: "Notify me on this device" }).click();
    await page.getByText("This browser’s push service cannot be reached").waitFor();
    await page.getByRole("button", { name: "Notify me on this device" }).waitFor();
    assertEquals(uncaught, []);
  },
);
