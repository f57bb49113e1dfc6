import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Kv } from "../../lib/kv/kv.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { createAppeals } from "../../lib/store/moderation/appeals.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
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
  assertStringIncludes(said.html, "Check for an answer");
  const [waiting] = await pages.settled(pages.instance.administration.appeals(actor));
  const answer = { lift: true, words: "You are right" };
  await pages.settled(pages.instance.administration.answerAppeal(actor, waiting!.id, answer));
  const answered = await ben.get("/appeal");
  assertEquals(answered.path, "/appeal", "the answer stays to be read");
  assertStringIncludes(answered.html, "You are right");
  assertStringIncludes(answered.html, "you can write again");
  await pages.close();
});

/** The answer to the one appeal that waits. */
async function answerOne(here: Community, who: Somebody, given: object) {
  const { body } = await here.api(here.one, who, "GET", "/admin/appeals");
  const [one] = body.appeals as Array<{ id: string; outdated?: true }>;
  const path = `/admin/appeals/${one?.id}/answer`;
  return {
    outdated: one?.outdated,
    answer: await here.api(here.one, who, "POST", path, given),
    at: (place: Community["one"], by: Somebody, more: object) =>
      here.api(place, by, "POST", path, more),
  };
}

async function inForce(here: Community, who: Somebody) {
  const { body } = await here.api(here.one, who, "GET", "/admin/sanctions");
  return (body.sanctions as Array<{ kind: string; words: string }>).map(({ words }) => words);
}

communityTest(
  "appeals - one of before lifts no later sanction, and the queue says so",
  1,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    await impose(here, mod, "bans", {
      user: "zed",
      duration: "10s",
      reason: "small",
      addresses: false,
    });
    const said = await here.api(here.one, zed, "POST", "/me/appeal", { words: "sorry" });
    assertEquals(said.status, 201);
    await here.pass(11_000);
    await impose(here, mod, "bans", { user: "zed", reason: "grave", addresses: false });
    const { outdated, answer, at } = await answerOne(here, mod, { lift: true });
    assertEquals([outdated, ...typeOf(answer)], [true, 403, "outdated-appeal"]);
    assertEquals(await inForce(here, mod), ["grave"]);
    assertEquals((await at(here.one, mod, { lift: false })).status, 200);
    assertEquals(await inForce(here, mod), ["grave"]);
  },
);

communityTest(
  "appeals - kept and lifted at once, one of the two counts for the answer and the sanction",
  2,
  async (here) => {
    const mods = [await here.person("mod", "moderator"), await here.person("ana", "moderator")];
    const [mod, ana] = [mods[0]!, mods[1]!];
    for (const [n, name] of ["zed", "ben", "kim", "lee"].entries()) {
      const who = await here.person(name);
      await impose(here, mod, "bans", { user: name, reason: name, addresses: false });
      const { body } = await here.api(here.one, who, "POST", "/me/appeal", { words: "sorry" });
      const { id } = body.appeal as { id: string };
      const answer = (place: Community["one"], by: Somebody, lift: boolean) =>
        here.api(place, by, "POST", `/admin/appeals/${id}/answer`, { lift });
      const both = await here.settled(Promise.all([
        answer(here.one, mod, n % 2 === 0),
        answer(here.two, ana, n % 2 === 1),
      ]));
      assertEquals(both.map(({ status }) => status).sort(), [200, 404]);
      const won = both.find(({ status }) => status === 200)!;
      const { lifted } = (won.body.appeal as { answered: { lifted: boolean } }).answered;
      assertEquals((await inForce(here, mod)).includes(name), !lifted);
    }
  },
);

communityTest(
  "appeals - nobody answers their own, nor a peer's, and nobody is told who imposed or answered",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    const [mod, ana] = [
      await here.person("mod", "moderator"),
      await here.person("ana", "moderator"),
    ];
    await impose(here, awa, "mutes", { user: "mod", duration: "1h", reason: "abuse" });
    const said = await here.api(here.one, mod, "POST", "/me/appeal", { words: "sorry" });
    assertEquals(Object.keys((said.body.appeal as { sanction: object }).sanction).sort(), [
      ...["at", "kind", "until", "words"],
    ]);
    const { answer, at } = await answerOne(here, mod, { lift: false, words: "I was right" });
    assertEquals(typeOf(answer), [403, "outranked"]);
    for (const [by, lift] of [[mod, true], [ana, false], [ana, true]] as const) {
      assertEquals(typeOf(await at(here.one, by, { lift })), [403, "outranked"]);
    }
    assertEquals((await at(here.one, awa, { lift: false, words: "read again" })).status, 200);
    const own = (await here.api(here.one, mod, "GET", "/me/appeal")).body;
    assertStringIncludes(JSON.stringify(own), "read again");
    assertEquals(JSON.stringify(own).includes("awa"), false);
  },
);

Deno.test("appeals - one waits no longer than it is known", async () => {
  const kv = new MemoryKv();
  const kept: Array<number | undefined> = [];
  const commit: Kv["commit"] = (checks, mutations) => {
    for (const one of mutations) if (one.type === "set") kept.push(one.expireIn);
    return kv.commit(checks, mutations);
  };
  const appeals = createAppeals({
    kv: Object.assign(kv.open(), { commit }),
    clock: new VirtualClock(),
  });
  const [by, mod] = [{ id: "zed", name: "zed" }, { id: "mod", name: "mod" }];
  const sanction = { kind: "ban", at: 1, by: mod, words: "" } as const;
  await appeals.add({ id: "one", at: 2, by, words: "sorry", sanction });
  assertEquals(kept, Array(2).fill(366 * 86_400_000));
});
