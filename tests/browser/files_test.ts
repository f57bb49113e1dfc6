import { Buffer } from "node:buffer";
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTests } from "../support/browser.ts";
import { keptIn } from "../support/browser_storage.ts";
import { noise } from "../support/noise.ts";
import { SECRETS, withSecrets } from "../support/pictures.ts";
import {
  becomes,
  composer,
  doorIsAlive,
  DURABLE,
  eventually,
  register,
  said,
  say,
  signOut,
} from "../support/visitor.ts";

const browserTest = browserTests();

const png = (name = "garden.png") => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from(withSecrets("image/png", 6)),
});
const sheet = {
  name: "rainfall.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("day,mm\n1,4\n"),
};

/** Chooses files as by the button, and waits until they have come. */
async function attach(page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.getByRole("button", { name: "Add files or a poll" }).waitFor();
  await page.locator(".composer input[type=file]").setInputFiles(files);
  await becomes(() => page.locator(".upload[data-state=ready]").count(), files.length);
}

browserTest(
  "files - a picture and a table are sent with a text, seen by the other, and saved",
  async (visit) => {
    const { page: awa } = await visit.device();
    const { page: diego } = await visit.device();
    await register(awa, "Awa");
    await register(diego, "Diego");
    await attach(awa, png(), sheet);
    await becomes(
      () =>
        awa.locator(".upload small").first().innerText().then((text) =>
          text.includes("location removed")
        ),
      true,
    );
    await awa.getByLabel("What “garden.png” shows, for people who cannot see it").fill("Two beds");
    await say(awa, "The greenhouse this morning");
    const picture = diego.locator(".message .picture img");
    await picture.waitFor();
    await becomes(() => picture.getAttribute("alt"), "Two beds");
    // It is turned as the camera held it, and its size was known before it came.
    const sizes = () =>
      picture.evaluate((image: HTMLImageElement) => [
        image.naturalWidth,
        image.naturalHeight,
        image.width > 0,
        Number(image.getAttribute("width")),
      ]);
    await becomes(sizes, [4, 6, true, 4]);
    const card = diego.locator(".message .file");
    await becomes(() => card.locator("b").innerText(), "rainfall.csv");
    const [download] = await Promise.all([diego.waitForEvent("download"), card.click()]);
    assertEquals(download.suggestedFilename(), "rainfall.csv");
    const stored = await diego.evaluate(async (src) => {
      const bytes = new Uint8Array(await (await fetch(src ?? "")).arrayBuffer());
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    }, await picture.getAttribute("src"));
    assertEquals(SECRETS.filter((one) => stored.includes(one)), []);
    await diego.reload();
    await said(diego, "The greenhouse this morning").waitFor();
    await becomes(() => diego.locator(".message .picture img").count(), 1, "the page has it too");
  },
);

browserTest(
  "files - pictures are looked at by keyboard and by a finger, and the focus comes back",
  async (visit) => {
    const { page, context } = await visit.device({ hasTouch: true });
    await register(page, "Awa");
    await attach(page, png("one.png"), png("two.png"), png("three.png"));
    await page.locator(".composer .send").click();
    const grid = page.locator(`${DURABLE} .pictures a`);
    await becomes(() => grid.count(), 3);
    await grid.nth(1).focus();
    await page.keyboard.press("Enter");
    const viewer = page.locator(".viewer");
    await viewer.waitFor();
    const where = () => viewer.locator("header small").innerText();
    await eventually(where, (text) => text.endsWith("2 of 3"));
    await page.keyboard.press("ArrowRight");
    await eventually(where, (text) => text.endsWith("3 of 3"));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Home");
    await eventually(where, (text) => text.endsWith("1 of 3"));
    await viewer.locator("footer", { hasText: "Location removed" }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("d")]);
    assertEquals(download.suggestedFilename(), "one.png");
    const devTools = await context.newCDPSession(page);
    const swipe = async (right: number, down: number) => {
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", part?: number) =>
        devTools.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: part === undefined ? [] : [{ x: 600 + part * right, y: 300 + part * down }],
        });
      await touch("touchStart", 0);
      for (const part of [0.3, 0.6, 1]) await touch("touchMove", part);
      await touch("touchEnd");
    };
    await swipe(-200, 0);
    await eventually(where, (text) => text.endsWith("2 of 3"));
    await swipe(200, 0);
    await eventually(where, (text) => text.endsWith("1 of 3"));
    await swipe(0, 250);
    await viewer.waitFor({ state: "detached" });
    await becomes(() => grid.nth(1).evaluate((link) => link === document.activeElement), true);
    await page.keyboard.press("Enter");
    await viewer.waitFor();
    await page.keyboard.press("Escape");
    await viewer.waitFor({ state: "detached" });
    await becomes(() => grid.nth(1).evaluate((link) => link === document.activeElement), true);
  },
);

