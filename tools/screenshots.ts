// Takes every page and state, at three widths, light and dark, into screenshots/: from a community
// that lives for as long as this runs. Arguments: names of states, or none for all; --readme makes the
// pictures of the README alone.
import type { Browser, BrowserContext } from "playwright-core";
import { launchChromium } from "./browser/chromium.ts";
import { COMMUNITY, type Community, PASSWORD, seedCommunity } from "./screenshots/community.ts";
import { seedCrowd } from "./screenshots/crowd.ts";
import { Connection } from "./screenshots/connection.ts";
import { startServer } from "./screenshots/server.ts";
import type { State } from "./screenshots/state.ts";
import { STATES } from "./screenshots/states.ts";
import { print } from "./terminal.ts";

const FOLDER = "screenshots";
const README_FOLDER = "docs/images";
const SIZES = [
  { width: 1360, height: 900, touch: false },
  { width: 1000, height: 800, touch: false },
  { width: 390, height: 844, touch: true },
] as const;
const THEMES = ["light", "dark"] as const;
/** The pictures of the README: few pixels, for they are kept in the repository. */
const README = [
  ...["room-1360-light", "palette-1360-dark", "room-390-light"],
  ...["files-1360-light", "viewer-1360-dark", "voice-390-light"],
];

interface Look {
  width: number;
  height: number;
  touch: boolean;
  theme: (typeof THEMES)[number];
}

const forReadme = Deno.args.includes("--readme");
const browser = await launchChromium();
try {
  await Deno.mkdir(forReadme ? README_FOLDER : FOLDER, { recursive: true });
  await takeStates(STATES.filter(({ crowded }) => !crowded), seedCommunity);
  await takeStates(STATES.filter(({ crowded }) => crowded), seedCrowd);
} finally {
  await browser.close();
}

/** Takes states that share a community; starts its server only if one of them is wanted. */
async function takeStates(states: readonly State[], seed: (url: string) => Promise<Community>) {
  const looks = SIZES.flatMap((size) => THEMES.map((theme) => ({ ...size, theme })));
  const pictures = looks.flatMap((look) =>
    states.map((state) => ({ look, state, name: `${state.name}-${look.width}-${look.theme}` }))
  );
  if (!pictures.some(({ state, name, look }) => isWanted(state, name, look))) return;
  const server = await startServer(COMMUNITY);
  try {
    const community = await seed(server.url);
    for (const look of looks) await takeAll(browser, server.url, community, states, look);
    community.close();
  } finally {
    await server.close();
  }
}

async function takeAll(
  browser: Browser,
  url: string,
  community: Community,
  states: readonly State[],
  look: Look,
) {
  for (const state of states) {
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
        (one.getAttribute("data-island") !== "RoomApp" || one.querySelector("button.jump"))
      )
    );
  }
  await state.stage?.({ page, community, connection });
  // Motion comes to its end, so that two runs give the same picture.
  const fullPage = state.name.endsWith("-print");
  await page.screenshot({ path, fullPage, animations: "disabled", caret: "hide" });
  print(path);
}

async function signIn(context: BrowserContext): Promise<{ status: number }> {
  const response = await context.request.post("/api/v1/sessions", {
    data: { name: "Awa", password: PASSWORD },
  });
  return { status: response.status() };
}
