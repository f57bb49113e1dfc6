import { assert, assertEquals } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { PATHS } from "../../lib/ui/paths.ts";
import { browserTests } from "../support/browser.ts";
import { servePushService } from "../support/push_service.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  actOn,
  becomes,
  chatIsAlive,
  doorIsAlive,
  register,
  said,
  signOut,
} from "../support/visitor.ts";

const { service, host, stop } = servePushService();
Deno.test.afterAll(stop);
const instancesTest = browserTests({ PALABRE_PUSH_HOSTS: host }, 2);

const ALWAYS = { on: true, days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 0, direct: false };
/** Every page of the chat says that its reader is here. */
const ELSEWHERE = "about:blank";

/** Adds a browser that the push service of the tests knows to whoever is signed in. */
async function addDevice({ request }: BrowserContext, origin: string, name: string): Promise<void> {
  const data = await service.subscribe(name);
  const answer = await request.post("/api/v1/me/devices", { headers: { origin }, data });
  assertEquals(answer.status(), 201);
}

/** What the push service took for a browser, from `after` on: what was shown, and what is taken away. */
const taken = (browser: string, after = 0) =>
  service.received.filter((one) => one.browser === browser).slice(after)
    .map(({ payload }) => payload.notification?.body ?? `clear ${payload.clear}`);

/** Has the worker of a browser keep what it would show: without a screen Chromium shows none. */
async function recordShown(context: BrowserContext): Promise<() => Promise<string[]>> {
  const worker = context.serviceWorkers()[0] ?? await context.waitForEvent("serviceworker");
  await worker.evaluate(`
    globalThis.shown = [];
    registration.showNotification = (title, { body, tag }) => {
      shown = shown.filter((one) => one.tag !== tag);
      const one = { body, tag, close: () => shown = shown.filter((other) => other !== one) };
      return Promise.resolve(void shown.push(one));
    };
    registration.getNotifications = ({ tag } = {}) =>
      Promise.resolve(shown.filter((one) => tag === undefined || one.tag === tag));
  `);
  return () => worker.evaluate("shown.map(({ body }) => body)");
}

/** Delivers to a browser what its push service took, as that does. */
async function delivery(
  context: BrowserContext,
  page: Page,
  origin: string,
): Promise<(n: number) => Promise<void>> {
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    })
  );
  await devtools.send("ServiceWorker.enable");
  const registrationId = await registered;
  return async (n) => {
    const pushed = service.received.filter(({ browser }) => browser === "phone")[n];
    assert(pushed, "it was taken");
    await devtools.send("ServiceWorker.deliverPushMessage", {
      origin,
      registrationId,
      data: JSON.stringify(pushed.payload),
    });
  };
}

