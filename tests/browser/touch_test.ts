import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { smallTargets } from "../support/layout.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  eventually,
  PHONE,
  REFUSED_TEXT,
  register,
  said,
  say,
  sendsBlankTexts,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).tap();
}

/** What a press at a point of the page would press. */
function pressedAt(page: Page, x: number, y: number): Promise<string | undefined> {
  return page.evaluate(
    ([x, y]) => document.elementFromPoint(x, y)?.closest("button, a")?.outerHTML,
    [x, y] as const,
  );
}

browserTest(
  "touch - a tap on a message does nothing to it",
  async (visit) => {
    const { page } = await visit.device(PHONE);
    await register(page, "Awa");
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.send("general", "theirs, ".repeat(30));
    await send(page, "mine, ".repeat(30));
    await acknowledged(page, "mine").waitFor();
    await acknowledged(page, "theirs").waitFor();
    for (const bubble of await page.locator(".message .bubble").all()) {
      const box = await bubble.boundingBox();
      assert(box);
      for (const x of [box.x + 4, box.x + box.width / 2, box.x + box.width - 4]) {
        for (const y of [box.y + 4, box.y + box.height - 4]) {
          await becomes(() => pressedAt(page, x, y), undefined, await bubble.innerText());
        }
      }
    }
    const mine = page.locator(".message.own");
    const box = await mine.locator(".bubble").boundingBox();
    assert(box);
    await page.touchscreen.tap(box.x + box.width - 14, box.y + 14);
    const more = mine.getByRole("button", { name: "More about this message" });
    await more.waitFor();
    await becomes(() => page.getByRole("button", { name: "Delete" }).count(), 0);

    await more.tap();
    await page.getByRole("dialog").getByRole("menuitem", { name: "Delete" }).tap();
    await page.getByText("This message was deleted.").waitFor();
    const theirs = page.locator(".message:not(.own)");
    await theirs.locator(".bubble").tap();
    await theirs.getByRole("button", { name: "More about this message" }).tap();
    await page.getByRole("menuitem", { name: "Report" }).waitFor();
    await becomes(() => smallTargets(page), []);
    await page.touchscreen.tap(200, 20);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await noor.close();
  },
);

browserTest(
  "touch - a mouse and the keyboard find it beside the message",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await composer(page).fill("see https://example.org/there ".repeat(9));
    await composer(page).press("Enter");
    await acknowledged(page, "see").waitFor();
    const bubble = await page.locator(".message.own .bubble").boundingBox();
    assert(bubble);
    const more = page.getByRole("button", { name: "More about this message" });
    await page.mouse.move(bubble.x + 5, bubble.y + 5);
    await more.waitFor();
    const button = await more.boundingBox();
    assert(button);
    assert(button.x + button.width <= bubble.x, "beside, not over the bubble");
    await becomes(
      () => page.locator(".message.own .bubble").boundingBox(),
      bubble,
      "nothing moves",
    );
    await page.mouse.move(0, 0);
    await more.waitFor({ state: "detached" });
    await page.locator("#messages").focus();
    await page.keyboard.press("ArrowUp");
    await more.waitFor(); // seen where the focus is
  },
);

browserTest(
  "touch - what failed and the banner are made for fingers",
  async (visit) => {
    const { page } = await visit.device(PHONE);
    const fits = (where: string) => becomes(() => smallTargets(page), [], where);
    await register(page, "Awa");
    await sendsBlankTexts(page);
    await send(page, REFUSED_TEXT);
    await page.locator("[data-state=failed]").waitFor();
    await fits("a failed message");
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await visit.kill();
    await page.getByRole("button", { name: "Try now" }).waitFor();
    await fits("the banner");
  },
);

browserTest("touch - a text that fills a line has the lines for itself", async (visit) => {
  const { page } = await visit.device(PHONE);
  await register(page, "Awa");
  const field = composer(page);
  const left = async () => {
    const [text, send] = [await field.boundingBox(), await page.locator(".send").boundingBox()];
    return {
      beside: (text?.y ?? 0) + (text?.height ?? 0) > (send?.y ?? 0),
      width: Math.round((text?.width ?? 0) / 10),
    };
  };
  const empty = await eventually(left, ({ beside }) => beside);
  await field.fill("Shed is open"); // the button that records a voice makes room
  await eventually(left, ({ beside, width }) => beside && width >= empty.width);
  await field.fill("Shed is open, park behind the house and come in by the small door");
  await eventually(left, ({ beside, width }) => !beside && width >= empty.width + 10);
  // All in one row, one beside the other, within the field.
  const stand = () =>
    page.locator(".composer .line").evaluate((line) => {
      const field = line.getBoundingClientRect();
      const boxes = [...line.querySelectorAll("button")].filter((one) => one.offsetParent)
        .map((one) => one.getBoundingClientRect()).toSorted((one, other) => one.x - other.x);
      return {
        rows: new Set(boxes.map(({ bottom }) => Math.round(bottom))).size,
        buttons: boxes.length,
        apart: boxes.every(({ x }, n) => x >= (boxes[n - 1]?.right ?? field.x) - 1),
      };
    });
  for (let length = 1; length <= 40; length++) {
    await field.fill("n".repeat(length));
    const wanted = { rows: 1, buttons: 4, apart: true };
    await becomes(stand, wanted, `the buttons beside or below ${length} letters`);
  }
});

browserTest(
  "touch - the section of the administration that is shown is in sight",
  async (visit) => {
    const { page, zed } = await administered(visit, PHONE);
    for (const path of [ADMIN.overview, ADMIN.journal]) {
      await page.goto(path);
      await eventually(
        () => page.locator(".sections [aria-current]").boundingBox(),
        (box) => box !== null && box.x >= 0 && box.x + box.width <= PHONE.viewport.width,
      );
    }
    await zed.close();
  },
);

/** The administrator's browser, and a guest who is here. */
async function administered(visit: Visit, options: Parameters<Visit["device"]>[0]) {
  const { page, context } = await visit.device(options);
  await administer(context);
  return { page, zed: await Talker.connect(visit.url, await enter(visit.url, "Zed")) };
}

browserTest("touch - in a room, the way back shows that a direct message came", async (visit) => {
  const phone = await visit.device(PHONE);
  await register(phone.page, "Awa");
  const mei = await visit.device();
  await register(mei.page, "Mei");
  const back = phone.page.locator(".head .back");
  await becomes(() => back.getAttribute("aria-label"), "Back");
  await mei.page.goto("/direct/Awa");
  await chatIsAlive(mei.page);
  await say(mei.page, "psst");
  await becomes(() => back.getAttribute("aria-label"), "Back, 1 unread message for you");
  const mark = () => back.evaluate((it) => getComputedStyle(it, "::after").width);
  await becomes(mark, "8px");
  await back.click();
  await phone.page.locator(".place", { hasText: "Mei" }).click();
  await said(phone.page, "psst").waitFor();
  await becomes(() => back.getAttribute("aria-label"), "Back");
});
