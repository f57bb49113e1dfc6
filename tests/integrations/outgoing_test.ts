// Outgoing hooks (B3): what happens in rooms, told to another service.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Bot } from "../../lib/protocol/bots.ts";
import type { HookDelivery } from "../../lib/protocol/outgoing.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { isSigned, Receiver } from "../support/receiver.ts";

const URL_OF_LEDGER = "https://ledger.example/hook";
const MINUTE_MS = 60_000;

/** A community whose hook “Ledger” is told of `machines`. */
async function withHook(here: Community, wish: Record<string, unknown> = {}) {
  const boss = await here.person("boss", "administrator");
  const room = await here.settled(here.one.instance.chat.create(boss.actor, { name: "machines" }));
  const made = await here.api(here.one, boss, "POST", "/outgoing", {
    name: "Ledger",
    rooms: ["machines"],
    url: URL_OF_LEDGER,
    events: ["message"],
    ...wish,
  });
  assertEquals(made.status, 201, JSON.stringify(made.body));
  const { bot: { bot: { id } }, signingSecret: secret } = made.body as {
    bot: Bot;
    signingSecret: string;
  };
  await here.pass(300);

  async function say(text: string, who: Somebody = boss, conversation = room.id) {
    const message = { conversation, id: crypto.randomUUID(), text };
    return await here.settled(here.one.instance.chat.post(who.actor, message));
  }
  async function deliveries(): Promise<HookDelivery[]> {
    const { body } = await here.api(here.one, boss, "GET", `/outgoing/${id}/deliveries`);
    return body.deliveries as HookDelivery[];
  }
  async function shown(): Promise<Bot> {
    const { body } = await here.api(here.one, boss, "GET", "/bots");
    const bot = (body.bots as Bot[]).find((one) => one.bot.id === id);
    assert(bot);
    return bot;
  }
  const change = (fields: object) => here.api(here.one, boss, "PATCH", `/outgoing/${id}`, fields);
  return { boss, room, id, secret, say, deliveries, shown, change };
}

/** Lets much time pass, as nothing happens that needs it in small steps. */
async function leap(here: Community, ms: number) {
  for (let left = ms; left > 0; left -= 30_000) {
    await here.clock.advance(Math.min(30_000, left));
    for (let turn = 0; turn < 10; turn++) await here.clock.settle();
  }
}

/** A test over a community that calls a receiver. */
function outgoingTest(
  name: string,
  instances: number,
  run: (here: Community, receiver: Receiver) => Promise<void>,
) {
  const receiver = new Receiver();
  communityTest(
    `outgoing hooks - B3: ${name}`,
    instances,
    (here) => run(here, receiver),
    { calls: receiver.options },
  );
}

