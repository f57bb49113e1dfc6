import { assertEquals } from "@std/assert";
import { ClientFixture, shown } from "../support/client_fixture.ts";

const placeholder = { id: "key-of-this-browser", name: "a.txt", type: "text/plain", size: 3 };
const come = { ...placeholder, id: "file-of-the-server" };
const waiting = { files: [placeholder], uploading: true };

/** The texts of a log's messages. */
const texts = (fixture: ClientFixture, room = "general") =>
  fixture.server.logs.get(room)!.map((event) => event.kind === "message" ? event.text : "");
const uploading = (model: { outbox: { uploading: { value?: readonly { text: string }[] } } }) =>
  model.outbox.uploading.value?.map(({ text }) => text);

function locks() {
  let last: Promise<unknown> = Promise.resolve();
  return (_name: string, run: () => Promise<void>): Promise<void> => {
    const mine = last.then(run);
    last = mine.catch(() => {});
    return mine;
  };
}

Deno.test("outbox - F5: a message waits for its files, and what was written after it waits behind", async () => {
  const fixture = new ClientFixture();
  fixture.server.addRoom("club");
  const model = await fixture.online();
  await model.send("general", "with a file", waiting);
  await model.send("general", "after it");
  await model.send("club", "elsewhere");
  await fixture.pass(1_000);
  assertEquals([texts(fixture), texts(fixture, "club")], [[], ["elsewhere"]]);
  assertEquals(uploading(model), ["with a file"]);
  await model.outbox.filled(model.outbox.uploading.value![0]!.id, [come]);
  await fixture.pass(1_000);
  assertEquals(texts(fixture), ["with a file", "after it"]);
  const [sent] = fixture.server.requests("send").filter(({ text }) => text === "with a file");
  assertEquals([sent?.files?.[0]?.id, sent && "uploading" in sent], [come.id, false]);
  assertEquals([uploading(model), fixture.storage.entries.size], [[], 0]);
});

Deno.test("outbox - F5: files that came before the message was stored go with it", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const stored = model.send("general", "with a file", waiting);
  await model.outbox.filled(model.outbox.uploading.value![0]!.id, [come]);
  await stored;
  await fixture.pass(1_000);
  assertEquals(texts(fixture), ["with a file"]);
  assertEquals(fixture.server.requests("send").length, 1);
});

Deno.test("outbox - F5: it waits over a reload, and is still sent once", async () => {
  const fixture = new ClientFixture();
  const before = await fixture.online();
  await before.send("general", "with a file", waiting);
  before.stop();
  const model = fixture.model();
  assertEquals(uploading(model), undefined, "nobody knows before it is read");
  model.start();
  await fixture.rest();
  const [entry] = model.outbox.uploading.value!;
  assertEquals(entry?.files, [placeholder]);
  await model.outbox.filled(entry!.id, [come]);
  await model.outbox.filled(entry!.id, [come]);
  await fixture.pass(1_000);
  assertEquals(texts(fixture), ["with a file"]);
});

Deno.test("outbox - F5: what the server does not take is failed, and waits anew when it is tried again", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  model.timeline("general");
  await model.send("general", "with a file", waiting);
  await model.send("general", "after it");
  const { id } = model.outbox.uploading.value![0]!;
  model.outbox.unfilled(id, { code: "too-long", message: "No." });
  await fixture.pass(1_000);
  assertEquals(shown(model.timeline("general")), ["after it", "!with a file"]);
  assertEquals(texts(fixture), ["after it"], "nothing waits behind it any more");
  await model.retry(id);
  assertEquals(model.outbox.uploading.value![0]?.state, "pending");
  await model.discard(id);
  assertEquals(uploading(model), []);
  await model.outbox.filled(id, [come]);
  await fixture.pass(1_000);
  assertEquals(texts(fixture), ["after it"]);
});

Deno.test("outbox - F5: what one tab waits for, another tab may bring, and others send meanwhile", async () => {
  const fixture = new ClientFixture();
  const outbox = { ...fixture.storage, withLock: locks() };
  const left = await fixture.online({ outbox });
  await left.send("general", "with a file", waiting);
  await left.send("general", "behind it");
  const right = await fixture.online({ outbox });
  fixture.server.addRoom("club");
  await right.send("club", "elsewhere");
  await fixture.pass(1_000);
  assertEquals(texts(fixture, "club"), ["elsewhere"]);
  await right.outbox.readAgain();
  await right.outbox.filled(right.outbox.uploading.value![0]!.id, [come]);
  await fixture.pass(1_000);
  await left.outbox.readAgain();
  await fixture.pass(1_000);
  assertEquals(texts(fixture), ["with a file", "behind it"]);
  assertEquals([uploading(left), uploading(right)], [[], []]);
});
