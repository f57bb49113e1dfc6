import { assertEquals, assertRejects } from "@std/assert";
import type { Draft } from "../../lib/protocol/events.ts";
import { type ChatModel, Refused } from "../../lib/client/model.ts";
import { Lost } from "../../lib/client/requests.ts";
import { ClientFixture } from "../support/client_fixture.ts";
import { ANA, BEN } from "../support/fake_server.ts";

function counts(model: ChatModel, id = "general") {
  const found = model.conversations.value.find((one) => one.id === id);
  return found && [found.head, found.read, found.unread, found.mentions];
}

Deno.test("conversations - unread and mentions are counted from events, up to the user's own", async () => {
  const fixture = new ClientFixture();
  fixture.server.say("general", "before");
  const model = await fixture.online();
  assertEquals(counts(model), [1, 0, 1, 0]);
  fixture.server.say("general", "two");
  fixture.server.append("general", BEN, {
    kind: "message",
    id: crypto.randomUUID(),
    text: "@ana",
    mentions: [ANA.id],
  });
  fixture.server.append("general", BEN, { kind: "edit", target: 1, text: "x" });
  await fixture.pass(100);
  assertEquals(counts(model), [4, 0, 3, 1]);
  fixture.server.say("general", "mine, from elsewhere", ANA);
  await fixture.pass(100);
  assertEquals(counts(model), [5, 5, 0, 0], "who writes has read");
  fixture.server.say("general", "next");
  await fixture.pass(100);
  assertEquals(counts(model), [6, 5, 1, 0]);
});

Deno.test("conversations - what came while one read without a connection is unread, and counted", async () => {
  const fixture = new ClientFixture();
  for (const text of ["one", "two", "three"]) fixture.server.say("general", text);
  const model = await fixture.online();
  model.timeline("general");
  await fixture.pass(100);
  fixture.server.cut();
  await fixture.rest();
  model.markRead("general", 3);
  assertEquals(counts(model), [3, 3, 0, 0]);
  fixture.server.say("general", "four");
  fixture.server.say("general", "five");
  await fixture.pass(5_000);
  assertEquals(counts(model), [5, 3, 2, 0]);
  assertEquals(fixture.server.requests("read").at(-1)?.seq, 3, "and the server is told");
});

Deno.test("conversations - what is deleted is not unread, in rooms that are open and that are not", async () => {
  for (const open of [false, true]) {
    const fixture = new ClientFixture();
    const mentioning = { kind: "message" as const, text: "@ana", mentions: [ANA.id] };
    const append = (draft: Draft) => fixture.server.append("general", BEN, draft);
    append({ kind: "message", id: crypto.randomUUID(), text: "before" });
    const model = await fixture.online();
    if (open) model.timeline("general");
    await fixture.rest();
    append({ ...mentioning, id: crypto.randomUUID() }); // 2
    append({ kind: "message", id: crypto.randomUUID(), text: "three" });
    append({ ...mentioning, id: crypto.randomUUID() }); // 4
    await fixture.pass(2_000);
    assertEquals(counts(model), [4, 0, 4, 2]);
    append({ kind: "delete", target: 2 });
    await fixture.pass(2_000);
    assertEquals(counts(model), [5, 0, 3, 1], `open: ${open}`);
    append({ kind: "delete", target: 1 }); // counted by the server
    append({ kind: "delete", target: 3 });
    await fixture.pass(2_000);
    assertEquals(counts(model), [7, 0, 1, 1]);
    model.markRead("general", 7);
    append({ kind: "delete", target: 4 });
    await fixture.pass(2_000);
    assertEquals(counts(model), [8, 7, 0, 0], "what was read is not counted twice");
  }
});

Deno.test("conversations - what was deleted while one was away is not unread", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  model.timeline("general");
  await fixture.rest();
  fixture.server.say("general", "first");
  await fixture.pass(1_000);
  fixture.server.accepts = false;
  fixture.server.cut();
  fixture.server.say("general", "second");
  fixture.server.append("general", BEN, { kind: "delete", target: 2 });
  fixture.server.accepts = true;
  model.retryNow();
  await fixture.pass(5_000);
  const [head, , unread] = counts(model) ?? [];
  assertEquals([head, unread], [3, 1]);
});

