import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createUser } from "../../lib/chat/identity/names.ts";
import { openPages } from "../support/pages.ts";

const PASSWORD = "baobab and rain";

Deno.test("sign-out - a guest is asked, told what goes, and may stay", async () => {
  const pages = await openPages();
  const ana = pages.browser();
  await ana.post("/door/guest", { name: "Chloé" });
  const asked = await ana.get("/door/sign-out");
  assertEquals([asked.status, asked.path], [200, "/door/sign-out"]);
  for (
    const words of [
      "Leave the chat?",
      "Your name, “Chloé”, is kept for at least 15 minutes",
      "your direct messages close",
      "Messages and files waiting to be sent, and drafts in threads, are deleted from this browser.",
      "Drafts in your conversations are kept with your name: you find them again",
      "Create an account to keep it all",
    ]
  ) assertStringIncludes(asked.html, words);
  assertEquals((await ana.get("/")).path, "/rooms/general", "to look leaves nothing");
  assertEquals((await pages.browser().get("/door/sign-out")).path, "/", "nobody is asked nothing");
  await pages.close();
});

Deno.test("sign-out - a member is told that conversations stay", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  const { html } = await awa.get("/door/sign-out");
  assertStringIncludes(html, "Sign out of this device?");
  assertStringIncludes(html, "Your conversations, messages and drafts stay");
  assertStringIncludes(html, "drafts in threads, are deleted from this browser");
  assert(!html.includes("Your name, “Awa”"));
  assert(!html.split("<script")[0]?.includes("kept with your name"));
  await pages.close();
});

Deno.test("sign-out - a guest's name is theirs again in their browser, and said to be kept in others", async () => {
  const pages = await openPages();
  const [ana, other] = [pages.browser(), pages.browser()];
  await ana.post("/door/guest", { name: "Chloé" });
  const { id } = (await pages.instance.users.byName("Chloé"))!;
  assertEquals((await ana.post("/door/sign-out", {})).path, "/");
  const refused = await other.post("/door/guest", { name: "Chloé" });
  assertEquals(refused.status, 409);
  assertStringIncludes(refused.html, "“Chloé” is a guest’s name right now.");
  assertStringIncludes(refused.html, "Choose another name, like “Chloé 2”.");
  assert(/It is free (in|from) .+? if they stay away/.test(refused.html));
  assertEquals((await ana.post("/door/guest", { name: "Chloé" })).path, "/rooms/general");
  assertEquals((await pages.instance.users.byName("Chloé"))?.id, id);
  await pages.close();
});

Deno.test("sign-out - what brings a guest back opens no door that was closed to guests meanwhile", async () => {
  const pages = await openPages();
  const ana = pages.browser();
  await ana.post("/door/guest", { name: "Chloé" });
  await ana.post("/door/sign-out", {});
  const { administration, users } = pages.instance;
  const { user } = await createUser(users, { name: "Boss", role: "administrator" });
  await administration.changeSettings({ user, session: "" }, { guests: false });
  const token = ana.cookies.get("palabre_name")!;
  for (const id of ["", token, crypto.randomUUID()]) {
    assertEquals((await ana.post("/door/guest", { name: "Chloé", id })).status, 403);
  }
  await pages.close();
});

Deno.test("sign-out - whoever comes in after a guest in that browser is not brought back as them", async () => {
  const pages = await openPages();
  const shared = pages.browser();
  await shared.post("/door/guest", { name: "Chloé" });
  await shared.post("/door/sign-out", {});
  assert(shared.cookies.has("palabre_name"));
  await shared.post("/door/guest", { name: "Ben" });
  assert(!shared.cookies.has("palabre_name"), "somebody else came in");
  assertEquals((await shared.post("/door/guest", { name: "Chloé" })).status, 409);
  await pages.close();
});

Deno.test("sign-out - a guest says that it is not their computer, and nobody comes back there as them", async () => {
  const pages = await openPages();
  const shared = pages.browser();
  await shared.post("/door/guest", { name: "Chloé" });
  const { html } = await shared.get("/door/sign-out");
  assertStringIncludes(html, "This is not my computer");
  assertStringIncludes(html, 'name="shared"');
  assertEquals((await shared.post("/door/sign-out", { shared: "on" })).path, "/");
  assert(!shared.cookies.has("palabre_name"));
  assertEquals((await shared.post("/door/guest", { name: "Chloé" })).status, 409);
  await pages.close();
});

Deno.test("sign-out - whoever leaves is not counted at the door among those here, and others are", async () => {
  const pages = await openPages();
  const [ana, awa] = [pages.browser(), pages.browser()];
  await ana.post("/door/guest", { name: "Chloé" });
  await awa.post("/door/register", { name: "Awa", password: PASSWORD });
  await ana.get("/rooms/general");
  await awa.get("/rooms/general");
  await pages.clock.advance(1_000);
  const stranger = pages.browser();
  assertStringIncludes((await stranger.get("/")).html, "2 people are here now");
  assertStringIncludes((await ana.post("/door/sign-out", {})).html, "1 person is here now");
  assertStringIncludes((await awa.post("/door/sign-out", {})).html, "Nobody is here yet");
  await pages.close();
});
