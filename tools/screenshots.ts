// Takes every page and state, at three widths, light and dark, into screenshots/: from a community
// that lives for as long as this runs. Arguments: names of states, or none for all.
import type { Browser, BrowserContext } from "playwright-core";
import { launchChromium } from "./browser/chromium.ts";
import { COMMUNITY, type Community, PASSWORD, settle } from "./screenshots/community.ts";
import { startServer } from "./screenshots/server.ts";
import { Connection, type State, STATES } from "./screenshots/states.ts";

const FOLDER = "screenshots";
const SIZES = [
  { width: 1360, height: 900, touch: false },
  { width: 1000, height: 800, touch: false },
  { width: 390, height: 844, touch: true },
] as const;
const THEMES = ["light", "dark"] as const;
type Look = (typeof SIZES)[number] & { theme: (typeof THEMES)[number] };

const wanted = STATES.filter(({ name }) => Deno.args.length === 0 || Deno.args.includes(name));
const server = await startServer(COMMUNITY);
const browser = await launchChromium();
try {
  const community = await settle(server.url);
  await Deno.mkdir(FOLDER, { recursive: true });
  for (const size of SIZES) {
    for (const theme of THEMES) await takeAll(browser, server.url, community, { ...size, theme });
  }
  community.close();
} finally {
  await browser.close();
  await server.close();
}

async function takeAll(browser: Browser, url: string, community: Community, look: Look) {
  for (const state of wanted) {
    if (look.width > (state.upTo ?? Infinity) || look.width < (state.from ?? 0)) continue;
    const context = await browser.newContext({
      baseURL: url,
      locale: "en-GB",
      colorScheme: look.theme,
      viewport: { width: look.width, height: look.height },
      hasTouch: look.touch,
      isMobile: look.touch,
      deviceScaleFactor: 2,
      javaScriptEnabled: state.scripts !== "off",
    });
    try {
      await take(
        context,
        community,
        state,
        `${FOLDER}/${state.name}-${look.width}-${look.theme}.png`,
      );
    } finally {
      await context.close();
    }
  }
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
    await page.waitForFunction(() =>
      [...document.querySelectorAll("[data-island]")].every((one) =>
        one.hasAttribute("data-hydrated")
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

function say(text: string): void {
  // deno-lint-ignore no-console -- this is a command; it talks to the terminal
  console.log(text);
}
