import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openPages, type PlainBrowser } from "../support/pages.ts";

const PASSWORD = "baobab and rain";

/** A room of a member's, and a guest and a member in it, all without a script. */
async function inOneRoom() {
  const pages = await openPages();
  const [awa, noor, diego] = [pages.browser(), pages.browser(), pages.browser()];
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  await awa.post("/rooms", { name: "garden", topic: "" });
  await noor.post("/door/guest", { name: "Noor" });
  await diego.post("/door/register", { name: "Diego", password: PASSWORD });
  for (const one of [noor, diego]) await one.post("/rooms/garden/join", {});
  const actorOf = async (name: string, role?: "moderator") => {
    const { users } = pages.instance;
    const id = (await users.byName(name))?.id ?? "";
    if (role) await users.update(id, (user) => ({ ...user, role }));
  };
  return { pages, awa, noor, diego, promote: (name: string) => actorOf(name, "moderator") };
}

/** The links and buttons to pages of a conversation that the page of it has. */
async function offered(browser: PlainBrowser, path: string): Promise<string[]> {
  const { html } = await browser.get(path);
  return ["vanish", "attach", "later"].filter((one) =>
    html.includes(`href="${path}/${one}"`) || html.includes(`formaction="${path}/${one}"`)
  );
}

Deno.test("offered - without a script, guests are offered no setting that is for members", async () => {
  const { pages, noor, diego, promote } = await inOneRoom();
  assertEquals(await offered(diego, "/rooms/garden"), ["vanish", "attach", "later"]);
  assertEquals(await offered(noor, "/rooms/garden"), ["attach", "later"]);
  assertEquals(await offered(diego, "/rooms/general"), ["attach", "later"], "that is locked");
  await promote("Diego");
  assertEquals(await offered(diego, "/rooms/general"), ["vanish", "attach", "later"]);
  await pages.close();
});

Deno.test("offered - who may create rooms is offered it, and guests read that they need an account", async () => {
  const { pages, awa, noor } = await inOneRoom();
  const [member, guest] = [await awa.get("/rooms?new"), await noor.get("/rooms?new")];
  assertStringIncludes(member.html, 'action="/rooms"');
  assertStringIncludes(member.html, "Moderators keep order in every room");
  assert(/<input[^>]*name="name"[^>]* autofocus/.test(member.html), "its name is what one types");
  assert(!/autofocus/.test((await awa.get("/rooms")).html), "nobody asked to create one");
  assert(!guest.html.includes('method="post" action="/rooms"'));
  assertStringIncludes(guest.html, "To create one, you need an account.");
  const none = [await awa.get("/rooms?q=zzz"), await noor.get("/rooms?q=zzz")];
  assertEquals(
    none.map(({ html }) => />No room is called that\.([^<]*)</.exec(html)?.[1]?.trim()),
    [
      "You can create it above.",
      "",
    ],
  );
  await pages.close();
});

Deno.test("offered - a guest who writes with somebody is not asked whom to add", async () => {
  const { pages, awa, noor } = await inOneRoom();
  const people = async (browser: PlainBrowser, other: string) => {
    const { path } = await browser.get(`/direct?person=${other}`);
    return (await browser.get(`${path}/people`)).html.includes('name="person"');
  };
  assertEquals([await people(awa, "Noor"), await people(noor, "Diego")], [true, false]);
  await pages.close();
});

Deno.test("offered - without a script, a room has a way to search messages", async () => {
  const { pages, awa } = await inOneRoom();
  const { html } = await awa.get("/rooms/garden");
  assertStringIncludes(html, 'class="jump" href="/search"');
  assertStringIncludes(html, ">Times are shown for UTC.");
  assertEquals((await awa.get("/search")).status, 200);
  await pages.close();
});
