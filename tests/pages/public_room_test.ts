import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openPages } from "../support/pages.ts";

const password = "baobab and rain";

/** A member who made a public room and a private one, with a message in each. */
async function withRooms() {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password });
  for (const [name, secret] of [["garden", ""], ["cellar", "on"]] as const) {
    await awa.post("/rooms", { name, topic: `The ${name} of all`, private: secret });
    await awa.post(`/rooms/${name}`, { text: `said in the ${name}` });
  }
  return { ...pages, awa };
}

Deno.test("public room - its link shows a stranger what it is about, and lets them into it", async () => {
  const pages = await withRooms();
  const stranger = pages.browser();
  const door = await stranger.get("/rooms/garden");
  assertEquals(door.path, "/?next=%2Frooms%2Fgarden");
  assertStringIncludes(door.html, "# garden</h2>");
  assertStringIncludes(door.html, "The garden of all");
  assertStringIncludes(door.html, "0 here, 1 member");
  assertStringIncludes(door.html, ">Join #garden</button>");
  const member = await stranger.get("/?next=%2Frooms%2Fgarden&way=sign-in");
  assert(!member.html.includes(">Join #garden<"), "who signs in again has joined it");
  assert(!door.html.includes("said in the garden"), "what is said there is for who is in");

  const room = await stranger.post("/door/guest", { name: "Noor", next: "/rooms/garden" });
  assertEquals([room.path, room.status], ["/rooms/garden", 200]);
  assertStringIncludes(room.html, "said in the garden");
  const said = await stranger.post("/rooms/garden", { text: "I am in it" });
  assertStringIncludes(said.html, "I am in it");
  await pages.close();
});

Deno.test("public room - of a private room the door says nothing", async () => {
  const pages = await withRooms();
  const door = async (path: string) =>
    (await pages.browser().get(path)).html.replaceAll(/cellar|attic/g, "…")
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "id").replaceAll(/nonce="[^"]*"/g, "");
  assertEquals(await door("/rooms/cellar"), await door("/rooms/attic"));
  const stranger = pages.browser();
  const entered = await stranger.post("/door/guest", { name: "Noor", next: "/rooms/cellar" });
  assertEquals(entered.status, 404);
  assert(!entered.html.includes("said in the cellar"));
  await pages.close();
});

Deno.test("public room - where nobody comes in freely, the door does not tell of rooms", async () => {
  const pages = await withRooms();
  const boss = await pages.instance.users.byName("Awa");
  assert(boss);
  await pages.instance.users.update(boss.id, (user) => ({ ...user, role: "administrator" }));
  const form = { registration: "invitation", next: "/admin" };
  assertEquals((await pages.awa.post("/admin/do/door", form)).status, 200);
  const door = await pages.browser().get("/rooms/garden");
  assert(!door.html.includes("The garden of all"));
  await pages.close();
});

Deno.test("public room - a member who is not in it reads it and joins by one press", async () => {
  const pages = await withRooms();
  const noor = pages.browser();
  await noor.post("/door/register", { name: "Noor", password });
  const preview = await noor.get("/rooms/garden");
  assertEquals([preview.path, preview.status], ["/rooms/garden", 200]);
  assertStringIncludes(preview.html, "said in the garden");
  assertStringIncludes(preview.html, "You are reading #garden");
  assertStringIncludes(preview.html, 'href="/rooms/general"', "the list of conversations stays");
  assert(!preview.html.includes('name="text"'), "there is nothing to write with");
  assertEquals((await noor.post("/rooms/garden", { text: "not yet" })).status, 403);
  const joined = await noor.post("/rooms/garden/join", {});
  assertEquals([joined.path, joined.status], ["/rooms/garden", 200]);
  assertStringIncludes(joined.html, 'name="text"');
  assertEquals((await noor.get("/rooms/cellar")).status, 404);
  await pages.close();
});

Deno.test("public room - a preview shows earlier messages by pages", async () => {
  const pages = await withRooms();
  for (let n = 0; n < 60; n++) await pages.awa.post("/rooms/garden", { text: `line ${n}.` });
  const noor = pages.browser();
  await noor.post("/door/register", { name: "Noor", password });
  const newest = await noor.get("/rooms/garden");
  assert(newest.html.includes("line 59.") && !newest.html.includes("said in the garden"));
  const earlier = newest.html.match(/href="(\/rooms\/garden\?before=\d+)"/)?.[1] ?? "";
  assertStringIncludes((await noor.get(earlier)).html, "said in the garden");
  await pages.close();
});
