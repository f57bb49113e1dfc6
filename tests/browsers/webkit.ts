import { Buffer } from "node:buffer";
import { freePort } from "../support/ports.ts";
import { type Engine, installed, type Key } from "./engine.ts";

const DRIVERS = ["/usr/bin/WebKitWebDriver"];
const BROWSERS = [
  "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
  "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
];
const DISPLAYS = ["/usr/bin/Xvfb"];
/** How WebDriver writes keys that are no characters (its section 17.4.2). */
const KEYS: Partial<Record<Key, string>> = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Home: "\uE011",
  End: "\uE010",
};
const CONTROL = "\uE009";
/** How WebDriver names an element in JSON. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Starts WebKitGTK's MiniBrowser on a display of its own; `undefined` where it is not installed. */
export async function startWebKit(): Promise<Engine | undefined> {
  const [driver, binary, xvfb] = [DRIVERS, BROWSERS, DISPLAYS].map(installed);
  if (!driver || !binary || !xvfb) return undefined;
  const display = await startDisplay(xvfb);
  const port = freePort();
  const process = quiet(driver, [`--port=${port}`], { DISPLAY: display.name });
  const end = async () => {
    for (const one of [process, display]) one.kill();
    await process.status;
  };
  try {
    const { session, version } = await openSession(`http://127.0.0.1:${port}`, binary);
    return engineOver(session, `WebKitGTK ${version}`, end);
  } catch (error) {
    await end();
    throw error;
  }
}

type Ask = (method: "GET" | "POST" | "DELETE", path: string, body?: unknown) => Promise<unknown>;

function engineOver(ask: Ask, name: string, end: () => Promise<void>): Engine {
  const find = (selector: string) =>
    ask("POST", "/element", { using: "css selector", value: selector });
  const keys = (...actions: Array<{ type: "keyDown" | "keyUp"; value: string }>) =>
    ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  const run = (script: string, ...args: unknown[]) =>
    ask("POST", "/execute/sync", { script, args });
  const stroke = (value: string) => [{ type: "keyDown", value }, { type: "keyUp", value }] as const;
  return {
    name,
    async goto(url) {
      await ask("POST", "/url", { url });
    },
    async back() {
      await ask("POST", "/back", {});
    },
    evaluate: (expression) => run(`return (${expression})`),
    async click(selector) {
      const element = idOf(await find(selector));
      await ask("POST", `/element/${element}/click`, {});
    },
    async type(text) {
      await keys(...[...text].flatMap(stroke));
    },
    async press(key, { control } = {}) {
      const value = KEYS[key] ?? key;
      await keys(
        ...control ? [{ type: "keyDown", value: CONTROL } as const] : [],
        ...stroke(value),
        ...control ? [{ type: "keyUp", value: CONTROL } as const] : [],
      );
    },
    async wheel(selector, deltaY) {
      await ask("POST", "/actions", {
        actions: [{
          type: "wheel",
          id: "wheel",
          actions: [{
            type: "scroll",
            x: 0,
            y: 0,
            deltaX: 0,
            deltaY,
            duration: 0,
            origin: await find(selector),
          }],
        }],
      });
      await ask("DELETE", "/actions"); // else the next turn is counted from where this one ended
    },
    async resize(width, height) {
      await ask("POST", "/window/rect", { width, height });
    },
    async picture() {
      return Buffer.from(String(await ask("GET", "/screenshot")), "base64");
    },
    async close() {
      await ask("DELETE", "").catch(() => {}); // the browser ends with its driver
      await end();
    },
  };
}

async function openSession(driver: string, binary: string) {
  await listening(`${driver}/status`);
  const opened = await ask(driver, "POST", "/session", {
    capabilities: {
      alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } },
    },
  });
  const { sessionId, capabilities } = record(opened);
  const session: Ask = (method, path, body) =>
    ask(driver, method, `/session/${sessionId}${path}`, body);
  await session("POST", "/window/rect", { width: 1360, height: 1000 });
  return { session, version: String(record(capabilities).browserVersion) };
}

/** Asks WebDriver (W3C, section 6); throws its message when it refuses. */
async function ask(driver: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(driver + path, {
    method,
    body: method === "POST" ? JSON.stringify(body) : undefined,
  });
  const { value } = record(await answer.json());
  if (!answer.ok) throw new Error(`${method} ${path}: ${record(value).message}`);
  return value;
}

async function listening(status: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await fetch(status).catch(() => undefined); // not yet
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("WebKitWebDriver does not listen");
}

/** A display that nobody sees, and a window manager, without which no window has the focus. */
async function startDisplay(xvfb: string) {
  const args = ["-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp"];
  const server = new Deno.Command(xvfb, { args, stdout: "piped", stderr: "null" }).spawn();
  let number = "";
  for await (const bytes of server.stdout.pipeThrough(new TextDecoderStream())) {
    number += bytes;
    if (number.endsWith("\n")) break; // it must not close before: the server would end with it
  }
  const name = `:${number.trim()}`;
  const manager = quiet("dbus-run-session", ["openbox"], { DISPLAY: name });
  return {
    name,
    kill() {
      for (const one of [manager, server]) one.kill();
    },
  };
}

function quiet(command: string, args: string[], env: Record<string, string>) {
  return new Deno.Command(command, {
    args,
    env: { WEBKIT_DISABLE_COMPOSITING_MODE: "1", LIBGL_ALWAYS_SOFTWARE: "1", ...env },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

function idOf(element: unknown): string {
  return String(record(element)[ELEMENT]);
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error(`No object: ${value}`);
  return Object.fromEntries(Object.entries(value));
}