browserTest(
  "files - what is pasted and dropped goes along, what is too large is said",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await page.getByRole("button", { name: "Add files or a poll" }).waitFor();
    const put = (kind: "paste" | "drop", name: string, size: number) =>
      composer(page).evaluate((field, [kind, name, size]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(Number(size)).fill(65)], String(name)));
        const init = { bubbles: true, cancelable: true };
        if (kind === "paste") {
          field.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: data }));
        } else {
          field.dispatchEvent(new DragEvent("dragenter", { ...init, dataTransfer: data }));
          field.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: data }));
        }
      }, [kind, name, size]);
    await put("paste", "pasted.txt", 10);
    await put("drop", "dropped.txt", 20);
    await becomes(() => page.locator(".upload[data-state=ready] b").allInnerTexts(), [
      "pasted.txt",
      "dropped.txt",
    ]);
    await put("drop", "film.bin", 9 * 1024 * 1024);
    await page.getByText("“film.bin” is too large: 8 MB at most.").waitFor();
    await page.getByRole("button", { name: "Remove “pasted.txt”" }).click();
    await composer(page).press("Enter");
    await becomes(() => page.locator(".message .file b").allInnerTexts(), ["dropped.txt"]);
    await becomes(() => page.getByText("is too large").count(), 0, "it went with what was sent");
  },
);

browserTest("files - a line that is cut during an upload: it goes on, not anew", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await page.getByRole("button", { name: "Add files or a poll" }).waitFor();
  const asked: string[] = [];
  let cut = false;
  await page.route("**/api/v1/files/*", async (route) => {
    const request = route.request();
    const offset = request.headers()["upload-offset"];
    asked.push(`${request.method()} ${offset ?? ""}`.trim());
    if (request.method() !== "PATCH" || cut) return await route.continue();
    cut = true;
    // Half of it arrives, and then the line is gone.
    const body = request.postDataBuffer() ?? Buffer.alloc(0);
    await route.fetch({ postData: body.subarray(0, body.length / 2) }).catch(() => {});
    await route.abort("connectionreset");
  });
  const buffer = Buffer.from(noise(600_000));
  const file = { name: "a.bin", mimeType: "application/octet-stream", buffer };
  await page.locator(".composer input[type=file]").setInputFiles([file]);
  await becomes(() => page.locator(".upload[data-state=ready]").count(), 1);
  assertEquals(asked, ["PATCH 0", "HEAD", "PATCH 300000"]);
});

