import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openAdministered } from "../support/administered_pages.ts";
import { keys } from "../../lib/kv/keys.ts";
import { formFields, openPages } from "../support/pages.ts";

const PASSWORD = "baobab and rain";

Deno.test("rooms - what is no name gets one that fits, and is shown as typed (R1)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  const made = await awa.post("/rooms", { name: "Été 2026", topic: "Plot 4" });
  assertEquals([made.path, made.status], ["/rooms/ete-2026", 200]);
  assertStringIncludes(made.html, '<h1 dir="auto"># Été 2026</h1>');
  assertStringIncludes(made.html, "<title># Été 2026 · Baobab Coop</title>");
  assertStringIncludes((await awa.get("/rooms")).html, "# Été 2026");
  const again = await awa.post("/rooms", { name: "Été 2026", topic: "Plot 5" });
  assertEquals([again.path, again.status], ["/rooms", 409]);
  const form = formFields(again.html, "/rooms");
  assertEquals([form.name, form.title, form.topic], ["Été 2026", undefined, "Plot 5"]);
  assertStringIncludes(again.html, 'name="offer" value="ete-2026-2"');
  const offered = await awa.post("/rooms", { name: "Été 2026", offer: "ete-2026-2", topic: "" });
  assertEquals([offered.path, offered.status], ["/rooms/ete-2026-2", 200]);
  assertStringIncludes(offered.html, '<h1 dir="auto"># Été 2026</h1>');
  const third = await awa.post("/rooms", { name: "Été 2026", topic: "" });
  assertStringIncludes(third.html, 'name="offer" value="ete-2026-3"');
  await pages.close();
});

Deno.test("rooms - what has no Latin letters is shown as typed, and signs alone say what is missing (R1)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  for (const [name, path] of [["Дом", "/rooms/dom"], ["日本語", "/rooms/room-2t7d"]] as const) {
    const made = await awa.post("/rooms", { name, topic: "" });
    assertEquals(made.path, path);
    assertStringIncludes(made.html, `<h1 dir="auto"># ${name}</h1>`);
    assertEquals((await awa.get(`/rooms/${encodeURIComponent(name)}`)).path, path);
  }
  const said = async (name: string) =>
    (await awa.post("/rooms", { name, topic: "" })).html
      .match(/id="field-name-error">([^<]*)/)?.[1];
  assertEquals(await said(" "), "Give the room a name.");
  assertEquals(
    await said("!!!"),
    "A room’s name needs letters, digits or emoji, not only symbols.",
  );
  assertEquals(await said("я".repeat(65)), "That name is too long: 64 characters at most.");
  await pages.close();
});

Deno.test("rooms - a title is one line that can be seen, and no longer than a name (R1)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  const create = (title: string) => awa.post("/rooms", { name: "plot", title, topic: "" });
  for (const title of ["a".repeat(65), "\u202Eplot", "…"]) {
    const refused = await create(title);
    assert(refused.status === 400 || refused.status === 413, title);
    assertEquals(refused.path, "/rooms");
  }
  const made = await create("Plot\n  four");
  assertStringIncludes(made.html, "# Plot four");
  await pages.close();
});

Deno.test("rooms - an old address leads on to the room (R2)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  await awa.post("/rooms", { name: "plot", topic: "" });
  const { value: id } = await pages.kv.get<string>(keys.roomByName("plot"));
  await pages.instance.users.update(
    (await pages.instance.users.byName("Awa"))?.id ?? "",
    (user) => ({ ...user, role: "moderator" }),
  );
  const renamed = await awa.post("/admin/do/room", {
    id: id ?? "",
    name: "Plot quatre",
    next: "/admin/rooms",
  });
  assertEquals(renamed.status, 200);
  const seen = await awa.get("/rooms/plot");
  assertEquals([seen.path, seen.status], ["/rooms/plot-quatre", 200]);
  assertStringIncludes(seen.html, "# Plot quatre");
  assertStringIncludes(seen.html, "renamed the room to Plot quatre");
  await pages.close();
});

Deno.test("rooms - the tag of a private one stands in addresses alone (R5)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  const { path } = await awa.post("/rooms", { name: "plot", topic: "", private: "on" });
  const tag = path.replace("/rooms/plot-", "");
  const id = (await pages.kv.get<string>(keys.roomByName(`plot-${tag}`))).value ?? "";
  await pages.instance.users.update(
    (await pages.instance.users.byName("Awa"))?.id ?? "",
    (user) => ({ ...user, role: "moderator" }),
  );
  const { html } = await awa.get("/admin/rooms");
  assertStringIncludes(html, "# plot<");
  await awa.post("/admin/do/room", { id, name: "plot", next: "/admin/rooms" });
  assertEquals((await awa.get(path)).path, path, "nothing was renamed");
  await awa.post("/admin/do/room", { id, name: "shed", next: "/admin/rooms" });
  const renamed = await awa.get(path);
  assertMatch(renamed.path, /^\/rooms\/shed-[a-z0-9]{8}$/);
  assertStringIncludes(renamed.html, "renamed the room to shed ·");
  const newTag = renamed.path.replace("/rooms/shed-", "");
  for (const at of ["/rooms", "/admin/rooms", renamed.path]) {
    const words = (await awa.get(at)).html.replace(/<script[^]*?<\/script>/g, "")
      .replace(/<[^>]*>/g, " ");
    assert(!words.includes(tag) && !words.includes(newTag), at);
  }
  await pages.close();
});