Deno.test("conversations - a message of one's own that was moved here is unread, deleted or not (M14)", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const unread = () => model.conversations.value.find(({ id }) => id === "general")?.unread;
  model.timeline("general");
  await fixture.rest();
  fixture.server.say("general", "of ben", BEN);
  const movedHere = { by: BEN.id, at: 1 };
  const draft = { kind: "message", id: crypto.randomUUID(), text: "of ana", movedHere } as const;
  const moved = fixture.server.append("general", ANA, draft);
  fixture.server.say("general", "of ben too", BEN);
  await fixture.pass(200);
  assertEquals(unread(), 3);
  fixture.server.append("general", BEN, { kind: "delete", target: moved.seq - 1 });
  await fixture.pass(200);
  assertEquals(unread(), 2);
  fixture.server.append("general", ANA, { kind: "delete", target: moved.seq });
  await fixture.pass(200);
  assertEquals(unread(), 1);
});

Deno.test("conversations - who answers directly has seen what was written before", async () => {
  const fixture = new ClientFixture();
  fixture.server.addRoom("dm", { kind: "direct", with: BEN });
  const model = await fixture.online();
  fixture.server.say("dm", "are you there?", ANA);
  await fixture.pass(100);
  const seen = () => model.conversations.value.find(({ id }) => id === "dm")?.seen ?? 0;
  assertEquals(seen(), 0);
  fixture.server.say("dm", "yes", BEN);
  await fixture.pass(100);
  assertEquals(seen(), 2);
});

Deno.test("conversations - are listed by last activity, newest first", async () => {
  const fixture = new ClientFixture();
  fixture.server.addRoom("club");
  const model = await fixture.online();
  const ids = () => model.conversations.value.map(({ id }) => id);
  fixture.server.say("general", "x");
  await fixture.pass(100);
  assertEquals(ids(), ["general", "club"]);
  fixture.server.say("club", "y");
  await fixture.pass(100);
  assertEquals(ids(), ["club", "general"]);
});

Deno.test("reading - clears the counts at once, is said at most once a second, never backwards", async () => {
  const fixture = new ClientFixture();
  for (let n = 0; n < 10; n++) fixture.server.say("general", "x");
  const model = await fixture.online();
  model.timeline("general");
  await fixture.rest();
  model.markRead("general", 4);
  assertEquals(counts(model), [10, 4, 6, 0]);
  for (const seq of [6, 5, 10, 2]) model.markRead("general", seq);
  assertEquals(counts(model), [10, 10, 0, 0]);
  await fixture.rest();
  assertEquals(fixture.server.requests("read").map(({ seq }) => seq), [4]);
  await fixture.pass(1_100);
  assertEquals(fixture.server.requests("read").map(({ seq }) => seq), [4, 10]);
  await fixture.pass(5_000);
  assertEquals(fixture.server.requests("read").length, 2);
});

Deno.test("reading - is said at once when the page is hidden: it may be left", async () => {
  const fixture = new ClientFixture();
  for (let n = 0; n < 10; n++) fixture.server.say("general", "x");
  const model = await fixture.online();
  model.markRead("general", 4);
  model.markRead("general", 9);
  await fixture.rest();
  assertEquals(fixture.server.requests("read").map(({ seq }) => seq), [4]);
  model.setVisible(false);
  await fixture.rest();
  assertEquals(fixture.server.requests("read").map(({ seq }) => seq), [4, 9]);
});

Deno.test("reading - what was read offline stays read and is said once online", async () => {
  const fixture = new ClientFixture();
  for (let n = 0; n < 3; n++) fixture.server.say("general", "x");
  const model = await fixture.online();
  fixture.server.cut();
  model.markRead("general", 3);
  await fixture.pass(3_000);
  assertEquals(counts(model), [3, 3, 0, 0]);
  assertEquals(fixture.server.requests("read").map(({ seq }) => seq), [3]);
});

Deno.test("reading - what was said just before an instance died is said again to the next one", async () => {
  const fixture = new ClientFixture();
  for (let n = 0; n < 3; n++) fixture.server.say("general", "x");
  const model = await fixture.online();
  const said = () => fixture.server.requests("read").map(({ seq }) => seq);
  model.markRead("general", 2);
  await fixture.pass(500); // taken, and maybe not written
  assertEquals(said(), [2]);
  fixture.server.cut();
  await fixture.pass(5_000);
  assertEquals(said(), [2, 2]);
  await fixture.pass(70_000); // written by now
  fixture.server.cut();
  await fixture.pass(5_000);
  assertEquals(said(), [2, 2]);
  // Marked as unread on another device since then, it is not read.
  model.markRead("general", 3);
  await fixture.pass(2_000);
  Object.assign(fixture.server.summaries.get("general")!, { read: 1, unread: 2 });
  fixture.server.push({
    type: "read",
    conversation: "general",
    user: ANA.id,
    seq: 1,
    back: true,
    unread: 2,
    mentions: 0,
  });
  await fixture.rest();
  fixture.server.cut();
  await fixture.pass(5_000);
  assertEquals(said(), [2, 2, 3]);
});

