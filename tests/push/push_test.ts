import "web-push"; // what is loaded in the middle of virtual time would outlast it
import { assertEquals, assertMatch } from "@std/assert";
import type { Community, Somebody } from "../support/community.ts";
import { communityTest } from "../support/community.ts";
import { PushService } from "../support/push_service.ts";
import { keys } from "../../lib/kv/keys.ts";
import { PUSH_AFTER_MS } from "../../lib/push/plan_pushes.ts";
import { MAX_PUSH_DEVICES, type OwnDevice } from "../../lib/push/push.ts";

const MINUTE = 60_000;

/** A test of a community whose push service is `service`, with Awa, who has a phone, and Noor. */
function pushTest(
  name: string,
  instances: number,
  run: (test: Awaited<ReturnType<typeof prepare>>) => Promise<void>,
): void {
  const service = new PushService();
  communityTest(
    name,
    instances,
    async (here) => run(await prepare(here, service)),
    { push: { fetch: service.fetch } },
  );
}

async function prepare(here: Community, service: PushService) {
  const [awa, noor] = [await here.person("awa"), await here.person("noor")];
  const { chat } = here.one.instance;
  const add = async (who: Somebody, browser: string) => {
    const subscription = await service.subscribe(browser);
    return await here.api(here.one, who, "POST", "/me/devices", subscription);
  };
  assertEquals((await add(awa, "phone")).status, 201);
  const { id: direct } = await here.settled(chat.open(noor.actor, "awa"));
  const say = (text: string, conversation = "general", more: object = {}) =>
    here.settled(
      chat.post(noor.actor, { conversation, id: crypto.randomUUID(), text, ...more }),
    );
  /** Lets time pass, in which pushes are decided, and what is asked of the push service answered. */
  const later = async (ms = PUSH_AFTER_MS + 6_000) => {
    for (let left = ms; left > 0; left -= 1_000) {
      await here.pass(1_000);
      await service.rests();
    }
    await here.pass(1_000);
  };
  const devices = async (who: Somebody) => {
    const { body } = await here.api(here.one, who, "GET", "/me/devices");
    return body.devices as OwnDevice[]; // as the API describes it
  };
  const shown = () => service.received.map(({ payload }) => payload.notification);
  return { here, service, awa, noor, chat, add, direct, devices, say, later, shown };
}

pushTest(
  "push - who is away is told of what calls them, once, by two instances (C3)",
  2,
  async (t) => {
    await t.say("for nobody in particular");
    await t.say("@awa the shed is open");
    await t.say("hello", t.direct);
    await t.later();
    assertEquals(
      t.shown().map(({ title, body }) => `${title}: ${body}`).sort(),
      ["noor in #general: @awa the shed is open", "noor: hello"],
    );
    for (const { ttl, urgency, topic } of t.service.received) {
      assertEquals([ttl, urgency, topic?.length], [24 * 60 * 60, "high", 32]);
    }
    const room = t.shown().find(({ tag }) => tag === "general");
    assertMatch(room.navigate, /^http:\/\/[^/]+\/rooms\/general\/\d+$/);
    assertEquals(t.service.senders.size, 1, "instances have one key");
    await t.later(5 * MINUTE);
    assertEquals(t.service.asked, 2);
  },
);

pushTest(
  "push - several in a while are one notification, with the last of them (C3)",
  1,
  async (t) => {
    await t.say("one", t.direct);
    await t.here.pass(1_000);
    await t.say("two", t.direct);
    await t.later();
    assertEquals(t.shown().map(({ body }) => body), ["2 new messages"]);
    await t.here.settled(t.chat.notifications(t.awa.actor, { preview: false }));
    await t.say("three", t.direct);
    await t.later();
    assertEquals(t.shown().at(-1).body, "1 new message", "who wrote where, not what");
  },
);

pushTest("push - what was read, deleted or is not wanted is not sent (C3)", 1, async (t) => {
  const { chat, here, awa, direct } = t;
  const { seq } = await t.say("read elsewhere", direct);
  await here.settled(chat.read(awa.actor, { conversation: direct, seq }));
  await t.later();
  const gone = await t.say("@awa taken back");
  await here.settled(chat.delete(t.noor.actor, { conversation: "general", target: gone.seq }));
  await t.later();
  await here.settled(chat.notify(awa.actor, { conversation: "general", level: "nothing" }));
  await t.say("@awa at nothing");
  await t.later();
  const quiet = { on: true, days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 0, direct: false };
  await here.settled(chat.notifications(awa.actor, { quiet }));
  await t.say("in quiet hours", direct);
  await t.later();
  assertEquals(t.service.asked, 0);
  await here.settled(chat.notifications(awa.actor, { quiet: { ...quiet, on: false } }));
  await t.say("and now", direct);
  await t.later();
  assertEquals(t.service.asked, 1);
});

