import { assertEquals, assertNotEquals } from "@std/assert";
import { WINDOW } from "../../lib/client/outbox.ts";
import { ChatWorld, shown } from "../support/chat_world.ts";
import { ANA } from "../support/fake_server.ts";

const refuse = (code: "rate-limited" | "unavailable" | "read-only", retryAfterMs?: number) => ({
  refuse: { code, message: "No.", retryAfterMs },
});

/** The texts of a log's messages. */
const texts = (world: ChatWorld) =>
  world.server.logs.get("general")!.map((event) => event.kind === "message" ? event.text : "");

Deno.test("outbox - a message appears at once and keeps its key and place when durable", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const timeline = model.timeline("general");
  await world.rest();
  void model.send("general", "hello");
  assertEquals(shown(timeline), ["(hello)"]);
  const { key } = timeline.items.value[0]!;
  const lengths: number[] = [];
  timeline.items.subscribe((items) => void lengths.push(items.length));
  await world.pass(100);
  assertEquals(shown(timeline), ["hello"]);
  assertEquals(timeline.items.value[0]!.key, key);
  assertEquals(new Set(lengths), new Set([1]), "it never goes away and never doubles");
  assertEquals(world.storage.entries.size, 0);
});

Deno.test("outbox - a message is stored before it is sent", async () => {
  const world = new ChatWorld();
  const storing = Promise.withResolvers<void>();
  const put = world.storage.put;
  world.storage.put = async (entry) => {
    await storing.promise;
    await put(entry);
  };
  const model = await world.online();
  void model.send("general", "hello");
  await world.rest();
  assertEquals(world.server.requests("send"), []);
  storing.resolve();
  await world.rest();
  assertEquals(texts(world), ["hello"]);
});

Deno.test("outbox - a storage that fails is reported and the message goes out", async () => {
  const world = new ChatWorld();
  world.storage.put = () => Promise.reject(new Error("quota"));
  const model = await world.online();
  await model.send("general", "hello");
  await world.rest();
  assertEquals(texts(world), ["hello"]);
  assertEquals(world.reports.length, 1);
});

Deno.test("outbox - a lost reply is repeated with the same id and after, and taken once (D3)", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const timeline = model.timeline("general");
  await world.rest();
  world.server.say("general", "before");
  await world.rest();
  world.server.script("send", "lose-reply");
  void model.send("general", "mine");
  await world.rest();
  world.server.say("general", "between", undefined);
  await world.pass(2_000);
  const tries = world.server.requests("send");
  assertEquals(tries.length, 2);
  assertEquals(new Set(tries.map(({ id, after }) => `${id} ${after}`)).size, 1);
  assertEquals(shown(timeline), ["before", "mine", "between"]);
  assertEquals(world.storage.entries.size, 0);
});

Deno.test("outbox - without its timeline, a lost reply is asked again: same id, same after (D3)", async () => {
  const world = new ChatWorld();
  world.server.say("general", "before");
  const model = await world.online();
  world.server.script("send", "lose-reply", "lose-reply", "lose-request");
  void model.send("general", "mine");
  for (let n = 0; n < 4; n++) {
    await world.pass(5_000);
    world.server.say("general", "between");
  }
  const tries = world.server.requests("send");
  assertEquals(tries.length, 3);
  assertEquals(new Set(tries.map(({ id, after }) => `${id} ${after}`)).size, 1);
  assertEquals(tries[0]!.after, 1);
  assertEquals(texts(world).filter((text) => text === "mine"), ["mine"]);
  assertEquals(world.storage.entries.size, 0);
});

Deno.test("outbox - what was written offline goes out in order, and after is fixed at the first try", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const timeline = model.timeline("general");
  world.server.accepts = false;
  world.server.cut();
  const written = Array.from({ length: 15 }, (_, n) => String(n));
  for (const text of written) await model.send("general", text);
  assertEquals(shown(timeline), written.map((text) => `(${text})`));
  for (let n = 0; n < 3; n++) world.server.say("general", "theirs");
  world.server.accepts = true;
  await world.pass(5_000);
  assertEquals(texts(world), ["theirs", "theirs", "theirs", ...written]);
  assertEquals(world.server.requests("send")[0]!.after, 3);
  assertEquals(shown(timeline), texts(world));
  assertEquals(model.gaps.value, 0);
});

