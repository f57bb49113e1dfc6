// How long a key takes in the composer while a room pours messages in: `deno run -A bench/typing.ts
// [messages a second] [times slower]`. From the key to the next picture, as the browser's own Event
// Timing says it; times slower is how much slower the reader's processor is made: a phone's is 4.
import type { Page } from "playwright-core";
import { SUBPROTOCOL } from "../lib/protocol/limits.ts";
import { launchChromium } from "../tools/browser/chromium.ts";
import { startServer } from "../tools/screenshots/server.ts";
import { print } from "../tools/terminal.ts";
import { openReader } from "./reader.ts";
import { traced } from "./trace.ts";

/** Keys that are measured, after some that are not. */
const KEYS = 150;
const WARM_KEYS = 20;
/** Somebody who types fast: 10 keys a second. */
const KEY_EVERY_MS = 100;
/** Connections that share the burst. */
const WRITERS = 5;
const [rate = 500, slower = 1] = Deno.args.map(Number);
const server = await startServer("Typing");
const browser = await launchChromium();
const stops: (() => void)[] = [];
try {
  const page = await openReader(browser, server.url);
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await measure(page, "quiet");
  const sent = await pour(server.url);
  await page.waitForFunction(() => document.querySelectorAll(".message").length >= 70);
  const before = { sent: sent(), at: performance.now() };
  await measure(page, "burst");
  const perSecond = (sent() - before.sent) / (performance.now() - before.at) * 1000;
  const rows = await page.locator(".message").count();
  print(`${Math.round(perSecond)} messages a second came in meanwhile; ${rows} in the document.`);
} finally {
  for (const stop of stops) stop();
  await browser.close();
  await server.close();
}

async function measure(page: Page, what: string): Promise<void> {
  await page.locator(".composer textarea").fill("");
  await page.locator(".composer textarea").focus();
  await type(page, WARM_KEYS);
  await page.evaluate(() => {
    const durations = new Map<number, number>(); // one interaction: keydown, input, keyup
    const seen = (entries: PerformanceEntryList) => {
      for (const entry of entries) {
        if (!("interactionId" in entry) || entry.name === "keyup") continue;
        const at = Math.round(entry.startTime);
        durations.set(at, Math.max(durations.get(at) ?? 0, entry.duration));
      }
    };
    const observer = new PerformanceObserver((list) => seen(list.getEntries()));
    const wanted = { type: "event", durationThreshold: 16 };
    observer.observe(wanted);
    Object.assign(globalThis, {
      keyDurations() {
        seen(observer.takeRecords());
        observer.disconnect();
        return [...durations.values()];
      },
    });
  });
  const work = await traced(browser, () => type(page, KEYS));
  const slow = await page.evaluate("keyDurations()");
  const durations = Array.isArray(slow) ? slow.map(Number) : [];
  // What is quicker than 16 ms has no entry.
  while (durations.length < KEYS) durations.push(16);
  durations.sort((a, b) => a - b);
  const at = (part: number) => durations[Math.floor((durations.length - 1) * part)];
  print(`${what}: a key takes p50 ${at(0.5)} p90 ${at(0.9)} p99 ${at(0.99)} max ${at(1)} ms`);
  print(`  ${work}`);
}

async function type(page: Page, keys: number): Promise<void> {
  const words = "the rain came early this year ";
  for (let key = 0; key < keys; key++) {
    const due = performance.now() + KEY_EVERY_MS;
    await page.keyboard.press(words.charAt(key % words.length) === " " ? "Space" : "e");
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
}

/** Lets `WRITERS` guests write `rate` messages a second; returns how many were sent so far. */
async function pour(url: string): Promise<() => number> {
  let sent = 0;
  const began = performance.now();
  for (let writer = 0; writer < WRITERS; writer++) {
    const response = await fetch(`${url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: `Writer ${writer}` }),
    });
    const { token }: Record<string, unknown> = await response.json();
    const socket = openSocket(`${url.replace("http", "ws")}/ws`, String(token));
    await new Promise((resolve) => socket.onopen = resolve);
    let written = 0;
    const timer = setInterval(() => {
      const due = (performance.now() - began) / 1000 * rate / WRITERS;
      for (; written < due; written++, sent++) {
        const text = `Message ${written}: who takes the early shift on plot ${written % 9}?`;
        const id = crypto.randomUUID();
        const frame = { type: "send", ref: written, conversation: "general", id, text, after: 0 };
        socket.send(JSON.stringify(frame));
      }
    }, 20);
    stops.push(() => {
      clearInterval(timer);
      socket.close();
    });
  }
  return () => sent;
}

/** Deno's own takes headers too, which the types of browsers do not know. */
type SocketWithHeaders = new (
  url: string,
  options: { protocols: string[]; headers: Record<string, string> },
) => WebSocket;

function openSocket(url: string, token: string): WebSocket {
  const Socket = WebSocket as unknown as SocketWithHeaders;
  const headers = { authorization: `Bearer ${token}` };
  return new Socket(url, { protocols: [SUBPROTOCOL], headers });
}
