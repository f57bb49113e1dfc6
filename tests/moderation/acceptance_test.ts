import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Place, type Somebody } from "../support/community.ts";
import { openPages } from "../support/pages.ts";

const RULES = ["Be kind", "No advertising"];

const WELCOME = '<span dir="auto">Say hello in here</span>';

const say = (here: Community, place: Place, who: Somebody, text: string) =>
  here.api(place, who, "POST", "/messages", { conversation: GENERAL, text });

const typeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  String(body.type ?? "").replace("urn:palabre:problem:", ""),
];

communityTest(
  "rules - nobody writes before they accept them, by any door, on any instance; asked again where that is said",
  2,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const change = async (words: object) => {
      const { status } = await here.api(here.one, awa, "PATCH", "/admin/community", words);
      assertEquals(status, 200);
      await here.pass(1_000);
    };
    const accept = (who: Somebody, version: number) =>
      here.api(here.two, who, "POST", "/me/rules", { version });

    await change({ rules: RULES });
    assertEquals(
      typeOf(await say(here, here.one, zed, "before")),
      [201, ""],
      "rules alone ask nothing",
    );
    await change({ acceptRules: true });
    for (const place of [here.one, here.two]) {
      const refused = await say(here, place, zed, "too soon");
      assertEquals(typeOf(refused), [403, "rules-first"]);
      assertEquals(refused.body.accept, "/rules");
      assertEquals(typeOf(await say(here, place, mod, "I too")), [403, "rules-first"]);
      assertEquals(typeOf(await say(here, place, awa, "my own rules")), [201, ""]);
    }
    const shown = await here.api(here.one, zed, "POST", "/rooms", { name: "mine" });
    assertEquals(typeOf(shown), [403, "rules-first"], "as a mute: nothing that others see");
    const asked = await here.api(here.one, zed, "GET", "/me/rules");
    assertEquals(asked.body, { asked: { version: 1, rules: RULES } });
    assertEquals(typeOf(await accept(zed, 2)), [409, "rules-changed"]);
    assertEquals((await accept(zed, 1)).status, 204);
    for (const place of [here.one, here.two]) {
      assertEquals(typeOf(await say(here, place, zed, "at once")), [201, ""]);
    }

    await change({ rules: ["Be kind"] });
    assertEquals(typeOf(await say(here, here.two, zed, "a word less")), [201, ""]);
    await change({ rules: [...RULES, "Stay on topic"], asksAgain: true });
    assertEquals(typeOf(await say(here, here.two, zed, "once more")), [403, "rules-first"]);
    assertEquals(typeOf(await accept(zed, 1)), [409, "rules-changed"], "not those of before");
    assertEquals((await accept(zed, 2)).status, 204);
    assertEquals(typeOf(await say(here, here.one, zed, "well then")), [201, ""]);
    assertEquals((await here.api(here.one, zed, "GET", "/me/rules")).body, {});

    await change({ acceptRules: false });
    assertEquals(typeOf(await say(here, here.one, mod, "free")), [201, ""]);
  },
);

Deno.test("rules - a page without script asks for them in the composer's place, and welcomes once", async () => {
  const pages = await openPages();
  const code = await pages.instance.setup.open() ?? "";
  const [root, ben] = [pages.browser(), pages.browser()];
  await root.post("/door/register", { name: "root", password: "baobab and rain" });
  await root.post("/setup", { code });
  const said = {
    name: "Baobab",
    icon: "",
    accent: "",
    terms: "",
    firstRoom: "",
    welcome: "Say hello in here",
    rules: RULES.join("\n"),
    acceptRules: "on",
  };
  await root.post("/admin/do/community", said);
  await ben.post("/door/register", { name: "ben", password: "baobab and rain" });

  const first = await ben.get("/rooms/general");
  assertStringIncludes(first.html, "<b>Before you write, read the rules</b>");
  assertStringIncludes(first.html, WELCOME);
  assert(!first.html.includes('name="text"'), "there is nowhere to write");
  const refused = await ben.post("/rooms/general", { text: "hello", id: crypto.randomUUID() });
  assertStringIncludes(refused.html, "Accept the community’s rules first, at /rules.");
  assertStringIncludes((await ben.get("/rules")).html, "No advertising");
  const stale = await ben.post("/rules", { version: "7", next: "/rooms/general" });
  assertEquals(stale.status, 409);
  assertStringIncludes(stale.html, "The rules have changed in the meantime");

  const next = "/rooms/general";
  const second = await ben.post("/rules", { version: "1", next });
  assertEquals(second.path, next);
  assert(!second.html.includes('class="resting rules"'));
  assertStringIncludes(second.html, 'name="text"');
  assertStringIncludes(second.html, WELCOME);
  await ben.post("/welcome", { next: "//elsewhere.example" });
  const third = await ben.get(next);
  assert(!third.html.includes("Say hello in here"), "put away for good");
  await pages.close();
});

communityTest(
  "rules - the version that somebody accepted is in what they take along, and goes with their account",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    const zed = await here.person("zed");
    await here.api(here.one, awa, "PATCH", "/admin/community", { rules: RULES, acceptRules: true });
    await here.pass(1_000);
    await here.api(here.one, zed, "POST", "/me/rules", { version: 1 });
    const { body } = await here.api(here.one, zed, "GET", "/me/data");
    const lines = String(body.text).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.find(({ is }) => is === "account").acceptedRules.version, 1);
    await here.api(here.one, zed, "DELETE", "/me", { password: "correct horse" });
    const gone = await here.settled(here.one.instance.users.get(zed.actor.user.id));
    assert(gone?.goneAt !== undefined && gone.acceptedRules === undefined);
  },
);
