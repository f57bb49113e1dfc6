import { assert } from "@std/assert";
import { freePort } from "../support/ports.ts";
import { spawnServer } from "../support/running.ts";
import { type Engine, PATIENCE_MS, until } from "./engine.ts";
import { startFirefox } from "./firefox.ts";
import { startWebKit } from "./webkit.ts";

const ENGINES = [
  { name: "Firefox", start: startFirefox },
  { name: "WebKit", start: startWebKit },
];
const ALIVE = "document.querySelector('[data-island=RoomApp][data-hydrated]')";
const COMPOSER = ".composer textarea";
const BUBBLES = "[...document.querySelectorAll('.message .bubble')]";
const HISTORY = 130;
/** How light the page is, from 0 to 1. Engines write the same colour differently: a canvas says what it is. */
const LIGHTNESS = `(() => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return (red + green + blue) / 3 / 255;
})()`;

for (const { name, start } of ENGINES) {
  Deno.test({
    name: `engines - a walk through the chat in ${name}`,
    sanitizeOps: false, // the browser's own process and protocol
    sanitizeResources: false,
    async fn() {
      const engine = await start();
      if (!engine) {
        // deno-lint-ignore no-console -- whoever runs the tests is to know that nothing was tried
        console.log(`${name} is not installed here: its walk is left out.`);
        return;
      }
      const folder = await Deno.makeTempDir({ prefix: "palabre_engine_" });
      const server = spawnServer({
        env: { PALABRE_KV: `${folder}/palabre.kv`, PORT: String(freePort()) },
      });
      try {
        await server.listening;
        await walk(engine, server.url.replace("127.0.0.1", "localhost"));
      } catch (error) {
        await keepPicture(engine, name);
        throw error;
      } finally {
        await engine.close();
        await server.kill("SIGTERM");
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

async function walk(engine: Engine, url: string): Promise<void> {
  await enter(engine, url);
  await send(engine);
  await hearAnother(engine, url);
  await keepDraft(engine, url);
  await readHistory(engine, url);
  await openOverlays(engine);
  await chooseThemes(engine, url);
  await becomeNarrow(engine);
}

async function enter(engine: Engine, url: string): Promise<void> {
  await engine.goto(url);
  await until(engine, "document.querySelector('[data-island=DoorApp][data-hydrated]')");
  await engine.click("input[name=name]");
  await engine.type("Awa");
  await engine.press("Enter");
  await until(engine, ALIVE);
}

async function send(engine: Engine): Promise<void> {
  await engine.click(COMPOSER);
  await engine.type("Hello from the well");
  await engine.press("Enter");
  await until(engine, durable("Hello from the well"));
  await until(engine, "document.querySelector('.mark')?.innerText.trim() === 'Today'");
}

async function hearAnother(engine: Engine, url: string): Promise<void> {
  await postAs(url, "Noor", ["The roof is mended"]);
  await until(engine, durable("The roof is mended"));
}

/** Each letter is kept, however soon after it one leaves. */
async function keepDraft(engine: Engine, url: string): Promise<void> {
  await engine.click(COMPOSER);
  await engine.type("half a thought");
  await engine.goto(`${url}/settings`);
  await engine.back();
  await until(engine, ALIVE);
  await until(engine, `document.querySelector('${COMPOSER}').value === 'half a thought'`);
  await engine.goto(`${url}/rooms/general`); // anew, not out of the cache of pages
  await until(engine, ALIVE);
  await until(engine, `document.querySelector('${COMPOSER}').value === 'half a thought'`);
}

async function readHistory(engine: Engine, url: string): Promise<void> {
  await postAs(url, "Kofi", Array.from({ length: HISTORY }, (_, n) => `Number ${n + 1}.`));
  await until(engine, durable(`Number ${HISTORY}.`));
  await engine.goto(`${url}/rooms/general`);
  await until(engine, ALIVE);
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    await engine.wheel(".timeline", -2_000);
    if (await engine.evaluate("Boolean(document.querySelector('.beginning'))")) break;
  }
  await until(engine, "document.querySelector('.beginning')");
  await until(engine, `${BUBBLES}.some((one) => one.innerText.trim() === 'Number 1.')`);
}

async function openOverlays(engine: Engine): Promise<void> {
  await engine.click(COMPOSER);
  await engine.press("k", { control: true });
  await until(engine, "document.querySelector('.palette input') === document.activeElement");
  await engine.type("gener");
  await until(engine, "document.querySelector('.palette')?.innerText.includes('general')");
  await engine.press("Escape");
  await until(engine, "!document.querySelector('.palette')");
  await until(engine, `document.querySelector('${COMPOSER}') === document.activeElement`);
  await engine.press("/", { control: true });
  await until(engine, "document.querySelector('dialog[open]')");
  await engine.press("Escape");
  await until(engine, "!document.querySelector('dialog[open]')");
  await until(engine, `document.querySelector('${COMPOSER}') === document.activeElement`);
}

async function chooseThemes(engine: Engine, url: string): Promise<void> {
  await chooseTheme(engine, url, "light");
  await until(engine, `${LIGHTNESS} > 0.8`);
  await chooseTheme(engine, url, "dark");
  await until(engine, `${LIGHTNESS} < 0.2`);
}

async function chooseTheme(engine: Engine, url: string, theme: string): Promise<void> {
  await engine.goto(`${url}/settings`);
  await until(engine, "document.querySelector('[data-island=SettingsApp][data-hydrated]')");
  await engine.click(`[name=theme][value=${theme}]`);
  await engine.click("form:has([name=theme]) .button.primary");
  await until(engine, "location.search.includes('saved')");
}

async function becomeNarrow(engine: Engine): Promise<void> {
  await engine.resize(390, 844);
  await engine.back();
  await engine.goto(String(await engine.evaluate("new URL('/rooms/general', location).href")));
  await until(engine, ALIVE);
  // Nothing is wider than the window.
  await until(engine, "document.documentElement.scrollWidth === innerWidth");
  await engine.click(COMPOSER);
}

/** Posts as somebody else, over HTTP. */
async function postAs(url: string, name: string, texts: readonly string[]): Promise<void> {
  const at = (path: string, body: unknown, token?: string) =>
    fetch(`${url}/api/v1/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
  const { token } = await (await at("sessions", { name })).json();
  const listed = await fetch(`${url}/api/v1/conversations`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { conversations: [general] } = await listed.json();
  for (const text of texts) {
    const posted = await at("messages", { conversation: general.id, text }, token);
    assert(posted.ok, await posted.text());
  }
}

function durable(text: string): string {
  return `[...document.querySelectorAll('.message:not([data-state=pending]) .bubble')]
    .some((one) => one.innerText.includes(${JSON.stringify(text)}))`;
}

async function keepPicture(engine: Engine, name: string): Promise<void> {
  const folder = new URL("../../screenshots/failed/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(new URL(`${name}.png`, folder), await engine.picture());
}
