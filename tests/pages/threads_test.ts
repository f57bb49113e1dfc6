import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { formFields, openPages } from "../support/pages.ts";

/** The seq of the newest entry, as the form of the page tells it. */
const headOf = (html: string) => formFields<"id" | "after">(html, "/rooms/general").after;

Deno.test("pages - a thread is opened, answered and linked to without a script (M6)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const room = await awa.post("/door/guest", { name: "Awa" });
  const fields = formFields(room.html, "/rooms/general");
  const said = await awa.post("/rooms/general", { ...fields, text: "Frost tonight?" });
  const address = `/rooms/general/${headOf(said.html)}/thread`;

  const empty = await awa.get(address);
  assertEquals(empty.status, 200);
  assertStringIncludes(empty.html, "No replies yet.");
  const form = formFields(empty.html, address);
  const answered = await awa.post(address, { ...form, text: "Two degrees" });
  assertEquals([answered.path, answered.status], [address, 200]);
  assertStringIncludes(answered.html, "Two degrees");

  // It is counted at its root, and stands nowhere else in the room.
  const after = await awa.get("/rooms/general");
  assertMatch(after.html, /1 reply/);
  assertStringIncludes(after.html, `href="${address}"`);
  assertEquals(after.html.includes("Two degrees"), false);
  // Its own address leads to its thread.
  const led = await awa.get(`/rooms/general/${headOf(after.html)}`);
  assertEquals([led.path, led.status], [address, 200]);
  await pages.close();
});
