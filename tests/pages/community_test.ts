import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ChatError } from "../../lib/protocol/errors.ts";
import { formFields, openPages } from "../support/pages.ts";

/** Where the checklist begins: its words alone also stand in the props of the page. */
const CHECKLIST = 'class="panel founder"';

/** The founder, on the first page after the setup link. */
async function founded() {
  const pages = await openPages();
  const code = await pages.instance.setup.open(undefined) ?? "";
  const awa = pages.browser();
  const first = await awa.post("/setup", { code, name: "Awa", password: "baobab and rain" });
  return { ...pages, awa, first };
}

Deno.test("community - after the setup link a checklist says what to do, until it is done", async () => {
  const { awa, first, close } = await founded();
  assertEquals(first.path, "/admin");
  assertStringIncludes(first.html, CHECKLIST);
  assertStringIncludes(first.html, "0 of 4 done");
  await awa.post("/admin/do/community", { next: "/admin", name: "Seed Library" });
  await awa.post("/admin/do/door", { next: "/admin", guests: "on", registration: "open" });
  const half = await awa.get("/admin");
  assertStringIncludes(half.html, "2 of 4 done");
  const list = half.html.split(CHECKLIST)[1]?.split("</ol>")[0] ?? "";
  assertStringIncludes(list, "Seed Library", "what is done says how it is");
  assertStringIncludes(list, "Anyone, with just a name.");
  const toAdmission = /href="(\/admin\/admission)">Change</.exec(list)?.[1] ?? "";
  const admission = formFields((await awa.get(toAdmission)).html, "/admin/do/door");
  assertEquals(admission.next, "/admin/admission", "it leads to the setting itself");
  const toRooms = /href="(\/rooms[^"]*)"/.exec(list)?.[1] ?? "";
  assertStringIncludes((await awa.get(toRooms)).html, '<details class="create-room" open>');
  assert(!(await awa.get("/rooms")).html.includes('<details class="create-room" open>'));
  await awa.post("/rooms", { name: "harvest" });
  await awa.post("/admin/do/invite", { next: "/admin", uses: "25", duration: "7d" });
  assert(!(await awa.get("/admin")).html.includes(CHECKLIST));
  await close();
});

Deno.test("community - the checklist can be put away, and members never see it", async () => {
  const { awa, browser, close } = await founded();
  await awa.post("/admin/do/checklist-hide", { next: "/admin" });
  assert(!(await awa.get("/admin")).html.includes(CHECKLIST));
  const noor = browser();
  await noor.post("/door/register", { name: "Noor", password: "baobab and rain" });
  const refused = await noor.post("/admin/do/checklist-hide", { next: "/admin" });
  assertEquals(refused.status, 403);
  await close();
});

Deno.test("community - name, icon, welcome and rules are edited, and shown to strangers", async () => {
  const { awa, browser, instance, close } = await founded();
  assertStringIncludes((await browser().get("/")).html, "Baobab Coop", "as the environment says");
  const form = formFields((await awa.get("/admin/community")).html, "/admin/do/community");
  assertEquals(form.name, "Baobab Coop");
  const saved = await awa.post("/admin/do/community", {
    next: "/admin/community",
    name: "  Seed \n Library ",
    icon: " 🌱 ",
    welcome: "Take a seat.",
    rules: "Write as you would speak.\n\nWhat is private stays private.\n",
  });
  assertEquals(saved.status, 200);
  assertEquals(instance.administration.profile(), {
    name: "Seed Library",
    icon: "🌱",
    welcome: "Take a seat.",
    rules: ["Write as you would speak.", "What is private stays private."],
    accent: "",
    terms: "",
    firstRoom: "",
    presets: [],
    acceptRules: false,
    rulesVersion: 1,
  });
  const door = (await browser().get("/")).html;
  for (const shown of ["<title>Seed Library</title>", "🌱", "Take a seat.", "the 2 rules"]) {
    assertStringIncludes(door, shown);
  }
  assertStringIncludes((await awa.get("/rooms/general")).html, "Seed Library");
  assertStringIncludes((await awa.get("/admin/journal")).html, '"act":"profile"');
  await close();
});