Deno.test("outbox - conversations send beside each other, within a window", async () => {
  const world = new ChatWorld();
  const rooms = Array.from({ length: WINDOW + 5 }, (_, n) => world.server.addRoom(`room-${n}`).id);
  const model = await world.online();
  world.server.script("send", ...rooms.map(() => "ignore" as const));
  for (const room of rooms) void model.send(room, "x");
  await world.rest();
  assertEquals(
    world.server.requests("send").map(({ conversation }) => conversation),
    rooms.slice(0, WINDOW),
  );
});

Deno.test("outbox - nothing overtakes a message that was refused for now", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const written = Array.from({ length: 30 }, (_, n) => String(n));
  world.server.script("send", refuse("rate-limited", 700), refuse("unavailable"));
  for (const text of written) void model.send("general", text);
  await world.pass(30_000);
  assertEquals(texts(world), written);
});

Deno.test("outbox - rate-limited waits as long as it was told, unavailable backs off", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  world.server.script("send", refuse("rate-limited", 4_000), refuse("unavailable"));
  void model.send("general", "patient");
  await world.rest();
  await world.pass(3_900);
  assertEquals(world.server.requests("send").length, 1);
  await world.pass(100);
  assertEquals(world.server.requests("send").length, 2);
  await world.pass(400);
  assertEquals(world.server.requests("send").length, 2);
  await world.pass(4_000);
  assertEquals(texts(world), ["patient"]);
});

Deno.test("outbox - a refusal for good fails one message and the later go on", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const timeline = model.timeline("general");
  world.server.script("send", refuse("read-only"));
  await model.send("general", "first");
  await model.send("general", "second");
  await world.pass(100);
  assertEquals(shown(timeline), ["second", "!first"]);
  const [, failed] = timeline.items.value;
  assertEquals(failed?.is === "outgoing" && failed.entry.error?.message, "No.");
  assertEquals([...world.storage.entries.values()].map(({ state }) => state), ["failed"]);
});

Deno.test("outbox - what waited behind another is sent with what was seen by then (D3)", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  model.timeline("general");
  world.server.script("send", refuse("unavailable", 1_000));
  await model.send("general", "first");
  await model.send("general", "second");
  for (let n = 0; n < 3; n++) world.server.say("general", "theirs");
  await world.pass(30_000);
  assertEquals(texts(world), ["theirs", "theirs", "theirs", "first", "second"]);
  const tries = world.server.requests("send").map(({ text, after }) => `${text} after ${after}`);
  assertEquals(tries, ["first after 0", "first after 0", "second after 4"]);
});

Deno.test("outbox - retry tries a failed message again with its id; discard forgets it", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const timeline = model.timeline("general");
  world.server.script("send", refuse("read-only"), refuse("read-only"));
  await model.send("general", "again");
  await model.send("general", "never");
  await world.pass(100);
  assertEquals(shown(timeline), ["!again", "!never"]);
  const [again, never] = timeline.items.value;
  await model.retry(again!.key);
  await model.discard(never!.key);
  await world.pass(100);
  assertEquals(shown(timeline), ["again"]);
  const tries = world.server.requests("send").filter(({ text }) => text === "again");
  assertEquals(tries.length, 2);
  assertEquals(tries[0]!.id, tries[1]!.id);
  assertEquals(tries[0]!.after, tries[1]!.after);
  assertEquals(world.storage.entries.size, 0);
});

Deno.test("outbox - a new model on the same storage sends what was left, once and in order (D3)", async () => {
  const world = new ChatWorld();
  const first = await world.online();
  world.server.script("send", "lose-reply");
  void first.send("general", "0");
  await world.rest();
  world.server.accepts = false;
  for (const text of ["1", "2", "3"]) await first.send("general", text);
  first.stop();
  await world.rest();
  assertEquals([...world.storage.entries.values()].map(({ text }) => text), ["0", "1", "2", "3"]);

  world.server.accepts = true;
  const second = await world.online();
  const timeline = second.timeline("general");
  await second.send("general", "4");
  await world.pass(1_000);
  assertEquals(texts(world), ["0", "1", "2", "3", "4"]);
  assertEquals(shown(timeline), ["0", "1", "2", "3", "4"]);
  assertEquals(world.storage.entries.size, 0);
});

