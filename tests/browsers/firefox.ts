import puppeteer, { type KeyInput } from "puppeteer-core";
import { type Engine, installed } from "./engine.ts";

const PATHS = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Starts Firefox over WebDriver BiDi; `undefined` where it is not installed. */
export async function startFirefox(): Promise<Engine | undefined> {
  const executablePath = installed(PATHS);
  if (!executablePath) return undefined;
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const page = await browser.newPage();
  await page.setViewport({ width: 1360, height: 900 });
  return {
    name: await browser.version(),
    async goto(url) {
      await page.goto(url);
    },
    async back() {
      await page.goBack();
    },
    evaluate: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    type: (text) => page.keyboard.type(text),
    async press(key: KeyInput, { control } = {}) {
      if (control) await page.keyboard.down("Control");
      await page.keyboard.press(key);
      if (control) await page.keyboard.up("Control");
    },
    async wheel(selector, deltaY) {
      await page.hover(selector);
      await page.mouse.wheel({ deltaY });
    },
    resize: (width, height) => page.setViewport({ width, height }),
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}
