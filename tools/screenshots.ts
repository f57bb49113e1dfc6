// Takes every page and state, at three widths, light and dark, into screenshots/: from a community
// that lives for as long as this runs. Arguments: names of states, or none for all; --readme makes the
// pictures of the README alone.
import type { Browser, BrowserContext } from "playwright-core";
import { launchChromium } from "./browser/chromium.ts";
import { COMMUNITY, type Community, PASSWORD, settle } from "./screenshots/community.ts";
import { Connection } from "./screenshots/connection.ts";
import { startServer } from "./screenshots/server.ts";
import { type State, STATES } from "./screenshots/states.ts";
import { say } from "./terminal.ts";

const FOLDER = "screenshots";
const README_FOLDER = "docs/images";
const SIZES = [
  { width: 1360, height: 900, touch: false },
  { width: 1000, height: 800, touch: false },
  { width: 390, height: 844, touch: true },
] as const;
const THEMES = ["light", "dark"] as const;
/** The pictures of the README: few pixels, for they are kept in the repository. */
const README = ["room-1360-light", "palette-1360-dark", "room-390-light"];

interface Look {
  width: number;
  height: number;
  touch: boolean;
  theme: (typeof THEMES)[number];
}

const forReadme = Deno.args.includes("--readme");
const server = await startServer(COMMUNITY);
const browser = await launchChromium();
try {
  const community = await settle(server.url);
  await Deno.mkdir(forReadme ? README_FOLDER : FOLDER, { recursive: true });
  for (const size of SIZES) {
    for (const theme of THEMES) await takeAll(browser, server.url, community, { ...size, theme });
  }
  community.close();
} finally {
  await browser.close();
  await server.close();
}

async function takeAll(browser: Browser, url: string, community: Community, look: Look) {
  for (const state of STATES) {
    const name = `${state.name}-${look.width}-${look.theme}`;
    if (!isWanted(state, name, look)) continue;
    const context = await browser.newContext({
      baseURL: url,
      locale: "en-GB",
      colorScheme: look.theme,
      viewport: { width: look.width, height: look.height },
      hasTouch: look.touch,
      isMobile: look.touch,
      deviceScaleFactor: forReadme ? 1 : 2,
      javaScriptEnabled: state.scripts !== "off",
    });
    try {
      await take(context, community, state, `${forReadme ? README_FOLDER : FOLDER}/${name}.png`);
    } finally {
      await context.close();
    }
  }
}

function isWanted({ name, upTo = Infinity, from = 0 }: State, picture: string, { width }: Look) {
  if (forReadme) return README.includes(picture);
  return width <= upTo && width >= from && (Deno.args.length === 0 || Deno.args.includes(name));
}

async function take(context: BrowserContext, community: Community, state: State, path: string) {
  if (state.viewer === "awa") {
    const { status } = await signIn(context);
    if (status !== 201) throw new Error(`Awa could not sign in: ${status}`);
  }
  // A window that nobody looks at reads nothing: what is new stays new for the next picture.
  await context.addInitScript("document.hasFocus = () => false");
  const page = await context.newPage();
  const connection = new Connection();
  await connection.take(page);
  await page.goto(state.path);
  if (state.scripts !== "off") {
    // The chat hears keys once it has drawn what it adds for a script.
    await page.waitForFunction(() =>
      [...document.querySelectorAll("[data-island]")].every((one) =>
        one.hasAttribute("data-hydrated") &&
        (one.getAttribute("data-island") !== "RoomApp" || one.querySelector(".jump"))
      )
    );
  }
  await state.stage?.({ page, community, connection });
  // Motion comes to its end, so that two runs give the same picture.
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  say(path);
}

async function signIn(context: BrowserContext): Promise<{ status: number }> {
  const response = await context.request.post("/api/v1/sessions", {
    data: { name: "Awa", password: PASSWORD },
  });
  return { status: response.status() };
}