pushTest(
  "push - a room at “all” calls by each message, and a followed thread (C3)",
  1,
  async (t) => {
    const { chat, here, awa } = t;
    const root = await here.settled(
      chat.post(awa.actor, { conversation: "general", id: crypto.randomUUID(), text: "who?" }),
    );
    await t.say("I", "general", { thread: root.seq });
    await t.later();
    assertEquals(t.shown().map(({ body }) => body), ["I"]);
    await here.settled(chat.notify(awa.actor, { conversation: "general", level: "all" }));
    await t.say("chatter");
    await t.later();
    assertEquals(t.shown().at(-1).body, "chatter");
  },
);

pushTest(
  "push - who is here is told once they are away and have not read it (C3)",
  1,
  async (t) => {
    const end = await t.here.connect(t.here.one, t.awa);
    await t.say("hello", t.direct);
    await t.later(2 * MINUTE);
    assertEquals(t.service.asked, 0);
    end.say({ type: "presence", state: "away" });
    await t.later(2 * MINUTE);
    assertEquals(t.shown().map(({ body }) => body), ["hello"]);
    await t.say("read at once", t.direct);
    end.say({ type: "presence", state: "active" });
    const { head } = await t.here.settled(
      t.chat.summary(t.awa.actor, { conversation: t.direct }),
    );
    end.ask({ type: "read", conversation: t.direct, seq: head });
    await t.later(8 * MINUTE);
    assertEquals(t.shown().filter(Boolean).length, 1);
  },
);

pushTest(
  "push - a busy push service is asked again when it says, one that is gone never (C3)",
  2,
  async (t) => {
    assertEquals((await t.add(t.awa, "tablet")).status, 201);
    t.service.answer("phone", { status: 429, headers: { "retry-after": "120" } });
    t.service.answer("tablet", { status: 410, body: "expired" });
    await t.say("hello", t.direct);
    await t.later();
    await t.later(MINUTE);
    assertEquals(t.service.asked, 2, "not before its time");
    await t.later(2 * MINUTE);
    assertEquals(t.service.received.map(({ browser }) => browser), ["phone"]);
    const [phone, tablet] = await t.devices(t.awa);
    assertEquals([typeof phone?.sentAt, typeof tablet?.goneAt], ["number", "number"]);
    await t.say("again", t.direct);
    await t.later();
    await t.later(10 * MINUTE);
    assertEquals(t.service.asked, 4, "the tablet is asked no more");
  },
);

pushTest("push - what is too large goes without its words (C3)", 1, async (t) => {
  t.service.answer("phone", { status: 413 });
  await t.say("a long story", t.direct);
  await t.later();
  assertEquals(t.shown().map(({ body }) => body), ["1 new message"]);
  await t.say("🌳".repeat(4_000), t.direct);
  await t.later();
  assertEquals(t.service.received.length, 2, "what is long is cut to fit");
});

pushTest(
  "push - a session that ends takes its devices along, another person the browser (C3)",
  1,
  async (t) => {
    const { here, awa } = t;
    const other = await here.person("another");
    assertEquals((await t.add(other, "phone")).status, 201, "on the same browser");
    const count = async (who: Somebody) => (await t.devices(who)).length;
    assertEquals([await count(awa), await count(other)], [0, 1]);
    await t.say("for the one who was here before", t.direct);
    await t.later();
    assertEquals(t.service.asked, 0);
    assertEquals((await t.add(awa, "own")).status, 201);
    await here.settled(here.one.identity.signOut(awa.actor));
    await t.say("after signing out", t.direct);
    await t.later();
    assertEquals(t.service.asked, 0);
  },
);

