import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { keys } from "../../lib/kv/keys.ts";
import { SCHEMA_STEPS } from "../../lib/store/schema/schema.ts";
import { upgradeStore } from "../../lib/store/schema/upgrade.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { allRows, wordsLeft } from "../support/gone_words.ts";
import { recordingLogger } from "../support/loggers.ts";

const kept = async (here: Community, who: Somebody, place = `/conversations/${GENERAL}`) => {
  const { status, body } = await here.api(here.places.at(-1)!, who, "GET", `${place}/kept`);
  return status === 200 ? body : status;
};

async function say(here: Community, who: Somebody, conversation: string, text = "hello") {
  const message = { conversation, text };
  return (await here.api(here.one, who, "POST", "/messages", message)).body.seq;
}

const remove = (
  here: Community,
  who: Somebody,
  conversation: string,
  seq: unknown,
  place = here.one,
) => here.api(place, who, "DELETE", `/conversations/${conversation}/messages/${seq}`);

communityTest(
  "kept - members see how many messages moderators removed, in a room and in all, and for how long they stay",
  2,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    const mod = await here.person("mod", "moderator");
    const [zed, ana] = [await here.person("zed"), await here.person("ana")];
    const noor = await here.person("noor", "guest");
    const made = await here.api(here.one, zed, "POST", "/rooms", { name: "den", private: true });
    const { id: den } = made.body.conversation as { id: string };
    assertEquals(await kept(here, noor), { removed: 0 });

    const own = await say(here, zed, GENERAL);
    await remove(here, zed, GENERAL, own);
    assertEquals(
      await kept(here, ana),
      { removed: 0 },
      "what one takes back oneself does not count",
    );
    const seqs = [];
    for (let n = 0; n < 6; n++) seqs.push(await say(here, zed, GENERAL, "unspeakable"));
    // At once, on both instances, some of them by two: each counts once.
    const statuses = await Promise.all([
      ...seqs.map((seq) => remove(here, mod, GENERAL, seq)),
      ...seqs.slice(0, 3).map((seq) => remove(here, awa, GENERAL, seq, here.two)),
    ]);
    assert(statuses.every(({ status }) => status < 300), JSON.stringify(statuses));
    assertEquals(await kept(here, ana), { removed: 6 });
    assertEquals(
      wordsLeft(await allRows(here.kv), ["unspeakable"]),
      [],
      "the count keeps no words",
    );

    await here.api(here.one, zed, "POST", `/conversations/${den}/members`, { user: "mod" });
    await here.api(here.one, mod, "POST", "/join", { conversation: den });
    await remove(here, mod, den, await say(here, zed, den));
    assertEquals(await kept(here, zed, `/conversations/${den}`), { removed: 1 });
    assertEquals(
      await kept(here, ana, `/conversations/${den}`),
      404,
      "for those alone who are in it",
    );
    assertEquals(await kept(here, ana, "/community"), { removed: 7 });

    const { administration } = here.one.instance;
    await here.settled(administration.setRetention(awa.actor, { days: 30 }));
    await here.settled(administration.setRetention(awa.actor, { room: "general", days: 7 }));
    await here.pass(2_000);
    assertEquals(await kept(here, ana), { days: 7, removed: 6 });
    assertEquals(await kept(here, ana, "/community"), { days: 30, removed: 7 });
    await here.settled(administration.setRetention(awa.actor, { room: "general", days: 0 }));
    await here.pass(2_000);
    assertEquals(await kept(here, ana), { removed: 6 });
  },
);

communityTest("kept - what was removed before there were counts is counted", 1, async (here) => {
  const mod = await here.person("mod", "moderator");
  const zed = await here.person("zed");
  for (let n = 0; n < 3; n++) await remove(here, mod, GENERAL, await say(here, zed, GENERAL));
  await here.kv.commit([], [
    { type: "delete", key: keys.removed(GENERAL) },
    {
      type: "set",
      key: keys.schema(),
      value: { version: SCHEMA_STEPS.indexOf("removed-messages") },
    },
  ]);
  assertEquals(await kept(here, zed), { removed: 0 });
  await upgradeStore(here.kv.open(), { clock: here.clock, logger: recordingLogger(() => {}) });
  assertEquals(await kept(here, zed), { removed: 3 });
  await remove(here, mod, GENERAL, await say(here, zed, GENERAL));
  assertEquals(await kept(here, zed), { removed: 4 });
});