Deno.test("reading - what the server could not take now is said again, what it refuses is not", async () => {
  const fixture = new ClientFixture();
  for (let n = 0; n < 3; n++) fixture.server.say("general", "x");
  const model = await fixture.online();
  const refused = (code: "unavailable" | "forbidden") => ({ refuse: { code, message: "No." } });
  fixture.server.script("read", refused("unavailable"), refused("unavailable"));
  model.markRead("general", 2);
  await fixture.pass(20_000);
  assertEquals(fixture.server.requests("read").map(({ seq }) => seq), [2, 2, 2]);
  fixture.server.script("read", refused("forbidden"));
  model.markRead("general", 3);
  await fixture.pass(20_000);
  assertEquals(fixture.server.requests("read").map(({ seq }) => seq), [2, 2, 2, 3]);
});

Deno.test("reading - another device's reading counts here, the other person's is seen", async () => {
  const fixture = new ClientFixture();
  fixture.server.addRoom("dm", { kind: "direct", with: BEN });
  fixture.server.people.set(BEN.id, BEN);
  for (let n = 0; n < 3; n++) fixture.server.say("dm", "x");
  const model = await fixture.online();
  const read = { type: "read", conversation: "dm" } as const;
  fixture.server.push({ ...read, user: ANA.id, seq: 2, unread: 1, mentions: 0 });
  fixture.server.push({ ...read, user: BEN.id, seq: 3 });
  await fixture.pass(100);
  assertEquals(counts(model, "dm"), [3, 2, 1, 0]);
  assertEquals(model.conversations.value.find(({ id }) => id === "dm")?.seen, 3);
});

Deno.test("conversations - joining adds one, a push changes or removes it", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const joining = model.join({ room: "new" });
  await fixture.rest();
  const joined = await joining;
  assertEquals(model.conversations.value.some(({ id }) => id === joined.id), true);
  const push = { type: "conversation", conversation: { ...joined, topic: "trees" } } as const;
  fixture.server.push(push);
  await fixture.rest();
  assertEquals(model.conversations.value.find(({ id }) => id === joined.id)?.topic, "trees");
  fixture.server.push({ ...push, gone: true });
  await fixture.rest();
  assertEquals(model.conversations.value.some(({ id }) => id === joined.id), false);
});

Deno.test("conversations - what is asked while the line is first made waits for it", async () => {
  const fixture = new ClientFixture();
  const model = fixture.model();
  model.start();
  const joined = model.join({ conversation: "general" });
  await fixture.rest();
  assertEquals((await joined).id, "new-1");

  fixture.server.accepts = false;
  fixture.server.cut();
  await assertRejects(() => model.join({ conversation: "general" }), Lost);
  const away = fixture.model();
  away.start();
  const lost = assertRejects(() => away.join({ conversation: "general" }), Lost);
  await fixture.pass(1_000);
  await lost;
});

Deno.test("conversations - a refused action rejects with the server's words", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  fixture.server.script("open", {
    refuse: { code: "unknown-user", message: "Nobody here is called “zed”." },
  });
  const opening = assertRejects(() => model.open("zed"), Refused, "Nobody here");
  await fixture.rest();
  await opening;
});

Deno.test("model - stop leaves no timer behind", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  model.timeline("general");
  void model.send("general", "x");
  fixture.server.push({ type: "typing", conversation: "general", user: BEN.id });
  fixture.server.push({
    type: "notice",
    level: "info",
    text: "x",
    until: fixture.clock.now() + 9_000,
  });
  model.markRead("general", 1);
  await fixture.rest();
  model.stop();
  await fixture.rest();
  assertEquals(fixture.clock.pending, 0);
  assertEquals(fixture.reports, []);
});

Deno.test("conversations - one that could not be marked as unread is read as far as it was (M12)", async () => {
  const fixture = new ClientFixture();
  for (const text of ["one", "two", "three"]) fixture.server.say("general", text);
  const model = await fixture.online();
  model.timeline("general");
  await fixture.pass(100);
  fixture.server.script("read", "ignore");
  model.markRead("general", 3);
  await fixture.pass(1_100);
  fixture.server.script("unread", { refuse: { code: "unavailable", message: "" } });
  const refused = model.markUnread("general", 2).catch((error) => error.error.code);
  assertEquals(counts(model), [3, 1, 2, 0], "shown at once");
  await fixture.pass(1_100);
  assertEquals(await refused, "unavailable");
  assertEquals(counts(model), [3, 3, 0, 0]);
  const said = fixture.server.requests("read").map(({ seq }) => seq);
  assertEquals(said, [3, 3], "not confirmed, it is said again");
});
