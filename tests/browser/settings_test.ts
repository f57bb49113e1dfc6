import { Buffer } from "node:buffer";
import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { picture } from "../support/pictures.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  becomes,
  chatIsAlive,
  createRoom,
  eventually,
  register,
  said,
  say,
} from "../support/visitor.ts";

const browserTest = browserTests();

const settingsAreAlive = (page: Page) =>
  page.locator("[data-island=SettingsApp][data-hydrated]").waitFor();

/** What the eye sees of the look: the paper, and how far lines stand apart. */
function look(page: Page) {
  return page.evaluate(async () => {
    // Colours on their way from one to another are no colours yet.
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
    const { backgroundColor, lineHeight } = getComputedStyle(document.body);
    return { backgroundColor, lineHeight };
  });
}

browserTest(
  "settings - a choice of the look is seen at once, and kept when refused",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await page.goto("/settings");
    await settingsAreAlive(page);
    const before = await look(page);
    await page.getByLabel("Dark").check();
    const dark = await eventually(
      () => look(page),
      ({ backgroundColor }) => backgroundColor !== before.backgroundColor,
    );
    await page.getByLabel("Compact").check();
    const chosen = await eventually(
      () => look(page),
      ({ lineHeight }) => lineHeight !== dark.lineHeight,
    );

    await page.getByLabel("Status", { exact: true }).fill("x".repeat(81));
    await page.locator("#field-until").selectOption("60");
    await page.getByLabel("Nowhere").check();
    await page.locator("#field-locale").selectOption("es");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    await settingsAreAlive(page);
    await becomes(() => look(page), chosen, "it still looks as it was chosen");
    await becomes(() => page.locator("#field-until").inputValue(), "60");
    await becomes(() => page.locator("#field-locale").inputValue(), "es");
    await becomes(() => page.locator("[name=arrivals][value=none]").isChecked(), true);
    await page.locator("#field-status").fill("In the field");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL("**/settings?saved#saved");
    await becomes(() => page.locator("html").getAttribute("lang"), "es");
    await becomes(() => look(page), chosen);
  },
);

browserTest(
  "settings - a status with an end is seen by others until then",
  async (visit) => {
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.ask({ type: "sync" });
    const { page } = await visit.device();
    await register(page, "Awa");
    await noor.ask({ type: "members", conversation: "general" }); // who looks is told (P5)
    await page.goto("/settings");
    await settingsAreAlive(page);
    await page.getByRole("button", { name: "At lunch" }).click();
    await becomes(() => page.locator("#field-status").inputValue(), "🍽️ At lunch");
    await becomes(() => page.locator("#field-until").inputValue(), "60");
    await page.locator("#field-status").fill("In the field");
    await page.locator("#field-until").selectOption("60");
    const pressedAt = Date.now();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const savedAt = Date.now();
    const until = page.locator("#field-until option:checked");
    await settingsAreAlive(page);
    await becomes(() => until.getAttribute("value"), "keep");
    await page.goBack(); // the browser puts nothing there that was chosen before
    await settingsAreAlive(page);
    await becomes(() => until.getAttribute("value"), "keep");

    await page.goto("/rooms/general");
    await chatIsAlive(page);
    await page.locator(".me", { hasText: /In the field· \d\d:\d\d/ }).waitFor();
    const told = await eventually(
      () => Promise.resolve(noor.frames.flatMap(({ changes = [] }) => changes)),
      (changes) => changes.some(({ name, status }) => name === "Awa" && status === "In the field"),
    );
    const { until: end } = told.findLast(({ name, status }) => name === "Awa" && status);
    const HOUR_MS = 3_600_000;
    assert(
      end >= pressedAt + HOUR_MS && end <= savedAt + HOUR_MS,
      `it ends ${end - pressedAt} ms on`,
    );
    await noor.close();
  },
);

