import * as v from "valibot";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { formFields, openPages, unescapeHtml } from "../support/pages.ts";
import { createUser } from "../../lib/chat/identity/names.ts";

Deno.test("door - leads on to where a stranger was going", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const door = await awa.get("/direct/Awa?x=1");
  assertEquals(door.path, "/?next=%2Fdirect%2FAwa%3Fx%3D1");
  const entry = formFields(door.html, "/door/guest");
  const { path } = await awa.post("/door/guest", { ...entry, name: "Awa" });
  assertMatch(path, /^\/direct\/awa-[0-9a-z]{4}\?x=1$/);
  await pages.close();
});

Deno.test("door - says whom to ask for a lost password, at once where it was wrong", async () => {
  const pages = await openPages();
  await pages.browser().post("/door/register", { name: "Awa", password: "baobab and rain" });
  const help = /<details class="note"( open)?><summary>Forgot your password\?/;
  const door = await pages.browser().get("/?way=sign-in");
  assertEquals(help.exec(door.html)?.[1], undefined);
  assertMatch(door.html, help);
  assertStringIncludes(door.html, "Ask an administrator");
  const wrong = await pages.browser().post("/door/sign-in", {
    name: "Awa",
    password: "another one",
  });
  assertEquals(help.exec(wrong.html)?.[1], " open");
  assert(!help.test((await pages.browser().get("/?way=register")).html));
  await pages.close();
});

Deno.test("door - leads nowhere else, whatever “next” says", async () => {
  const pages = await openPages();
  const elsewhere = {
    Awa: "https://evil.example/",
    Diego: "//evil.example",
    Mei: "/\\evil.example",
  };
  for (const [name, next] of Object.entries(elsewhere)) {
    const someone = pages.browser();
    const door = await someone.get(`/?next=${encodeURIComponent(next)}`);
    assert(!door.html.includes("evil.example"));
    const response = await pages.request("/door/guest", {
      method: "POST",
      body: new URLSearchParams({ name, next }),
      headers: { Origin: "http://localhost" },
    });
    assertEquals([response.status, response.headers.get("Location")], [303, "/rooms/general"]);
  }
  await pages.close();
});

const ID = "7fbb5e5c-cab5-4c87-bc69-904a86c61440";

Deno.test("door - a taken name is said at the field, and what was typed stays", async () => {
  const pages = await openPages();
  await pages.browser().post("/door/register", { name: "Awa", password: "baobab and rain" });
  const seen = await pages.browser().post("/door/guest", { name: "awa", next: "/rooms", id: ID });
  assertEquals(seen.status, 409);
  assertEquals(formFields(seen.html, "/door/guest"), { name: "awa", next: "/rooms", id: ID });
  const input = seen.html.match(/<input[^>]* name="name"[^>]*>/)?.[0] ?? "";
  const described = input.match(/aria-describedby="([^"]*)"/)?.[1]?.split(" ") ?? [];
  assertStringIncludes(input, "aria-invalid");
  const error = described.map((id) => seen.html.split(`id="${id}"`)[1]?.slice(0, 200)).join();
  assertStringIncludes(error, "awa");
  await pages.close();
});

Deno.test("door - a page that stays is answered in JSON, and told where to go", async () => {
  const pages = await openPages();
  const post = (name: string) =>
    pages.request("/door/guest", {
      method: "POST",
      body: new URLSearchParams({ name, next: "/rooms" }),
      headers: { Origin: "http://localhost", Accept: "application/json" },
    });
  const refused = await post("admin");
  assertEquals(refused.status, 409);
  const { error } = v.parse(
    v.object({ error: v.object({ field: v.string() }) }),
    await refused.json(),
  );
  assertEquals(error.field, "name");
  const entered = await post("Awa");
  assertEquals([entered.status, await entered.json()], [200, { next: "/rooms" }]);
  assertStringIncludes(entered.headers.get("Set-Cookie") ?? "", "HttpOnly");
  await pages.close();
});

