import { assertEquals, assertStringIncludes } from "@std/assert";
import { openPages } from "../support/pages.ts";

const PAGE = "/settings/notifications";

/** Awa, a member, who is in “orchard” too. */
async function member() {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "correct horse battery" });
  await awa.post("/rooms", { name: "orchard" });
  return { pages, awa };
}

/** Whether a field is checked, or a button pressed. */
const isSet = (html: string, what: string) =>
  new RegExp(`<(?:input|button)(?=[^>]*${what})[^>]*(?: checked|aria-pressed="true")`).test(html);

/** The part of the page that is about one conversation. */
function rowOf(html: string, name: string): string {
  const rows = html.slice(html.indexOf('id="conversations"')).split("<li");
  return rows.find((row) => row.includes(`>${name}</b>`)) ?? "";
}

Deno.test("notifications page - what notifies one is chosen without a script (C2)", async () => {
  const { pages, awa } = await member();
  const first = await awa.get(PAGE);
  assertEquals(isSet(first.html, 'name="rooms" value="mentions"'), true);
  assertEquals(isSet(first.html, 'name="direct" value="all"'), true);
  assertEquals(isSet(first.html, 'name="quiet"'), false);
  const saved = await awa.post(PAGE, {
    rooms: "all",
    direct: "mentions",
    threads: "on",
    sound: "on",
    quiet: "on",
    day6: "on",
    day7: "on",
    from: "21:15",
    to: "07:00",
  });
  assertStringIncludes(saved.html, "Saved.");
  const { html } = await awa.get(PAGE);
  assertEquals(isSet(html, 'name="rooms" value="all"'), true);
  assertEquals(isSet(html, 'name="direct" value="mentions"'), true);
  const switches = ["threads", "preview", "sound", "quiet", "day5", "day6", "day7", "quiet-direct"];
  assertEquals(
    switches.map((name) => isSet(html, `name="${name}"`)),
    [true, false, true, true, false, true, true, false],
  );
  assertStringIncludes(html, 'value="21:15"');
  assertStringIncludes(html, 'value="07:00"');
  const wrong = await awa.post(PAGE, { rooms: "all", from: "25:00", to: "07:00" });
  assertEquals(wrong.status, 400);
  assertStringIncludes((await awa.get(PAGE)).html, 'value="21:15"');
  await pages.close();
});

Deno.test("notifications page - each conversation has a level of its own there (C2)", async () => {
  const { pages, awa } = await member();
  const idOf = (html: string) =>
    /name="conversation" value="([^"]+)"/.exec(rowOf(html, "orchard"))?.[1];
  const conversation = idOf((await awa.get(PAGE)).html) ?? "";
  const { html, path } = await awa.post(PAGE, { conversation, level: "nothing" });
  assertEquals(path.startsWith(PAGE), true);
  assertEquals(isSet(rowOf(html, "orchard"), 'value="nothing"'), true);
  assertEquals(isSet(rowOf(html, "general"), 'value="mentions"'), true);
  assertStringIncludes((await awa.get("/rooms/general")).html, "Notifications are off");
  const strange = await awa.post(PAGE, { conversation: "not-mine", level: "all" });
  assertEquals(strange.status, 404);
  await pages.close();
});