browserTest(
  "settings - the list beside them is alive: it counts, jumps and opens rooms",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await createRoom(page, "plot");
    const mei = await visit.device();
    await register(mei.page, "Mei");
    const sidebar = page.locator(".sidebar");
    const top = () =>
      sidebar.locator(".place").first().evaluate((it) => it.getBoundingClientRect().top);
    const script = Promise.withResolvers<void>();
    await page.route("**/assets/*.js", async (route) => {
      await script.promise;
      await route.continue();
    });
    await page.goto("/settings", { waitUntil: "commit" });
    await page.getByRole("button", { name: "Save" }).waitFor(); // all of it is drawn
    const before = await top();
    script.resolve();
    await sidebar.locator("button.jump").waitFor();
    await becomes(top, before, "nothing jumps as it comes alive");
    const direct = sidebar.locator(".place", { hasText: "Mei" });
    await becomes(() => direct.count(), 0);
    await mei.page.goto("/direct/Awa");
    await chatIsAlive(mei.page);
    await say(mei.page, "psst");
    await direct.getByText("1 unread message").waitFor({ state: "attached" });
    await becomes(() => page.title(), "(1) Settings · Baobab Coop");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Jump to" }).fill("plot");
    await page.getByRole("option", { name: "plot", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${visit.url}/rooms/plot`);

    await page.goto("/rooms");
    await sidebar.locator("button.jump").waitFor();
    await sidebar.getByRole("button", { name: "New message" }).click();
    await page.getByRole("dialog", { name: "New message" }).getByLabel(
      "Who do you want to write to?",
    ).fill("Mei");
    await page.getByRole("dialog").getByRole("button", { name: "Start" }).click();
    await page.waitForURL(/\/direct\/mei-/);
    await said(page, "psst").waitFor();
  },
);

/** A picture of four by six pixels. */
const garden = {
  name: "garden.png",
  mimeType: "image/png",
  buffer: Buffer.from(picture("image/png")),
};

/** Three times as wide as it is high: red, green, blue. */
async function stripes(page: Page) {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [600, 200];
    const context = canvas.getContext("2d")!;
    for (const [n, colour] of ["#f00", "#0f0", "#00f"].entries()) {
      context.fillStyle = colour;
      context.fillRect(200 * n, 0, 200, 200);
    }
    return canvas.toDataURL("image/png");
  });
  const buffer = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  return { name: "stripes.png", mimeType: "image/png", buffer };
}

browserTest(
  "settings - N8: a picture becomes a small square, stands for its person at once, and goes again",
  async (visit) => {
    const { page: awa, tab } = await visit.device();
    const { page: diego } = await visit.device();
    await register(awa, "Awa");
    await register(diego, "Diego");
    await say(awa, "hello");
    await said(diego, "hello").waitFor();
    const face = diego.locator(".message .avatar").first();
    const settings = await tab("/settings");
    const input = settings.locator("#field-picture");
    await becomes(async () => {
      await input.setInputFiles([garden]);
      return await input.evaluate((field: HTMLInputElement) => field.files?.[0]?.name);
    }, "picture.webp");
    // Of a wide picture the middle is taken, and by keys, by hand and enlarged what one wants of it.
    await input.setInputFiles([await stripes(settings)]);
    const part = settings.getByRole("application", { name: "Part of the picture" });
    const colour = () =>
      part.evaluate((canvas: HTMLCanvasElement) =>
        [...canvas.getContext("2d")!.getImageData(128, 128, 1, 1).data].slice(0, 3).map((one) =>
          one > 128 ? 1 : 0
        ).join("")
      );
    await becomes(colour, "010"); // green
    await part.focus();
    for (let n = 0; n < 40; n++) await settings.keyboard.press("ArrowLeft");
    await becomes(colour, "100");
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    for (let n = 0; n < 3; n++) {
      await settings.mouse.move(box!.x + box!.width - 5, box!.y + box!.height / 2);
      await settings.mouse.down();
      await settings.mouse.move(box!.x + 5, box!.y + box!.height / 2, { steps: 4 });
      await settings.mouse.up();
    }
    await becomes(colour, "001");
    await settings.getByRole("slider", { name: "Zoom" }).fill("2");
    await becomes(colour, "001");
    // What is no picture is said as it is chosen, and what is typed beside it stays.
    await settings.locator("#field-status").fill("In the field");
    await input.setInputFiles([{
      name: "me.png",
      mimeType: "image/png",
      buffer: Buffer.from("x"),
    }]);
    await settings.getByText("That file is not a picture that can be read.").waitFor();
    await settings.getByRole("button", { name: "Use this picture" }).click();
    await becomes(() => settings.evaluate("document.activeElement.id"), "field-picture");
    await input.setInputFiles([await stripes(settings)]);
    await becomes(colour, "010");
    await settings.getByRole("button", { name: "Use this picture" }).click();
    await settings.locator("#picture .avatar img").waitFor();
    await becomes(() => part.count(), 0);
    await becomes(() => settings.locator("#field-status").inputValue(), "In the field");
    const size = () =>
      face.locator("img").evaluate((image: HTMLImageElement) => [
        image.naturalWidth,
        image.naturalHeight,
      ]);
    await becomes(size, [256, 256]);
    await settings.getByRole("button", { name: "Remove the picture" }).click();
    await becomes(() => face.innerText(), "A");
    await becomes(() => settings.locator("#picture .avatar img").count(), 0);
  },
);
