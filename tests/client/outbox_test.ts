import { assertEquals } from "@std/assert";
import { MAX_CONCURRENT_SENDS } from "../../lib/client/outbox_waiting.ts";
import { ClientFixture, shown } from "../support/client_fixture.ts";
import { ANA } from "../support/fake_server.ts";

const refuse = (code: "rate-limited" | "unavailable" | "read-only", retryAfterMs?: number) => ({
  refuse: { code, message: "No.", retryAfterMs },
});

/** The texts of a log's messages. */
const texts = (fixture: ClientFixture) =>
  fixture.server.logs.get("general")!.map((event) => event.kind === "message" ? event.text : "");

Deno.test("outbox - a message appears at once and keeps its key and place when durable", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const timeline = model.timeline("general");
  await fixture.rest();
  void model.send("general", "hello");
  assertEquals(shown(timeline), ["(hello)"]);
  const { key } = timeline.items.value[0]!;
  const lengths: number[] = [];
  timeline.items.subscribe((items) => void lengths.push(items.length));
  await fixture.pass(100);
  assertEquals(shown(timeline), ["hello"]);
  assertEquals(timeline.items.value[0]!.key, key);
  assertEquals(new Set(lengths), new Set([1]), "it never goes away and never doubles");
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - a message is stored before it is sent", async () => {
  const fixture = new ClientFixture();
  const storing = Promise.withResolvers<void>();
  const put = fixture.storage.put;
  fixture.storage.put = async (entry) => {
    await storing.promise;
    await put(entry);
  };
  const model = await fixture.online();
  void model.send("general", "hello");
  await fixture.rest();
  assertEquals(fixture.server.requests("send"), []);
  storing.resolve();
  await fixture.rest();
  assertEquals(texts(fixture), ["hello"]);
});

Deno.test("outbox - a storage that fails is reported and the message goes out", async () => {
  const fixture = new ClientFixture();
  fixture.storage.put = () => Promise.reject(new Error("quota"));
  const model = await fixture.online();
  await model.send("general", "hello");
  await fixture.rest();
  assertEquals(texts(fixture), ["hello"]);
  assertEquals(fixture.reports.length, 1);
});

Deno.test("outbox - a lost reply is repeated with the same id and after, and taken once (D3)", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const timeline = model.timeline("general");
  await fixture.rest();
  fixture.server.say("general", "before");
  await fixture.rest();
  fixture.server.script("send", "lose-reply");
  void model.send("general", "mine");
  await fixture.rest();
  fixture.server.say("general", "between", undefined);
  await fixture.pass(2_000);
  const tries = fixture.server.requests("send");
  assertEquals(tries.length, 2);
  assertEquals(new Set(tries.map(({ id, after }) => `${id} ${after}`)).size, 1);
  assertEquals(shown(timeline), ["before", "mine", "between"]);
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - without its timeline, a lost reply is asked again: same id, same after (D3)", async () => {
  const fixture = new ClientFixture();
  fixture.server.say("general", "before");
  const model = await fixture.online();
  fixture.server.script("send", "lose-reply", "lose-reply", "lose-request");
  void model.send("general", "mine");
  for (let n = 0; n < 4; n++) {
    await fixture.pass(5_000);
    fixture.server.say("general", "between");
  }
  const tries = fixture.server.requests("send");
  assertEquals(tries.length, 3);
  assertEquals(new Set(tries.map(({ id, after }) => `${id} ${after}`)).size, 1);
  assertEquals(tries[0]!.after, 1);
  assertEquals(texts(fixture).filter((text) => text === "mine"), ["mine"]);
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - what was written offline goes out in order, and after is fixed at the first try", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const timeline = model.timeline("general");
  fixture.server.accepts = false;
  fixture.server.cut();
  const written = Array.from({ length: 15 }, (_, n) => String(n));
  for (const text of written) await model.send("general", text);
  assertEquals(shown(timeline), written.map((text) => `(${text})`));
  for (let n = 0; n < 3; n++) fixture.server.say("general", "theirs");
  fixture.server.accepts = true;
  await fixture.pass(5_000);
  assertEquals(texts(fixture), ["theirs", "theirs", "theirs", ...written]);
  assertEquals(fixture.server.requests("send")[0]!.after, 3);
  assertEquals(shown(timeline), texts(fixture));
  assertEquals(model.gaps.value, 0);
});

