import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { formFields, openPages } from "../support/pages.ts";
import { withSecrets } from "../support/pictures.ts";

/** Awa, a member in a room of hers, and the address of a message that she wrote there. */
async function room() {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "correct horse battery" });
  await awa.post("/rooms", { name: "orchard" });
  const opened = await awa.get("/rooms/orchard");
  const fields = formFields(opened.html, "/rooms/orchard");
  const said = await awa.post("/rooms/orchard", { ...fields, text: "Frots tonight" });
  const seq = formFields<"id" | "after">(said.html, "/rooms/orchard").after;
  return { pages, awa, message: `/rooms/orchard/${seq}`, html: said.html };
}

/** What the one form of a page holds in a hidden field. */
const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

Deno.test("plain forms - one's own message is edited, and no edit is lost (M1, M2)", async () => {
  const { pages, awa, message } = await room();
  assertStringIncludes((await awa.get(message)).html, `href="${message}/edit"`);
  const form = await awa.get(`${message}/edit`);
  assertStringIncludes(form.html, "Frots tonight</textarea>");
  const version = hidden(form.html, "version");
  const done = await awa.post(`${message}/edit`, { version, text: "Frost tonight" });
  assertEquals([done.path, done.status], [message, 200]);
  assertStringIncludes(done.html, "Frost tonight");

  const late = await awa.post(`${message}/edit`, { version, text: "Frost at four" });
  assertEquals(late.status, 409);
  assertStringIncludes(late.html, "Frost at four</textarea>");
  assertStringIncludes(late.html, '<blockquote dir="auto">Frost tonight</blockquote>');
  const over = { version: hidden(late.html, "version"), text: "Frost at four" };
  assertStringIncludes((await awa.post(`${message}/edit`, over)).html, "Frost at four");

  const ben = pages.browser();
  await ben.post("/door/register", { name: "Ben", password: "correct horse battery" });
  await ben.post("/rooms/orchard/join", {});
  assertEquals((await ben.get(`${message}/edit`)).status, 404, "nobody else's");
  assertEquals((await ben.get(message)).html.includes(`href="${message}/edit"`), false);
  await pages.close();
});

Deno.test("plain forms - one's own message is deleted, after a question, and nobody else's", async () => {
  const { pages, awa, message } = await room();
  const ben = pages.browser();
  await ben.post("/door/register", { name: "Ben", password: "correct horse battery" });
  await ben.post("/rooms/orchard/join", {});
  assertEquals((await ben.get(message)).html.includes(`${message}/delete`), false);
  assertEquals((await ben.post(`${message}/delete`, {})).status, 403);

  assertStringIncludes((await awa.get(message)).html, `href="${message}/delete"`);
  const asked = await awa.get(`${message}/delete`);
  assertStringIncludes(asked.html, '<blockquote dir="auto">Frots tonight</blockquote>');
  assertStringIncludes(asked.html, "Delete this message?</h1>");
  assertStringIncludes((await awa.get(message)).html, "Frots tonight", "asking deletes nothing");
  const done = await awa.post(`${message}/delete`, {});
  assertEquals([done.path, done.status], [message, 200]);
  assertEquals(done.html.includes("Frots tonight"), false);
  assertStringIncludes(done.html, "This message was deleted.");
  assertEquals((await awa.get(`${message}/delete`)).status, 404);
  await pages.close();
});

Deno.test("plain forms - who keeps order deletes what others wrote in a room", async () => {
  const { pages, message } = await room();
  const cleo = pages.browser();
  await cleo.post("/door/register", { name: "Cleo", password: "correct horse battery" });
  const { id } = (await pages.instance.users.byName("Cleo"))!;
  await pages.instance.users.update(id, (user) => ({ ...user, role: "moderator" }));
  await cleo.post("/rooms/orchard/join", {});
  assertStringIncludes((await cleo.get(message)).html, `href="${message}/delete"`);
  const done = await cleo.post(`${message}/delete`, {});
  assertStringIncludes(done.html, "This message was deleted.");
  await pages.close();
});

Deno.test("plain forms - a message is scheduled, a reminder set, and both are taken back (M10)", async () => {
  const { pages, awa, message } = await room();
  const page = await awa.get("/rooms/orchard/later");
  assertMatch(page.html, /id="plain-zone">It is \d\d:\d\d in UTC now\. <a href="\/settings/);
  const [id, at] = [
    hidden(page.html, "id"),
    hidden(page.html, "at") || /value="(\d{4}-[^"]*)"/.exec(page.html)![1]!,
  ];
  const put = await awa.post("/rooms/orchard/later", { id, at, text: "Ladders out", do: "send" });
  assertEquals([put.path, put.status], ["/inbox?section=later", 200]);
  assertStringIncludes(put.html, "Ladders out");
  const reminder = await awa.get(`${message}/later`);
  const asked = { id: hidden(reminder.html, "id"), at, do: "remind" };
  const reminded = await awa.post(`${message}/later`, asked);
  assertEquals(reminded.path, "/inbox?section=later");
  assert(reminded.html.split(`name="later"`).length >= 3, "both are listed, to be taken back");
  const ended = await awa.post("/inbox", { do: "end", later: id, section: "later" });
  assertEquals(ended.html.includes("Ladders out"), false);

  const past = { id, at: "2001-01-01T00:00", text: "Too late", do: "send" };
  const refused = await awa.post("/rooms/orchard/later", past);
  assertEquals(refused.status, 400);
  assertStringIncludes(refused.html, "Too late</textarea>");
  await pages.close();
});

