import { isDeepStrictEqual } from "node:util";
import type { BrowserContext, Locator, Page, WebSocket } from "playwright-core";
import { assertEquals } from "./assert.ts";
import { PATHS } from "../../lib/ui/paths.ts";

/** Longer than anything takes on a busy machine; a test that waits this long has failed. */
export const PATIENCE_MS = 40_000;
/** A message that the log holds. */
export const DURABLE = ".message:not([data-state=pending]):not([data-state=failed])";
export const PASSWORD = "under the old tree";
/** What makes the first administrator of a server that was started with it. */
export const SETUP_CODE = "take-a-seat-under-the-tree";
/** A phone held upright. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} as const;

/** Comes in by the door with just a name; resolves when the chat is alive. */
export async function enterAsGuest(page: Page, name: string): Promise<void> {
  await doorIsAlive(page);
  await page.getByLabel("Choose a name").fill(name);
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await chatIsAlive(page);
}

/** Comes in by the door with a new account. */
export async function register(page: Page, name: string): Promise<void> {
  await doorIsAlive(page);
  await page.getByRole("tab", { name: "Register" }).click();
  await page.getByLabel("Choose a name").fill(name);
  await page.getByLabel("Choose a password").fill(PASSWORD);
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await chatIsAlive(page);
}

/** Makes a new account the first administrator, by `SETUP_CODE`. */
export async function administer({ request }: BrowserContext, name = "Awa"): Promise<void> {
  const data = { code: SETUP_CODE, name, password: PASSWORD };
  assertEquals((await request.post("/api/v1/setup", { data })).status(), 201);
}

/** Signs out, from wherever the page is. */
export async function signOut(page: Page): Promise<void> {
  await page.goto(PATHS.signOut);
  await page.locator(`form[action="${PATHS.signOut}"] button`).click();
}

export function doorIsAlive(page: Page): Promise<void> {
  return page.locator("[data-island=DoorApp][data-hydrated]").waitFor();
}

/** The script has taken over all of the page that it draws. */
export async function islandsAreAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector("[data-island]:not([data-hydrated])"));
}

/** Where one can write, what the script loads late has come too: it brings the button for files. */
const COMPLETE =
  "main .composer input[type=file], body:not(:has(main .composer textarea)) [data-island=RoomApp]";

/** The script has taken the page over, and what happens from here on, it hears. */
export async function chatIsAlive(page: Page): Promise<void> {
  await chatIsHydrated(page);
  await page.locator(COMPLETE).waitFor({ state: "attached" });
}

/** The same, where what is loaded late may be missing. */
export async function chatIsHydrated(page: Page): Promise<void> {
  await page.locator("[data-island=RoomApp][data-hydrated]").waitFor();
  await page.locator(".sidebar button.jump").waitFor({ state: "attached" });
  await isInSync(page);
}

/** A page that has the list beside it has heard from the server, and hears what happens from here on. */
export async function isInSync(page: Page): Promise<void> {
  await becomes(() => Promise.resolve(synced.get(page) ?? true), true, "The chat is in sync");
}

/** Whether the latest connection of a page is in sync, or over; not yet, where none was made. */
const synced = new WeakMap<Page, boolean>();

/** Listens to the connections that a page will make, for `isInSync`. */
export function listenToSockets(page: Page): void {
  let latest: WebSocket | undefined;
  const begin = (socket: WebSocket | undefined) => {
    latest = socket;
    synced.set(page, false);
  };
  // A browser tells of a connection late: the one of the page before is not meant.
  page.on("request", (request) => {
    if (request.isNavigationRequest()) begin(undefined);
  });
  page.on("websocket", (socket) => {
    begin(socket);
    const done = () => void (latest === socket && synced.set(page, true));
    socket.on("close", done);
    socket.on("framereceived", ({ payload }) => {
      const frames = String(payload).split("\n"); // several go together (T6)
      if (frames.some((frame) => frame.startsWith('{"type":"reply"'))) done();
    });
  });
}

/** Has a page try to connect now, as when the network is back: a wait between tries may be long. */
export function networkIsBack(page: Page): Promise<boolean> {
  return page.evaluate(() => dispatchEvent(new Event("online")));
}

/** Waits for what comes once a page is connected again. */
export function comesWithNetwork(page: Page, wanted: Locator): Promise<void> {
  return becomes(async () => {
    await networkIsBack(page);
    return await wanted.isVisible();
  }, true);
}

/** Creates a room beside the page, and waits until its list shows it. */
export async function createRoom(page: Page, name: string): Promise<void> {
  const made = await page.request.post("/api/v1/rooms", {
    headers: { origin: new URL(page.url()).origin },
    data: { name },
  });
  if (!made.ok()) throw new Error(`#${name} was not made: ${made.status()}`);
  await page.locator(`.lists .place[href="/rooms/${encodeURIComponent(name)}"]`).waitFor();
}

export function composer(page: Page): Locator {
  return page.locator(".composer textarea");
}

/** Writes a message and sends it with Enter, which is a new line before the chat is alive. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator("[data-island=RoomApp][data-hydrated]").waitFor();
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** Waits until keys and presses on a message do something: what hears them comes after the rest. */
export function actsAreAlive(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Add files or a poll" }).waitFor();
}

