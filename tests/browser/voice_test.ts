import { assertEquals } from "@std/assert";
import { browserTests } from "../support/browser.ts";
import { becomes, composer, DURABLE, eventually, register } from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "voice - F4: a message is recorded, heard before it is sent, and played by another",
  async (visit) => {
    const { page: awa } = await visit.device();
    const { page: diego } = await visit.device();
    await register(awa, "Awa");
    await register(diego, "Diego");
    const record = awa.getByRole("button", { name: "Record a voice message" });
    await awa.evaluate(() => {
      const devices = navigator.mediaDevices;
      const allowed = devices.getUserMedia.bind(devices);
      devices.getUserMedia = () => {
        devices.getUserMedia = allowed; // the next time
        return Promise.reject(new DOMException("", "NotAllowedError"));
      };
    });
    await record.click();
    await awa.getByText("This page is not allowed to use the microphone.").waitFor();
    await awa.locator(".recording").waitFor({ state: "detached" });
    await record.click();
    const pane = awa.locator(".recording");
    const time = () => pane.locator("time").innerText();
    await eventually(time, (text) => text >= "0:01");
    await pane.getByRole("button", { name: "Pause the recording" }).click();
    await awa.locator(".recording[data-state=paused]").waitFor();
    await pane.getByRole("button", { name: "Resume recording" }).click();
    await eventually(time, (text) => text >= "0:02");
    await pane.getByRole("button", { name: "Stop and listen" }).click();
    await pane.getByRole("slider").waitFor();
    await pane.getByRole("button", { name: "Send the voice message" }).click();
    await pane.waitFor({ state: "detached" });
    await becomes(() => awa.locator(`${DURABLE} .voice`).count(), 1);
    await becomes(() => awa.locator(".upload").count(), 0);

    const voice = diego.locator(`${DURABLE} .voice`);
    const slider = voice.getByRole("slider");
    await slider.waitFor();
    // The fake microphone beeps: there is something to see.
    const wave = () =>
      voice.locator("path").evaluateAll((all) =>
        all.map((path) => path.getAttribute("d")).join("").match(/v\d\d/g)?.length ?? 0
      );
    await eventually(wave, (high) => high > 0);
    await slider.focus();
    await diego.keyboard.press("End");
    const at = () => slider.getAttribute("aria-valuetext");
    await eventually(at, (text) => text !== "0:00");
    await diego.keyboard.press("Home");
    await becomes(at, "0:00");
    const part = diego.waitForResponse((one) =>
      new URL(one.url()).pathname.startsWith("/files/") && one.status() === 206
    );
    await voice.getByRole("button", { name: "Play" }).click();
    assertEquals((await part).headers()["content-range"]?.startsWith("bytes "), true);
    await eventually(at, (text) => text !== "0:00");
    // At the end it is ready to be heard again.
    await voice.getByRole("button", { name: "Play" }).waitFor();
    await voice.getByRole("button", { name: "Speed: 1×" }).click();
    await voice.getByRole("button", { name: "Speed: 1.5×" }).waitFor();
    // By Esc, what is recorded is thrown away.
    await record.click();
    await awa.locator(".recording[data-state=recording]").waitFor();
    await awa.keyboard.press("Escape");
    await pane.waitFor({ state: "detached" });
    await becomes(() => composer(awa).evaluate((field) => field === document.activeElement), true);
    await becomes(() => awa.locator(`${DURABLE} .voice`).count(), 1);

    // In a thread it stays there (M6).
    const root = diego.locator(DURABLE).filter({ has: diego.locator(".voice") });
    await root.evaluate((row: HTMLElement) => {
      row.tabIndex = -1;
      row.focus();
    });
    await diego.keyboard.press("t");
    const thread = diego.locator("#thread");
    await thread.getByRole("button", { name: "Record a voice message" }).click();
    await eventually(() => thread.locator(".recording time").innerText(), (at) => at >= "0:01");
    await thread.getByRole("button", { name: "Stop and listen" }).click();
    await thread.getByRole("button", { name: "Send the voice message" }).click();
    await becomes(() => thread.locator(`${DURABLE} .voice`).count(), 2); // beside the root
    await becomes(() => diego.locator(`#messages ${DURABLE} .voice`).count(), 1);
  },
);