Deno.test("plain forms - what is typed in the composer goes along to the page that sends it later", async () => {
  const { pages, awa, html } = await room();
  assertEquals(/<form id="composer"[^>]*action="([^"]*)"/.exec(html)?.[1], "/rooms/orchard");
  const fields = formFields(html, "/rooms/orchard");
  const button = html.match(/<button[^>]*>/g)
    ?.find((one) => one.includes('formaction="/rooms/orchard/later"')) ?? "";
  for (const part of ['type="submit"', 'form="composer"', 'name="do"', 'value="ask"']) {
    assertStringIncludes(button, part);
  }
  const typed = { ...fields, text: "Ladders and nets", do: "ask" };
  const asked = await awa.post("/rooms/orchard/later", typed);
  assertEquals([asked.path, asked.status], ["/rooms/orchard/later", 200]);
  assertStringIncludes(asked.html, "Ladders and nets</textarea>");
  assertEquals(asked.html.includes('role="alert"'), false);
  const after = await awa.get("/rooms/orchard");
  assertEquals(after.html.includes("Ladders"), false, "asking sends nothing");
  await pages.close();
});

Deno.test("plain forms - the vanishing time of a conversation is set and taken off (M11)", async () => {
  const { pages, awa, html } = await room();
  assertStringIncludes(html, 'href="/rooms/orchard/vanish"');
  assertStringIncludes((await awa.get("/rooms/orchard/vanish")).html, "Messages vanish after");
  const set = await awa.post("/rooms/orchard/vanish", { after: "86400000" });
  assertEquals([set.path, set.status], ["/rooms/orchard", 200]);
  assertStringIncludes((await awa.get("/rooms/orchard/vanish")).html, 'value="86400000" selected');
  const opened = (await awa.get("/rooms/orchard")).html;
  assertMatch(opened, /<summary>.*\d here, \d members? · messages vanish after/);
  assertEquals((await awa.post("/rooms/orchard/vanish", { after: "5" })).status, 400);
  await awa.post("/rooms/orchard/vanish", { after: "" });
  const off = (await awa.get("/rooms/orchard/vanish")).html;
  assertEquals(off.includes('value="86400000" selected'), false);
  await pages.close();
});

Deno.test("plain forms - who is forwarded to nobody, or notes too much, is asked again with what was typed", async () => {
  const { pages, awa, message } = await room();
  const unknown = await awa.post(`${message}/forward`, { to: "@zed" });
  assertEquals(unknown.status, 404);
  assertStringIncludes(unknown.html, "Nobody here is called “zed”.");
  assertStringIncludes(unknown.html, 'name="to" value="@zed"');
  assertStringIncludes(unknown.html, "Frots tonight</blockquote>");
  const sent = await awa.post(unknown.path, { to: "general" });
  assertMatch(sent.path, /^\/rooms\/general\/\d+$/);
  const note = "x".repeat(5_000);
  const noted = await awa.post(`${message}/bookmark`, { on: "on", note });
  assertEquals(noted.status >= 400, true);
  assertStringIncludes(noted.html, `value="${note}"`);
  await pages.close();
});

Deno.test("plain forms - a file is sent with what it shows; what is too large is said (F5)", async () => {
  const { pages, awa } = await room();
  const asking = { do: "ask", text: "Already \u201ctyped\u201d" };
  const taken = await awa.post("/rooms/orchard/attach", asking);
  assertStringIncludes(taken.html, "Already \u201ctyped\u201d</textarea>");
  const form = await awa.get("/rooms/orchard/attach");
  assertStringIncludes(form.html, "At most 8 MB");
  const fields = { id: hidden(form.html, "id"), after: hidden(form.html, "after") };
  const picture = new File([withSecrets("image/png", 6)], "frost.png", { type: "image/png" });
  const written = { ...fields, alt: "White \u201crows\u201d", text: "This morning" };
  const sent = await awa.upload("/rooms/orchard/attach", written, picture);
  assertEquals([sent.path, sent.status], ["/rooms/orchard", 200]);
  assertStringIncludes(sent.html, `alt="White \u201crows\u201d"`);
  assertStringIncludes(sent.html, "This morning");
  const again = await awa.upload("/rooms/orchard/attach", written, picture);
  assertEquals(again.html.split("This morning</p>").length, 2, "a second press is harmless");
  const page = await awa.get("/rooms/orchard/files?kind=picture");
  assertStringIncludes(page.html, "shelf-picture");

  const large = new File([new Uint8Array(9 * 1024 * 1024)], "film.bin");
  const refused = await awa.upload("/rooms/orchard/attach", { text: "Trop lourd, été" }, large);
  assertEquals(refused.status, 413);
  assertStringIncludes(refused.html, "Trop lourd, été</textarea>");
  assertStringIncludes(refused.html, "That file is too large: 8 MB at most.");
  const empty = await awa.upload(
    "/rooms/orchard/attach",
    { ...fields, text: "No" },
    new File([], "a"),
  );
  assertEquals(empty.status, 400);
  assertStringIncludes(empty.html, "No</textarea>");
  const ben = pages.browser();
  await ben.post("/door/register", { name: "Ben", password: "correct horse battery" });
  assertEquals((await ben.upload("/rooms/orchard/attach", fields, picture)).status, 403);
  assertEquals((await ben.get("/rooms/orchard/files")).status, 403);
  await pages.close();
});
