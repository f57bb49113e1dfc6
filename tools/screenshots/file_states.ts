import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import type { Staging, State } from "./state.ts";

/** What the pictures show: a sky, hills, and a sun at a place of its own. */
const VIEWS = [
  { name: "dawn.png", alt: "Dawn over plot 4", sky: ["#f4d7a8", "#c9735a"], sun: [0.3, 0.55] },
  { name: "noon.png", alt: "The terraces at noon", sky: ["#bfe0ee", "#f2ead2"], sun: [0.7, 0.2] },
  { name: "dusk.png", alt: "Baobab at dusk", sky: ["#5d4a6b", "#e08a5b"], sun: [0.55, 0.6] },
] as const;

type View = (typeof VIEWS)[number];

/** A picture of 1,200 by 800 pixels, drawn in the page. */
async function drawn(page: Page, { name, sky, sun }: View) {
  const base64 = await page.evaluate(([[top, bottom], [x, y]]) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1200, 800];
    const context = canvas.getContext("2d")!;
    const light = context.createLinearGradient(0, 0, 0, 800);
    light.addColorStop(0, top);
    light.addColorStop(1, bottom);
    context.fillStyle = light;
    context.fillRect(0, 0, 1200, 800);
    context.fillStyle = "#fff3d6";
    context.beginPath();
    context.arc(1200 * x, 800 * y, 70, 0, 2 * Math.PI);
    context.fill();
    for (const [n, colour] of ["#7d8f5a", "#55713f", "#33502c"].entries()) {
      context.fillStyle = colour;
      context.beginPath();
      context.moveTo(0, 800);
      for (let at = 0; at <= 1200; at += 20) {
        context.lineTo(at, 520 + n * 90 + 40 * Math.sin(at / (140 + n * 60) + n * 2));
      }
      context.lineTo(1200, 800);
      context.fill();
    }
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  }, [sky, sun] as const);
  return { name, mimeType: "image/png", buffer: Buffer.from(base64, "base64") };
}

/** The room with what was shared in it: sent once, for the first picture. */
async function share({ page, connection }: Staging): Promise<void> {
  await connection.online;
  await page.getByRole("button", { name: "Add files or a poll" }).waitFor();
  const shared = page.locator(".message:not([data-state=pending]) .pictures img");
  if (await shared.count() === 0) {
    const paper = Buffer.from("%PDF-1.7\n%the contract of the harvest\n" + " ".repeat(40_000));
    await page.locator(".composer input[type=file]").setInputFiles([
      ...await Promise.all(VIEWS.map((view) => drawn(page, view))),
      { name: "harvest-contract-2026.pdf", mimeType: "application/pdf", buffer: paper },
    ]);
    await page.locator(".upload[data-state=ready]").nth(VIEWS.length).waitFor();
    for (const [n, { alt }] of VIEWS.entries()) await page.locator(".upload .alt").nth(n).fill(alt);
    await page.locator(".composer textarea").fill("From this morning’s walk, and the contract");
    await page.locator(".composer .send").click();
  }
  await shared.nth(VIEWS.length - 1).waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>(".pictures img")].every((one) =>
      one.complete && one.naturalWidth > 0
    )
  );
}

/** And what was said in it, once. */
async function speak(staging: Staging): Promise<void> {
  await share(staging);
  const { page } = staging;
  const spoken = page.locator(".message:not([data-state=pending]) .voice");
  if (await spoken.count() === 0) {
    await page.getByRole("button", { name: "Record a voice message" }).click();
    await page.locator(".recording time", { hasText: "0:03" }).waitFor();
    await page.getByRole("button", { name: "Stop and listen" }).click();
    await page.getByRole("button", { name: "Send the voice message" }).click();
  }
  await spoken.getByRole("slider").waitFor();
  await page.locator("#messages").evaluate((list) => list.scrollTo(0, list.scrollHeight));
}

/** What is shown of files; the community has them from the first of these on. */
export const FILE_STATES: readonly State[] = [
  { name: "files", viewer: "awa", path: "/rooms/orchard", stage: share },
  {
    name: "viewer",
    viewer: "awa",
    path: "/rooms/orchard",
    async stage(staging) {
      await share(staging);
      await staging.page.locator(".pictures a").first().click();
      await staging.page.locator(".viewer img").waitFor();
    },
  },
  { name: "voice", viewer: "awa", path: "/rooms/orchard", stage: speak },
  {
    name: "files-list",
    viewer: "awa",
    path: "/rooms/orchard",
    from: 600,
    async stage(staging) {
      await share(staging);
      await staging.page.locator("#show-files").click();
      await staging.page.locator(".shelf .file").waitFor();
    },
  },
  {
    name: "recorder",
    viewer: "awa",
    path: "/rooms/orchard",
    async stage(staging) {
      await share(staging);
      await staging.page.getByRole("button", { name: "Record a voice message" }).click();
      await staging.page.locator(".recording[data-state=recording] .wave path").first().waitFor();
    },
  },
];