instancesTest(
  "called - a closed tab is called by a mention, not by chatter nor in quiet hours, until it is read or gone (C1, C3)",
  async (visit) => {
    const phone = await visit.device({ serviceWorkers: "allow" });
    await register(phone.page, "Awa");
    await phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    const shown = await recordShown(phone.context);
    await addDevice(phone.context, visit.url, "phone");
    const storageState = await phone.context.storageState();
    const deliver = await delivery(phone.context, phone.page, visit.url);
    await phone.page.goto(ELSEWHERE);
    const mei = await visit.device();
    await register(mei.page, "Mei");
    await addDevice(mei.context, visit.url, "tablet");
    await mei.page.goto(ELSEWHERE);
    const noor = await Talker.connect(visit.otherUrl, await enter(visit.otherUrl, "Noor"));
    const { conversation: { id: direct } } = await noor.ask({ type: "open", with: "Awa" });

    await noor.send("general", "for nobody in particular");
    await noor.send("general", "@Awa the shed is open");
    await becomes(() => Promise.resolve(taken("phone")), ["@Awa the shed is open"]);
    await deliver(0);
    await becomes(shown, ["@Awa the shed is open"]);

    // Read at a desk, which is at the other instance.
    const desk = await visit.device({ storageState, baseURL: visit.otherUrl }, "/rooms/general");
    await chatIsAlive(desk.page);
    await becomes(() => Promise.resolve(taken("phone", 1)), ["clear general"]);
    await deliver(1);
    await becomes(shown, []);
    await desk.page.goto(ELSEWHERE);

    const { seq } = await noor.send(direct, "not what I meant");
    await becomes(() => Promise.resolve(taken("phone", 2)), ["not what I meant"]);
    await deliver(2);
    await becomes(shown, ["not what I meant"]);
    await noor.ask({ type: "delete", conversation: direct, target: seq });
    await becomes(() => Promise.resolve(taken("phone", 3)), [`clear ${direct}`]);
    await deliver(3);
    await becomes(shown, []);

    const headers = { origin: visit.url };
    const data = { quiet: ALWAYS };
    const chosen = await phone.context.request.patch("/api/v1/me/notifications", { headers, data });
    assertEquals(chosen.ok(), true);
    await noor.send("general", "@Awa @Mei while it is quiet for one");
    await becomes(() => Promise.resolve(taken("tablet")), ["@Awa @Mei while it is quiet for one"]);
    await desk.page.addInitScript("document.hasFocus = () => false"); // seen, and not read
    await desk.page.goto("/rooms/general");
    await chatIsAlive(desk.page);
    await said(desk.page, "while it is quiet").waitFor();
    await actOn(desk.page, "while it is quiet", "Why I am notified, or not");
    const why = desk.page.getByRole("dialog");
    await becomes(
      () => why.locator("[data-decided]").allInnerTexts(),
      ["Your quiet hours held it back"],
    );
    await why.getByRole("link", { name: "Change quiet hours…" }).click();
    await desk.page.waitForURL("**/settings/notifications#quiet");
    assertEquals(taken("phone", 4), []);

    // Who signs out leaves nothing on the device that was shown there.
    await desk.page.goto(ELSEWHERE);
    const awake = { quiet: { ...ALWAYS, on: false } };
    const woken = await phone.context.request.patch("/api/v1/me/notifications", {
      headers,
      data: awake,
    });
    assertEquals(woken.ok(), true);
    await noor.send("general", "@Awa once more");
    await becomes(() => Promise.resolve(taken("phone", 4)), ["@Awa once more"]);
    await deliver(4);
    await becomes(shown, ["@Awa once more"]);
    await signOut(phone.page);
    await doorIsAlive(phone.page);
    await becomes(shown, []);
    await noor.close();
  },
);

/** In place of the platform's: what is shown stands where the next page of this browser finds it. */
const SHOWN = `
  if (origin !== "null") {
    const shown = () => JSON.parse(localStorage.shown ?? "[]");
    globalThis.Notification = class {
      static permission = "granted";
      constructor(title, { body } = {}) {
        this.body = body;
        localStorage.shown = JSON.stringify([...shown(), body]);
      }
      close() {
        localStorage.shown = JSON.stringify(shown().filter((body) => body !== this.body));
      }
    };
    document.hasFocus = () => false; // it is not looked at
  }
`;

instancesTest(
  "called - what an open page shows goes when it is deleted or read elsewhere, with the page and the session (C1)",
  async (visit) => {
    const { page, context } = await visit.device();
    await register(page, "Awa");
    await page.addInitScript(SHOWN);
    await page.reload();
    await chatIsAlive(page);
    const shown = () => page.evaluate("JSON.parse(localStorage.shown ?? '[]')");
    const noor = await Talker.connect(visit.otherUrl, await enter(visit.otherUrl, "Noor"));
    const { conversation: { id: direct } } = await noor.ask({ type: "open", with: "Awa" });

    const { seq } = await noor.send(direct, "not what I meant");
    await becomes(shown, ["not what I meant"]);
    await noor.ask({ type: "delete", conversation: direct, target: seq });
    await becomes(shown, []);

    const asked = await noor.send(direct, "are you there?");
    await becomes(shown, ["are you there?"]);
    const { cookies } = await context.storageState();
    const token = cookies.find(({ name }) => name === "palabre")?.value;
    const desk = await Talker.connect(visit.otherUrl, token ?? "");
    await desk.ask({ type: "read", conversation: direct, seq: asked.seq });
    await becomes(shown, []);
    await desk.close();

    await noor.send(direct, "as you go");
    await becomes(shown, ["as you go"]);
    await page.goto("/healthz"); // of this origin, and no page of the chat
    await becomes(shown, []);

    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await noor.send(direct, "the last one");
    await becomes(shown, ["the last one"]);
    await context.request.post(PATHS.signOut, { headers: { origin: visit.url } });
    await becomes(shown, []);
    await noor.close();
  },
);
