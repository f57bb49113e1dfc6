import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { ADMIN, personPath } from "../../lib/ui/administration/paths.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { Talker } from "../support/talker.ts";
import { chatIsAlive, eventually, islandsAreAlive, PASSWORD } from "../support/visitor.ts";

const SETUP_CODE = "the-code-of-this-test";
/** Tries to be script in text, in an attribute, in a data block and in an address. */
const HOSTILE = `"'><img src=x onerror=f()></script><script>f()</script> javascript:f()`;
/** The same by the rules of names, which know no slash and no colon. */
const NAMES = { admin: `"><img src=x onerror=f()>'`, member: "<svg onload=f()>{{f()}}" };

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

/** The API as somebody who has a token. */
function asks(visit: Visit, token?: string) {
  return async (method: string, path: string, json: object) => {
    const response = await fetch(`${visit.url}/api/v1${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(json),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : {};
  };
}

/** A browser that is signed in, and notes whatever runs that is none of ours. */
async function signedIn(visit: Visit, token: string): Promise<Page> {
  const { context, page } = await visit.device();
  await context.addInitScript(() => {
    const ran: string[] = [];
    Object.assign(globalThis, { ran, f: () => ran.push("f"), alert: () => ran.push("alert") });
  });
  await context.addCookies([{ name: "palabre", value: token, url: visit.url, httpOnly: true }]);
  return page;
}

async function assertHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: Reflect.get(globalThis, "ran"),
    made: [...document.querySelectorAll("img, [onload], [onerror], [href^='javascript:']")]
      .map((element) => element.outerHTML),
  }));
  assertEquals(found, { ran: [], made: [] }, page.url());
}

browserTest(
  "hostile text - stays text in each place of the living pages that shows it",
  async (visit) => {
    const stranger = asks(visit);
    const root = await stranger("POST", "/setup", {
      code: SETUP_CODE,
      name: NAMES.admin,
      password: PASSWORD,
    });
    const member = await stranger("POST", "/users", { name: NAMES.member, password: PASSWORD });
    const [admin, author] = [asks(visit, root.token), asks(visit, member.token)];
    const { seq } = await author("POST", "/messages", { conversation: "general", text: HOSTILE });
    await author("POST", `/conversations/general/messages/${seq}/reports`, { words: HOSTILE });
    await author("POST", "/rooms", { name: "plot", topic: HOSTILE });
    await author("POST", "/messages", { to: NAMES.admin, text: HOSTILE });
    await admin("POST", "/join", { room: "plot" });
    const talker = await Talker.connect(visit.url, member.token);
    await talker.ask({ type: "sync" });
    talker.socket.send(JSON.stringify({ type: "presence", status: HOSTILE.slice(0, 80) }));

    const page = await signedIn(visit, root.token);
    await page.goto("/rooms/general");
    await chatIsAlive(page);
    // What comes alive is drawn by the script, not by the server.
    await talker.send("general", `live ${HOSTILE}`);
    await page.getByText(`live ${HOSTILE}`).waitFor();
    await admin("POST", "/admin/notices", { text: HOSTILE });
    await page.locator(".banner", { hasText: HOSTILE.slice(0, 20) }).waitFor();
    await admin("PUT", `/conversations/general/topic`, { topic: HOSTILE });
    await page.locator("header", { hasText: HOSTILE.slice(0, 20) }).first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: "plot" }).waitFor();
    await assertHarmless(page);

    for (
      const path of [
        "/rooms/plot",
        "/rooms",
        "/settings/account",
        "/settings/notifications",
        `/direct/${encodeURIComponent(NAMES.member)}`,
      ]
    ) {
      await page.goto(path);
      await islandsAreAlive(page);
      await assertHarmless(page);
    }
    await eventually(() => page.title(), (title) => title.includes(NAMES.member));

    const theirs = await signedIn(visit, member.token);
    await admin("POST", "/admin/bans", { user: NAMES.member, reason: HOSTILE, duration: "1h" });
    await theirs.goto("/rooms/general");
    await theirs.getByText(HOSTILE).waitFor();
    await islandsAreAlive(theirs);
    await assertHarmless(theirs);
    for (const path of [...Object.values(ADMIN), personPath(member.user.id)]) {
      await page.goto(path);
      await page.locator("[data-island=AdministrationApp][data-hydrated]").waitFor();
      await assertHarmless(page);
    }
    await page.goto(ADMIN.journal);
    await page.getByText(HOSTILE).first().waitFor();
    await page.goto(ADMIN.reports);
    await page.getByText(HOSTILE).first().waitFor();
    await talker.closed;
  },
);
