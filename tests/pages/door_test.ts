import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formFields, openPages, unescapeHtml } from "../support/pages.ts";

Deno.test("door - leads on to where a stranger was going", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const door = await awa.get("/direct/Awa?x=1");
  assertEquals(door.path, "/?next=%2Fdirect%2FAwa%3Fx%3D1");
  const entry = formFields(door.html, "/door/guest");
  assertEquals((await awa.post("/door/guest", { ...entry, name: "Awa" })).path, "/direct/Awa?x=1");
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

Deno.test("door - a taken name is said at the field, and what was typed stays", async () => {
  const pages = await openPages();
  await pages.browser().post("/door/register", { name: "Awa", password: "baobab and rain" });
  const seen = await pages.browser().post("/door/guest", { name: "awa", next: "/rooms" });
  assertEquals(seen.status, 409);
  assertEquals(formFields(seen.html, "/door/guest"), { name: "awa", next: "/rooms" });
  const input = seen.html.match(/<input[^>]* name="name"[^>]*>/)?.[0] ?? "";
  const described = input.match(/aria-describedby="([^"]*)"/)?.[1]?.split(" ") ?? [];
  assertStringIncludes(input, "aria-invalid");
  const error = described.map((id) => seen.html.split(`id="${id}"`)[1]?.slice(0, 200)).join();
  assertStringIncludes(error, "awa");
  await pages.close();
});

Deno.test("door - the same words for an unknown name as for a wrong password", async () => {
  const pages = await openPages();
  await pages.browser().post("/door/register", { name: "Awa", password: "baobab and rain" });
  const right = { name: "Awa", password: "baobab and rain" };
  assertEquals((await pages.browser().post("/door/sign-in", right)).path, "/rooms/general");
  const said = [];
  for (const name of ["Awa", "Zed"]) {
    const seen = await pages.browser().post("/door/sign-in", { name, password: "a wrong one" });
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
  const { user } = await users.create({ name: "boss", role: "administrator" });
  const boss = { user, session: "" };
  const ways = async (path = "/") => {
    const { html } = await pages.browser().get(path);
    const tabs = [...html.matchAll(/role="tab" aria-selected="(\w+)" href="\/\?way=([\w-]+)/g)];
    return tabs.map(([, chosen, way]) => chosen === "true" ? `[${way}]` : way);
  };
  assertEquals(await ways(), ["[guest]", "sign-in", "register"]);
  await administration.changeSettings(boss, { guests: false, registration: "invitation" });
  assertEquals(await ways(), ["[sign-in]", "register"]);
  const { code } = await administration.makeInvitation(boss, {});
  const invited = pages.browser();
  const door = await invited.get(`/join/${code}`);
  const fields = formFields(door.html, "/door/register");
  assertEquals(fields.invite, code);
  const account = { ...fields, name: "Awa", password: "baobab and rain" };
  assertEquals((await invited.post("/door/register", account)).path, "/rooms/general");
  await administration.changeSettings(boss, { registration: "closed" });
  assertEquals(await ways("/?way=register"), ["[sign-in]"]);
  await pages.close();
});

Deno.test("door - whoever is kept out reads why and until when, in their language", async () => {
  const pages = await openPages();
  const awa = pages.browser({ "Accept-Language": "fr" });
  assertEquals((await awa.post("/door/guest", { name: "Awa" })).status, 200);
  const { users, administration } = pages.instance;
  const { user } = await users.create({ name: "mod", role: "moderator" });
  const wish = { user: "Awa", duration: "1h", reason: "pause" };
  await administration.kick({ user, session: "" }, wish);
  const seen = await awa.get("/rooms/general");
  assertEquals(seen.status, 403);
  assertStringIncludes(unescapeHtml(seen.html), "Vous avez été mis dehors jusqu’au");
  assertStringIncludes(seen.html, "pause");
  assertEquals(seen.headers.get("Retry-After"), "3600");
  await pages.clock.advance(60 * 60_000);
  assertEquals((await awa.get("/rooms/general")).status, 200);
  await pages.close();
});
