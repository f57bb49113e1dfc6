// What a page costs the main thread, by Chromium's own trace. In CPU time: on a machine that others
// use too, the clock on the wall says more about them.
import type { Browser } from "playwright-core";

/** The work of a picture, by the names of the trace's events. */
const WORK = {
  script: ["FunctionCall", "RunMicrotasks", "MinorGC", "MajorGC"],
  style: ["UpdateLayoutTree"],
  layout: ["Layout"],
  painting: ["PrePaint", "Paint", "Layerize"],
} as const;
const TASK = "ThreadControllerImpl::RunTask";

interface TraceEvent {
  name: string;
  thread: string;
  cpuMs: number;
}

/** Runs with the trace on; says what a picture cost, and how long the longest tasks were. */
export async function traced(browser: Browser, run: () => Promise<void>): Promise<string> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const { ph, name, pid, tid, tdur } of value) {
      if (ph !== "X") continue;
      events.push({ name: String(name), thread: `${pid} ${tid}`, cpuMs: Number(tdur ?? 0) / 1000 });
    }
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["devtools.timeline", "toplevel"],
      excludedCategories: ["*"],
    },
  });
  const began = performance.now();
  await run();
  const seconds = (performance.now() - began) / 1000;
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return said(events, seconds);
}

function said(events: readonly TraceEvent[], seconds: number): string {
  const pictures = events.filter(({ name }) => name === "Layerize").length;
  const mains = new Set(events.filter(({ name }) => name === "Layerize").map((one) => one.thread));
  const parts = Object.entries(WORK).map(([part, names]) => {
    const those = events.filter(({ name, thread }) => mains.has(thread) && isOneOf(names, name));
    return `${part} ${(sumOf(those) / pictures).toFixed(1)}`;
  });
  const tasks = events.filter(({ name, thread }) => name === TASK && mains.has(thread))
    .map(({ cpuMs }) => cpuMs).sort((a, b) => b - a);
  const long = tasks.filter((cpuMs) => cpuMs > 50).length;
  return `${(pictures / seconds).toFixed(1)} pictures a second, each ${
    parts.join(", ")
  } ms of CPU; ` +
    `the longest task ${(tasks[0] ?? 0).toFixed(0)} ms, ${long} over 50 ms`;
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function sumOf(events: readonly TraceEvent[]): number {
  return events.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}
