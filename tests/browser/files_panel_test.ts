import { Buffer } from "node:buffer";
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { noise } from "../support/noise.ts";
import { withSecrets } from "../support/pictures.ts";
import { becomes, composer, DURABLE, register, said } from "../support/visitor.ts";

const browserTest = browserTests();

interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Sends files, and waits until they are durable. */
async function send(page: Page, text: string, ...files: Chosen[]): Promise<void> {
  await page.getByRole("button", { name: "Add files or a poll" }).waitFor();
  await page.locator(".composer input[type=file]").setInputFiles(files);
  await becomes(() => page.locator(".upload[data-state=ready]").count(), files.length);
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await page.locator(DURABLE, { hasText: text }).waitFor();
}

/** Sound that one hears: 16 bits, 44,100 times a second. */
function sound(seconds: number): Chosen {
  const samples = 44_100 * seconds;
  const buffer = Buffer.alloc(44 + 2 * samples);
  buffer.write("RIFF", 0);
  buffer.writeUInt32LE(36 + 2 * samples, 4);
  buffer.write("WAVEfmt ", 8);
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20); // as it is
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(44_100, 24);
  buffer.writeUInt32LE(88_200, 28);
  buffer.writeUInt16LE(2, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write("data", 36);
  buffer.writeUInt32LE(2 * samples, 40);
  buffer.set(noise(2 * samples), 44);
  return { name: "rain.wav", mimeType: "audio/wav", buffer };
}

browserTest(
  "files - what was shared stands beside the conversation, by kind, with what is left of today (F5)",
  async (visit) => {
    const { page } = await inspected(visit, {});
    await page.goto("/");
    await register(page, "Awa");
    const png = Buffer.from(withSecrets("image/png", 6));
    await send(page, "The greenhouse", { name: "garden.png", mimeType: "image/png", buffer: png });
    const sheet = Buffer.from("day,mm\n1,4\n");
    await send(page, "The rain", { name: "rainfall.csv", mimeType: "text/csv", buffer: sheet });
    await page.locator("main").getByLabel("Files", { exact: true }).click();
    const panel = page.locator("aside#files");
    await panel.getByText("You can send 250 MB more today, out of 250 MB.").waitFor();
    await panel.getByText("2 files").waitFor();
    const names = () => panel.locator(".file b").allInnerTexts();
    await becomes(names, ["rainfall.csv"]);
    await becomes(() => panel.locator("img").count(), 1);
    await becomes(() => findings(page), []);
    await panel.getByRole("button", { name: "Pictures" }).click();
    await panel.getByText("1 file").waitFor();
    await becomes(names, []);
    await panel.getByRole("button", { name: "Voice" }).click();
    await panel.getByText("Nothing has been shared here yet.").waitFor();
    await panel.getByRole("button", { name: "Other" }).click();
    await becomes(names, ["rainfall.csv"]);
    await panel.getByRole("button", { name: "Close" }).click();
    await panel.waitFor({ state: "detached" });
    await said(page, "The rain").waitFor();
  },
);

browserTest(
  "files - F1: a media element seeks to the end of a long sound without loading what is before",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    const rain = sound(80);
    await send(page, "The rain, all of it", rain);
    const answers: { range: string; status: number; bytes: number }[] = [];
    page.on("response", (response) => {
      const { range } = response.request().headers();
      const bytes = Number(response.headers()["content-length"]);
      if (range) answers.push({ range, status: response.status(), bytes });
    });
    const src = await page.locator(`${DURABLE} [src*="/files/"], ${DURABLE} .file`).first()
      .evaluate((one) => one.getAttribute("src") ?? one.getAttribute("href") ?? "");
    const heard = await page.evaluate(async (src) => {
      const media = new Audio(src.replace("?save", ""));
      media.muted = true;
      const event = (name: string) =>
        new Promise((resolve, reject) => {
          media.addEventListener(name, resolve, { once: true });
          media.addEventListener("error", () => reject(media.error), { once: true });
        });
      await event("loadedmetadata");
      const seeked = event("seeked");
      media.currentTime = 79;
      await seeked;
      const began = media.currentTime;
      const played = event("ended");
      await media.play();
      await played;
      return { duration: media.duration, began, ended: media.currentTime };
    }, src);
    assertEquals(heard, { duration: 80, began: 79, ended: 80 });
    const last = answers.filter(({ range }) => Number(/bytes=(\d+)-/.exec(range)?.[1]) > 6_000_000);
    assert(last.length > 0, `it asked for the end: ${JSON.stringify(answers)}`);
    assert(last.every(({ status, bytes }) => status === 206 && bytes < 1_100_000));
  },
);

browserTest(
  "files - F2: what is a picture and a program at once is no program to a page",
  async (visit) => {
    const { page: own, context } = await visit.device();
    await register(own, "Awa");
    // A GIF whose size is a comment's beginning: read as a script, it would run.
    const gif = Buffer.concat([
      Buffer.from("GIF89a/*"),
      Buffer.from([0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
      Buffer.from("*/=1;globalThis.ran=1;"),
    ]);
    const script = Buffer.from("globalThis.ran = 1;");
    const style = Buffer.from("body{--ran:1}");
    await send(
      own,
      "Look",
      { name: "small.gif", mimeType: "image/gif", buffer: gif },
      { name: "tool.js", mimeType: "text/javascript", buffer: script },
      { name: "look.css", mimeType: "text/css", buffer: style },
    );
    const ids = await own.locator(`${DURABLE} [data-file], ${DURABLE} .file`).evaluateAll((all) =>
      all.map((one) => (one as HTMLAnchorElement).href.replace("?save", ""))
    );
    assertEquals(ids.length, 3);
    // Without the rules of the page, which let no script in at all: by the file alone.
    const storageState = await context.storageState();
    const lax = await visit.browser.newContext({ bypassCSP: true, storageState });
    const page = await lax.newPage();
    await page.goto(own.url());
    for (const href of ids) {
      const ran = await page.evaluate(async (src) => {
        const load = (element: HTMLElement) =>
          new Promise<string>((resolve) => {
            element.onload = () => resolve("loaded");
            element.onerror = () => resolve("refused");
            document.head.append(element);
          });
        const script = Object.assign(document.createElement("script"), { src });
        const sheet = Object.assign(document.createElement("link"), {
          rel: "stylesheet",
          href: src,
        });
        const outcomes = [await load(script), await load(sheet)];
        return [
          ...outcomes,
          "ran" in globalThis,
          getComputedStyle(document.body).getPropertyValue("--ran"),
        ];
      }, href);
      assertEquals(ran, ["refused", "refused", false, ""], href);
    }
    await lax.close();
  },
);
