import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openPages } from "../support/pages.ts";
import { drawnPng } from "../support/pictures.ts";

const password = "baobab and rain";

/** A room with messages, and an administrator. */
async function withRoom() {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password });
  for (const [name, secret] of [["garden", ""], ["cellar", "on"]] as const) {
    await awa.post("/rooms", { name, topic: `The ${name} of all`, private: secret });
  }
  await awa.post("/rooms/garden", {
    text: "Said in the **garden** <script>alert(1)</script> & more",
  });
  const boss = await pages.instance.users.byName("Awa");
  assert(boss);
  await pages.instance.users.update(boss.id, (user) => ({ ...user, role: "administrator" }));
  const { rooms } = await pages.instance.administration.allRooms(
    ...[{ user: { ...boss, role: "administrator" }, session: "x" }, { limit: 9 }] as const,
  );
  const idOf = (start: string) => rooms.find(({ name }) => name?.startsWith(start))!.id;
  const publish = (id: string, published: string) =>
    awa.post("/admin/do/room", { id, published, next: "/admin/rooms" });
  return { ...pages, awa, idOf, publish };
}

Deno.test("published room - a stranger reads it once an administrator says so, and no longer", async () => {
  const pages = await withRoom();
  const stranger = pages.browser();
  assertEquals((await stranger.get("/public/garden")).status, 404);
  assertEquals((await pages.publish(pages.idOf("garden"), "linked")).status, 200);

  const page = await stranger.get("/public/garden");
  assertEquals([page.status, page.path], [200, "/public/garden"]);
  assertStringIncludes(page.html, "Said in the <strong>garden</strong> &#60;script&#62;");
  assertMatch(page.html, /<title>#garden · /);
  assertStringIncludes(page.html, 'content="The garden of all"');
  assertStringIncludes(page.html, '<meta name="robots" content="noindex">');
  assert(
    !/<script|<iframe|<img/i.test(page.html),
    "nothing runs, nothing is loaded from elsewhere",
  );
  const response = await pages.request("/public/garden");
  assertEquals(response.headers.get("set-cookie"), null, "nobody is followed");
  assertEquals(response.headers.get("x-robots-tag"), "noindex");
  const inside = await pages.awa.get("/rooms/garden");
  assertStringIncludes(inside.html, "anyone on the web can read this");
  assertStringIncludes((await pages.awa.get("/admin/journal")).html, "let anyone read #garden");

  await pages.publish(pages.idOf("garden"), "found");
  const found = await pages.request("/public/garden");
  assertEquals(found.headers.get("x-robots-tag"), null);

  await pages.publish(pages.idOf("garden"), "no");
  assertEquals((await stranger.get("/public/garden")).status, 404);
  assertEquals((await stranger.get("/public/garden/feed.atom")).status, 404);
  await pages.close();
});

Deno.test("published room - its feed is Atom, and says of each message who, when and what", async () => {
  const pages = await withRoom();
  await pages.publish(pages.idOf("garden"), "linked");
  await pages.awa.post("/rooms/garden", { text: "A second one \u0008 ]]> with signs" });
  const response = await pages.request("/public/garden/feed.atom");
  assertEquals(response.headers.get("content-type"), "application/atom+xml; charset=utf-8");
  const feed = await response.text();
  assertMatch(
    feed,
    /^<\?xml version="1.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/,
  );
  const entries = [...feed.matchAll(/<entry>(.*?)<\/entry>/gs)].map(([, entry]) => entry!);
  assertEquals(entries.length, 2);
  assertStringIncludes(entries[0]!, "<title>Awa: A second one");
  assertMatch(entries[1]!, /<updated>\d{4}-\d\d-\d\dT[\d:.]+Z<\/updated>/);
  assertMatch(entries[1]!, /#m\d+"\/><author><name>Awa<\/name>/);
  const ids = entries.map((entry) => /<id>(.*?)<\/id>/.exec(entry)?.[1]);
  assertEquals(new Set(ids).size, 2);
  // Each tag is closed, in order, and no sign stands that XML does not have.
  const open: string[] = [];
  for (const [, end, name, alone] of feed.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (end) assertEquals(open.pop(), name);
    else if (!alone) open.push(name!);
  }
  assertEquals(open, []);
  // deno-lint-ignore no-control-regex -- those are what XML cannot have
  assert(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(feed));
  await pages.close();
});

Deno.test("published room - its feed has nothing that is to vanish, its page as long as it is there", async () => {
  const pages = await withRoom();
  await pages.publish(pages.idOf("garden"), "linked");
  const set = await pages.awa.post("/rooms/garden/vanish", { after: String(60 * 60_000) });
  assertEquals(set.status, 200);
  await pages.awa.post("/rooms/garden", { text: "Gone in an hour" });
  await pages.awa.post("/rooms/garden/vanish", { after: "0" });
  await pages.awa.post("/rooms/garden", { text: "Here to stay" });
  const page = await pages.browser().get("/public/garden");
  assertStringIncludes(page.html, "Gone in an hour");
  const feed = await (await pages.request("/public/garden/feed.atom")).text();
  assert(!feed.includes("Gone in an hour"), feed);
  assertStringIncludes(feed, "Here to stay");
  await pages.close();
});

Deno.test("published room - no private room is, and moderators publish none", async () => {
  const pages = await withRoom();
  assertEquals((await pages.publish(pages.idOf("cellar"), "linked")).status, 403);
  const boss = await pages.instance.users.byName("Awa");
  await pages.instance.users.update(boss!.id, (user) => ({ ...user, role: "moderator" }));
  assertEquals((await pages.publish(pages.idOf("garden"), "linked")).status, 403);
  assertEquals((await pages.browser().get("/public/garden")).status, 404);
  await pages.close();
});

Deno.test("published room - how many replies there are is said in the reader's language", async () => {
  const pages = await withRoom();
  const conversation = pages.idOf("garden");
  await pages.publish(conversation, "linked");
  const user = await pages.instance.users.byName("Awa");
  assert(user);
  const { chat } = pages.instance;
  const awa = { user: { ...user, role: "administrator" as const }, session: "x" };
  const { events } = await chat.history(awa, { conversation, limit: 9 });
  const root = events.find(({ kind }) => kind === "message");
  assert(root);
  const french = pages.browser({ "accept-language": "fr" });
  for (const said of ["1 réponse<", "2 réponses<"]) {
    const id = crypto.randomUUID();
    await chat.post(awa, { conversation, id, text: "Yes", thread: root.seq });
    assertStringIncludes((await french.get("/public/garden")).html, said);
  }
  await pages.close();
});

Deno.test("published room - strangers see emoji of the community, and their names in the feed", async () => {
  const pages = await withRoom();
  const add = { name: "harvest" };
  await pages.awa.upload("/admin/do/emoji", add, new File([drawnPng(30, 20)], "any"), "picture");
  await pages.publish(pages.idOf("garden"), "linked");
  await pages.awa.post("/rooms/garden", { text: "rain :harvest: `:harvest:` :none:" });
  const { harvest } = pages.instance.administration.emoji().emoji;
  const { html } = await pages.browser().get("/public/garden");
  const img = `<img class="emoji" src="/files/emoji/${harvest}" alt=":harvest:" title=":harvest:">`;
  assertStringIncludes(html, `rain ${img} <code>:harvest:</code> :none:`);
  const feed = await (await pages.request("/public/garden/feed.atom")).text();
  assertStringIncludes(feed, "rain :harvest: &#60;code&#62;:harvest:");
  await pages.close();
});
