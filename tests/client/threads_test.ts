import { assertEquals } from "@std/assert";
import { makeThread } from "../../lib/client/open_thread.ts";
import { threadKey } from "../../lib/client/threads.ts";
import type { FollowedThread } from "../../lib/client/model.ts";
import type { LogEvent } from "../../lib/protocol/events.ts";
import { standsInTimeline } from "../../lib/protocol/threads.ts";
import { ClientFixture, shown } from "../support/client_fixture.ts";
import { ANA, BEN } from "../support/fake_server.ts";

const GENERAL = "general";

/** Ben asked something as 1; ana's page is open. */
async function asked() {
  const fixture = new ClientFixture();
  fixture.server.say(GENERAL, "Frost tonight?");
  const model = await fixture.online();
  const timeline = model.timeline(GENERAL);
  await fixture.pass(100);
  const reply = (
    text: string,
    more: { alsoInRoom?: true; by?: typeof BEN; replyTo?: number } = {},
  ) => {
    const { by = BEN, ...place } = more;
    const draft = { kind: "message", id: crypto.randomUUID(), text, thread: 1, ...place } as const;
    return fixture.server.append(GENERAL, by, draft);
  };
  const root = () => {
    const item = timeline.items.value.find((one) => one.key === "at-1");
    return item?.is === "message" ? item.event.replies : undefined;
  };
  return { fixture, model, timeline, reply, root };
}

Deno.test("threads - a reply that comes is counted at its root, once, and not shown in the room (M6)", async () => {
  const { fixture, model, timeline, reply, root } = await asked();
  reply("Two degrees");
  reply("Cover the rows", { alsoInRoom: true });
  await fixture.pass(200);
  assertEquals(shown(timeline), ["Frost tonight?", "Cover the rows"]);
  assertEquals([root()?.count, root()?.last, root()?.by], [2, 3, [BEN.id]]);
  const { unread } = model.conversations.value.find(({ id }) => id === GENERAL) ?? {};
  assertEquals(unread, 1 + 1); // the question, and what was sent to the room
  assertEquals(model.gaps.value, 0);
});

Deno.test("threads - one shows its root and its replies, and follows what comes (M6)", async () => {
  const { fixture, model, reply } = await asked();
  reply("one");
  fixture.server.say(GENERAL, "of something else");
  const thread = model.threads.open(GENERAL, 1, makeThread);
  await fixture.pass(200);
  assertEquals(shown(thread.replies), ["one"]);
  const root = thread.rootItem.value;
  assertEquals(root?.is === "message" && root.event.text, "Frost tonight?");
  reply("two");
  fixture.server.say(GENERAL, "and more");
  await fixture.pass(200);
  assertEquals(shown(thread.replies), ["one", "two"]);
  const now = thread.rootItem.value;
  assertEquals(now?.is === "message" && now.event.replies?.count, 2);
});

Deno.test("threads - one that has no reply yet shows the first (M6)", async () => {
  const { fixture, model, reply } = await asked();
  const thread = model.threads.open(GENERAL, 1, makeThread);
  await fixture.pass(200);
  assertEquals([shown(thread.replies), thread.replies.loaded.value], [[], true]);
  reply("one");
  reply("two");
  await fixture.pass(200);
  assertEquals(shown(thread.replies), ["one", "two"]);
});

Deno.test("threads - what one writes there waits there, and goes to the room only if asked (M6)", async () => {
  const { fixture, model, timeline } = await asked();
  const thread = model.threads.open(GENERAL, 1, makeThread);
  await fixture.pass(200);
  const texts = (of: typeof timeline) =>
    of.items.value.flatMap((item) => item.is === "outgoing" ? [item.entry.text] : []);
  void model.send(GENERAL, "in the thread", { thread: 1 });
  void model.send(GENERAL, "in both", { thread: 1, alsoInRoom: true });
  assertEquals([texts(thread.replies), texts(timeline)], [["in the thread", "in both"], [
    "in both",
  ]]);
  await fixture.pass(500);
  assertEquals(shown(thread.replies), ["in the thread", "in both"]);
  assertEquals(shown(timeline), ["Frost tonight?", "in both"]);
  const sent = fixture.server.logs.get(GENERAL)?.slice(-2) ?? [];
  assertEquals(sent.map(standsInTimeline), [false, true]);
});

