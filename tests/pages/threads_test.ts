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
  // Its own address leads to its thread, which marks it and has the forms for it.
  const seq = headOf(after.html);
  const led = await awa.get(`/rooms/general/${seq}`);
  assertEquals([led.path, led.status], [`${address}/${seq}`, 200]);
  const [, panel = ""] = led.html.split('id="thread"');
  assertMatch(panel, /data-mark="found"[^>]*autofocus[^]*Two degrees/);
  assertStringIncludes(panel, `action="/rooms/general/${seq}/reactions"`);
  // Marked as unread there, its thread is in the inbox again.
  assertEquals((await awa.get("/inbox?section=threads")).html.includes("Two degrees"), false);
  const thread = formFields<"thread">(panel, `/rooms/general/${seq}/unread`);
  assertEquals(thread, { thread: headOf(said.html) });
  await awa.post(`/rooms/general/${seq}/unread`, thread);
  assertStringIncludes((await awa.get("/inbox?section=threads")).html, "Two degrees");
  await pages.close();
});

Deno.test("pages - a link to an old reply shows what is around it, and leads on to the newest (M6)", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  const room = await awa.post("/door/guest", { name: "Awa" });
  const fields = formFields(room.html, "/rooms/general");
  const said = await awa.post("/rooms/general", { ...fields, text: "Frost tonight?" });
  const address = `/rooms/general/${headOf(said.html)}/thread`;
  let page = await awa.get(address);
  for (let nth = 1; nth <= 60; nth++) {
    page = await awa.post(address, { ...formFields(page.html, address), text: `answer ${nth}.` });
  }
  const root = Number(headOf(said.html));
  const led = await awa.get(`/rooms/general/${root + 5}`);
  assertEquals(led.path, `${address}/${root + 5}`);
  assertMatch(led.html, /data-mark="found"[^]*answer 5\./);
  assertEquals(led.html.includes("answer 60."), false);
  assertStringIncludes(led.html, `href="${address}">Jump to the latest`);
  await pages.close();
});
