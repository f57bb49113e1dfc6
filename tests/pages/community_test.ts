import { assert, assertEquals, assertStringIncludes } from "@std/assert";
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
