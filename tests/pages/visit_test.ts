import { assertEquals, assertStringIncludes } from "@std/assert";
import { formFields, openPages } from "../support/pages.ts";

Deno.test("pages - door, enter, write: it is on the page, without a script", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const door = await awa.get("/");
  assertEquals(door.status, 200);
  assertStringIncludes(door.html, "Baobab Coop");
  const room = await awa.post("/door/guest", {
    ...formFields(door.html, "/door/guest"),
    name: "Awa",
  });
  assertEquals([room.path, room.status], ["/rooms/general", 200]);
  const fields = formFields(room.html, "/rooms/general");
  const after = await awa.post("/rooms/general", { ...fields, text: "Good morning!\r\nAll well?" });
  assertEquals([after.path, after.status], ["/rooms/general", 200]);
  assertStringIncludes(after.html, "Good morning!\nAll well?");

  const diego = pages.browser();
  const seen = await diego.post("/door/guest", { name: "Diego" });
  assertStringIncludes(seen.html, "Good morning!");
  assertStringIncludes(seen.html, "Awa");
  await pages.close();
});
