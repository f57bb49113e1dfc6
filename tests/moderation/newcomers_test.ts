import { assertEquals, assertMatch } from "@std/assert";
import { GENERAL, type Role } from "../../lib/protocol/events.ts";
import { isNewcomer } from "../../lib/protocol/newcomers.ts";
import { hasLink } from "../../lib/text/has_link.ts";
import { type Community, communityTest, type Place, type Somebody } from "../support/community.ts";

const DAY_MS = 86_400_000;
const LINK = "look: https://example.org/offer";

Deno.test("newcomers - who is one: by days, by messages, by role, and by who vouched", () => {
  const rule = { newcomerDays: 3, newcomerMessages: 5 };
  const zed = { role: "member" as Role, createdAt: 0, messages: 0 };
  assertEquals(isNewcomer(zed, rule, 0), true);
  assertEquals(isNewcomer(zed, rule, 3 * DAY_MS - 1), true);
  assertEquals(isNewcomer(zed, rule, 3 * DAY_MS), false);
  assertEquals(isNewcomer({ ...zed, messages: 4 }, rule, 0), true);
  assertEquals(isNewcomer({ ...zed, messages: 5 }, rule, 0), false);
  assertEquals(isNewcomer({ ...zed, messages: 5 }, { ...rule, newcomerMessages: 0 }, 0), true);
  assertEquals(isNewcomer({ ...zed, role: "guest" }, rule, 0), true);
  assertEquals(isNewcomer({ ...zed, role: "moderator" }, rule, 0), false);
  assertEquals(isNewcomer({ ...zed, bot: true }, rule, 0), false);
  assertEquals(isNewcomer({ ...zed, trusted: true }, rule, 0), false);
  assertEquals(isNewcomer(zed, { ...rule, newcomerDays: 0 }, 0), false);
});

Deno.test("newcomers - what counts as a link: what others can follow", () => {
  const links = [
    LINK,
    "[here](https://example.org)",
    "> quoted\n> <https://example.org>",
    "- one\n- ||https://example.org||",
    "[write](mailto:zed@example.org)",
    "HTTPS://EXAMPLE.ORG",
  ];
  assertEquals(links.map(hasLink), links.map(() => true));
  const none = [
    "no link",
    "`https://example.org`",
    "```\nhttps://example.org\n```",
    "a://b",
    "1:1",
  ];
  assertEquals(none.map(hasLink), none.map(() => false));
});

function say(here: Community, place: Place, who: Somebody, text: string, more: object = {}) {
  const message = { conversation: GENERAL, text, ...more };
  return here.api(place, who, "POST", "/messages", message);
}

async function decide(here: Community, admin: Somebody, settings: object) {
  const { status } = await here.api(here.one, admin, "PATCH", "/admin/settings", settings);
  assertEquals(status, 200);
  await here.pass(1_000);
}

const typeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  String(body.type ?? "").replace("urn:palabre:problem:", ""),
];

