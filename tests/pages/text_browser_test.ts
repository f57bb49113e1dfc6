import { assert, assertEquals } from "@std/assert";
import { ADMIN, personPath } from "../../lib/ui/administration/paths.ts";
import { ACCOUNT_PATHS, DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { openAdministered } from "../support/administered_pages.ts";
import { openPages } from "../support/pages.ts";

const ORIGIN = "http://localhost";

/** What a browser that draws text alone shows of a page: no scripts, no pictures, no style. */
function shownAsText(html: string): string {
  const body = html.match(/<body.*<\/body>/s)?.[0] ?? "";
  const flow = /<\/?(span|a|b|button|time|svg|path|strong|code)\b[^>]*>/g;
  return body.replaceAll(/<script.*?<\/script>/gs, "").replaceAll(flow, "").replaceAll(
    /<[^>]*>/g,
    "\n",
  );
}

Deno.test("text browser - comes in and writes with a Referer alone, and no other site does", async () => {
  const pages = await openPages();
  const post = (path: string, referer: string, fields: Record<string, string>, cookie = "") =>
    pages.request(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { referer, ...(cookie && { cookie }) },
    });
  const entered = await post("/door/guest", `${ORIGIN}/`, { name: "ana" });
  assertEquals([entered.status, entered.headers.get("location")], [303, "/rooms/general"]);
  const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const written = await post("/rooms/general", `${ORIGIN}/rooms/general`, { text: "hi" }, cookie);
  assertEquals(written.status, 303);
  const foreign = await post("/rooms/general", "https://evil.example/", { text: "spam" }, cookie);
  assertEquals(foreign.status, 403);
  await pages.close();
});

Deno.test("text browser - every button has words, and words do not run together", async () => {
  const pages = await openPages();
  const browser = pages.browser();
  await browser.post("/door/register", { name: "Awa", password: "baobab and rain" });
  await browser.post("/rooms/general", { text: "hello" });
  const seen = [
    "/rooms/general",
    "/rooms",
    "/settings",
    "/settings/account",
    "/settings/notifications",
  ].map((path) => browser.get(path));
  const stranger = pages.browser().get("/");
  for (const { path, html } of await Promise.all([...seen, stranger])) {
    const buttons = [...html.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, inside = ""]) =>
      inside.replaceAll(/<[^>]*>/g, "").trim()
    );
    assert(buttons.length > 0, path);
    assertEquals(buttons.filter((words) => words === ""), [], path);
  }
  const room = shownAsText((await browser.get("/rooms/general")).html);
  assert(/\bA Awa\b/.test(room), "initials and name stand apart");
  assert(/hello\s+Options/.test(room), "what leads to what can be done with a message says so");
  const door = shownAsText((await pages.browser().get("/")).html);
  assert(/Just a name Sign in Register/.test(door), door);
  const settings = shownAsText((await browser.get("/settings")).html);
  assert(/Profile and appearance Account/.test(settings), settings);
  await pages.close();
});

/** What stands in the line of a text. */
const FLOW = "span|a|b|time|small|strong|code|label|summary|q|i|em";
/** Two words between which nothing but tags stands. */
const RUN_TOGETHER = new RegExp(
  `[^\\s>]{1,20}(?:</(?:${FLOW})>)+(?:<(?:${FLOW})\\b[^>]*>)+[^\\s<]{1,20}`,
  "g",
);

Deno.test("text browser - on every page each act has words, which do not run together", async () => {
  const pages = await openAdministered();
  const { awa, diego } = pages;
  await awa.post("/rooms/general", { text: "hello @Diego https://example.org" });
  await diego.post("/rooms/general", { text: "@Awa look" });
  await awa.post("/admin/do/invite", { next: ADMIN.invitations, uses: "25", duration: "7d" });
  await awa.post("/rooms", { name: "garden", topic: "Beds" });
  const paths = [
    ...Object.values(ADMIN),
    personPath(await pages.idOf("Diego")),
    "/?list",
    ...[
      "/rooms/general",
      "/rooms/garden",
      "/rooms/general/files",
      "/rooms/general/about",
      "/rooms/nowhere",
    ],
    PATHS.rooms,
    PATHS.inbox,
    PATHS.search,
    `${PATHS.search}?query=hello`,
    PATHS.settings,
    PATHS.timeZone,
    PATHS.account,
    ACCOUNT_PATHS.secondFactor,
    PATHS.notifications,
    PATHS.pair,
    `${DOOR_PATHS.recover}?code=none`,
  ];
  for (const path of paths) {
    const { html } = await awa.get(path);
    const body = (html.match(/<body.*<\/body>/s)?.[0] ?? "")
      .replaceAll(/<script.*?<\/script>|<svg.*?<\/svg>/gs, "");
    const acts = [...body.matchAll(/<(a|button|summary)\b[^>]*>(.*?)<\/\1>/gs)];
    assert(acts.length > 0, path);
    const silent = acts.filter(([, , inside = ""]) =>
      !/[^\s]/.test(inside.replaceAll(/<[^>]*>/g, ""))
    );
    assertEquals(silent.map(([whole]) => whole), [], path);
    const together = [...body.matchAll(RUN_TOGETHER)].map(([found]) => found)
      // Punctuation goes with its word, and so does the sign of a room.
      .filter((found) => !/^[#(@]<|>[.,;:!?)…][^<]*$/.test(found));
    assertEquals(together, [], path);
  }
  await pages.close();
});
