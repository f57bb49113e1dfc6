// Messages that vanish (M11), over two instances.
import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { assertRefused } from "../../support/chat_instances.ts";
import { type Community, communityTest, type Somebody } from "../../support/community.ts";

const MINUTE = 60_000;
let made = 0;

function post(here: Community, who: Somebody, conversation: string, text: string) {
  const id = `00000000-0000-4000-9000-${String(++made).padStart(12, "0")}`;
  return here.settled(here.one.instance.chat.post(who.actor, { conversation, id, text, after: 0 }));
}

/** What somebody reads there on the second instance: words, or “gone”. */
async function reads(here: Community, who: Somebody, conversation: string) {
  const { events } = await here.settled(
    here.two.instance.chat.history(who.actor, { conversation, limit: 50 }),
  );
  return events.flatMap((event) =>
    event.kind === "message" ? [event.deletedAt === undefined ? event.text : "gone"] : []
  );
}

async function orchard(here: Community, who: Somebody): Promise<string> {
  return (await here.settled(here.one.instance.chat.create(who.actor, { name: "orchard" }))).id;
}

communityTest(
  "vanishing - what is said after it is set is gone after that time, everywhere (M11, M3)",
  2,
  async (here) => {
    const [ada, bo] = [await here.person("ada"), await here.person("bo")];
    const { chat } = here.one.instance;
    const room = await orchard(here, ada);
    await here.settled(chat.join(bo.actor, { room: "orchard" }));
    const socket = await here.connect(here.two, bo);
    await post(here, ada, room, "this stays");
    await here.settled(chat.vanish(ada.actor, { conversation: room, afterMs: 5 * MINUTE }));
    const summary = await here.settled(
      here.two.instance.chat.summary(bo.actor, { conversation: room }),
    );
    assertEquals(summary.vanishMs, 5 * MINUTE);
    const { seq } = await post(here, ada, room, "these words go @bo");
    await here.pass(4 * MINUTE);
    assertEquals(await reads(here, bo, room), ["this stays", "these words go @bo"]);
    await here.pass(MINUTE + 6_000);
    assertEquals(await reads(here, bo, room), ["this stays", "gone"]);
    const told = socket.pushes("events").flatMap(({ events }) => events);
    assert(told.some((event) => event.kind === "vanish" && event.afterMs === 5 * MINUTE));
    assert(
      told.some((event) => event.kind === "delete" && event.target === seq),
      "others are told",
    );
    const stored = JSON.stringify(await here.kv.list({ prefix: keys.logs() }, { limit: 1_000 }));
    assert(
      stored.includes("this stays") && !stored.includes("these words go"),
      "no words are left",
    );
    assertEquals(await here.kv.list({ prefix: keys.jobs() }, { limit: 10 }), []);
    await here.settled(chat.vanish(ada.actor, { conversation: room }));
    await post(here, ada, room, "and this stays too");
    await here.pass(6 * MINUTE);
    assertEquals((await reads(here, bo, room)).at(-1), "and this stays too");
  },
);

communityTest(
  "vanishing - past its time nothing is read out, though the job that removes it is late (M11)",
  2,
  async (here) => {
    const ada = await here.person("ada");
    const room = await orchard(here, ada);
    const { chat } = here.one.instance;
    await here.settled(chat.vanish(ada.actor, { conversation: room, afterMs: MINUTE }));
    await post(here, ada, room, "soon gone");
    assertEquals(await reads(here, ada, room), ["soon gone"]);
    for (const { key } of await here.kv.list({ prefix: keys.jobs() }, { limit: 10 })) {
      await here.kv.commit([], [{ type: "delete", key }]); // nobody will remove it
    }
    await here.pass(MINUTE + 6_000);
    assertEquals(await reads(here, ada, room), ["gone"]);
    const stored = JSON.stringify(
      await here.kv.list({ prefix: keys.entries(room) }, { limit: 100 }),
    );
    assert(stored.includes("soon gone"), "it is still in the store");
    const place = { conversation: room, target: 3 };
    for (
      const act of [
        () => chat.edit(ada.actor, { ...place, text: "back again" }),
        () => chat.react(ada.actor, { ...place, emoji: "👍", on: true }),
        () => chat.versions(ada.actor, place),
      ]
    ) {
      await assertRefused(() => here.settled<unknown>(act()), "unknown-message");
    }
    await post(here, ada, room, "what was it?");
    const own = await here.settled(chat.post(ada.actor, {
      conversation: room,
      id: crypto.randomUUID(),
      text: "that",
      after: 0,
      replyTo: 3,
    }));
    const { quotes } = await here.settled(
      here.two.instance.chat.history(ada.actor, {
        conversation: room,
        after: own.seq - 1,
        limit: 1,
      }),
    );
    assertEquals([quotes?.[3]?.text, quotes?.[3]?.gone], ["", true], "nor by a quote");
    const { body } = await here.api(here.one, ada, "GET", "/me/data");
    assert(!String(body.text).includes("soon gone"), "nor by an export");
    const { later } = await (async () => {
      const at = here.clock.now() + MINUTE;
      const id = "00000000-0000-4000-9000-00000000ffff";
      await here.settled(chat.remind(ada.actor, { id, at, conversation: room, target: 3 }));
      return await here.settled(chat.later(ada.actor));
    })();
    assert(!JSON.stringify(later).includes("soon gone"), "nor by a reminder");
  },
);

communityTest(
  "vanishing - a room's time is set by who may set its topic, a direct conversation's by both (M11)",
  2,
  async (here) => {
    const [ada, bo] = [await here.person("ada"), await here.person("bo")];
    const guest = await here.person("guest one", "guest");
    const mod = await here.person("mod", "moderator");
    const { chat } = here.one.instance;
    const set = (who: Somebody, conversation: string, afterMs = MINUTE) =>
      here.settled(chat.vanish(who.actor, { conversation, afterMs }));
    await set(mod, GENERAL);
    await assertRefused(() => set(ada, GENERAL), "topic-locked");
    await assertRefused(() => set(guest, GENERAL), "members-only");
    const { id } = await here.settled(chat.open(ada.actor, "bo"));
    await set(ada, id);
    await set(bo, id, 2 * MINUTE);
    await assertRefused(() => set(mod, id), "unknown-conversation");
    await assertRefused(() => set(bo, id, 10), "invalid-field");
    await assertRefused(() => set(bo, id, 400 * 24 * 60 * MINUTE), "invalid-field");
  },
);