Deno.test("door - the same words for an unknown name as for a wrong password", async () => {
  const pages = await openPages();
  await pages.browser().post("/door/register", { name: "Awa", password: "baobab and rain" });
  const right = { name: "Awa", password: "baobab and rain" };
  assertEquals((await pages.browser().post("/door/sign-in", right)).path, "/rooms/general");
  const said = [];
  for (const name of ["Awa", "Zed"]) {
    const seen = await pages.browser().post("/door/sign-in", {
      name,
      password: "a wrong one",
      id: ID,
    });
    assertEquals(seen.status, 401);
    assert(!seen.html.includes("a wrong one"));
    const body = seen.html.match(/<main>.*<\/main>/s)?.[0] ?? "";
    assertStringIncludes(body, `value="${name}"`);
    said.push(body.replaceAll(name, "…"));
  }
  assertEquals(said[0], said[1]);
  await pages.close();
});

Deno.test("door - a weak password is said at its field", async () => {
  const pages = await openPages();
  const seen = await pages.browser().post("/door/register", { name: "Awa", password: "short" });
  assertEquals(seen.status, 400);
  assertEquals(formFields(seen.html, "/door/register").name, "Awa");
  assertStringIncludes(
    seen.html.match(/<input[^>]* name="password"[^>]*>/)?.[0] ?? "",
    "aria-invalid",
  );
  assert(!seen.html.includes('"short"'));
  await pages.close();
});

Deno.test("door - another site's form is refused, our own is not", async () => {
  const pages = await openPages();
  const post = (origin: string) =>
    pages.request("/door/guest", {
      method: "POST",
      body: new URLSearchParams({ name: "Awa" }),
      headers: { Origin: origin },
    });
  const ours = await post("http://localhost");
  assertEquals([ours.status, ours.headers.has("Set-Cookie")], [303, true]);
  const theirs = await post("https://evil.example");
  assertEquals([theirs.status, theirs.headers.has("Set-Cookie")], [403, false]);
  await theirs.body?.cancel();
  await pages.close();
});

Deno.test("door - speaks the browser's language, then the one that is chosen", async () => {
  const pages = await openPages();
  const ines = pages.browser({ "Accept-Language": "fr-CA, en;q=0.5" });
  const door = await ines.get("/");
  assertStringIncludes(door.html, '<html lang="fr" dir="ltr"');
  const refused = unescapeHtml((await ines.post("/door/guest", { name: "" })).html);
  assertStringIncludes(refused, "nom");
  const chosen = await ines.post("/language", { locale: "es", next: "/?way=register" });
  assertEquals(chosen.path, "/?way=register");
  assertStringIncludes(chosen.html, '<html lang="es"');
  assertStringIncludes((await ines.get("/")).html, '<html lang="es"');
  await pages.close();
});