Deno.test("threads - a push says what is unread, and reading to the end ends it here at once (M6)", async () => {
  const { fixture, model, reply } = await asked();
  reply("one");
  const key = threadKey(GENERAL, 1);
  fixture.server.push({
    type: "thread",
    conversation: GENERAL,
    root: 1,
    follows: true,
    read: 0,
    last: 2,
    count: 1,
    unread: 1,
  });
  await fixture.pass(100);
  assertEquals(model.threads.unread.value.get(key)?.unread, 1);
  model.threads.open(GENERAL, 1, makeThread);
  await fixture.pass(200);
  model.threads.markRead(GENERAL, 1, 2);
  assertEquals(model.threads.unread.value.size, 0);
  await fixture.pass(1_500);
  const read = fixture.server.requests("read").at(-1);
  assertEquals([read?.thread, read?.seq], [1, 2]);
});

Deno.test("quotes - an item has what it replies to, as that is now: edited, deleted, renamed (M5)", async () => {
  const { fixture, timeline } = await asked();
  const draft = { kind: "message", id: crypto.randomUUID(), text: "Yes", replyTo: 1 } as const;
  fixture.server.append(GENERAL, ANA, draft);
  await fixture.pass(200);
  const quote = () => {
    const item = timeline.items.value.at(-1);
    if (item?.is !== "message" || !item.quote) return undefined;
    const { text, gone, author } = item.quote;
    return [text, gone ?? false, author.name];
  };
  assertEquals(quote(), ["Frost tonight?", false, "ben"]);
  fixture.server.append(GENERAL, BEN, { kind: "edit", target: 1, text: "Frost?", version: 1 });
  await fixture.pass(200);
  assertEquals(quote(), ["Frost?", false, "ben"]);
  fixture.server.append(GENERAL, BEN, { kind: "delete", target: 1 });
  await fixture.pass(200);
  assertEquals(quote(), ["", true, "ben"]);
  fixture.server.push({ type: "users", users: { [BEN.id]: { name: "benedict", role: "member" } } });
  await fixture.pass(200);
  assertEquals(quote(), ["", true, "benedict"]);
});

/** A page that heard of nothing yet, and what it shows: the roots and what is unread. */
async function told() {
  const fixture = new ClientFixture();
  fixture.server.say(GENERAL, "Frost tonight?");
  const model = await fixture.online();
  const of = (
    root: number,
    last: number,
    count: number,
    readers: { read: number; unread: number },
  ) => ({ conversation: GENERAL, root, follows: true, last, count, ...readers });
  const push = async (
    thread: ReturnType<typeof of> & Pick<FollowedThread, "back">,
    more: { follows?: false } = {},
  ) => {
    fixture.server.push({ type: "thread", ...thread, ...more });
    await fixture.rest();
  };
  const unread = () =>
    [...model.threads.unread.value.values()].map(({ root, unread }) => [root, unread]);
  return { fixture, model, of, push, unread };
}

Deno.test("threads - a push that another overtook takes nothing back (M6)", async () => {
  const { of, push, unread } = await told();
  await push(of(1, 9, 5, { read: 4, unread: 2 })); // of the fifth reply
  await push(of(1, 8, 4, { read: 4, unread: 1 })); // of the fourth, which took longer
  assertEquals(unread(), [[1, 2]]);
  await push(of(1, 9, 5, { read: 9, unread: 0 })); // read to its end elsewhere
  await push(of(1, 9, 5, { read: 4, unread: 2 }));
  assertEquals(unread(), []);
  // That one reads on and that somebody replies cross: each knows nothing of the other.
  await push(of(1, 20, 8, { read: 9, unread: 3 }));
  await push(of(1, 15, 7, { read: 12, unread: 1 }));
  assertEquals(unread(), [[1, 2]]);
});

Deno.test("threads - what is told of one that was left meanwhile does not bring it back (M6)", async () => {
  const { of, push, unread } = await told();
  await push(of(1, 9, 5, { read: 4, unread: 2 }));
  await push(of(1, 9, 5, { read: 9, unread: 0 }), { follows: false });
  await push(of(1, 9, 5, { read: 4, unread: 2 }));
  assertEquals(unread(), []);
  await push(of(1, 12, 6, { read: 12, unread: 0 })); // and followed again
  await push(of(1, 14, 7, { read: 12, unread: 1 }));
  assertEquals(unread(), [[1, 1]]);
});

Deno.test("threads - what came after one had left does not count as read by who follows again (M6)", async () => {
  const { of, push, unread } = await told();
  await push(of(1, 9, 5, { read: 9, unread: 0 }), { follows: false });
  await push(of(1, 14, 7, { read: 12, unread: 1 })); // one wrote there as 12, and somebody else as 14
  await push(of(1, 14, 7, { read: 9, unread: 0 }), { follows: false }); // overtaken
  await push(of(1, 14, 7, { read: 12, unread: 1 }));
  assertEquals(unread(), [[1, 1]]);
});