outgoingTest("a room is told, signed as the public library wants it", 2, async (here, receiver) => {
  const { say, room, boss, secret, deliveries } = await withHook(here);
  const { chat } = here.one.instance;
  assertMatch(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  const { seq } = await say("Tank 4 is low");
  await here.pass(300);
  await here.settled(chat.edit(boss.actor, { conversation: room.id, target: seq, text: "Tank 5" }));
  await here.pass(300);
  await here.settled(chat.delete(boss.actor, { conversation: room.id, target: seq }));
  await say("elsewhere", boss, "general");
  await here.pass(1_000);
  const [posted] = receiver.calls;
  assert(posted);
  assertEquals(receiver.types, ["message.posted", "message.edited", "message.deleted"]);
  assertEquals(posted.url, URL_OF_LEDGER);
  assertEquals(posted.data.room, { id: room.id, name: "machines" });
  assertEquals([posted.data.by.name, posted.data.why], ["boss", "message"]);
  assertEquals(posted.data.link, `http://chat.test/rooms/machines/${seq}`);
  for (const call of receiver.calls) assert(isSigned(call, secret), "the library takes it");
  const other = { ...posted, request: { ...posted.request, body: `${posted.request.body} ` } };
  assert(!isSigned(other, secret), "and no other body");
  const listed = await deliveries();
  assertEquals(listed.map(({ type }) => type), [...receiver.types].reverse());
  assert(listed.every(({ state, tries }) => state === "done" && tries[0]?.status === 204));
});

outgoingTest("it is told what it asked for, and never of itself", 1, async (here, receiver) => {
  const { say, room, boss, id } = await withHook(here, {
    events: ["mention", "keyword", "reaction", "join"],
    keywords: ["harvest"],
  });
  const { chat } = here.one.instance;
  receiver.answer = () => ({ status: 200, body: { text: "@Ledger harvest" } });
  const { seq } = await say("nothing of interest");
  await say("the Harvest begins");
  await say("@Ledger how many crates?");
  const react = { conversation: room.id, target: seq, emoji: "👍", on: true };
  await here.settled(chat.react(boss.actor, react));
  const ada = await here.person("ada");
  await here.settled(chat.join(ada.actor, { room: "machines" }));
  await here.pass(1_000);
  assertEquals(
    receiver.calls.map(({ type, data }) => `${type} ${data.why} ${data.by.name}`).sort(),
    [
      "member.joined join ada",
      "message.posted keyword boss",
      "message.posted mention boss",
      "reaction.added reaction boss",
    ],
  );
  const { events } = await here.settled(
    chat.history(boss.actor, { conversation: room.id, limit: 50 }),
  );
  const answers = events.filter((event) => event.kind === "message" && event.by === id);
  assertEquals(answers.length, 2, "an answer in JSON is posted once, to messages alone");
});

outgoingTest(
  "what fails is tried again, later and later, under one id",
  2,
  async (here, receiver) => {
    const { say, deliveries, shown } = await withHook(here);
    let fails = 3;
    receiver.answer = () => fails-- > 0 ? { status: 503, body: "busy" } : { status: 200 };
    await say("once");
    await here.pass(1_000);
    const [first] = await deliveries();
    assertEquals([first?.state, first?.tries[0]?.status, first?.tries[0]?.said], [
      "waiting",
      503,
      "busy",
    ]);
    assertEquals((await shown()).outgoing?.failed, 1);
    const begin = here.clock.now();
    const at: number[] = [];
    for (let n = 1; n < 4; n++) {
      for (let turn = 0; receiver.calls.length === n && turn < 80; turn++) await leap(here, 30_000);
      at.push(Math.round((here.clock.now() - begin) / MINUTE_MS));
    }
    assertEquals(new Set(receiver.calls.map(({ id }) => id)).size, 1);
    assert(at[0]! <= 2 && at[1]! - at[0]! >= 4 && at[2]! - at[1]! >= 29, `${at}`);
    assertEquals(receiver.mostAtOnce, 1, "no two tries of one delivery at a time");
    const [last] = await deliveries();
    assertEquals([last?.state, last?.tries.length], ["done", 4]);
    assertEquals((await shown()).outgoing?.failed, undefined);
  },
);

outgoingTest(
  "who sorts by seq has the order of the log, whatever comes late",
  1,
  async (here, receiver) => {
    const { say } = await withHook(here);
    const taken: Array<{ seq: number; text: string }> = [];
    let refuses = true;
    receiver.answer = ({ data: { event: { seq, text } } }) => {
      if (text === "3" && refuses) {
        refuses = false;
        return { status: 503 };
      }
      taken.push({ seq, text });
      return { status: 204 };
    };
    const said = Array.from({ length: 9 }, (_, n) => String(n + 1));
    for (const text of said) await say(text);
    await here.pass(1_000);
    await leap(here, 2 * MINUTE_MS);
    assertEquals(taken.at(-1)?.text, "3", "it came late");
    const sorted = taken.toSorted((one, other) => one.seq - other.seq);
    assertEquals(sorted.map(({ text }) => text), said);
  },
);

outgoingTest("one that is given up is sent again by hand", 1, async (here, receiver) => {
  const { say, deliveries, boss, id } = await withHook(here);
  receiver.answer = () => ({ failed: "time" });
  await say("nobody there");
  const pauses = [1, 5, 30, 120, 300, 480, 480];
  for (const minutes of pauses) await leap(here, (minutes + 1) * MINUTE_MS);
  const [given] = await deliveries();
  assertEquals([given?.state, given?.tries.length], ["failed", 8]);
  assertEquals(given?.tries.at(-1)?.failed, "time");
  receiver.answer = () => ({ status: 200 });
  const again = `/outgoing/${id}/deliveries/${given?.id}/again`;
  assertEquals((await here.api(here.one, boss, "POST", again)).status, 204);
  await here.pass(1_000);
  const [sent] = await deliveries();
  assertEquals([sent?.state, sent?.tries.length], ["done", 9]);
  const unknown = `/outgoing/${id}/deliveries/1.1.x/again`;
  assertEquals((await here.api(here.one, boss, "POST", unknown)).status, 404);
});

outgoingTest("one that fails for days is off, and its maker told", 1, async (here, receiver) => {
  const { say, shown, boss, change } = await withHook(here);
  receiver.answer = () => ({ status: 500 });
  for (let day = 0; day < 4; day++) {
    await say(`day ${day}`);
    await leap(here, 24 * 60 * MINUTE_MS);
  }
  assertEquals((await shown()).outgoing?.off, "failing");
  const tried = receiver.calls.length;
  await say("not told");
  await leap(here, 60 * MINUTE_MS);
  assertEquals(receiver.calls.length, tried);
  const { chat } = here.one.instance;
  const word = await here.settled(chat.summary(boss.actor, { direct: "Ledger" }));
  const { events } = await here.settled(
    chat.history(boss.actor, { conversation: word.id, limit: 10 }),
  );
  assertEquals(events.map((event) => "text" in event && event.text), [
    "I am switched off: ledger.example has not taken what I sent for three days. Switch me on again under Integrations when it answers.",
  ]);
  receiver.answer = () => ({ status: 200 });
  assertEquals((await change({ on: true })).status, 200);
  await here.pass(300);
  await say("told again");
  await here.pass(1_000);
  assertEquals(receiver.calls.at(-1)?.data.event.text, "told again");
  assertEquals(receiver.calls.length, tried + 1, "what happened meanwhile is not told");
});

outgoingTest("a receiver that says 410 is called no more", 1, async (here, receiver) => {
  const { say, shown } = await withHook(here);
  receiver.answer = () => ({ status: 410 });
  await say("bye");
  await here.pass(2_000);
  assertEquals((await shown()).outgoing?.off, "gone");
  assertEquals(receiver.calls.length, 1);
});

outgoingTest("a secret is changed with a day of overlap", 1, async (here, receiver) => {
  const { say, secret, boss, id } = await withHook(here);
  const renewed = await here.api(here.one, boss, "POST", `/outgoing/${id}/secret`);
  const next = String(renewed.body.signingSecret);
  await say("both");
  await here.pass(1_000);
  const [both] = receiver.calls;
  assert(both && isSigned(both, secret) && isSigned(both, next));
  await leap(here, 25 * 60 * MINUTE_MS);
  await say("the new one");
  await here.pass(1_000);
  const last = receiver.calls.at(-1);
  assert(last && isSigned(last, next) && !isSigned(last, secret));
});

outgoingTest("words that are gone are told by no later try", 1, async (here, receiver) => {
  const { say, boss, room, deliveries } = await withHook(here);
  receiver.answer = () => ({ status: 500, body: "cannot read: a secret word" });
  const { seq } = await say("a secret word");
  await here.pass(1_000);
  const rows = JSON.stringify((await everyRow(here.kv)).filter(({ key }) => key[0] !== "log"));
  assert(!/outgoing.*a secret word/.test(rows), "an answer that repeats it is not kept");
  receiver.answer = () => ({ status: 200 });
  const gone = { conversation: room.id, target: seq };
  await here.settled(here.one.instance.chat.delete(boss.actor, gone));
  await leap(here, 10 * MINUTE_MS);
  assertEquals(receiver.types, ["message.posted", "message.deleted"]);
  assertEquals((await deliveries()).map(({ state }) => state), ["done", "dropped"]);
});

outgoingTest(
  "it follows its rooms, whoever answers for it, and its end",
  1,
  async (here, receiver) => {
    const { say, boss, id, room } = await withHook(here);
    const put = (rooms: string[]) =>
      here.api(here.one, boss, "PUT", `/bots/${id}/rooms`, { rooms });
    await say("before it came", boss, "general");
    assertEquals((await put(["general"])).status, 200);
    await here.pass(300);
    await say("told", boss, "general");
    await say("left behind", boss, room.id);
    await here.pass(1_000);
    assertEquals(receiver.calls.map(({ data }) => data.event.text), ["told"]);
    assertEquals((await here.api(here.one, boss, "DELETE", `/bots/${id}`)).status, 204);
    await here.pass(300);
    await say("nobody listens", boss, "general");
    await here.pass(1_000);
    assertEquals(receiver.calls.length, 1);
    const rows = (await everyRow(here.kv)).filter(({ key }) =>
      /^outgoing(_pump)?$/.test(String(key[0]))
    );
    assertEquals(rows, []);
  },
);

outgoingTest("a crash between a message and its call loses nothing", 2, async (here, receiver) => {
  const { say, id } = await withHook(here);
  receiver.answer = () => ({ status: 200 });
  await say("first");
  await here.pass(1_000);
  // What an instance that died left: nobody tells what came after it.
  const key = ["outgoing_pump", id];
  const { value } = await here.kv.open().get<{ told: Record<string, number> }>(key);
  assert(value);
  const told = Object.fromEntries(Object.entries(value.told).map(([room, seq]) => [room, seq - 1]));
  await here.kv.open().commit([], [{ type: "set", key, value: { told } }]);
  await say("second");
  await here.pass(1_000);
  const texts = receiver.calls.map(({ data }) => data.event.text);
  assertEquals(texts.sort(), ["first", "first", "second"]);
  assertEquals(new Set(receiver.calls.map(({ id }) => id)).size, 2, "by its id it is known again");
});

outgoingTest("who gives it another address answers for it, and nobody by less", 1, async (here) => {
  const { boss, id, shown } = await withHook(here);
  const other = await here.person("other", "administrator");
  const change = (fields: object) => here.api(here.one, other, "PATCH", `/outgoing/${id}`, fields);
  for (const fields of [{ events: ["message", "join"] }, { url: URL_OF_LEDGER }, { on: false }]) {
    assertEquals((await change(fields)).status, 200);
    assertEquals((await shown()).by.id, boss.actor.user.id, JSON.stringify(fields));
  }
  assertEquals((await change({ url: "https://elsewhere.example/hook" })).status, 200);
  assertEquals((await shown()).by.id, other.actor.user.id);
});

outgoingTest("what cannot be called, or by whom, is refused", 1, async (here) => {
  const { boss, change, id } = await withHook(here);
  const type = (body: Record<string, unknown>) => String(body.type).split(":").at(-1);
  for (const url of ["http://ledger.example/", "ftp://x.example", "https://a:b@x.example", "x"]) {
    assertEquals(type((await change({ url })).body), "hook-url", url);
  }
  assertEquals((await change({ events: [] })).status, 400);
  assertEquals((await change({ events: ["keyword"] })).status, 400);
  const ada = await here.person("ada");
  for (
    const [method, path] of [
      ["POST", `/outgoing/${id}/secret`],
      ["GET", `/outgoing/${id}/deliveries`],
    ] as const
  ) {
    assertEquals((await here.api(here.one, ada, method, path)).status, 403);
  }
  await here.api(here.one, boss, "PATCH", "/admin/settings", { bots: "members" });
  await here.pass(300);
  const theirs = await here.api(here.one, ada, "GET", `/outgoing/${id}/deliveries`);
  assertEquals(theirs.status, 404, "members look after their own alone");
});
