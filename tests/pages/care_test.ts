import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openAdministered, PASSWORD } from "../support/administered_pages.ts";
import { formFields, openPages, unescapeHtml } from "../support/pages.ts";

Deno.test("setup - the printed link makes a stranger the administrator, once", async () => {
  const pages = await openPages();
  const code = await pages.instance.setup.open() ?? "";
  const wrong = await pages.browser().get("/setup?code=guessed");
  assertEquals(wrong.status, 403);
  const awa = pages.browser();
  assertStringIncludes((await awa.get(`/setup?code=${code}`)).html, 'action="/setup"');
  const weak = await awa.post("/setup", { code, name: "Awa", password: "short" });
  assertEquals(weak.status, 400);
  assertStringIncludes(weak.html, 'value="Awa"');
  const french = await awa.post("/setup/language", {
    code,
    name: "Awa",
    password: PASSWORD,
    locale: "fr",
  });
  assertEquals(formFields(french.html, "/setup"), { code, name: "Awa", password: "" });
  assertStringIncludes(unescapeHtml(french.html), "il n’a pas été conservé");
  const done = await awa.post("/setup", { code, name: "Awa", password: PASSWORD });
  assertEquals([done.path, done.status], ["/admin", 200]);
  const late = await pages.browser().post("/setup", { code, name: "Zed", password: PASSWORD });
  assertEquals(late.status, 403);
  await pages.close();
});

Deno.test("setup - a guest keeps the name, a member presses once", async () => {
  const pages = await openPages();
  const code = await pages.instance.setup.open() ?? "";
  const noor = pages.browser();
  await noor.post("/door/guest", { name: "Noor" });
  const page = await noor.get(`/setup?code=${code}`);
  assert(!page.html.includes('name="name"') && page.html.includes('name="password"'));
  assertEquals((await noor.post("/setup", { code, password: PASSWORD })).path, "/admin");
  await pages.close();
});

Deno.test("join - an invitation opens a closed door as often as it says", async () => {
  const pages = await openAdministered();
  await pages.awa.post("/admin/do/door", { guests: "on", registration: "invitation" });
  const made = await pages.awa.post("/admin/do/invite", {
    uses: "1",
    duration: "7d",
    next: "/admin/invitations",
  });
  const code = made.html.match(/\/join\/([\w-]+)/)?.[1] ?? "";
  const register = { name: "Mei", password: PASSWORD };
  const without = await pages.browser().post("/door/register", register);
  assertEquals(without.status, 403);
  const mei = pages.browser();
  const door = await mei.get(`/join/${code}`);
  assertStringIncludes(door.html, `value="${code}"`);
  assertStringIncludes(door.html, "You have an invitation");
  assertEquals((await mei.post("/door/register", { ...register, invite: code })).status, 200);
  const late = await pages.browser().get(`/join/${code}`);
  assertStringIncludes(unescapeHtml(late.html), "The invitation in this link is not valid");
  await pages.close();
});

Deno.test("join - a revoked invitation says so, and a guest brings theirs along", async () => {
  const pages = await openAdministered();
  await pages.awa.post("/admin/do/door", { guests: "on", registration: "invitation" });
  const next = "/admin/invitations";
  const made = await pages.diego.post("/admin/do/invite", { uses: "2", duration: "7d", next });
  const code = made.html.match(/\/join\/([\w-]+)/)?.[1] ?? "";
  const account = await pages.noor.get(`/join/${code}`);
  assertStringIncludes(account.html, `value="${code}"`);
  const wish = { password: PASSWORD, invite: code };
  const member = await pages.noor.post("/settings/account/membership", wish);
  assertEquals(member.path, "/settings/account?done=membership");
  await pages.diego.post("/admin/do/revoke", { code, next });
  const late = await pages.browser().get(`/join/${code}`);
  assertStringIncludes(unescapeHtml(late.html), "The invitation in this link is not valid");
  await pages.close();
});

Deno.test("join - a guest who came by the link is asked for nothing more", async () => {
  const pages = await openAdministered();
  const next = "/admin/invitations";
  await pages.awa.post("/admin/do/door", { guests: "on", registration: "invitation" });
  const made = await pages.awa.post("/admin/do/invite", { uses: "2", duration: "7d", next });
  const code = made.html.match(/\/join\/([\w-]+)/)?.[1] ?? "";
  const mei = pages.browser();
  const door = await mei.get(`/?way=guest&invite=${code}`);
  await mei.post("/door/guest", { ...formFields(door.html, "/door/guest"), name: "Mei" });
  assertStringIncludes((await pages.awa.get(next)).html, "1 of 2 used");
  const form = formFields(
    (await mei.get("/settings/account")).html,
    "/settings/account/membership",
  );
  assert(!("invite" in form));
  const member = await mei.post("/settings/account/membership", { password: PASSWORD });
  assertEquals(member.path, "/settings/account?done=membership");
  assertStringIncludes((await pages.awa.get(next)).html, "1 of 2 used");
  await pages.close();
});

Deno.test("join - a guest's invitation counts where anyone may register", async () => {
  const pages = await openAdministered();
  const next = "/admin/invitations";
  const made = await pages.diego.post("/admin/do/invite", { uses: "2", duration: "7d", next });
  const code = made.html.match(/\/join\/([\w-]+)/)?.[1] ?? "";
  const account = await pages.noor.get(`/join/${code}`);
  const fields = formFields(account.html, "/settings/account/membership");
  await pages.noor.post("/settings/account/membership", { ...fields, password: PASSWORD });
  assertStringIncludes((await pages.diego.get(next)).html, "1 of 2 used");
  await pages.close();
});