Deno.test("outbox - conversations send beside each other, within a window", async () => {
  const fixture = new ClientFixture();
  const rooms = Array.from(
    { length: MAX_CONCURRENT_SENDS + 5 },
    (_, n) => fixture.server.addRoom(`room-${n}`).id,
  );
  const model = await fixture.online();
  fixture.server.script("send", ...rooms.map(() => "ignore" as const));
  for (const room of rooms) void model.send(room, "x");
  await fixture.rest();
  assertEquals(
    fixture.server.requests("send").map(({ conversation }) => conversation),
    rooms.slice(0, MAX_CONCURRENT_SENDS),
  );
});

Deno.test("outbox - nothing overtakes a message that was refused for now", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const written = Array.from({ length: 30 }, (_, n) => String(n));
  fixture.server.script("send", refuse("rate-limited", 700), refuse("unavailable"));
  for (const text of written) void model.send("general", text);
  await fixture.pass(30_000);
  assertEquals(texts(fixture), written);
});

Deno.test("outbox - rate-limited waits as long as it was told, unavailable backs off", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  fixture.server.script("send", refuse("rate-limited", 4_000), refuse("unavailable"));
  void model.send("general", "patient");
  await fixture.rest();
  await fixture.pass(3_900);
  assertEquals(fixture.server.requests("send").length, 1);
  await fixture.pass(100);
  assertEquals(fixture.server.requests("send").length, 2);
  await fixture.pass(400);
  assertEquals(fixture.server.requests("send").length, 2);
  await fixture.pass(4_000);
  assertEquals(texts(fixture), ["patient"]);
});

Deno.test("outbox - a refusal for good fails one message and the later go on", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const timeline = model.timeline("general");
  fixture.server.script("send", refuse("read-only"));
  await model.send("general", "first");
  await model.send("general", "second");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["second", "!first"]);
  const [, failed] = timeline.items.value;
  assertEquals(failed?.is === "outgoing" && failed.entry.error?.message, "No.");
  assertEquals([...fixture.storage.entries.values()].map(({ state }) => state), ["failed"]);
});

Deno.test("outbox - a message that waits for a moderator is asked for again, and taken back", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const timeline = model.timeline("general");
  const waits = { refuse: { code: "forbidden" as const, message: "It waits.", waits: true } };
  fixture.server.script("send", waits, waits);
  await model.send("general", "first");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["!first"]);
  const [sent] = fixture.server.requests("send");
  fixture.server.push({ type: "held", id: sent!.id });
  await fixture.pass(100);
  assertEquals(fixture.server.requests("send").map(({ id }) => id), [sent!.id, sent!.id]);
  assertEquals(shown(timeline), ["!first"], "it waits on");
  fixture.server.push({ type: "held", id: sent!.id });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["first"], "it was let through");

  fixture.server.script("send", waits);
  await model.send("general", "second");
  await fixture.pass(100);
  const [, second] = fixture.server.requests("send").slice(-2);
  fixture.server.script("withdraw", { refuse: { code: "unknown-message", message: "Gone." } });
  await model.discard(second!.id);
  await fixture.pass(100);
  assertEquals(fixture.server.requests("withdraw").map(({ id }) => id), [second!.id]);
  assertEquals(shown(timeline), ["first"]);
});

Deno.test("outbox - what waited behind another is sent with what was seen by then (D3)", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  model.timeline("general");
  fixture.server.script("send", refuse("unavailable", 1_000));
  await model.send("general", "first");
  await model.send("general", "second");
  for (let n = 0; n < 3; n++) fixture.server.say("general", "theirs");
  await fixture.pass(30_000);
  assertEquals(texts(fixture), ["theirs", "theirs", "theirs", "first", "second"]);
  const tries = fixture.server.requests("send").map(({ text, after }) => `${text} after ${after}`);
  assertEquals(tries, ["first after 0", "first after 0", "second after 4"]);
});

