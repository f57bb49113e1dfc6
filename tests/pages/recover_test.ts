// A lost password: the link of an administrator, and the page that it leads to.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { PASSWORD_LINK_MS } from "../../lib/store/people/password_links.ts";
import { openAdministered } from "../support/administered_pages.ts";
import { everyRow } from "../support/every_row.ts";
import { formFields, unescapeHtml } from "../support/pages.ts";

const OLD = "under the old tree";
const NEW = "beside the new well";

async function opened() {
  const pages = await openAdministered();
  const bo = pages.browser();
  await bo.post("/door/register", { name: "Bo", password: OLD });
  const id = await pages.idOf("Bo");
  const page = `/admin/people/${id}`;
  const make = async () => {
    const { html } = await pages.awa.post("/admin/do/password-link", { id, next: page });
    const [, link = ""] = /http:\/\/localhost(\/recover\?code=[\w-]{43})/.exec(html) ?? [];
    return { html, link };
  };
  return { pages, bo, id, page, make };
}

const signIn = { name: "Bo", password: NEW };

Deno.test("recover - a link of an administrator gives a new password, once, and ends the other sessions", async () => {
  const { pages, bo, page, make } = await opened();
  const { html, link } = await make();
  assert(link, "it is shown");
  assertStringIncludes(html, "it is not shown again");
  assert(!(await pages.awa.get(page)).html.includes(link), "and not again");
  const code = link.slice(-43);
  const rows = await everyRow(pages.kv);
  assertEquals(rows.filter(({ text }) => text.includes(code)).length, 0, "nor is it stored");

  const phone = pages.browser({ "Accept-Language": "fr" });
  const shown = await phone.get(link);
  assertStringIncludes(unescapeHtml(shown.html), "Pour Bo. Votre identifiant est Bo.");
  const fields = formFields(shown.html, "/recover");
  const weak = await phone.post("/recover", { ...fields, password: "short" });
  assertEquals(weak.status, 400);
  assertStringIncludes(unescapeHtml(weak.html), "8 caractères au moins");
  assertEquals((await phone.post("/recover", { ...fields, password: NEW })).path, "/rooms/general");

  assertEquals((await bo.get("/settings")).path, "/?next=%2Fsettings", "the others are out");
  const tablet = pages.browser();
  assertEquals((await tablet.post("/door/sign-in", { ...signIn, password: OLD })).status, 401);
  assertEquals((await tablet.post("/door/sign-in", signIn)).path, "/rooms/general");
  const again = await phone.post("/recover", { ...fields, password: "a third password" });
  assertEquals(again.status, 403);
  assertStringIncludes(unescapeHtml(again.html), "This link is no longer valid.");
  const journal = await pages.awa.get("/admin/journal");
  assertStringIncludes(unescapeHtml(journal.html), "created a link for a new password for");
  assertEquals(journal.html.split("</b> chose a new password with a link").length, 2, "once");
  await pages.close();
});

Deno.test("recover - a newer link ends the one before, and an hour ends them all", async () => {
  const { pages, make } = await opened();
  const [first, second] = [await make(), await make()];
  assertEquals((await pages.browser().get(first.link)).status, 403);
  assertEquals((await pages.browser().get(second.link)).status, 200);
  await pages.clock.advance(PASSWORD_LINK_MS);
  assertEquals((await pages.browser().get(second.link)).status, 403);
  for (const none of ["/recover", "/recover?code=x", `/recover?code=${"x".repeat(5_000)}`]) {
    assertEquals((await pages.browser().get(none)).status, 403);
  }
  await pages.close();
});

Deno.test("recover - only for who stands below, and has a password", async () => {
  const { pages, id, page } = await opened();
  const { awa, diego, idOf } = pages;
  const post = async (who: typeof awa, whom: string) =>
    await who.post("/admin/do/password-link", { id: whom, next: page });
  const own = await post(awa, await idOf("Awa"));
  assertStringIncludes(own.html, "whose role is the same as yours");
  assertStringIncludes((await post(awa, await idOf("Noor"))).html, "has to register first");
  assertEquals((await post(diego, id)).status, 403, "a moderator");
  const offered = async (who: typeof awa, whom: string) =>
    (await who.get(`/admin/people/${whom}`)).html.includes('id="password"');
  assertEquals(await offered(awa, id), true);
  assertEquals(await offered(awa, await idOf("Awa")), false);
  assertEquals(await offered(awa, await idOf("Noor")), false);
  assertEquals(await offered(diego, id), false);
  await pages.close();
});
