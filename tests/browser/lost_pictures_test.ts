import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import {
  actsAreAlive,
  becomes,
  DURABLE,
  eventually,
  networkIsBack,
  PHONE,
  register,
} from "../support/visitor.ts";

const browserTest = browserTests();

/** A picture as large as those of a phone, drawn by the browser. */
async function landscape(page: Page) {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 400];
    const context = canvas.getContext("2d");
    const sky = context?.createLinearGradient(0, 0, 0, 400);
    for (const [n, colour] of ["#f0b48a", "#e2725b", "#1c6c49"].entries()) {
      sky?.addColorStop(n / 2, colour);
    }
    if (context && sky) context.fillStyle = sky;
    context?.fillRect(0, 0, 640, 400);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return { name: "evening.png", mimeType: "image/png", buffer: Buffer.from(base64, "base64") };
}

for (const [width, options] of [["1360", {}], ["390", PHONE]] as const) {
  browserTest(
    `lost pictures - at ${width} a picture that is not to be had shows its blur and words, and comes later`,
    async (visit) => {
      const { page, context } = await inspected(visit, options);
      await page.goto("/");
      await register(page, "Awa");
      await actsAreAlive(page);
      await page.locator(".composer input[type=file]").setInputFiles([await landscape(page)]);
      await page.locator(".upload[data-state=ready]").waitFor();
      await page.locator(".composer .send").click();
      const image = page.locator(`${DURABLE} .picture img`);
      const seen = () =>
        image.evaluate((it: HTMLImageElement) => {
          const { width, height } = it.getBoundingClientRect();
          return { loaded: it.naturalWidth, width, height, from: it.src.slice(0, 5) };
        });
      await eventually(seen, ({ loaded }) => loaded === 640);
      const { width: wide, height: high } = await seen();
      const answers: { status?: number } = {};
      await context.route(
        "**/files/*",
        (route) => answers.status ? route.fulfill(answers) : route.abort("internetdisconnected"),
      );
      await page.evaluate(() => caches.keys().then((all) => all.map((one) => caches.delete(one))));
      await page.reload();
      const note = page.locator(".picture .lost");
      await note.getByText("This picture could not be loaded.").waitFor();
      const blurred = await seen();
      assertEquals(
        [blurred.from, blurred.loaded > 0, Math.round(blurred.width), Math.round(blurred.height)],
        ["data:", true, Math.round(wide), Math.round(high)],
        "its blur, as large as it is",
      );
      const shots = Deno.env.get("PALABRE_SHOTS");
      if (shots) await page.screenshot({ path: `${shots}/lost-${width}.png` });
      await becomes(() => findings(page), []);
      answers.status = 404;
      await networkIsBack(page);
      await page.locator(".picture a").click();
      await page.locator(".viewer .lost").getByText("could not be loaded").waitFor();
      if (shots) await page.screenshot({ path: `${shots}/lost-viewer-${width}.png` });
      await context.unroute("**/files/*");
      await networkIsBack(page);
      await page.locator(".viewer .lost").waitFor({ state: "detached" });
      await note.waitFor({ state: "detached" });
      await page.keyboard.press("Escape");
      await eventually(seen, ({ loaded, from }) => loaded === 640 && from !== "data:");
      const { width: same, height: tall } = await seen();
      assertEquals([same, tall], [wide, high]);
    },
  );
}
