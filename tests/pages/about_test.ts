import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openPages } from "../support/pages.ts";

const PASSWORD = "baobab and rain";

Deno.test("about - what is pinned and who is in it, without a script, for its members alone", async () => {
  const pages = await openPages();
  const [awa, noor] = [pages.browser(), pages.browser()];
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  await noor.post("/door/register", { name: "Noor", password: PASSWORD });
  const { path } = await awa.post("/rooms", { name: "shed", topic: "", private: "on" });
  await awa.post(path, { text: "the key is under the *third* pot" });
  const room = await awa.get(path);
  const [, seq = ""] = room.html.match(/\/(\d+)">Options</) ?? [];
  for (const end of ["pins", "members"]) assertStringIncludes(room.html, `${path}/about#${end}`);
  assertStringIncludes((await awa.get(`${path}/about`)).html, "Nothing is pinned here yet.");
  await awa.post(`${path}/${seq}/pin`, { on: "on" });
  const { html, status } = await awa.get(`${path}/about`);
  assertEquals(status, 200);
  const main = html.slice(html.indexOf('id="pins"'));
  assertStringIncludes(main, `href="${path}/${seq}">the key is under the third pot</a>`);
  const members = main.slice(main.indexOf('id="members"'));
  assertStringIncludes(members, "Awa");
  assert(!members.includes("Noor"));
  assertEquals((await noor.get(`${path}/about`)).status, 404);
  assertEquals((await awa.get(`${path}/about?after=no-cursor`)).status, 400);

  await pages.close();
});
