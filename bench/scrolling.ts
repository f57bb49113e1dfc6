// Whether a long history scrolls smoothly: `deno run -A bench/scrolling.ts [messages] [rich]`. `rich`:
// each message has 20 kinds of reactions, a quote and a thread. Wheels back through it and says how
// long the pictures took, how many rows there were and whether any jumped.
import type { Page } from "playwright-core";
import { createLog } from "../lib/log/create_log.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { stderrLogger as logger } from "../lib/runtime/logger.ts";
import { systemClock as clock, systemRandom as random } from "../lib/runtime/clock.ts";
import { launchChromium } from "../tools/browser/chromium.ts";
import { startServer } from "../tools/screenshots/server.ts";
import { print } from "../tools/terminal.ts";
import { openReader } from "./reader.ts";
import { traced } from "./trace.ts";

/** A wheel's notch, and how often a hand turns it on. */
const NOTCH_PX = 120;
const NOTCH_EVERY_MS = 30;
const NOTCHES = 600;
/** Drafts that the log takes in one go. */
const AT_ONCE = 500;

const rich = Deno.args[1] === "rich";
const messages = Number(Deno.args[0] ?? 50_000);
const folder = await Deno.makeTempDir({ prefix: "palabre_bench_" });
const file = `${folder}/palabre.kv`;
await seed(file);
const server = await startServer("Scrolling", { PALABRE_KV: file });
const browser = await launchChromium();
try {
  const page = await openReader(browser, server.url);
  await page.mouse.move(680, 400);
  await wheel(page, "back");
  await wheel(page, "forward");
} finally {
  await browser.close();
  await server.close();
  await Deno.remove(folder, { recursive: true });
}

async function wheel(page: Page, way: "back" | "forward"): Promise<void> {
  await page.evaluate(watch, way);
  const work = await traced(browser, async () => {
    for (let notch = 0; notch < NOTCHES; notch++) {
      const due = performance.now() + NOTCH_EVERY_MS;
      await page.mouse.wheel(0, way === "back" ? -NOTCH_PX : NOTCH_PX);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    }
  });
  print(`${way}: ${await page.evaluate("watched()")}`);
  print(`  ${work}`);
}

async function seed(path: string): Promise<void> {
  const kv = await openKv(path, { clock, random, logger });
  const log = createLog({ kv, clock, random, logger, onCommitted() {} });
  for (let from = 0; from < messages; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, messages - from);
    await Promise.all(Array.from({ length: count }, (_, n) => {
      const id = random.uuid();
      const words = "who takes the early shift on the lower plot? ".repeat(1 + (from + n) % 4);
      const text = `${from + n + 1}: ${words}`;
      const by = `writer-${Math.floor((from + n) / 3) % 7}`;
      const draft = { kind: "message", id, text, ...(rich && richOf(from + n + 1, by)) } as const;
      return log.append({ conversation: "general", by, id, after: from, draft });
    }));
  }
  await log.drain();
  kv.close();
}

/** What people did with a message: as much as the limits allow. */
function richOf(seq: number, by: string) {
  const kinds = [..."😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙"];
  return {
    reactions: Object.fromEntries(kinds.map((emoji) => [emoji, { count: 12, by: [by] }])),
    replies: { count: 50, at: clock.now(), last: seq, by: [by] },
    ...(seq > 1 && { replyTo: seq - 1 }),
  };
}

/** Runs in the page: the time between pictures, the rows, and what moved against the hand or went. */
function watch(way: "back" | "forward"): void {
  const scroller = document.querySelector(".timeline");
  const gaps: number[] = [];
  let rows = 0;
  let jumps = 0;
  let lost = 0;
  let numbers = "";
  let last = performance.now();
  let held: { row: Element; top: number } | undefined;
  let lastNumber = "";
  const look = (now: number) => {
    gaps.push(now - last);
    last = now;
    if (scroller) {
      const all = [...scroller.querySelectorAll(".message")];
      rows = Math.max(rows, all.length);
      const shown = (row: Element) => row.getBoundingClientRect();
      if (held && !held.row.isConnected) lost++;
      else if (held) {
        const moved = shown(held.row).top - held.top;
        if (way === "back" ? moved < -2 : moved > 2) jumps++;
      }
      const row = all.find((one) => shown(one).top > 100);
      held = row && { row, top: shown(row).top };
      const number = /^\d+:/.exec(row?.querySelector(".bubble > p")?.textContent ?? "")?.[0];
      numbers ||= `from ${number} `;
      lastNumber = `to ${number} `;
    }
    frame = requestAnimationFrame(look);
  };
  let frame = requestAnimationFrame(look);
  Object.assign(globalThis, {
    watched() {
      cancelAnimationFrame(frame);
      gaps.sort((a, b) => a - b);
      const at = (part: number) => Math.round(gaps[Math.floor((gaps.length - 1) * part)] ?? 0);
      return `${gaps.length} pictures: p50 ${at(0.5)} p90 ${at(0.9)} p99 ${at(0.99)} max ${at(1)}` +
        ` ms apart; ${numbers}${lastNumber}; ${rows} rows at most; ${jumps} moved against the hand, ` +
        `${lost} went while they were read`;
    },
  });
}
