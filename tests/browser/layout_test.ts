import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { enter, Talker } from "../support/talker.ts";
import { acknowledged, composer, enterAsGuest, register, say } from "../support/visitor.ts";

const browserTest = browserTests();

/** What hangs out of the page to the sides; rounding makes a pixel. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) return [`the page is ${root.scrollWidth} px wide`];
    const scrolls = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element);
      if (overflowX !== "visible") return element.scrollWidth > element.clientWidth + 1;
      return element.parentElement ? scrolls(element.parentElement) : false;
    };
    return [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const hidden = element.closest(".sr-only, .skip, pre, svg") !== null || width === 0;
        return !hidden && (right > root.clientWidth + 1 || left < -1) && !scrolls(element);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(2);

// 200 % zoom of a window of 1280 px is a window of 640 px at twice the resolution.
for (
  const [name, viewport, deviceScaleFactor] of [
    ["320 px", { width: 320, height: 568 }, 1],
    ["200 % zoom", { width: 640, height: 450 }, 2],
  ] as const
) {
  browserTest(`layout - ${name}: nothing scrolls sideways`, async (visit) => {
    const { page } = await visit.device({ viewport, deviceScaleFactor });
    const fits = async (where: string) => assertEquals(await overflow(page), [], where);
    await fits("the door");
    await page.goto("/?way=register");
    await fits("the door, registering");
    await register(page, "Awa");
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor ".repeat(6).trim()));
    await noor.send("general", `${LONG} https://example.org/${LONG}`);
    await noor.ask({ type: "topic", conversation: "general", topic: LONG });
    await acknowledged(page, LONG).waitFor();
    await say(page, `\`\`\`\n${LONG.repeat(3)}\n\`\`\``);
    await page.locator("pre").waitFor();
    await fits("a room");
    await say(page, "/dance");
    await page.getByText("There is no command").waitFor();
    await fits("an error below the field");
    await composer(page).fill("@");
    await page.getByRole("listbox").waitFor();
    await fits("suggestions");
    await composer(page).fill("");
    await page.getByRole("button", { name: "Emoji" }).click();
    await page.locator(".emoji-picker .set button").first().waitFor();
    await fits("the emoji picker");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Members" }).click();
    await fits("the members");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.locator(".palette").waitFor();
    await fits("the palette");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await fits("the shortcuts");
    await page.keyboard.press("Escape");
    for (const path of ["/", "/rooms", "/settings", "/settings/account", "/rooms/nowhere"]) {
      await page.goto(path);
      await fits(path);
    }
    await noor.close();
  });
}

browserTest(
  "layout - a phone shows list and conversation as two screens, with targets for fingers",
  async (visit) => {
    const { page } = await visit.device({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    await enterAsGuest(page, "Noor");
    await composer(page).tap();
    await page.keyboard.type("first");
    await page.keyboard.press("Enter");
    await page.keyboard.type("second");
    assertEquals(await composer(page).inputValue(), "first\nsecond", "Enter is a new line");
    await page.getByRole("button", { name: "Send" }).tap();
    await acknowledged(page, "second").waitFor();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
        .filter((element) =>
          element.checkVisibility() && !element.closest(".sr-only, .skip, p, .bubble")
        )
        .map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML }))
        .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44))
        .map(({ box, html }) => `${box.width} x ${box.height}: ${html.slice(0, 120)}`)
    );
    assertEquals(small, []);
    const list = page.locator(".sidebar");
    assertEquals(await list.isVisible(), false);
    await page.getByRole("link", { name: "Back" }).tap();
    await list.waitFor();
    assertEquals(await composer(page).isVisible(), false);
    await page.goBack();
    await composer(page).waitFor();
  },
);

browserTest("layout - right to left, everything stands on the other side", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
  await noor.send("general", "theirs");
  await say(page, "mine");
  await acknowledged(page, "mine").waitFor();
  await acknowledged(page, "theirs").waitFor();
  const centre = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox();
    return box ? box.x + box.width / 2 : NaN;
  };
  const parts = [
    ".sidebar",
    ".aside",
    ".message.own .bubble",
    ".message:not(.own) .bubble",
    ".send",
  ];
  const before = await Promise.all(parts.map(centre));
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  for (const [index, part] of parts.entries()) {
    const mirrored = 1360 - (before[index] ?? NaN);
    assert(Math.abs(await centre(part) - mirrored) < 12, `${part} is mirrored`);
  }
  assertEquals(await overflow(page), []);
  await noor.close();
});