Deno.test("door - shows the ways that are open, and an invitation leads to its own", async () => {
  const pages = await openPages();
  const { administration, users } = pages.instance;
  const { user } = await createUser(users, { name: "boss", role: "administrator" });
  const boss = { user, session: "" };
  const ways = async (path = "/") => {
    const { html } = await pages.browser().get(path);
    const tabs = [...html.matchAll(/role="tab" aria-selected="(\w+)" href="\/\?way=([\w-]+)/g)];
    return tabs.map(([, chosen, way]) => chosen === "true" ? `[${way}]` : way);
  };
  assertEquals(await ways(), ["[guest]", "sign-in", "register"]);
  const { code } = await administration.makeInvitation(boss, {});
  const open = await pages.browser().get(`/join/${code}`);
  assertEquals(formFields(open.html, "/door/register").invite, code);
  await administration.changeSettings(boss, { guests: false, registration: "invitation" });
  assertEquals(await ways(), ["[sign-in]", "register"]);
  const invited = pages.browser();
  const door = await invited.get(`/join/${code}`);
  const fields = formFields(door.html, "/door/register");
  assertEquals(fields.invite, code);
  assert(!door.html.includes("field-invite-hint"), "they have one");
  const account = { ...fields, invite: ` “http://localhost/join/${code.toUpperCase()}”` };
  Object.assign(account, { name: "Awa", password: "baobab and rain" });
  assertEquals((await invited.post("/door/register", account)).path, "/rooms/general");
  await administration.changeSettings(boss, { registration: "closed" });
  assertEquals(await ways("/?way=register"), ["[sign-in]"]);
  await pages.close();
});

Deno.test("door - in another language it says the same, and what was typed is still there", async () => {
  const pages = await openPages();
  const { administration, users } = pages.instance;
  const { user } = await createUser(users, { name: "boss", role: "administrator" });
  const boss = { user, session: "" };
  const { code } = await administration.makeInvitation(boss, {});
  const someone = pages.browser();
  const door = await someone.get(`/?way=register&invite=${code}&next=%2Frooms`);
  const fields = { ...formFields(door.html, "/door/register"), name: "Awa", password: "baobab r" };
  const action = unescapeHtml(door.html.match(/formaction="([^"]*)"/)?.[1] ?? "");
  const seen = await someone.post(action, { ...fields, locale: "fr" });
  assertEquals(seen.status, 200);
  assertStringIncludes(seen.html, 'lang="fr"');
  assertEquals(formFields(seen.html, "/door/register"), { ...fields, password: "" });
  assert(!seen.html.includes("baobab r"), "no page holds a password");
  assertStringIncludes(unescapeHtml(seen.html), "il n’a pas été conservé");
  assertStringIncludes(seen.html, "Vous avez une invitation. Inscrivez-vous");
  const typed = await someone.post("/door/language?way=register", { invite: "half", locale: "es" });
  assertEquals(formFields(typed.html, "/door/register").invite, "half");
  assert(!typed.html.includes('role="alert"'), "nothing was tried");
  await pages.close();
});

Deno.test("door - a page that stays gets its own words in another language", async () => {
  const pages = await openPages();
  const response = await pages.request("/door/language?way=guest", {
    method: "POST",
    body: new URLSearchParams({ name: "Awa", locale: "es" }),
    headers: { Origin: "http://localhost", Accept: "application/json" },
  });
  const { reader, name } = await response.json();
  assertEquals([reader.preferences.locale, reader.words.back, name], ["es", "Volver", "Awa"]);
  assertStringIncludes(response.headers.get("Set-Cookie") ?? "", "locale=es");
  await pages.close();
});

Deno.test("door - what is said of an invitation fits the way that is chosen", async () => {
  const pages = await openPages();
  const { administration, users } = pages.instance;
  const { user } = await createUser(users, { name: "boss", role: "administrator" });
  const { code } = await administration.makeInvitation({ user, session: "" }, {});
  const lead = async (way: string) =>
    unescapeHtml((await pages.browser().get(`/?way=${way}&invite=${code}`)).html)
      .match(/<p class="quiet">([^<]*)/)?.[1];
  const either = "You have an invitation. Register to keep your name, or come in with just a name.";
  assertEquals(await lead("register"), either);
  assertEquals(await lead("guest"), "You have an invitation. Choose a name to come in.");
  assertEquals(await lead("sign-in"), "Nobody is here yet. Come in and say hello.");
  await administration.changeSettings({ user, session: "" }, { guests: false });
  assertEquals(await lead("register"), "You have an invitation. Register to come in.");
  const needed = "You need an account to come in";
  assertEquals(await lead("sign-in"), `${needed}: sign in, or register.`);
  for (
    const [registration, said] of [
      ["invitation", `${needed}. To register, ask a member for an invitation.`],
      ["closed", `${needed}. This community is not accepting new members for now.`],
    ] as const
  ) {
    await administration.changeSettings({ user, session: "" }, { registration });
    assertEquals(await lead("sign-in"), said);
  }
  await pages.close();
});

Deno.test("door - an invitation that does not count says so, and how one comes in all the same", async () => {
  const pages = await openPages();
  const { administration, users } = pages.instance;
  const { user } = await createUser(users, { name: "boss", role: "administrator" });
  const boss = { user, session: "" };
  const { code: revoked } = await administration.makeInvitation(boss, {});
  await administration.revokeInvitation(boss, revoked);
  const { code: used } = await administration.makeInvitation(boss, {});
  const first = await pages.browser().get(`/join/${used}`);
  const account = {
    ...formFields(first.html, "/door/register"),
    name: "Awa",
    password: "old tree",
  };
  assertEquals((await pages.browser().post("/door/register", account)).path, "/rooms/general");
  const said = (html: string) =>
    unescapeHtml(html).match(/<p class="error" role="alert">The invitation in this.*?<\/p>/s)?.[0]
      .replace(/<[^>]*>/g, "").replace(/^.*missing\. /s, "");
  const door = async (
    code: string,
    settings: Parameters<typeof administration.changeSettings>[1],
  ) => {
    await administration.changeSettings(boss, settings);
    const { html } = await pages.browser().get(`/join/${code}`);
    const words = said(html);
    if (words === undefined) return undefined;
    assert(!html.includes(`name="invite" value="${code}"`), "it is not brought along");
    const { registration, guests = true } = settings;
    const way = registration === "open" ? "register" : guests ? "guest" : "sign-in";
    assertStringIncludes(html, `action="/door/${way}"`);
    return words;
  };
  for (const code of [revoked, used, "mistyped", used.slice(0, -1)]) {
    assertEquals(await door(code, { registration: "open" }), "You do not need one here.");
  }
  const guests = "You can come in with just a name.";
  const anew = `${guests} To register, ask for a new one.`;
  assertEquals(await door(revoked, { registration: "invitation" }), anew);
  assertEquals(await door(revoked, { registration: "closed" }), guests);
  assertEquals(
    await door(revoked, { registration: "invitation", guests: false }),
    "Ask for a new one.",
  );
  const { code: good } = await administration.makeInvitation(boss, {});
  assertEquals(await door(good, {}), undefined);

  // In another language it is still said; to a guest who follows such a link, in their settings.
  await administration.changeSettings(boss, { registration: "open", guests: true });
  const someone = pages.browser();
  const seen = await someone.get("/join/mistyped");
  const fields = formFields(seen.html, "/door/register");
  const french = await someone.post("/door/language?way=register", { ...fields, locale: "fr" });
  assertStringIncludes(unescapeHtml(french.html), "L’invitation de ce lien n’est pas valable");
  const noor = pages.browser();
  await noor.post("/door/guest", { name: "Noor" });
  assertEquals(said((await noor.get("/join/mistyped")).html), "You do not need one here.");
  await pages.close();
});

Deno.test("door - whoever is kept out reads why and until when, in their language", async () => {
  const pages = await openPages();
  const awa = pages.browser({ "Accept-Language": "fr" });
  assertEquals((await awa.post("/door/guest", { name: "Awa" })).status, 200);
  const { users, administration } = pages.instance;
  const { user } = await createUser(users, { name: "mod", role: "moderator" });
  const wish = { user: "Awa", duration: "1h", reason: "pause" };
  await administration.kick({ user, session: "" }, wish);
  const seen = await awa.get("/rooms/general");
  assertEquals(seen.status, 403);
  assertStringIncludes(unescapeHtml(seen.html), "On vous a fait sortir pour encore");
  assertStringIncludes(seen.html, "pause");
  assertEquals(seen.headers.get("Retry-After"), "3600");
  await pages.clock.advance(60 * 60_000);
  assertEquals((await awa.get("/rooms/general")).status, 200);
  await pages.close();
});

Deno.test("door - it opens on the way that is likely: members sign in", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const way = ({ html }: { html: string }) =>
    /role="tab" aria-selected="true" href="\/\?way=([\w-]+)/.exec(html)?.[1];
  assertEquals(way(await awa.get("/")), "guest", "nobody was here");
  assertEquals(way(await awa.get("/admin")), "sign-in", "members alone go there");
  assertEquals(way(await awa.get("/rooms/general")), "guest");
  await awa.post("/door/register", { name: "Awa", password: "baobab and rain" });
  assertEquals(way(await awa.post("/door/sign-out", {})), "sign-in", "a member was here");
  assertEquals(way(await awa.get("/?way=register")), "register", "as one wants it");
  const guest = pages.browser();
  await guest.post("/door/guest", { name: "Ben" });
  assertEquals(way(await guest.post("/door/sign-out", {})), "guest");
  await pages.close();
});
