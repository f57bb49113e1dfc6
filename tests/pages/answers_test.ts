import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Unavailable } from "../../lib/kv/kv.ts";
import { formFields, openPages } from "../support/pages.ts";

Deno.test("answers - nothing personal is kept, and the style is announced", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const door = await awa.get("/");
  const room = await awa.post("/door/guest", { name: "Awa" });
  for (const { headers, html } of [door, room]) {
    assertEquals(headers.get("Cache-Control"), "no-store");
    assertEquals(headers.get("Link"), "</assets/style-BBBB.css>; rel=preload; as=style");
    assertStringIncludes(html, "<!doctype html><html");
    assertStringIncludes(html, '<link rel="stylesheet" href="/assets/style-BBBB.css"/>');
  }
  await pages.close();
});

Deno.test("answers - the keyboard of a screen makes each page smaller, and covers none", async () => {
  const pages = await openPages();
  const { html } = await pages.browser().get("/");
  const viewport = html.match(/<meta name="viewport" content="([^"]*)"/)?.[1]?.split(", ");
  assert(viewport?.includes("interactive-widget=resizes-content"), viewport?.join());
  await pages.close();
});

Deno.test("answers - a page is compressed for who takes it", async () => {
  const pages = await openPages();
  const get = (encodings: string) =>
    pages.request("/", { headers: { "Accept-Encoding": encodings } });
  const plain = await (await get("identity")).text();
  const stable = (html: string) =>
    html.replaceAll(/nonce="[^"]*"|[\da-f]{8}(-[\da-f]{4,12}){4}/g, "");
  for (const [encoding, unpack] of [["br", brotliDecompressSync], ["gzip", gunzipSync]] as const) {
    const response = await get(encoding);
    const { headers } = response;
    assertEquals(headers.get("Content-Encoding"), encoding);
    assertEquals(headers.get("Vary"), "Accept-Encoding");
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert(bytes.length < plain.length / 2);
    assertEquals(stable(unpack(bytes).toString()), stable(plain));
  }
  await pages.close();
});

Deno.test("answers - each script and preload bears the nonce of its answer", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const { headers, html } = await awa.get("/rooms/general");
  const nonce = headers.get("Content-Security-Policy")?.match(/'nonce-([^']+)'/)?.[1];
  assert(nonce);
  const loads = [
    ...html.matchAll(/<(script (?!type="application\/json")|link rel="modulepreload")[^>]*>/g),
  ];
  for (const [tag] of loads) assertStringIncludes(tag, `nonce="${nonce}"`);
  const other = await awa.get("/rooms/general");
  assert(!other.html.includes(nonce));
  assertStringIncludes(other.html, "modulepreload");
  // Of what a service worker gives, Chromium uses no preload, and warns of each.
  const asWorker = { "Service-Worker-Navigation-Preload": "true" };
  const behind = await (await awa.open("/rooms/general", { headers: asWorker })).text();
  assert(behind.includes("<script") && !behind.includes("modulepreload"));
  await pages.close();
});

Deno.test("answers - an address that nothing is at has a page with a way on", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  for (const path of ["/nothing", "/rooms/general/nothing", "/assets"]) {
    const { status, html, headers } = await awa.get(path);
    assertEquals([status, headers.get("Cache-Control")], [404, "no-store"]);
    assertStringIncludes(html, "Page not found");
    assertStringIncludes(html, 'href="/"');
  }
  await awa.post("/door/guest", { name: "Awa" });
  const room = await awa.get("/rooms/no-such-room");
  assertEquals(room.status, 404);
  assertStringIncludes(room.html, "no-such-room");
  await pages.close();
});

Deno.test("answers - while the store is away: 503, when to come back, nothing of the cause", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  assertEquals((await awa.get("/rooms/general")).status, 200);
  pages.services.chat.sync = () => Promise.reject(new Unavailable("secret address"));
  const { status, html, headers } = await awa.get("/rooms/general");
  assertEquals([status, headers.get("Retry-After")], [503, "2"]);
  assert(!html.includes("secret address"));
  await pages.close();
});

Deno.test("answers - settings saved while the store is away come back as they were chosen", async () => {
  const away = () => Promise.reject(new Unavailable("secret address"));
  for (const part of ["the status", "the language"] as const) {
    const pages = await openPages();
    const awa = pages.browser();
    await awa.post("/door/guest", { name: "Awa" });
    const chosen = { status: "In the field", locale: "es", theme: "dark", until: "60" };
    if (part === "the status") pages.services.presence.status = away;
    else pages.services.identity.changeLocale = away;
    const { status, html, headers } = await awa.post("/settings", chosen);
    assertEquals([status, headers.get("Retry-After")], [503, "2"], part);
    assertMatch(html, /<p class="error" role="alert">[^<]+</);
    assertMatch(html, /name="status" value="In the field"/);
    assertMatch(html, /<option value="es"[^>]* selected/);
    assertMatch(html, /<option value="60" selected/);
    assertMatch(html, /value="dark" checked/);
    assert(!html.includes("secret address"));
    await pages.close();
  }
});

