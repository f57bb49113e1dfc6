import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { becomes, PASSWORD, PHONE, register, SETUP_CODE } from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

/** Where the device has a notch, round corners, or its own bar: in CSS pixels from each side. */
const EDGES = { top: 50, right: 30, bottom: 40, left: 20 };

/** What is to be read or pressed within `part`, and stands there. */
function underEdges(page: Page, part: string): Promise<string[]> {
  return page.evaluate(([part, edges]) => {
    const scrolls = document.querySelector(".app, dialog") === null;
    const boxOf = (element: Element) => {
      const words = document.createRange();
      words.selectNodeContents(element);
      // Words that only screen readers hear would count as wide as they are long; what scrolls sideways, too.
      const isText = element.matches("p, span, h1, h2") && !element.querySelector("a, button");
      return (isText ? words : element).getBoundingClientRect();
    };
    return [...document.querySelectorAll(`${part} :is(a, button, input, h1, h2, svg, p, span)`)]
      .filter((one) =>
        one.checkVisibility() && !one.closest(".sr-only, .skip, .sections, [role=log]")
      )
      .filter((one) => {
        const { left, right, top, bottom, width } = boxOf(one);
        const sides = left < edges.left || right > innerWidth - edges.right;
        const ends = top < edges.top ||
          (!scrolls && !one.closest(".page-place") && bottom > innerHeight - edges.bottom);
        return width > 0 && (sides || ends);
      })
      .map((one) => one.outerHTML.slice(0, 120));
  }, [part, EDGES] as const);
}

browserTest("edges - nothing stands where a device has no screen", async (visit) => {
  const { page, context } = await visit.device(PHONE);
  const inspector = await context.newCDPSession(page);
  await inspector.send("Emulation.setSafeAreaInsetsOverride", { insets: EDGES });
  const clear = (where: string, part = "body") => becomes(() => underEdges(page, part), [], where);
  await clear("the door");
  await register(page, "Awa");
  await clear("a room");
  await page.getByRole("button", { name: "People" }).tap();
  await page.locator(".aside[data-panel=open]").waitFor();
  await clear("the members", ".aside");
  await page.getByRole("button", { name: "Close" }).tap();
  await page.locator(".aside[data-panel=open]").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "More about this conversation" }).tap();
  await page.getByRole("menuitem", { name: "Invite someone" }).tap();
  await page.getByRole("dialog").waitFor();
  await clear("a dialog", "dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Back" }).tap();
  await page.locator(".lists").waitFor();
  await clear("the list");
  await page.evaluate(() => document.documentElement.dir = "rtl");
  await clear("the list, right to left");
  await page.goto("/settings");
  await clear("the settings");

  const ask = { headers: { origin: visit.url } };
  const made = await context.request.post("/api/v1/setup", {
    ...ask,
    data: { code: SETUP_CODE, password: PASSWORD },
  });
  assertEquals(made.status(), 201);
  const shed = await context.request.post("/api/v1/rooms", { ...ask, data: { name: "shed" } });
  const { conversation } = await shed.json();
  const closed = await context.request.patch(`/api/v1/admin/rooms/${conversation.id}`, {
    ...ask,
    data: { closed: true },
  });
  assertEquals(closed.ok(), true);
  await page.goto("/rooms/shed");
  await page.locator(".closed-note").waitFor();
  await clear("a closed room");
});
