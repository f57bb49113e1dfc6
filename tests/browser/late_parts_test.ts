// What the chat loads once it is alive: code, and the styles that it is drawn with.
import { browserTests } from "../support/browser.ts";
import {
  acknowledged,
  becomes,
  chatIsHydrated,
  comesTo,
  register,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "late parts - nothing is drawn without its styles, which are asked for again",
  async (visit) => {
    const { page, context } = await visit.device();
    await register(page, "Awa");
    await say(page, "mine");
    await acknowledged(page, "mine").waitFor();
    const styles = /assets\/late-.*\.css/;
    await context.route(styles, (route) => route.abort("connectionfailed"));
    await page.reload();
    await chatIsHydrated(page);
    await comesTo(page, "Message #general");
    await page.keyboard.press("Control+/");
    await page.locator(".banner").getByText("This part could not be loaded.").waitFor();
    await becomes(() => page.locator(".dialog, .veil").count(), 0);
    await context.unroute(styles);
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog").waitFor();
    const veil = page.locator(".veil");
    await becomes(() => veil.evaluate((it) => getComputedStyle(it).position), "fixed");
  },
);

browserTest("late parts - what comes late moves nothing that is there", async (visit) => {
  const { page, context } = await visit.device();
  await register(page, "Awa");
  for (const text of ["one", "two", "three"]) {
    await say(page, text);
    await acknowledged(page, text).waitFor();
  }
  // A list that is taken out and put back is drawn anew, with all that is in it.
  await context.addInitScript(() => {
    const taken: string[] = [];
    Object.assign(globalThis, { taken });
    new MutationObserver((changes) => {
      for (const { target, removedNodes } of changes) {
        const isTimeline = target instanceof Element && target.id === "messages";
        if (isTimeline) taken.push(...[...removedNodes].map(({ nodeName }) => nodeName));
      }
    }).observe(document, { childList: true, subtree: true });
  });
  let come = Promise.withResolvers<void>();
  await context.route(/assets\/late-/, async (route) => {
    await come.promise;
    await route.continue();
  });
  for (const viewport of [{ width: 1360, height: 900 }, { width: 390, height: 844 }]) {
    come = Promise.withResolvers();
    await page.setViewportSize(viewport);
    await page.reload({ waitUntil: "commit" });
    await chatIsHydrated(page);
    const boxes = () =>
      page.locator(".bubble, .composer, .head h1, .place").evaluateAll((all) =>
        all.map((it) => [it.getBoundingClientRect().left, it.getBoundingClientRect().top])
      );
    const before = await boxes();
    await becomes(() => page.evaluate(() => Reflect.get(globalThis, "taken")), ["P"]);
    come.resolve();
    await page.locator(".head .tools button").first().waitFor();
    await becomes(boxes, before);
  }
});