Deno.test("rooms - closed, read-only and renamed by those who care for them", async () => {
  const pages = await openAdministered();
  await pages.ines.post("/rooms", { name: "kitchen", topic: "" });
  const { html } = await pages.awa.get("/admin/rooms");
  const id = html.split('data-room="kitchen"')[1]?.match(/name="id" value="([^"]+)"/)?.[1] ?? "";
  const change = (fields: Record<string, string>) =>
    pages.diego.post("/admin/do/room", { id, next: "/admin/rooms", ...fields });
  await change({ readOnly: "on" });
  const write = { text: "hello", id: "", after: "0" };
  assertEquals((await pages.ines.post("/rooms/kitchen", write)).status, 409);
  await change({ readOnly: "off" });
  assertEquals((await pages.ines.post("/rooms/kitchen", write)).status, 200);
  const wrong = await change({ name: "?!" });
  assertEquals([wrong.status, wrong.html.includes('value="?!"')], [400, true]);
  await change({ name: "hearth" });
  assertEquals((await pages.ines.get("/rooms/hearth")).status, 200);
  const listed = async () => {
    const { html } = await pages.ines.get("/rooms/general");
    return html.split('href="/rooms/hearth"')[1]?.split("</a>")[0]?.replace(/<[^>]*>/g, " ") ?? "";
  };
  assertEquals(/\bclosed\b/.test(await listed()), false);
  await change({ closed: "on" });
  assertEquals((await pages.ines.post("/rooms/hearth", write)).status, 409);
  assertEquals(/\bclosed\b/.test(await listed()), true, "the list says it");
  const refused = await pages.ines.post("/admin/do/room", { id, closed: "off" });
  assertEquals(refused.status, 403);
  await pages.close();
});

Deno.test("rooms - a room is called by its title wherever one reads of it", async () => {
  const pages = await openAdministered();
  await pages.ines.post("/rooms", { name: "Class 5B", topic: "" });
  await pages.ines.post("/rooms/class-5b", { text: "cheap seeds", id: "", after: "0" });
  const rooms = (await pages.awa.get("/admin/rooms")).html;
  assertMatch(rooms, /<b[^>]*># Class 5B<\/b>/);
  const id = rooms.split('data-room="class-5b"')[1]?.match(/name="id" value="([^"]+)"/)?.[1] ?? "";
  const change = (fields: Record<string, string>) =>
    pages.awa.post("/admin/do/room", { id, next: "/admin/rooms", ...fields });
  await change({ readOnly: "on" });
  await change({ name: "Class 6B" });
  const journal = (await pages.awa.get("/admin/journal")).html;
  assertStringIncludes(journal, "made #Class 5B read-only");
  assertStringIncludes(journal, "renamed #Class 5B to #Class 6B");
  const { chat, administration } = pages.instance;
  const actor = {
    user: { id: await pages.idOf("Diego"), name: "Diego", role: "moderator" as const },
  };
  const diego = { ...actor, session: "" };
  await chat.join(diego, { conversation: id });
  await administration.reportMessage(diego, { conversation: id, target: 2, words: "spam" });
  assertStringIncludes((await pages.awa.get("/admin/reports")).html, "in #Class 6B");
  await pages.close();
});

Deno.test("reports - listed, handled, and the message goes with it", async () => {
  const pages = await openAdministered();
  await pages.noor.post("/rooms/general", { text: "cheap seeds", id: "", after: "0" });
  const actor = (await pages.instance.users.byName("Inès")) ?? { id: "", name: "", role: "guest" };
  const { id, name, role } = actor;
  await pages.instance.administration.reportMessage({ user: { id, name, role }, session: "" }, {
    conversation: "general",
    target: 1,
    words: "It is spam",
  });
  const open = await pages.diego.get("/admin/reports");
  assertStringIncludes(open.html, "It is spam");
  const report = open.html.match(/name="id" value="([^"]+)"/)?.[1] ?? "";
  const handled = {
    id: report,
    conversation: "general",
    seq: "1",
    delete: "on",
    words: "told her",
  };
  assertEquals((await pages.ines.post("/admin/do/report", handled)).status, 403);
  assertStringIncludes((await pages.ines.get("/rooms/general")).html, "cheap seeds");
  await pages.diego.post("/admin/do/report", handled);
  assert(!(await pages.ines.get("/rooms/general")).html.includes("cheap seeds"));
  assert(!(await pages.diego.get("/admin/reports")).html.includes("It is spam"));
  assertStringIncludes((await pages.diego.get("/admin/reports?state=all")).html, "told her");
  await pages.close();
});

Deno.test("roles - the last administrator stays one", async () => {
  const pages = await openAdministered();
  const demote = { id: await pages.idOf("Awa"), role: "member", next: "/admin/people" };
  assertEquals((await pages.awa.post("/admin/do/role", demote)).status, 403);
  await pages.awa.post("/admin/do/role", { id: await pages.idOf("Diego"), role: "administrator" });
  await pages.diego.post("/admin/do/role", demote);
  assertEquals((await pages.awa.get("/admin")).status, 403);
  await pages.close();
});
