import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { personAddress } from "../../lib/protocol/people.ts";
import { NAME_HELD_AFTER_MESSAGE_MS } from "../../lib/store/people/name_claims.ts";
import { formFields, openPages, unescapeHtml } from "../support/pages.ts";

const PASSWORD = "baobab and rain";

Deno.test("people - a guest's name that somebody else takes later leads to two people (N3, N5)", async () => {
  const pages = await openPages();
  const [ada, bruno] = [pages.browser(), pages.browser()];
  await ada.post("/door/register", { name: "Ada", password: PASSWORD });
  await bruno.post("/door/guest", { name: "Bruno" });
  const first = (await ada.get("/direct/bruno")).path;
  await ada.post(first, { id: crypto.randomUUID(), text: "for the first Bruno" });

  await pages.clock.advance(NAME_HELD_AFTER_MESSAGE_MS);
  await pages.browser().post("/door/guest", { name: "Bruno" });
  const second = await ada.get("/direct/bruno");
  assertMatch(second.path, /^\/direct\/bruno-[0-9a-z]{4}$/);
  assert(second.path !== first);
  assert(!withoutProps(second.html).includes("for the first Bruno"));
  assertStringIncludes(withoutProps(second.html), "a different Bruno than before");

  const before = await ada.get(first);
  assertEquals([before.path, before.status], [first, 200], "a reload opens the same conversation");
  assertStringIncludes(withoutProps(before.html), "for the first Bruno");
  assertStringIncludes(withoutProps(before.html), `Bruno · ${first.slice(-4)}`);
  const refused = await ada.post(first, { id: crypto.randomUUID(), text: "still there?" });
  assertEquals(refused.status, 409);
  assertStringIncludes(refused.html, "The other person has left");
  await pages.close();
});

Deno.test("people - of a deleted account a conversation stays that says so (N6)", async () => {
  const pages = await openPages();
  const [ada, bruno] = [pages.browser(), pages.browser()];
  await ada.post("/door/register", { name: "Ada", password: PASSWORD });
  await bruno.post("/door/register", { name: "Bruno", password: PASSWORD });
  const path = (await bruno.get("/direct/ada")).path;
  await bruno.post(path, { id: crypto.randomUUID(), text: "farewell" });
  const mine = await ada.get("/direct/bruno");
  const { id = "" } = await pages.instance.users.byName("Bruno") ?? {};
  await bruno.post("/settings/account/deletion", {
    password: PASSWORD,
    messages: "stay",
    confirmed: "on",
  });

  const list = withoutProps((await ada.get("/rooms/general")).html);
  const left = `/direct/${personAddress({ id, name: "" })}`;
  assertStringIncludes(list, `href="${left}"`);
  assert(!list.includes("unread message"));
  for (const address of [left, mine.path]) {
    const seen = await ada.get(address);
    assertEquals([seen.path, seen.status], [left, 200]);
    assertStringIncludes(unescapeHtml(withoutProps(seen.html)), "someone who left");
    assertStringIncludes(seen.html, "farewell");
    assertStringIncludes(seen.html, "The other person has left.");
    formFields(seen.html, `${left}/leave`);
  }
  await ada.post(`${left}/leave`, {});
  assert(!withoutProps((await ada.get("/rooms/general")).html).includes(`href="${left}"`));
  await pages.close();
});

/** What is drawn, without what islands are given beside it. */
function withoutProps(html: string): string {
  return html.replace(/<script.*?<\/script>/gs, "");
}

Deno.test("people - a guest is called so where they wrote, and a member is not (N2)", async () => {
  const pages = await openPages();
  const [ada, bruno] = [pages.browser(), pages.browser()];
  await ada.post("/door/register", { name: "Ada", password: PASSWORD });
  await bruno.post("/door/guest", { name: "Bruno" });
  for (const one of [ada, bruno]) {
    await one.post("/rooms/general", { id: crypto.randomUUID(), text: "hello" });
  }
  const byline = (html: string) => /<div class="byline"[^>]*>(.*?)<time/.exec(html)?.[1] ?? "";
  assertMatch(
    byline((await ada.get("/rooms/general")).html),
    />Bruno<\/b>\s*<span class="tag">guest<\/span>/,
  );
  assertMatch(byline((await bruno.get("/rooms/general")).html), />Ada<\/b>\s*$/);
  await pages.close();
});

Deno.test("people - one signs out from the settings and from the account alike", async () => {
  const pages = await openPages();
  for (const path of ["/settings", "/settings/account"]) {
    const ada = pages.browser();
    await ada.post("/door/guest", { name: `Ada ${path.length}` });
    assertMatch(
      (await ada.get(path)).html,
      /class="button danger" href="\/door\/sign-out">Leave the chat…</,
    );
  }
  await pages.close();
});
