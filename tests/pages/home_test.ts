import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openPages } from "../support/pages.ts";

Deno.test("home - leads to where one was last, and to #general at first or when that is over", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "baobab and rain" });
  assertEquals((await awa.get("/")).path, "/rooms/general");
  await awa.post("/rooms", { name: "harvest" });
  await awa.get("/rooms/general");
  await awa.get("/rooms/harvest");
  assertEquals((await awa.get("/")).path, "/rooms/harvest");
  await awa.post("/rooms/harvest/leave", {});
  assertEquals((await awa.get("/")).path, "/rooms/general");
  await pages.close();
});

Deno.test("home - the list of conversations alone is a page, to which a conversation leads back", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const room = await awa.post("/door/guest", { name: "Awa" });
  assertStringIncludes(room.html, 'href="/?list"');
  const list = await awa.get("/?list");
  assertEquals([list.path, list.status], ["/?list", 200]);
  assertStringIncludes(list.html, 'data-view="list"');
  assert(!list.html.includes('name="text"'), "nothing is open");
  await pages.close();
});

Deno.test("home - a cookie that somebody else wrote leads to #general", async () => {
  const pages = await openPages();
  const entered = await pages.request("/door/guest", {
    method: "POST",
    body: new URLSearchParams({ name: "Awa" }),
    headers: { origin: "http://localhost" },
  });
  const session = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  for (const last of ["%E0%A4%A", "direct:a:b", "", "https://evil.example"]) {
    const answer = await pages.request("/", {
      headers: { cookie: `${session}; palabre-last=${last}` },
    });
    assertEquals(answer.headers.get("location"), "/rooms/general", last);
  }
  await pages.close();
});