Deno.test("answers - a fault of ours is reported and never told", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  pages.services.chat.rooms = () => Promise.reject(new Error("secret stack"));
  const { status, html } = await awa.get("/rooms");
  assertEquals(status, 500);
  assert(!html.includes("secret stack"));
  assertEquals(pages.reported.map(({ what }) => what), ["A page failed"]);
  await pages.close();
});

Deno.test("answers - too many messages at once are refused with the time, and kept in the form", async () => {
  const pages = await openPages({ rates: true });
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const post = (text: string) => awa.post("/rooms/general", { id: crypto.randomUUID(), text });
  for (let n = 0; n < 10; n++) assertEquals((await post(`number ${n}`)).status, 200);
  const { status, html, headers } = await post("one too many");
  assertEquals([status, headers.get("Retry-After")], [429, "1"]);
  assertStringIncludes(html, ">one too many</textarea>");
  await pages.close();
});

Deno.test("answers - an empty message is said at the composer", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const room = await awa.post("/door/guest", { name: "Awa" });
  const fields = formFields(room.html, "/rooms/general");
  const seen = await awa.post("/rooms/general", { ...fields, text: "  " });
  assertEquals(seen.status, 400);
  assertEquals(formFields(seen.html, "/rooms/general").id, fields.id);
  await pages.close();
});

Deno.test("answers - settings are kept, and a status that is too long is said at its field", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const look = { locale: "es", theme: "dark", density: "compact" };
  const saved = await awa.post("/settings", { ...look, status: "In the field", until: "30" });
  assertEquals([saved.path, saved.status], ["/settings?saved", 200]);
  assertStringIncludes(
    saved.html,
    '<html lang="es" dir="ltr" data-theme="dark" data-density="compact"',
  );
  assertStringIncludes(saved.html, 'value="In the field"');
  const chosen = { locale: "fr", theme: "light", density: "comfortable", arrivals: "small" };
  const long = await awa.post("/settings", { ...chosen, status: "x".repeat(81), until: "240" });
  assertEquals(long.status, 413);
  assertStringIncludes(long.html, "x".repeat(81));
  const checked = [...long.html.matchAll(/<input [^>]*\bchecked\b[^>]*>/g)];
  assertEquals(checked.map(([tag]) => tag.match(/ value="(\w+)"/)?.[1]), [
    ...["light", "comfortable", "system", "small"],
  ]);
  const selected = [...long.html.matchAll(/<option [^>]*\bselected\b[^>]*>/g)];
  assertEquals(selected.map(([tag]) => tag.match(/ value="(\w+)"/)?.[1]), ["240", "fr"]);
  assertStringIncludes(long.html, '<option value="keep"', "the end of the status is still there");
  assertStringIncludes(
    long.html,
    '<html lang="es" dir="ltr" data-theme="light" data-density="comf',
  );
  const { html } = await awa.get("/settings");
  assertStringIncludes(html, 'data-theme="dark" data-density="compact"', "nothing is saved");
  await pages.close();
});

Deno.test("answers - a room is found by any case of its name, and behind a slash", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  for (const path of ["/rooms/General", "/rooms/general/", "/rooms/GENERAL/"]) {
    assertEquals((await awa.get(path)).path, "/rooms/general", path);
  }
  assertEquals((await awa.get("/settings/?a=1")).path, "/settings?a=1");
  await pages.close();
});

Deno.test("answers - a room is found as it is shown, by who is in it, who may read it and who is at the door", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "baobab and rain" });
  const made = await awa.post("/rooms", { name: "Été 2026" });
  assertEquals(made.path, "/rooms/ete-2026");
  const shown = `/rooms/${encodeURIComponent("Été 2026")}`;
  const bob = pages.browser();
  assertStringIncludes((await bob.get(shown)).html, "Été 2026</h2>", "the door says what is ahead");
  const entered = await bob.post("/door/guest", { name: "Bob", next: "/rooms/general" });
  assertEquals(entered.status, 200);
  for (const browser of [awa, bob]) {
    const { path, status } = await browser.get(shown);
    assertEquals([path, status], ["/rooms/ete-2026", 200]);
  }
  const lost = await awa.get(`/rooms/${encodeURIComponent("Été 2027")}`);
  assertEquals(lost.status, 404);
  assertStringIncludes(lost.html, "Été 2027", "what was asked for is named as it was written");
  await pages.close();
});

Deno.test("answers - a page that is not there stays where it is in another language", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa" });
  const gone = await awa.get("/rooms/nowhere?x=1");
  assertEquals(gone.status, 404);
  const fields = formFields(gone.html, "/language");
  assertEquals(fields.next, "/rooms/nowhere?x=1");
  const seen = await awa.post("/language", { ...fields, locale: "fr" });
  assertEquals([seen.path, seen.status], ["/rooms/nowhere?x=1", 404]);
  await pages.close();
});
