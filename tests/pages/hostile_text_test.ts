import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openPages, unescapeHtml } from "../support/pages.ts";

/** Tries to be markup in element text, in attributes, in addresses and in the islands' data. */
const HOSTILE = `"><img src=x onerror=alert(1)></script><script>alert(2)</script><!--'`;
/** The same, short enough for a name. */
const HOSTILE_NAME = `"><img src=x onload=f()>'`;

/** Nothing of it became an element, an attribute, a comment or a second script. */
function assertHarmless(html: string, ownScripts: number) {
  assert(!/<img/i.test(html), "an image element appeared");
  assert(!/<!--/.test(html), "a comment appeared");
  assert(!/<[a-z][^>]*\son[a-z]+=/i.test(html), "an event handler appeared");
  assert(!/<[a-z][^>]*\sstyle=/i.test(html), "an inline style appeared");
  assertEquals(html.match(/<script/gi)?.length ?? 0, ownScripts);
}

const scriptsIn = (html: string) => html.match(/<script/gi)?.length ?? 0;

Deno.test("hostile text - in messages, topics and names stays text on every page", async () => {
  const pages = await openPages();
  const plain = pages.browser();
  await plain.post("/door/register", { name: "Ben", password: "baobab and rain" });
  const ofRooms = scriptsIn((await plain.get("/rooms")).html);
  const awa = pages.browser();
  const name = HOSTILE_NAME;
  const room = await awa.post("/door/register", { name, password: "baobab and rain" });
  assertEquals(room.path, "/rooms/general");
  const own = scriptsIn(room.html);
  assertHarmless(room.html, own);
  assertStringIncludes(unescapeHtml(room.html), name);

  const message = await awa.post("/rooms/general", { id: crypto.randomUUID(), text: HOSTILE });
  assertEquals(message.status, 200);
  assertHarmless(message.html, own);
  assertStringIncludes(unescapeHtml(message.html), "<img src=x onerror=alert(1)>");

  const made = await awa.post("/rooms", { name: "plot", topic: HOSTILE });
  assertEquals(made.path, "/rooms/plot");
  assertHarmless(made.html, own);
  assertHarmless((await awa.get("/rooms")).html, ofRooms);

  const direct = await awa.get(`/direct/${encodeURIComponent(name)}`);
  assertEquals(direct.status, 200);
  assertHarmless(direct.html, own);
  await pages.close();
});

Deno.test("hostile text - in what comes back from a refused form or address stays text", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const plain = await awa.post("/door/guest", { name: "a@b" });
  const refused = await awa.post("/door/guest", { name: HOSTILE, next: `/${HOSTILE}` });
  assertEquals(refused.status, 413);
  assertHarmless(refused.html, scriptsIn(plain.html));

  const room = await awa.post("/door/register", { name: "Awa", password: "baobab and rain" });
  const ofRooms = scriptsIn((await awa.get("/rooms")).html);
  const made = await awa.post("/rooms", { name: HOSTILE, topic: HOSTILE });
  assertEquals(made.status, 413);
  assertHarmless(made.html, ofRooms);
  assertStringIncludes(unescapeHtml(made.html), HOSTILE);

  // What is not found has an island of its own, without words: what says that its reader is here.
  const island = scriptsIn((await awa.get("/rooms/nothing")).html);
  for (const path of ["/rooms/", "/direct/", "/"]) {
    const seen = await awa.get(path + encodeURIComponent(HOSTILE));
    assertEquals(seen.status, 404);
    assertHarmless(seen.html, island);
  }
  const long = await awa.post("/rooms/general", {
    id: crypto.randomUUID(),
    text: HOSTILE.repeat(100),
  });
  assertEquals(long.status, 413);
  assertHarmless(long.html, scriptsIn(room.html));
  assertStringIncludes(unescapeHtml(long.html), HOSTILE.repeat(100));
  await pages.close();
});
