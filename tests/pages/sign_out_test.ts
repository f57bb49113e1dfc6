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
      "Messages that wait to be sent, drafts and files",
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
  assertStringIncludes(html, "Your conversations and messages stay");
  assert(!html.includes("Your name, “Awa”"));
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
  assertStringIncludes(refused.html, "“Chloé” is a guest’s name just now.");
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
  const refused = await ana.post("/door/guest", { name: "Chloé" });
  assertEquals(refused.status, 403);
  await pages.close();
});