Deno.test("outbox - retry tries a failed message again with its id; discard forgets it", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const timeline = model.timeline("general");
  fixture.server.script("send", refuse("read-only"), refuse("read-only"));
  await model.send("general", "again");
  await model.send("general", "never");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["!again", "!never"]);
  const [again, never] = timeline.items.value;
  await model.retry(again!.key);
  await model.discard(never!.key);
  await fixture.pass(100);
  assertEquals(shown(timeline), ["again"]);
  const tries = fixture.server.requests("send").filter(({ text }) => text === "again");
  assertEquals(tries.length, 2);
  assertEquals(tries[0]!.id, tries[1]!.id);
  assertEquals(tries[0]!.after, tries[1]!.after);
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - a new model on the same storage sends what was left, once and in order (D3)", async () => {
  const fixture = new ClientFixture();
  const first = await fixture.online();
  fixture.server.script("send", "lose-reply");
  void first.send("general", "0");
  await fixture.rest();
  fixture.server.accepts = false;
  for (const text of ["1", "2", "3"]) await first.send("general", text);
  first.stop();
  await fixture.rest();
  assertEquals([...fixture.storage.entries.values()].map(({ text }) => text), ["0", "1", "2", "3"]);

  fixture.server.accepts = true;
  const second = await fixture.online();
  const timeline = second.timeline("general");
  await second.send("general", "4");
  await fixture.pass(1_000);
  assertEquals(texts(fixture), ["0", "1", "2", "3", "4"]);
  assertEquals(shown(timeline), ["0", "1", "2", "3", "4"]);
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - what the page's snapshot shows already is not shown or sent again", async () => {
  const fixture = new ClientFixture();
  const first = await fixture.online();
  fixture.server.script("send", "lose-reply");
  void first.send("general", "mine");
  await fixture.rest();
  first.stop();
  await fixture.rest();
  assertEquals(fixture.storage.entries.size, 1);

  const events = [...fixture.server.logs.get("general")!];
  const conversations = [...fixture.server.summaries.values()].map((summary) => ({ ...summary }));
  const open = { conversation: "general", events, users: {} };
  const second = fixture.model({ snapshot: { me: ANA, conversations, presence: [], open } });
  const timeline = second.timeline("general");
  second.start();
  const lengths = new Set<number>();
  timeline.items.subscribe((items) => void lengths.add(items.length));
  await fixture.pass(1_000);
  assertEquals(lengths, new Set([1]));
  assertEquals(fixture.server.requests("send").length, 1);
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - what was not sent when one was sent out waits for one's word", async () => {
  for (const reason of ["kicked", "banned"] as const) {
    const fixture = new ClientFixture();
    const model = await fixture.online();
    const timeline = model.timeline("general");
    fixture.server.script("send", "ignore");
    await model.send("general", "under way");
    await model.send("general", "next");
    await fixture.rest();
    fixture.server.cut(reason === "kicked" ? 4410 : 4403, { reason, retryAfterMs: 5_000 });
    await fixture.pass(1_000);
    assertEquals(shown(timeline), ["?under way", "?next"]);
    await fixture.pass(9_000);
    model.retryNow();
    await fixture.pass(1_000);
    assertEquals(model.connection.value.state, "online", reason);
    assertEquals(texts(fixture), [], "nothing is sent without asking");
    const again = await fixture.online({ outbox: fixture.storage }); // another page, later
    again.timeline("general");
    await fixture.pass(1_000);
    assertEquals(shown(again.timeline("general")), ["?under way", "?next"]);
    assertEquals(texts(fixture), []);
    const [first, second] = again.timeline("general").items.value;
    await again.retry(first!.key);
    await again.discard(second!.key);
    await fixture.pass(1_000);
    assertEquals(texts(fixture), ["under way"]);
    assertEquals(fixture.storage.entries.size, 0);
  }
});
