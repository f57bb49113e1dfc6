import { assertEquals, assertNotEquals } from "@std/assert";
import { ClientFixture, shown } from "../support/client_fixture.ts";

const refuse = (code: "rate-limited" | "unavailable" | "read-only", retryAfterMs?: number) => ({
  refuse: { code, message: "No.", retryAfterMs },
});

/** The texts of a log's messages. */
const texts = (fixture: ClientFixture) =>
  fixture.server.logs.get("general")!.map((event) => event.kind === "message" ? event.text : "");

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
  const fixture = new ClientFixture();
  const outbox = { ...fixture.storage, withLock: locks() };
  const left = await fixture.online({ outbox });
  fixture.server.accepts = false;
  fixture.server.cut();
  for (let n = 0; n < 5; n++) await left.send("general", `left ${n}`);
  const right = fixture.model({ outbox });
  right.start();
  for (let n = 0; n < 5; n++) await right.send("general", `right ${n}`);
  fixture.server.accepts = true;
  await fixture.pass(10_000);
  const wanted = ["left", "right"].flatMap((who) => [0, 1, 2, 3, 4].map((n) => `${who} ${n}`));
  assertEquals(texts(fixture).toSorted(), wanted);
  assertEquals(fixture.server.requests("send").length, 10);
  for (const model of [left, right]) {
    assertEquals(shown(model.timeline("general")).some((text) => text.startsWith("(")), false);
    assertNotEquals(model.connection.value.state, "waiting");
  }
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - what a closed tab could not send, another one sends when it is online again", async () => {
  const fixture = new ClientFixture();
  const outbox = { ...fixture.storage, withLock: locks() };
  const closed = await fixture.online({ outbox });
  const open = fixture.model({ outbox });
  open.start();
  await fixture.pass(1_000);
  fixture.server.accepts = false;
  fixture.server.cut();
  await closed.send("general", "left behind");
  closed.stop();
  fixture.server.accepts = true;
  await fixture.pass(60_000);
  assertEquals(open.connection.value.state, "online");
  assertEquals(texts(fixture), ["left behind"]);
  assertEquals(fixture.storage.entries.size, 0);
});

Deno.test("outbox - a refused message that another tab deleted is gone here at the next turn", async () => {
  const fixture = new ClientFixture();
  const outbox = { ...fixture.storage, withLock: locks() };
  const left = await fixture.online({ outbox });
  fixture.server.script("send", refuse("read-only"));
  void left.send("general", "unwanted");
  await fixture.rest();
  const right = await fixture.online({ outbox });
  const timelines = [left, right].map((model) => model.timeline("general"));
  await fixture.rest();
  assertEquals(timelines.map(shown), [["!unwanted"], ["!unwanted"]]);
  const [entry] = fixture.storage.entries.values();
  await left.discard(entry!.id);
  await right.send("general", "next");
  await fixture.pass(1_000);
  assertEquals(timelines.map(shown), [["next"], ["next"]]);
});

Deno.test("outbox - what another tab may have sent is looked for from where it was written (D3)", async () => {
  const fixture = new ClientFixture();
  const outbox = { ...fixture.storage, withLock: locks() };
  const left = await fixture.online({ outbox });
  fixture.server.accepts = false;
  fixture.server.cut();
  await left.send("general", "once");
  fixture.server.accepts = true;
  fixture.server.script("send", "lose-reply");
  const right = fixture.model({ outbox });
  right.start();
  await fixture.rest();
  assertEquals(texts(fixture), ["once"]);
  right.stop(); // closed before it was told
  left.retryNow();
  await fixture.pass(10_000);
  assertEquals(fixture.server.requests("send").map(({ after }) => after), [0, 0]);
  assertEquals(texts(fixture), ["once"]);
  assertEquals(fixture.storage.entries.size, 0);
});