communityTest(
  "newcomers - links and files come with days, messages or a moderator's word, on every instance",
  2,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    const mod = await here.person("mod", "moderator");
    await decide(here, awa, { newcomerDays: 2, newcomerMessages: 3 });
    const [zed, ben, mei] = [
      await here.person("zed"),
      await here.person("ben"),
      await here.person("mei"),
    ];
    const refused = await say(here, here.two, zed, LINK);
    assertEquals(typeOf(refused), [403, "newcomer-links"]);
    assertMatch(
      String(refused.body.detail),
      /new here: you can post links in (2 days|1 day 23 hr), or after your message number 3/,
    );
    const poll = { poll: { options: ["yes", LINK] } };
    assertEquals(typeOf(await say(here, here.one, zed, "Tea?", poll)), [403, "newcomer-links"]);
    const files = [{ id: crypto.randomUUID() }];
    assertEquals(typeOf(await say(here, here.one, zed, "", { files })), [403, "newcomer-files"]);
    assertEquals((await say(here, here.one, mod, LINK)).status, 201);

    for (const [n, place] of [here.one, here.two, here.one].entries()) {
      assertEquals((await say(here, place, zed, `message ${n}`)).status, 201);
      await here.clock.advance(60_000);
    }
    assertEquals((await say(here, here.two, zed, LINK)).status, 201, "after so many messages");

    const vouch = (who: Somebody, user: string) =>
      here.api(here.one, who, "POST", "/admin/vouchings", { user });
    assertEquals((await vouch(zed, "ben")).status, 403);
    assertEquals((await vouch(mod, "awa")).status, 403);
    for (let n = 0; n < 2; n++) assertEquals((await vouch(mod, "ben")).status, 204);
    await here.pass(1_000);
    assertEquals((await say(here, here.two, ben, LINK)).status, 201, "vouched for");
    const journal = await here.api(here.one, mod, "GET", "/admin/journal");
    const acts = (journal.body.entries as Array<{ act: string }>).map(({ act }) => act);
    assertEquals(acts.filter((act) => act === "vouched"), ["vouched"]);

    assertEquals(typeOf(await say(here, here.two, mei, LINK)), [403, "newcomer-links"]);
    await here.clock.advance(2 * DAY_MS);
    assertEquals((await say(here, here.two, mei, LINK)).status, 201, "after so many days");
  },
);

communityTest(
  "newcomers - an edit brings no link that a message may not have",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    await decide(here, awa, { newcomerDays: 2 });
    const zed = await here.person("zed");
    const { body: { seq } } = await say(here, here.one, zed, "hello");
    const path = `/conversations/${GENERAL}/messages/${seq}`;
    const edit = (text: string) => here.api(here.one, zed, "PATCH", path, { text });
    assertEquals(typeOf(await edit(LINK)), [403, "newcomer-links"]);
    assertEquals((await edit("hello all")).status, 200);
  },
);

communityTest(
  "newcomers - they write at a pace of their own, wherever they write",
  2,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    await decide(here, awa, { newcomerDays: 1, newcomerMessages: 0, newcomerSlowSeconds: 10 });
    const zed = await here.person("zed");
    const id = crypto.randomUUID();
    const first = await say(here, here.one, zed, "one", { id, after: 0 });
    assertEquals(first.status, 201);
    const direct = await here.api(here.two, zed, "POST", "/messages", { to: "awa", text: "two" });
    assertEquals(typeOf(direct), [429, "newcomer-slow"]);
    assertEquals((await say(here, here.two, zed, "one", { id, after: 0 })).body, first.body);
    const many = await here.settled(Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        await here.pass(10_000);
        return await say(here, here.places[n % 2]!, zed, `at once ${n}`);
      }),
    ));
    assertEquals(many.filter(({ status }) => status === 201).length, 1);
  },
);

communityTest(
  "newcomers - what nobody else reads, and what is written at once, ends nothing",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    await decide(here, awa, { newcomerDays: 2, newcomerMessages: 3 });
    const zed = await here.person("zed");
    const { chat } = here.one.instance;
    const own = await here.settled(chat.create(zed.actor, { name: "own", private: true }));
    for (let n = 0; n < 4; n++) {
      for (const place of [{ to: "zed" }, { conversation: own.id }]) {
        const said = { ...place, text: `note ${n}` };
        assertEquals((await here.api(here.one, zed, "POST", "/messages", said)).status, 201);
      }
      await here.clock.advance(60_000);
    }
    for (let n = 0; n < 4; n++) {
      assertEquals((await say(here, here.one, zed, `at once ${n}`)).status, 201);
    }
    assertEquals(typeOf(await say(here, here.one, zed, LINK)), [403, "newcomer-links"]);
    for (let n = 0; n < 2; n++) {
      await here.clock.advance(60_000);
      assertEquals((await say(here, here.one, zed, `later ${n}`)).status, 201);
    }
    assertEquals((await say(here, here.one, zed, LINK)).status, 201);
  },
);
