import { assert, assertEquals, assertMatch } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";

const RAID = "urn:palabre:problem:raid-";

let strangers = 0;
const stranger = () => ({ address: `203.0.113.${++strangers}` });

function say(here: Community, who: Somebody, text: string) {
  return here.api(here.two, who, "POST", "/messages", { conversation: GENERAL, text });
}

async function comeIn(here: Community, invite?: string) {
  const name = `new ${++strangers}`;
  const guest = await here.api(here.two, stranger(), "POST", "/sessions", { name, invite });
  const member = { name: `${name} too`, password: PASSWORD, invite };
  const registered = await here.api(here.two, stranger(), "POST", "/users", member);
  return [guest, registered].map(({ status, body }) => [
    status,
    status < 300 ? "" : String(body.type).replace(RAID, ""),
  ]);
}

const OPEN = [[201, ""], [201, ""]];
const CLOSED = [[403, "closed"], [403, "closed"]];

communityTest(
  "raid mode - nobody new comes in by any instance, and guests only read, until it ends by itself",
  2,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const gil = await here.person("gil", "guest");
    const made = await here.api(here.one, mod, "POST", "/admin/invitations", { uses: 9 });
    const { code } = made.body.invitation as { code: string };
    const [modHere, zedHere] = [
      await here.connect(here.two, mod),
      await here.connect(here.two, zed),
    ];
    assertEquals(await comeIn(here), OPEN);
    assertEquals((await here.api(here.one, zed, "POST", "/admin/raid", {})).status, 403);
    const begun = await here.api(here.one, mod, "POST", "/admin/raid", {});
    assertEquals(begun.status, 201);
    const { until } = begun.body.raid as { until: number };
    assertEquals(Math.round((until - here.clock.now()) / 60_000), 60);
    await here.pass(1_000);

    assertEquals(await comeIn(here), CLOSED);
    assertEquals(await comeIn(here, code), CLOSED, "by an invitation neither");
    const refused = await say(here, gil, "hello");
    assertEquals([refused.status, refused.body.type], [409, `${RAID}read-only`]);
    assertMatch(String(refused.body.detail), /Guests can only read for now.*(59 min|1 hr)/);
    assertEquals(
      (await here.api(here.two, gil, "GET", `/conversations/${GENERAL}/events`)).status,
      200,
    );
    assertEquals((await say(here, zed, "members go on")).status, 201);
    const upgrade = { password: PASSWORD };
    assertEquals((await here.api(here.two, gil, "POST", "/me/membership", upgrade)).status, 403);
    const told = modHere.pushes("notice").at(-1);
    assertEquals(told?.until, until);
    assertMatch(told?.text ?? "", /Raid mode/);
    assertEquals(zedHere.pushes("notice"), [], "only who can end it is told");

    await here.clock.advance(61 * 60_000);
    assertEquals(await comeIn(here), OPEN);
    assertEquals((await say(here, gil, "hello again")).status, 201);
  },
);

communityTest("raid mode - a moderator ends it now; the journal has both", 2, async (here) => {
  const mod = await here.person("mod", "moderator");
  const gil = await here.person("gil", "guest");
  await here.api(here.one, mod, "POST", "/admin/raid", { duration: "2h" });
  await here.pass(1_000);
  assertEquals((await say(here, gil, "hello")).status, 409);
  for (let n = 0; n < 2; n++) {
    assertEquals((await here.api(here.two, mod, "DELETE", "/admin/raid")).status, 204);
    await here.pass(500);
  }
  assertEquals((await say(here, gil, "hello")).status, 201);
  assertEquals(await comeIn(here), OPEN);
  assertEquals((await here.api(here.one, mod, "GET", "/admin/raid")).body, {});
  const { body } = await here.api(here.one, mod, "GET", "/admin/journal");
  const lines = body.entries as Array<{ act: string; until?: number; at: number }>;
  assertEquals(lines.map(({ act }) => act), ["raid-ended", "raid-begun"]);
  assert((lines[1]?.until ?? 0) - (lines[1]?.at ?? 0) === 2 * 3_600_000);
});
