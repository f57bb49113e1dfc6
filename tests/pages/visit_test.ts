import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { Unavailable } from "../../lib/kv/kv.ts";
import { formFields, openPages, unescapeHtml } from "../support/pages.ts";

Deno.test("pages - door, enter, write: it is on the page, without a script", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const door = await awa.get("/");
  assertEquals(door.status, 200);
  assertStringIncludes(door.html, "Baobab Coop");
  const entry = formFields(door.html, "/door/guest");
  const room = await awa.post("/door/guest", { ...entry, name: "Awa" });
  assertEquals([room.path, room.status], ["/rooms/general", 200]);
  const fields = formFields(room.html, "/rooms/general");
  const after = await awa.post("/rooms/general", { ...fields, text: "Good morning!\r\nAll well?" });
  assertEquals([after.path, after.status], ["/rooms/general", 200]);
  assertStringIncludes(after.html, "Good morning!\nAll well?");

  const seen = await pages.browser().post("/door/guest", { name: "Diego" });
  assertStringIncludes(seen.html, "Good morning!");
  assertStringIncludes(seen.html, "Awa");
  await pages.close();
});

Deno.test("pages - who comes in is counted on the first page, and once on the next (P7, P8)", async () => {
  const pages = await openPages();
  const [awa, noor] = [pages.browser(), pages.browser()];
  const counted = (html: string) =>
    [/(\d+ here, \d+ members?(?:, \d+ guests?)?)/.exec(html)?.[1], html.split(">Noor<").length > 1]
      .join(" ");
  await awa.post("/door/register", { name: "Awa", password: "baobab and rain" });
  await pages.clock.advance(1_000);
  await awa.get("/rooms/general");
  await pages.clock.advance(1_000);
  const first = await noor.post("/door/guest", { name: "Noor" });
  assertEquals(counted(first.html), "2 here, 1 member, 1 guest true");
  await pages.clock.advance(1_000);
  await noor.get("/rooms/general");
  await pages.clock.advance(1_000);
  assertEquals(counted((await noor.get("/rooms/general")).html), "2 here, 1 member, 1 guest true");
  assertEquals(counted((await awa.get("/rooms/general")).html), "2 here, 1 member, 1 guest true");
  assertStringIncludes((await awa.get("/rooms")).html, ">2 here, 1 member, 1 guest</p>");
  await pages.clock.advance(20 * 60_000);
  const back = await awa.get("/rooms/general");
  assertEquals(counted(back.html), "1 here, 1 member false", "a guest who left counts nowhere");
  await pages.close();
});

Deno.test("pages - who browses without a script stays here from page to page, in any language (P7)", async () => {
  const pages = await openPages();
  const noor = pages.browser({ "Accept-Language": "fr-FR,fr;q=0.9" }); // which tells a time zone
  const told: string[] = [];
  pages.instance.presence.onChanges((changes) => {
    for (const { name, state } of changes) if (name === "Noor") told.push(state);
  });
  await noor.post("/door/guest", { name: "Noor" });
  for (let page = 0; page < 3; page++) {
    await pages.clock.advance(40_000);
    await noor.get("/rooms/general");
  }
  assertEquals(told, ["online"]);
  await pages.close();
});

Deno.test("pages - what somebody does is a line of theirs, and no bubble (E3)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const { html } = await awa.post("/rooms/general", { text: "/me waves" });
  const line = /<div class="([^"]*)"><b dir="auto">Awa <\/b>/.exec(html)?.[1];
  assertEquals([line, html.includes('class="bubble')], ["action", false]);
  assert(!html.includes("<em>waves"), "nor in italics");
  await pages.close();
});

Deno.test("pages - a message posted twice with one form is there once (D3)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const room = await awa.post("/door/guest", { name: "Awa" });
  const form = formFields(room.html, "/rooms/general");
  const fields = { ...form, text: "only once, please" };
  await awa.post("/rooms/general", fields);
  await awa.post("/rooms/general", { ...fields, id: crypto.randomUUID(), text: "between" });
  const seen = await awa.post("/rooms/general", fields);
  assertEquals(countOf(seen.html, "only once, please"), 1);
  const next = formFields(seen.html, "/rooms/general");
  assertNotEquals(next.id, form.id);
  const again = await awa.post("/rooms/general", { ...next, text: "only once, please" });
  assertEquals(countOf(again.html, "only once, please"), 2, "another form is another message");
  await pages.close();
});

