import { assert, assertEquals, assertMatch } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Place, type Somebody } from "../support/community.ts";

const SLOW = "urn:palabre:problem:slow-mode";

function say(here: Community, place: Place, who: Somebody, text: string, id?: string) {
  const message = { conversation: GENERAL, text, ...(id && { id, after: 0 }) };
  return here.api(place, who, "POST", "/messages", message);
}

async function slowDown(here: Community, mod: Somebody, slowSeconds: number) {
  const path = `/admin/rooms/${GENERAL}`;
  const answer = await here.api(here.one, mod, "PATCH", path, { slowSeconds });
  await here.pass(1_000);
  return answer;
}

communityTest(
  "slow mode - each person waits between two messages, over HTTP and sockets, and is told how long",
  2,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const ana = await here.person("ana");
    const { status, body } = await slowDown(here, mod, 30);
    assertEquals([status, (body.room as { slowSeconds: number }).slowSeconds], [200, 30]);
    assertEquals((await say(here, here.one, zed, "one")).status, 201);
    const refused = await say(here, here.two, zed, "two");
    assertEquals([refused.status, refused.body.type], [429, SLOW]);
    assertMatch(String(refused.body.detail), /slow mode: you can write again in (30|29) sec/);
    assert(Number(refused.headers.get("retry-after")) > 28);

    const end = await here.connect(here.two, zed);
    const asked = () =>
      end.ask({ type: "send", conversation: GENERAL, id: crypto.randomUUID(), text: "three" });
    const ref = asked();
    await here.pass(200);
    const reply = end.reply(ref);
    assert(!reply.ok);
    assertEquals(reply.error.code, "forbidden");
    assert((reply.error.retryAfterMs ?? 0) > 28_000);

    assertEquals(
      (await say(here, here.two, ana, "others do not wait for one another")).status,
      201,
    );
    for (const text of ["moderators", "write on"]) {
      assertEquals((await say(here, here.one, mod, text)).status, 201);
    }
    await here.pass(30_000);
    const later = asked();
    await here.pass(200);
    assert(end.reply(later).ok);
    await slowDown(here, mod, 0);
    assertEquals((await say(here, here.one, zed, "at once")).status, 201);
    assertEquals((await say(here, here.two, zed, "again")).status, 201);
  },
);

communityTest(
  "slow mode - of many that two instances take at once, one goes through",
  2,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    await slowDown(here, mod, 60);
    const answers = await here.settled(Promise.all(
      Array.from({ length: 8 }, (_, n) => say(here, here.places[n % 2]!, zed, `text ${n}`)),
    ));
    assertEquals(answers.map(({ status }) => status).sort(), [201, ...Array(7).fill(429)]);
  },
);

communityTest(
  "slow mode - a message that is sent again is the one that was taken (D3)",
  2,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    await slowDown(here, mod, 60);
    const id = crypto.randomUUID();
    const first = await say(here, here.one, zed, "once", id);
    const again = await say(here, here.two, zed, "once", id);
    assertEquals([again.status, again.body], [201, first.body]);
  },
);

communityTest(
  "slow mode - moderators set it, within bounds, and the journal says so",
  1,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const path = `/admin/rooms/${GENERAL}`;
    const set = (who: Somebody, slowSeconds: number) =>
      here.api(here.one, who, "PATCH", path, { slowSeconds });
    assertEquals((await set(zed, 10)).status, 403);
    for (const wrong of [-1, 1.5, 21_601]) assertEquals((await set(mod, wrong)).status, 400);
    await set(mod, 10);
    await set(mod, 10);
    await here.pass(10);
    await set(mod, 0);
    const journal = await here.api(here.one, mod, "GET", "/admin/journal");
    const lines = journal.body.entries as Array<{ act: string; what?: string }>;
    assertEquals(lines.map(({ act, what }) => [act, what]), [
      ["room-unslowed", undefined],
      ["room-slowed", "10"],
    ]);
    const { body } = await here.api(here.one, zed, "GET", `/conversations/${GENERAL}`);
    assertEquals((body.conversation as { slowSeconds?: number })?.slowSeconds, undefined);
  },
);