pushTest(
  "push - a device is tried by hand, and says what its push service answered (C3)",
  1,
  async (t) => {
    const { here, awa, noor } = t;
    const { body } = await here.api(here.one, awa, "GET", "/me/devices");
    assertMatch(String(body.key), /^[\w-]{87}$/);
    const [phone] = await t.devices(awa);
    assertEquals(phone?.current, true);
    assertEquals(JSON.stringify(body).includes("fcm"), false, "not where it is");
    const attempt = () => here.api(here.one, awa, "POST", `/me/devices/${phone?.id}/try`);
    assertEquals((await attempt()).body, { is: "taken", status: 201 });
    assertEquals(t.shown().at(-1).body, "Notifications work on this device.");
    // A receipt that is offered, though none was asked for, is not fetched (RFC 8030, 6.3).
    const link = '</receipt/1>; rel="urn:ietf:params:push:receipt"';
    t.service.answer("phone", { status: 202, headers: { link } });
    const { asked } = t.service;
    assertEquals((await attempt()).body, { is: "taken", status: 202 });
    assertEquals(t.service.asked, asked + 1);
    t.service.answer("phone", { status: 403, body: "BadJwtToken" });
    assertEquals((await attempt()).body, { is: "refused", status: 403, said: "BadJwtToken" });
    assertEquals(
      (await here.api(here.one, noor, "POST", `/me/devices/${phone?.id}/try`)).status,
      404,
    );
    assertEquals((await here.api(here.one, awa, "DELETE", `/me/devices/${phone?.id}`)).status, 204);
    assertEquals((await attempt()).status, 404);
  },
);

pushTest(
  "push - no other address is called, no broken key taken, and ten devices are enough (N3)",
  1,
  async (t) => {
    const { here, awa, service } = t;
    const post = (json: object) => here.api(here.one, awa, "POST", "/me/devices", json);
    const good = await service.subscribe("another");
    for (const endpoint of ["https://169.254.169.254/x", "http://fcm.googleapis.com/x", "x"]) {
      assertEquals((await post({ ...good, endpoint })).status, 400, endpoint);
    }
    const { keys } = good;
    for (const bad of [{ ...keys, auth: "AAAA" }, { ...keys, p256dh: "B".repeat(87) }]) {
      assertEquals((await post({ ...good, keys: bad })).status, 400);
    }
    for (let n = 1; n < MAX_PUSH_DEVICES; n++) {
      assertEquals((await t.add(awa, `browser ${n}`)).status, 201);
    }
    assertEquals((await t.add(awa, "one more")).status, 403);
    assertEquals((await t.add(awa, "phone")).status, 201, "it is renewed");
  },
);

pushTest(
  "push - reading anywhere takes it away on every device, once, as does deleting (C3)",
  2,
  async (t) => {
    const { here, awa, chat, direct, service } = t;
    assertEquals((await t.add(awa, "tablet")).status, 201);
    const { seq } = await t.say("hello", direct);
    await t.later();
    assertEquals(service.received.length, 2);
    await here.settled(
      here.two.instance.chat.read(awa.actor, { conversation: direct, seq }),
    );
    await t.later(2_000);
    const cleared = () =>
      service.received.flatMap(({ browser, payload, topic }) =>
        payload.clear ? [`${browser} ${payload.clear === direct} ${topic?.length}`] : []
      );
    assertEquals(cleared().sort(), ["phone true 32", "tablet true 32"]);
    await here.settled(chat.read(awa.actor, { conversation: direct, seq }));
    const gone = await t.say("taken back", direct);
    await t.later();
    assertEquals(service.received.length, 6);
    await here.settled(
      here.two.instance.chat.delete(t.noor.actor, { conversation: direct, target: gone.seq }),
    );
    await t.later(2_000);
    assertEquals(cleared().length, 4);
    await here.settled(
      chat.vanish(t.noor.actor, { conversation: direct, afterMs: 5 * MINUTE }),
    );
    await t.say("for five minutes", direct);
    await t.later();
    assertEquals(service.received.length, 10);
    await t.later(5 * MINUTE);
    assertEquals(cleared().length, 6, "what has vanished is shown nowhere (M11)");
  },
);

pushTest("push - a deleted account leaves no device behind (C3)", 1, async (t) => {
  const { here, awa } = t;
  const rows = async () => {
    const kv = here.kv.open();
    const kept = [keys.allPushDevices(), ["push_endpoint"]];
    const lists = await Promise.all(kept.map((prefix) => kv.list({ prefix }, { limit: 10 })));
    return lists.map(({ length }) => length);
  };
  assertEquals(await rows(), [1, 1]);
  const deleted = await here.api(here.one, awa, "DELETE", "/me", { password: "correct horse" });
  assertEquals(deleted.status, 204);
  assertEquals(await rows(), [0, 0]);
});