Deno.test("outbox - what the page's snapshot shows already is not shown or sent again", async () => {
  const world = new ChatWorld();
  const first = await world.online();
  world.server.script("send", "lose-reply");
  void first.send("general", "mine");
  await world.rest();
  first.stop();
  await world.rest();
  assertEquals(world.storage.entries.size, 1);

  const events = [...world.server.logs.get("general")!];
  const conversations = [...world.server.summaries.values()].map((summary) => ({ ...summary }));
  const open = { conversation: "general", events, users: {} };
  const second = world.model({ snapshot: { me: ANA, conversations, presence: [], open } });
  const timeline = second.timeline("general");
  second.start();
  const lengths = new Set<number>();
  timeline.items.subscribe((items) => void lengths.add(items.length));
  await world.pass(1_000);
  assertEquals(lengths, new Set([1]));
  assertEquals(world.server.requests("send").length, 1);
  assertEquals(world.storage.entries.size, 0);
});

/** A lock as the Web Locks API gives: one at a time, in the order of asking. */
function locks() {
  let last: Promise<unknown> = Promise.resolve();
  return (_name: string, run: () => Promise<void>): Promise<void> => {
    const mine = last.then(run);
    last = mine.catch(() => {});
    return mine;
  };
}

Deno.test("outbox - two tabs on one storage take turns: each message is sent by one of them", async () => {
  const world = new ChatWorld();
  const exclusive = locks();
  const left = await world.online({ exclusive });
  world.server.accepts = false;
  world.server.cut();
  for (let n = 0; n < 5; n++) await left.send("general", `left ${n}`);
  const right = world.model({ exclusive });
  right.start();
  for (let n = 0; n < 5; n++) await right.send("general", `right ${n}`);
  world.server.accepts = true;
  await world.pass(10_000);
  const wanted = ["left", "right"].flatMap((who) => [0, 1, 2, 3, 4].map((n) => `${who} ${n}`));
  assertEquals(texts(world).toSorted(), wanted);
  assertEquals(world.server.requests("send").length, 10);
  for (const model of [left, right]) {
    assertEquals(shown(model.timeline("general")).some((text) => text.startsWith("(")), false);
    assertNotEquals(model.connection.value.state, "waiting");
  }
  assertEquals(world.storage.entries.size, 0);
});

Deno.test("outbox - what a closed tab could not send, another one sends when it is online again", async () => {
  const world = new ChatWorld();
  const exclusive = locks();
  const closed = await world.online({ exclusive });
  const open = world.model({ exclusive });
  open.start();
  await world.pass(1_000);
  world.server.accepts = false;
  world.server.cut();
  await closed.send("general", "left behind");
  closed.stop();
  world.server.accepts = true;
  await world.pass(60_000);
  assertEquals(open.connection.value.state, "online");
  assertEquals(texts(world), ["left behind"]);
  assertEquals(world.storage.entries.size, 0);
});

Deno.test("outbox - a refused message that another tab deleted is gone here at the next turn", async () => {
  const world = new ChatWorld();
  const exclusive = locks();
  const left = await world.online({ exclusive });
  world.server.script("send", refuse("read-only"));
  void left.send("general", "unwanted");
  await world.rest();
  const right = await world.online({ exclusive });
  const timelines = [left, right].map((model) => model.timeline("general"));
  await world.rest();
  assertEquals(timelines.map(shown), [["!unwanted"], ["!unwanted"]]);
  const [entry] = world.storage.entries.values();
  await left.discard(entry!.id);
  await right.send("general", "next");
  await world.pass(1_000);
  assertEquals(timelines.map(shown), [["next"], ["next"]]);
});

Deno.test("outbox - what another tab may have sent is looked for from where it was written (D3)", async () => {
  const world = new ChatWorld();
  const exclusive = locks();
  const left = await world.online({ exclusive });
  world.server.accepts = false;
  world.server.cut();
  await left.send("general", "once");
  world.server.accepts = true;
  world.server.script("send", "lose-reply");
  const right = world.model({ exclusive });
  right.start();
  await world.rest();
  assertEquals(texts(world), ["once"]);
  right.stop(); // closed before it was told
  left.retryNow();
  await world.pass(10_000);
  assertEquals(world.server.requests("send").map(({ after }) => after), [0, 0]);
  assertEquals(texts(world), ["once"]);
  assertEquals(world.storage.entries.size, 0);
});