browserTest(
  "files - F5: what is chosen, and what was sent on the way, goes on after a reload without a network",
  async (visit) => {
    const { page, context } = await visit.device();
    await register(page, "Awa");
    await page.getByRole("button", { name: "Add files or a poll" }).waitFor();
    const asked: string[] = [];
    let isCut = true;
    await page.route("**/api/v1/files/*", async (route) => {
      const request = route.request();
      const offset = request.headers()["upload-offset"];
      asked.push(`${request.method()} ${offset ?? ""}`.trim());
      if (!isCut) return await route.continue();
      const body = request.postDataBuffer() ?? Buffer.alloc(0);
      if (asked.length === 1) { // half of it arrives
        await route.fetch({ postData: body.subarray(0, body.length / 2) }).catch(() => {});
      }
      await route.abort("connectionreset");
    });
    const buffer = Buffer.from(noise(600_000));
    const large = { name: "large.bin", mimeType: "application/octet-stream", buffer };
    await page.locator(".composer input[type=file]").setInputFiles([large]);
    await becomes(() => Promise.resolve(asked.length > 1), true);
    await say(page, "with the recording of the rain");
    const waiting = page.locator(".message[data-state=pending] .file");
    await becomes(() => waiting.locator("b").innerText(), "large.bin");
    await page.locator(".composer input[type=file]").setInputFiles([sheet]);
    await becomes(() => page.locator(".upload b").allInnerTexts(), ["rainfall.csv"]);
    await page.getByRole("button", { name: "Add files or a poll" }).waitFor();
    await page.reload();
    await becomes(() => waiting.locator("b").innerText(), "large.bin");
    await becomes(() => page.locator(".upload b").allInnerTexts(), ["rainfall.csv"]);
    asked.length = 0;
    isCut = false;
    await page.reload();
    await becomes(() => page.locator(`${DURABLE} .file b`).allInnerTexts(), ["large.bin"]);
    assertEquals(asked.filter((one) => one.startsWith("PATCH 3")), ["PATCH 300000"]);
    await becomes(() => page.locator(".upload[data-state=ready] b").allInnerTexts(), [
      "rainfall.csv",
    ]);
    await composer(page).press("Enter");
    await becomes(() => page.locator(`${DURABLE} .file b`).allInnerTexts(), [
      "large.bin",
      "rainfall.csv",
    ]);
    const tab = await context.newPage();
    await tab.goto(page.url());
    await becomes(() => tab.locator(`${DURABLE} .file b`).count(), 2);
    await becomes(() => tab.locator(".upload").count(), 0);

    // What a tab that was closed had in its tray is shown by another.
    await page.locator(".composer input[type=file]").setInputFiles([sheet]);
    await becomes(() => page.locator(".upload[data-state=ready]").count(), 1);
    await page.close();
    await tab.reload();
    await becomes(() => tab.locator(".upload[data-state=ready] b").allInnerTexts(), [
      "rainfall.csv",
    ]);

    // N4: whoever signs out leaves nothing behind.
    await becomes(() => keptIn(tab), 2);
    await signOut(tab);
    await doorIsAlive(tab);
    await becomes(() => keptIn(tab), 0);
    await becomes(() => tab.evaluate(() => document.cookie.includes("palabre-left")), false);
  },
);

const PROGRAMS: [name: string, type: string, source: string][] = [
  [
    "page.png",
    "image/png",
    "<!doctype html><script>parent.ran = opener.ran = true; ran = 1</script>",
  ],
  [
    "page.html",
    "text/html",
    "<!doctype html><title>ran</title><script>document.title = 'ran'</script>",
  ],
  [
    "drawing.svg",
    "image/svg+xml",
    `<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>`,
  ],
  [
    "paper.pdf",
    "application/pdf",
    "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
  ],
];

browserTest(
  "files - F2: nothing that a browser might run is run, whatever it is called",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    await attach(
      page,
      ...PROGRAMS.map(([name, mimeType, source]) => (
        { name, mimeType, buffer: Buffer.from(source) }
      )),
    );
    await composer(page).press("Enter");
    await becomes(() => page.locator(`${DURABLE} .file`).count(), PROGRAMS.length);
    const links = await page.locator(".message .file").evaluateAll((all) =>
      all.map((link) => (link as HTMLAnchorElement).href.replace("?save", ""))
    );
    for (const href of links) {
      const tab = await page.context().newPage();
      const outcome = await tab.goto(href).then(() => "a page", (error) => String(error));
      assert(/Download is starting|ERR_ABORTED/.test(outcome), outcome);
      await becomes(() => tab.title(), "");
      await tab.close();
      const framed = await page.evaluate(async (src) => {
        const image = new Image();
        const shown = new Promise((resolve) => {
          image.onload = () => resolve("shown");
          image.onerror = () => resolve("not shown");
        });
        image.src = src;
        return await shown;
      }, href);
      assertEquals(framed, "not shown");
    }
  },
);
