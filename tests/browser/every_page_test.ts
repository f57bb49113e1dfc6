import { assertEquals } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { ACTIONS, ADMIN, personPath, providerPath } from "../../lib/ui/administration/paths.ts";
import { ACCOUNT_PATHS, DOOR_PATHS, PATHS, requestPath } from "../../lib/ui/paths.ts";
import { findings, inspected, inspectedPlainly, plainFindings } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { overflow, smallTargets } from "../support/layout.ts";
import { enlist, enter, Talker } from "../support/talker.ts";
import { administer, becomes, islandsAreAlive, PHONE, SETUP_CODE } from "../support/visitor.ts";

/** One that nobody asks: its button stands at the door. */
const PROVIDER = { id: "coop", name: "The Coop", issuer: "https://id.coop.example", client: "x" };
const browserTest = browserTests({
  PALABRE_SETUP_CODE: SETUP_CODE,
  PALABRE_OIDC: JSON.stringify([{ ...PROVIDER, secret: "none" }]),
});

const DESK = { viewport: { width: 1360, height: 900 } } as const;
/** Pages of strangers, some of which are refusals. */
const OUTSIDE = [
  "/",
  "/?way=sign-in",
  "/?way=register",
  "/rooms/garden",
  DOOR_PATHS.device,
  `${DOOR_PATHS.recover}?code=none`,
  `${DOOR_PATHS.setup}?code=none`,
  "/join/none",
  PATHS.terms,
  DOOR_PATHS.secondStep,
  "/public/general",
];
/** Pages of somebody who is muted, and has to accept the rules before they write. */
const MUTED = [PATHS.appeal, PATHS.rules, "/rooms/general"];

for (const scripts of ["with", "without"] as const) {
  for (const [name, device] of [["1360 px", DESK], ["a phone", PHONE]] as const) {
    browserTest(
      `every page - ${scripts} a script, on ${name}: for everyone, in its frame, big enough to press`,
      async (visit) => {
        const open = scripts === "with" ? inspected : inspectedPlainly;
        const { page, context } = await open(visit, { ...device, serviceWorkers: "allow" });
        const complaints = listenToConsole(context);
        const problems = scripts === "with" ? findings : plainFindings;
        const look = async (path: string) => {
          const response = await page.goto(path);
          assertEquals((response?.status() ?? 500) < 500, true, path);
          if (scripts === "with") await islandsAreAlive(page);
          await becomes(() => problems(page), [], path);
          await becomes(() => overflow(page), [], path);
          if (device === PHONE) await becomes(() => smallTargets(page), [], path);
        };
        const { inside, muted, outside, close } = await populate(visit, page, context);
        if (scripts === "with") await waitForWorker(page);
        for (const path of inside) await look(path);
        await context.clearCookies();
        await context.addCookies([{ name: "palabre", value: muted, url: visit.url }]);
        for (const path of MUTED) await look(path);
        await context.clearCookies();
        await context.addCookies([{ name: "palabre_entering", value: "none", url: visit.url }]);
        for (const path of [...OUTSIDE, ...outside]) await look(path);
        assertEquals(complaints, []);
        await close();
      },
    );
  }
}

/** Goes into the chat until its worker answers for the pages that follow. */
async function waitForWorker(page: Page): Promise<void> {
  await page.goto("/rooms/general");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
}

/** What the browser warns of, in a line each; that a page is a refusal is no complaint. */
function listenToConsole(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    const [type, text] = [message.type(), message.text()];
    if (type !== "warning" && type !== "error") return;
    if (!/the server responded with a status of 4/.test(text)) {
      complaints.push(`${message.page()?.url()}: ${text}`);
    }
  });
  return complaints;
}

/** A community in which every page has something to show; its founder is in `context`. */
async function populate(visit: Visit, page: Page, context: BrowserContext) {
  await administer(context);
  const headers = { origin: visit.url };
  const api = async (path: string, data: object, method = "POST") => {
    const answer = await context.request.fetch(`/api/v1${path}`, { method, data, headers });
    assertEquals(answer.ok(), true, `${path}: ${await answer.text()}`);
    return answer.status() === 204 ? {} : await answer.json();
  };
  const ben = await Talker.connect(visit.url, await enlist(visit.url, "Ben of the very long name"));
  const muted = await enter(visit.url, "Cleo");
  const cleo = await Talker.connect(visit.url, muted);
  const dina = await Talker.connect(visit.url, await enter(visit.url, "Dina"));
  const { conversation: garden } = await ben.ask({ type: "create", name: "garden" });
  await ben.send(garden.id, "dawn over plot 4");
  const { seq } = await ben.send("general", "@Awa can you open the shed? https://example.org");
  await cleo.send("general", "spam");
  const { conversation: direct } = await ben.ask({ type: "open", with: "Awa" });
  await ben.send(direct.id, "between us");
  const invitation = await api("/admin/invitations", { uses: 30, duration: "7d" });
  await api("/bots", { name: "Harvest", scopes: ["read", "write"], rooms: ["general"] });
  await api("/hooks", { name: "Pump", room: "general" });
  await api(`/conversations/general/messages/${seq}/reports`, { words: "Look" });
  await api("/admin/held-words", { words: ["manure"] }, "PUT");
  assertEquals((await ben.send("general", "cheap manure")).error.waits, true);
  const { conversation: asked } = await dina.ask({ type: "open", with: "Awa" });
  await dina.send(asked.id, "you do not know me");
  await api("/admin/mutes", { user: "Cleo", duration: "1h", reason: "Breathe" });
  const appealed = await fetch(`${visit.url}/api/v1/me/appeal`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${muted}` },
    body: JSON.stringify({ words: "That was no spam" }),
  });
  assertEquals(appealed.status, 201, await appealed.text());
  const { rooms: [general] } = await (await context.request.get("/api/v1/admin/rooms")).json();
  const form = { id: general.id, published: "linked", next: ADMIN.rooms };
  await context.request.post(ACTIONS.room, { form, headers });
  const words = { terms: "We keep what you write.", rules: ["Be kind."], acceptRules: true };
  await api("/admin/community", words, "PATCH");
  const { people } = await (await context.request.get("/api/v1/people?query=Ben")).json();
  const link = await api("/admin/password-links", { user: "Ben of the very long name" });
  await page.goto("/direct?person=Ben of the very long name");
  const withBen = new URL(page.url()).pathname;
  return {
    inside: [
      "/?list",
      PATHS.inbox,
      PATHS.search,
      `${PATHS.search}?query=the`,
      PATHS.rooms,
      ...[
        "/rooms/general",
        "/rooms/general/files",
        "/rooms/general/about",
        "/rooms/garden",
        "/rooms/nowhere",
      ],
      withBen,
      `${withBen}/people`,
      PATHS.settings,
      PATHS.timeZone,
      PATHS.account,
      ACCOUNT_PATHS.secondFactor,
      PATHS.blocked,
      PATHS.notifications,
      PATHS.mail,
      PATHS.pair,
      `${PATHS.pair}?code=none`,
      PATHS.requests,
      requestPath(asked.id),
      ...Object.values(ADMIN),
      providerPath(PROVIDER.id),
      personPath(people[0].id),
    ],
    outside: [
      new URL(invitation.invitation.link).pathname,
      `${DOOR_PATHS.recover}?code=${link.code}`,
    ],
    muted,
    async close() {
      await dina.close();
      await ben.close();
      await cleo.close();
    },
  };
}