Deno.test("pages - what was stored though the answer was lost is not doubled by the retry (D3)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const room = await awa.post("/door/guest", { name: "Awa" });
  const { chat } = pages.services;
  const post = chat.post;
  chat.post = async (...message) => {
    await post(...message);
    throw new Unavailable("the answer was lost");
  };
  const fields = {
    ...formFields<"id" | "after">(room.html, "/rooms/general"),
    text: "stored or not?",
  };
  const failed = await awa.post("/rooms/general", fields);
  assertEquals(failed.status, 503);
  chat.post = post;
  const form = formFields<"id" | "after">(failed.html, "/rooms/general");
  assertEquals([form.id, form.after], [fields.id, fields.after], "the place is kept with the id");
  const again = { ...form, text: "stored or not?" };
  const seen = await awa.post("/rooms/general", again);
  assertEquals([seen.status, countOf(seen.html, "stored or not?")], [200, 1]);
  await pages.close();
});

Deno.test("pages - a direct conversation by name; an unknown name is said clearly", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const diego = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  await diego.post("/door/guest", { name: "Diego" });
  formFields((await awa.get("/rooms")).html, "/direct");
  const page = await awa.get("/direct?person=Diego");
  assertMatch(page.path, /^\/direct\/diego-[0-9a-z]{4}$/);
  const fields = formFields(page.html, page.path);
  await awa.post(page.path, { ...fields, text: "a word between us" });
  assertStringIncludes((await diego.get("/direct/Awa")).html, "a word between us");
  assert(!(await diego.get("/rooms/general")).html.includes("a word between us"));

  const nobody = await awa.get("/direct/zed");
  assertEquals(nobody.status, 404);
  assertStringIncludes(nobody.html, "zed");
  assertStringIncludes(nobody.html, 'href="/"');
  await pages.close();
});

Deno.test("pages - who is not found stands in the form that asked for them", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const margot = await awa.get("/direct?person=Margot");
  assertEquals(margot.status, 404);
  assertEquals(formFields<"person">(margot.html, "/direct").person, "Margot");
  assertStringIncludes(margot.html, "Nobody here is called “Margot”.");
  await pages.close();
});

Deno.test("pages - make a room, leave it, find it again and join", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "baobab and rain" });
  const made = await awa.post("/rooms", { name: "harvest-2026", topic: "Plot 4" });
  assertEquals([made.path, made.status], ["/rooms/harvest-2026", 200]);
  assertStringIncludes(made.html, "Plot 4");
  const topic = await awa.post("/rooms/harvest-2026/topic", { topic: "Plot 5" });
  assertStringIncludes(topic.html, "Plot 5");

  const left = await awa.post("/rooms/harvest-2026/leave", {});
  assertEquals([left.path, left.status], ["/rooms", 200]);
  formFields(left.html, "/rooms/harvest-2026/join");
  const outside = await awa.get("/rooms/harvest-2026");
  assertEquals(outside.status, 200);
  formFields(outside.html, "/rooms/harvest-2026/join");
  assertEquals((await awa.post("/rooms/harvest-2026/join", {})).path, "/rooms/harvest-2026");
  await pages.close();
});

Deno.test("pages - older messages are a link away", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  let seen = await awa.post("/door/guest", { name: "Awa" });
  for (let n = 1; n <= 60; n++) {
    seen = await awa.post("/rooms/general", { id: crypto.randomUUID(), text: `number ${n}.` });
  }
  assertStringIncludes(seen.html, "number 60.");
  assert(!seen.html.includes("number 3."));
  const href = seen.html.match(/href="(\/rooms\/general\?before=\d+)"/)?.[1];
  assert(href);
  const older = await awa.get(unescapeHtml(href));
  assertStringIncludes(older.html, "number 3.");
  assert(!older.html.includes("number 60."));
  await pages.close();
});

Deno.test("pages - out by the door: the page is for nobody any more", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  assertEquals((await awa.get("/rooms/general")).path, "/rooms/general");
  const copy = pages.browser({ Cookie: [...awa.cookies].map((pair) => pair.join("=")).join("; ") });
  assertEquals((await awa.post("/door/sign-out", {})).path, "/");
  // What this browser keeps of her goes (N4), and her name is hers in it for a while.
  assertEquals([...awa.cookies.keys()], ["palabre_name", "palabre-left"]);
  assertEquals((await awa.get("/rooms/general")).path, "/?next=%2Frooms%2Fgeneral");
  assertEquals((await copy.get("/rooms/general")).path, "/?next=%2Frooms%2Fgeneral");
  await pages.close();
});

function countOf(html: string, text: string): number {
  // The props of an island repeat what the HTML says.
  return html.replace(/<script.*?<\/script>/gs, "").split(`${text}<`).length - 1;
}