Deno.test("rooms - an invitation is a question, answered without a script (R3)", async () => {
  const pages = await openPages();
  const [awa, noor] = [pages.browser(), pages.browser()];
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  await noor.post("/door/guest", { name: "Noor" });
  const paths: string[] = [];
  for (const name of ["plot", "shed"]) {
    const { path } = await awa.post("/rooms", { name, topic: "", private: "on" });
    paths.push(path);
    const { value: conversation } = await pages.kv.get<string>(
      keys.roomByName(path.replace("/rooms/", "")),
    );
    const user = await pages.instance.users.byName("Awa");
    if (!user || !conversation) throw new Error("no Awa, or no room");
    await pages.services.chat.invite({ user, session: "" }, { conversation, user: "Noor" });
  }
  const [plot = "", shed = ""] = paths;
  assertEquals((await noor.get(plot)).status, 404, "nobody is put into a room");
  const asked = await noor.get("/rooms/general");
  assertStringIncludes(asked.html, "<b>Awa</b> invites you to <b>#plot</b>.");
  formFields(asked.html, `${plot}/join`);
  const joined = await noor.post(`${plot}/join`, {});
  assertEquals([joined.path, joined.status], [plot, 200]);
  assert(!joined.html.includes("invites you to <b>#plot</b>"));

  formFields(joined.html, `${shed}/decline`);
  const declined = await noor.post(`${shed}/decline`, {});
  assert(!declined.html.includes("<b>Awa</b> invites you to"));
  assertEquals((await noor.post(`${shed}/join`, {})).status, 404);
  await pages.close();
});

/** The words of a page, as they are read aloud or copied. */
function readAloud(html: string): string {
  const words = html.replace(/<script[^]*?<\/script>/g, "").replace(/<[^>]*>/g, "");
  return words.replace(/\s+/g, " ");
}

Deno.test("rooms - whoever looks after them finds one by its title or address, as in the list of rooms", async () => {
  const pages = await openAdministered();
  await pages.awa.post("/rooms", { name: "Groupe Hélène", topic: "" });
  await pages.awa.post("/rooms", { name: "Groupe Ésope", topic: "", private: "on" });
  const finds = async (query: string, browser = pages.awa) => {
    const asked = new URLSearchParams({ q: query });
    const [own, all] = await Promise.all(
      ["/admin/rooms", "/rooms"].map(async (path) => (await browser.get(`${path}?${asked}`)).html),
    );
    return [own, all].map((html = "") =>
      ["# Groupe Hélène", "# Groupe Ésope"].filter((one) => html.includes(one)).join()
    );
  };
  for (
    const query of ["Groupe Hélène", "groupe helene", "GROUPE HÉLÈNE", "# groupe  hélène", "helene"]
  ) assertEquals(await finds(query), ["# Groupe Hélène", "# Groupe Hélène"], query);
  assertEquals(await finds("groupe-helene"), ["# Groupe Hélène", "# Groupe Hélène"]);
  assertEquals(await finds("Groupe Ésope"), ["# Groupe Ésope", "# Groupe Ésope"]);
  assertEquals(await finds("Groupe Ésope", pages.diego), ["", ""]);
  assertStringIncludes(
    readAloud((await pages.awa.get("/admin/rooms?q=Groupe+Xénon")).html),
    "No room is called “Groupe Xénon”.",
  );
  await pages.close();
});

Deno.test("rooms - one is closed from a page of its own, after a question, and all its pages say so", async () => {
  const pages = await openAdministered();
  await pages.awa.post("/rooms", { name: "Groupe Hélène", topic: "" });
  const { value } = await pages.kv.get<string>(keys.roomByName("groupe-helene"));
  const [id, next] = [value ?? "", `/admin/rooms?${new URLSearchParams({ room: value ?? "" })}`];
  const { html } = await pages.awa.get(next);
  assertMatch(html, /<details class="pop" open>/);
  assert(!html.includes('data-room="general"'), "it stands alone");
  assertMatch(html, /<summary>Close the room…<\/summary><p>Nobody can write in #Groupe Hélène/);
  const closed = await pages.awa.post("/admin/do/room", { id, closed: "on", next });
  const said = readAloud(closed.html);
  assertStringIncludes(said, "#Groupe Hélène is closed. You can reopen it");
  assertStringIncludes(said, "groupe-helene closed");
  assertStringIncludes(readAloud((await pages.awa.get("/rooms")).html), "groupe-helene closed");
  const open = await pages.awa.post("/admin/do/room", { id, closed: "off", next });
  assertStringIncludes(readAloud(open.html), "#Groupe Hélène is open again.");
  const gone = readAloud((await pages.awa.get("/admin/rooms?room=room:none")).html);
  assertStringIncludes(gone, "That room does not exist");
  await pages.close();
});
