import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";
import { openPages } from "../support/pages.ts";
import { allRows, wordsLeft } from "../support/gone_words.ts";

const typeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  String(body.type ?? "").replace("urn:palabre:problem:", ""),
];

async function impose(here: Community, mod: Somebody, what: string, wish: object) {
  const { status } = await here.api(here.one, mod, "POST", `/admin/${what}`, wish);
  assertEquals(status, 201);
  await here.pass(1_000);
}

communityTest(
  "appeals - who is banned says something once, does nothing else, and reads the answer",
  2,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const appeal = (words: string) => here.api(here.two, zed, "POST", "/me/appeal", { words });
    assertEquals(typeOf(await appeal("for nothing")), [403, "appeal-none"]);
    await impose(here, mod, "bans", { user: "zed", reason: "too loud", addresses: false });
    assertEquals(typeOf(await here.api(here.two, zed, "GET", "/me")), [403, "banned"]);
    assertEquals((await here.api(here.two, zed, "GET", "/me/appeal")).body, { may: true });
    assertEquals(typeOf(await appeal(" ")), [400, "empty-text"]);
    assertEquals(typeOf(await appeal("x".repeat(501))), [413, "text-too-long"]);
    assertEquals((await appeal("It was my brother")).status, 201);
    assertEquals(typeOf(await appeal("and again")), [403, "appealed"]);

    const queue = await here.api(here.one, mod, "GET", "/admin/appeals");
    const [one, ...more] = queue.body.appeals as Array<{ id: string; words: string }>;
    assertEquals([one?.words, more], ["It was my brother", []]);
    const answer = (who: Somebody, given: object) =>
      here.api(here.two, who, "POST", `/admin/appeals/${one?.id}/answer`, given);
    assertEquals((await answer(zed, { lift: true })).status, 403);
    assertEquals((await answer(mod, { lift: false, words: "It was your account" })).status, 200);
    assertEquals(typeOf(await answer(mod, { lift: true })), [404, "unknown-appeal"]);
    const own = (await here.api(here.two, zed, "GET", "/me/appeal")).body;
    assertEquals(own.may, false);
    assertMatch(JSON.stringify(own), /It was your account/);
    assertEquals((await here.api(here.one, mod, "GET", "/admin/appeals")).body.appeals, []);
  },
);

communityTest(
  "appeals - a mute is lifted by the answer; another sanction may be appealed anew",
  2,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const appeal = (words: string) => here.api(here.two, zed, "POST", "/me/appeal", { words });
    const lift = async () => {
      const { body } = await here.api(here.one, mod, "GET", "/admin/appeals");
      const [one] = body.appeals as Array<{ id: string }>;
      const path = `/admin/appeals/${one?.id}/answer`;
      const given = { lift: true, words: "You are right" };
      assertEquals((await here.api(here.one, mod, "POST", path, given)).status, 200);
      await here.pass(1_000);
    };
    for (const words of ["I was quoted", "again a quote"]) {
      await impose(here, mod, "mutes", { user: "zed", duration: "1h" });
      assertEquals((await appeal(words)).status, 201);
      await lift();
      const said = { conversation: GENERAL, text: "thank you" };
      assertEquals((await here.api(here.two, zed, "POST", "/messages", said)).status, 201);
    }
    const { body } = await here.api(here.one, mod, "GET", "/admin/journal");
    const acts = (body.entries as Array<{ act: string }>).map(({ act }) => act);
    assertEquals(acts.filter((act) => act === "appeal-answered").length, 2);
    const gone = await here.api(here.two, zed, "DELETE", "/me", { password: PASSWORD });
    assertEquals(gone.status, 204);
    assertEquals(wordsLeft(await allRows(here.kv), ["I was quoted", "again a quote"]), []);
  },
);

Deno.test("appeals - who is muted appeals on a page that the composer leads to", async () => {
  const pages = await openPages();
  const [root, ben] = [pages.browser(), pages.browser()];
  for (const [who, name] of [[root, "root"], [ben, "ben"]] as const) {
    await who.post("/door/register", { name, password: "baobab and rain" });
  }
  await root.post("/setup", { code: await pages.instance.setup.open() ?? "" });
  const sanction = { what: "mute", duration: "1h", reason: "Be kind" };
  assertEquals((await ben.get("/appeal")).path, "/rooms/general", "who is not is led home");
  const { users } = pages.instance;
  const { id: user = "" } = await pages.settled(users.byName("ben")) ?? {};
  const { id = "" } = await pages.settled(users.byName("root")) ?? {};
  const actor = { user: { id, name: "root", role: "administrator" as const }, session: "none" };
  await pages.settled(pages.instance.administration.mute(actor, { id: user, ...sanction }));
  assertStringIncludes((await ben.get("/rooms/general")).html, 'href="/appeal"');
  assertStringIncludes((await ben.get("/appeal")).html, "Be kind");
  const long = await ben.post("/appeal", { words: `${"x".repeat(501)}` });
  assertEquals([long.status, long.path], [413, "/appeal"]);
  const said = await ben.post("/appeal", { words: "It was <b>my</b> brother" });
  assertEquals(said.path, "/appeal");
  assertStringIncludes(said.html, "It was &lt;b>my&lt;/b> brother");
  await pages.close();
});