Deno.test("threads - one that was marked as unread stays so, whatever overtook that (M6, M12)", async () => {
  const { of, push, unread } = await told();
  const back = { at: 1_000, last: 9 };
  await push(of(1, 9, 5, { read: 9, unread: 0 }));
  await push({ ...of(1, 9, 5, { read: 4, unread: 2 }), back });
  await push(of(1, 9, 5, { read: 9, unread: 0 })); // of before
  assertEquals(unread(), [[1, 2]]);
  await push({ ...of(1, 9, 5, { read: 9, unread: 0 }), back }); // read since
  await push({ ...of(1, 9, 5, { read: 4, unread: 2 }), back });
  assertEquals(unread(), []);
  await push({ ...of(1, 9, 5, { read: 0, unread: 5 }), back: { at: 2_000, last: 9 } });
  assertEquals(unread(), [[1, 5]]);
  // A reply of one's own, or one that was read since: whatever is told of before is older.
  await push(of(1, 14, 7, { read: 12, unread: 1 }));
  await push({ ...of(1, 9, 5, { read: 0, unread: 5 }), back: { at: 2_000, last: 9 } });
  assertEquals(unread(), [[1, 1]]);
});

Deno.test("threads - one that could not be marked as unread is read as far as it was (M6, M12)", async () => {
  const { fixture, model, of, push } = await told();
  const draft = {
    kind: "message",
    id: crypto.randomUUID(),
    text: "Two degrees",
    thread: 1,
  } as const;
  fixture.server.append(GENERAL, BEN, draft);
  model.threads.open(GENERAL, 1, makeThread);
  await fixture.pass(200);
  await push(of(1, 2, 1, { read: 0, unread: 1 }));
  fixture.server.script("read", "ignore");
  model.threads.markRead(GENERAL, 1, 2);
  await fixture.pass(1_100);
  fixture.server.script("unread", { refuse: { code: "unavailable", message: "" } });
  const refused = model.threads.markUnread(GENERAL, 1, 2).catch((error) => error.error.code);
  await fixture.pass(1_100);
  assertEquals(await refused, "unavailable");
  const said = fixture.server.requests("read").map(({ thread, seq }) => [thread, seq]);
  assertEquals(said, [[1, 2], [1, 2]], "not confirmed, it is said again");
});

Deno.test("threads - one is not read to its end while its last reply is on its way (M6)", async () => {
  const { fixture, model, of, push, unread } = await told();
  const reply = {
    kind: "message",
    id: crypto.randomUUID(),
    text: "Two degrees",
    thread: 1,
  } as const;
  fixture.server.append(GENERAL, BEN, reply); // 2
  model.timeline(GENERAL);
  model.threads.open(GENERAL, 1, makeThread);
  await fixture.pass(200);
  await push(of(1, 5, 2, { read: 0, unread: 2 })); // before 5 itself came
  model.threads.markRead(GENERAL, 1, 2);
  await push(of(1, 5, 2, { read: 2, unread: 1 }));
  assertEquals(unread(), [[1, 1]]);
});

Deno.test("threads - a push that one may be lost has the page ask what is unread (M6)", async () => {
  const { fixture, of, push, unread } = await told();
  await push(of(1, 9, 5, { read: 4, unread: 2 }));
  fixture.server.push({ type: "threads" });
  await fixture.rest();
  // It is asked, and this server knows of none.
  assertEquals([fixture.server.requests("threads").length, unread()], [2, []]);
});

Deno.test("threads - a list that a push overtook takes back nothing of it (M6)", async () => {
  const { fixture, of, push, unread } = await told();
  await push(of(1, 9, 5, { read: 4, unread: 2 }));
  const root = fixture.server.say(GENERAL, "Who brings the fleece?");
  const replies = { count: 2, at: 0, last: 8, by: [BEN.id] };
  fixture.server.unreadThreads = () => {
    fixture.server.push({ type: "thread", ...of(3, 12, 1, { read: 0, unread: 1 }) });
    fixture.server.push({ type: "thread", ...of(root.seq, 8, 2, { read: 8, unread: 0 }) });
    const asked = { ...root, replies } as LogEvent;
    return [{ conversation: GENERAL, root: asked, read: 0, unread: 2 }];
  };
  fixture.server.cut();
  await fixture.pass(5_000); // back, it asks
  assertEquals([fixture.server.requests("threads").length, unread()], [2, [[3, 1]]]);
});