Deno.test("community - a name without letters is refused at its field, and nobody else may change it", async () => {
  const { awa, browser, instance, close } = await founded();
  const refused = await awa.post("/admin/do/community", {
    next: "/admin/community",
    name: " ",
    welcome: "Hi",
  });
  assertEquals(refused.status, 400);
  assertStringIncludes(refused.html, 'value="Hi"', "what was typed stays");
  const long = await awa.post("/admin/do/community", {
    next: "/admin/community",
    name: "x".repeat(65),
  });
  assertEquals(long.status, 413);
  const noor = browser();
  await noor.post("/door/register", { name: "Noor", password: "baobab and rain" });
  assertEquals((await noor.get("/admin/community")).status, 403);
  const change = await noor.post("/admin/do/community", { next: "/admin", name: "Mine" });
  assertEquals(change.status, 403);
  assertEquals(instance.administration.profile().name, "Baobab Coop");
  await close();
});

/** Posts what the community says of itself, with something else in it. */
async function saying(awa: Awaited<ReturnType<typeof founded>>["awa"], more: object) {
  const next = "/admin/community";
  return await awa.post("/admin/do/community", { next, name: "Baobab Coop", ...more });
}

Deno.test("community - an accent tints every page, by a sheet after the others; none is a colour that is no colour", async () => {
  const { awa, browser, instance, close } = await founded();
  const sheets = (html: string) =>
    [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
  assert(!sheets((await browser().get("/")).html).some((href) => href?.startsWith("/looks/")));
  await saying(awa, { accent: " 1F6FEB " });
  assertEquals(instance.administration.profile().accent, "#1f6feb");
  for (
    const [who, path] of [[browser(), "/"], [awa, "/rooms/general"], [awa, "/settings"]] as const
  ) {
    assertEquals(sheets((await who.get(path)).html).at(-1), "/looks/1f6feb.css", path);
  }
  for (const accent of ["blue", "#12345", "#1234567", "red;}*{display:none"]) {
    const refused = await saying(awa, { accent });
    assertEquals(refused.status, 400, accent);
    assertStringIncludes(refused.html, "Write a colour as # and six digits");
  }
  assertEquals(instance.administration.profile().accent, "#1f6feb");
  await saying(awa, { accent: "" });
  assert(!(await awa.get("/settings")).html.includes("/looks/"));
  await close();
});

Deno.test("community - its terms are at the door and in the settings: a page of ours, or an address", async () => {
  const { awa, browser, close } = await founded();
  const stranger = browser();
  assertEquals((await stranger.get("/terms")).status, 404);
  assert(!(await stranger.get("/")).html.includes('href="/terms"'));
  await saying(awa, { terms: "Be kind.\r\nAll of you.\r\n\r\n<b>Or go.</b>" });
  assertStringIncludes((await stranger.get("/")).html, 'href="/terms"');
  assertStringIncludes((await awa.get("/settings")).html, 'href="/terms"');
  const page = await stranger.get("/terms");
  assertEquals(page.status, 200);
  assertStringIncludes(page.html, "<p>Be kind.\nAll of you.</p><p>&lt;b>Or go.&lt;/b></p>");
  await saying(awa, { terms: "https://coop.example/terms" });
  assertStringIncludes((await stranger.get("/")).html, 'href="https://coop.example/terms"');
  assertEquals((await stranger.get("/terms")).status, 404);
  await saying(awa, { terms: "javascript:alert(1)" });
  assertStringIncludes(
    (await stranger.get("/")).html,
    'href="/terms"',
    "what is no address is text",
  );
  await close();
});

Deno.test("community - new people see the first room, while there is one for all", async () => {
  const { awa, browser, instance, close } = await founded();
  await awa.post("/rooms", { name: "welcome" });
  await awa.post("/rooms", { name: "secret", private: "on" });
  for (const firstRoom of ["nowhere", "secret"]) {
    const refused = await saying(awa, { firstRoom });
    assertEquals(refused.status, 404, firstRoom);
    assertStringIncludes(refused.html, "There is no room called");
  }
  await saying(awa, { firstRoom: "#welcome" });
  const noor = browser();
  assertEquals((await noor.post("/door/guest", { name: "Noor" })).path, "/rooms/welcome");
  const bo = browser();
  await bo.post("/door/register", { name: "Bo", password: "baobab and rain" });
  assertEquals((await bo.post("/rooms", { name: "hers" })).path, "/rooms/hers");
  assertEquals((await bo.get("/")).path, "/rooms/hers", "where they were last");
  await bo.post("/rooms/hers/leave", {});
  assertEquals((await bo.get("/")).path, "/rooms/welcome", "once they left it");
  const { id = "" } = await instance.users.byName("Bo") ?? {};
  const made = await awa.post("/admin/do/password-link", { id, next: `/admin/people/${id}` });
  const [, code = ""] = /\/recover\?code=([\w-]{43})/.exec(made.html) ?? [];
  const back = await browser().post("/recover", { code, password: "beside the new well" });
  assertEquals(back.path, "/rooms/welcome", "with a new password, too");
  await close();
});

Deno.test("community - the statuses to choose from are those of the community, and a press sets one", async () => {
  const { awa, browser, instance, close } = await founded();
  assertStringIncludes((await awa.get("/settings")).html, ">🍽️ At lunch</button>", "ours");
  const next = "/admin/community";
  const full = Object.fromEntries(
    Array.from({ length: 8 }, (_, at) => [`status${at}`, `Row ${at}`]),
  );
  await awa.post("/admin/do/presets", { next, ...full, status8: "Row 8" });
  assertEquals(instance.administration.profile().presets.length, 8, "no form has more");
  await awa.post("/admin/do/presets", {
    next,
    status0: " 🌾 In the \n field ",
    until0: "240",
    status1: " ",
    status2: "Away",
    until2: "a year",
  });
  assertEquals(instance.administration.profile().presets, [
    { status: "🌾 In the field", until: "240" },
    { status: "Away", until: "never" },
  ]);
  const user = await instance.users.byName("Awa");
  const nine = Array.from({ length: 9 }, () => ({ status: "Away", until: "never" as const }));
  const asked = user && instance.administration.changeProfile({ user, session: "" }, {
    presets: nine,
  });
  const { refusal } = await assertRejects(async () => await asked, ChatError);
  assertEquals(refusal, "presets-too-many");
  const long = await awa.post("/admin/do/presets", { next, status0: "x".repeat(81) });
  assertEquals(long.status, 413);
  assertStringIncludes(long.html, "x".repeat(81), "what was typed stays");
  assertStringIncludes((await awa.get("/admin/journal")).html, "the statuses to choose from");

  const noor = browser();
  await noor.post("/door/register", { name: "Noor", password: "baobab and rain" });
  const settings = (await noor.get("/settings")).html;
  assertStringIncludes(settings, 'value="240 🌾 In the field"');
  assert(!settings.includes("At lunch"));
  const set = await noor.post("/settings/status", { preset: "240 🌾 In the field" });
  assertEquals(set.path, "/settings?saved");
  assertStringIncludes(set.html, 'name="status" value="🌾 In the field"');
  assertStringIncludes(set.html, "Keep as it is", "it ends");
  const refused = await noor.post("/settings/status", { preset: `30 ${"x".repeat(81)}` });
  assertEquals(refused.status, 413);
  assertEquals((await noor.post("/admin/do/presets", { next, status0: "Mine" })).status, 403);
  await close();
});