/** Chooses something in the menu beside the composer of the room. */
export async function addFrom(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Add files or a poll" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Opens the list of what is put off. */
export function openPutOff(page: Page): Promise<void> {
  return addFrom(page, "Scheduled messages and reminders");
}

/** The bubbles of the timeline that hold `text`. */
export function said(page: Page, text: string): Locator {
  return page.locator(".message .bubble").filter({ hasText: text });
}

/** The same, once they are durable. */
export function acknowledged(page: Page, text: string): Locator {
  return page.locator(`${DURABLE} .bubble`).filter({ hasText: text });
}

/** The messages that the log holds, oldest first, as the page shows them. */
export function texts(page: Page): Promise<string[]> {
  return page.locator(`${DURABLE} .bubble`).allInnerTexts();
}

/** The message that holds `text`. */
export function message(page: Page, text: string): Locator {
  return page.locator(".message").filter({ hasText: text });
}

/** Points at a message, again where something moved it away; what can be done with it stands beside it. */
export async function pointAt(page: Page, text: string): Promise<Locator> {
  const one = message(page, text);
  await becomes(async () => {
    await one.locator(".bubble").hover();
    return await one.locator(".actions").isVisible();
  }, true);
  return one.locator(".actions");
}

/** Opens the menu of a message with the mouse; points at it again where something moved it away. */
export async function openActs(page: Page, text: string): Promise<Locator> {
  const one = message(page, text);
  const menu = page.getByRole("menu");
  await eventually(async () => {
    if (await menu.isVisible()) return true;
    await one.locator(".bubble").hover();
    const more = one.getByRole("button", { name: "More about this message" });
    await more.click({ timeout: POINTED_AT_MS }).catch(() => {});
    return false;
  }, (open) => open);
  return menu;
}

/** For so long one waits for what is drawn where one points. */
const POINTED_AT_MS = 5_000;

/** Does with a message what its menu calls `name`. */
export async function actOn(page: Page, text: string, name: string): Promise<void> {
  await (await openActs(page, text)).getByRole("menuitem", { name }).click();
}

/** Waits until the server knows that all is read: the next page that it draws marks nothing as new. */
export function allIsRead({ request }: Page): Promise<void> {
  return becomes(async () => {
    const answer = await request.get("/api/v1/conversations");
    assertEquals(answer.status(), 200);
    const { conversations } = await answer.json();
    return conversations.map(({ unread }: { unread: number }) => unread).filter(Boolean);
  }, []);
}

/** What has the focus: its name for who listens, its id, or what it holds. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === document.body) return "nothing";
    return element?.getAttribute("aria-label") || element?.id || element?.textContent || "";
  });
}

/** Waits until what is called `name` has the focus. */
export function comesTo(page: Page, name: string): Promise<void> {
  return becomes(() => focused(page), name);
}

/** Waits until what is looked at equals `wanted`; fails as `assertEquals` does else. */
export async function becomes<T>(
  look: () => Promise<T>,
  wanted: T,
  message?: string,
): Promise<void> {
  const seen = await lookUntil(look, (seen) => isDeepStrictEqual(seen, wanted));
  assertEquals(seen, wanted, message);
}

/** Waits until what is looked at is as it should be; says what it was else. */
export async function eventually<T>(
  look: () => Promise<T>,
  wanted: (seen: T) => boolean,
): Promise<T> {
  const seen = await lookUntil(look, wanted);
  if (wanted(seen)) return seen;
  throw new Error(`Still not as it should be: ${JSON.stringify(seen)}`);
}

/** What was seen when it was wanted, or last. */
async function lookUntil<T>(look: () => Promise<T>, wanted: (seen: T) => boolean): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    try {
      const seen = await look();
      if (wanted(seen)) return seen;
    } catch (error) {
      if (!isLeaving(error)) throw error;
    }
    await aMoment();
  }
  return await look();
}

/** Whether the page was left for its next one amid a look. */
function isLeaving(error: unknown): boolean {
  return /context was destroyed|because of a navigation/.test(String(error));
}

/**
 * Looks from now on, in the page itself, for what may stand there only for a moment. Returns how to wait
 * until it has.
 */
export async function willShow(
  page: Page,
  selector: string,
  text: string,
): Promise<() => Promise<void>> {
  const shown = await page.evaluateHandle(([selector, text]) => {
    const state = { once: false };
    const look = () => {
      for (const one of document.querySelectorAll(selector)) {
        if (one.textContent?.includes(text)) state.once = true;
      }
    };
    const changes = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(look).observe(document, changes);
    return state;
  }, [selector, text] as const);
  return () => becomes(() => shown.evaluate(({ once }) => once), true, `${selector} has shown`);
}

/** Between two looks: not a wait for time. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

/** What a page says that the server shall refuse for good. */
export const REFUSED_TEXT = "refuse this";

/** From now on the page sends a blank text in place of `REFUSED_TEXT`: the server refuses it (E1). */
export async function sendsBlankTexts(page: Page): Promise<void> {
  const patch = (text: string) => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
      const frame = typeof data === "string" ? data.replace(text, "\u200b") : data;
      send.call(this, frame);
    };
  };
  await page.addInitScript(patch, REFUSED_TEXT);
  await page.evaluate(patch, REFUSED_TEXT);
}
