import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { LIMITS, OFFLINE_GRACE_MS } from "../../lib/protocol/limits.ts";
import { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";

async function twoPeople() {
  const fixture = await oneInstance();
  const [ada, zed] = [await fixture.person("ada"), await fixture.person("zed")];
  async function ask(end: FarEnd, request: object) {
    const ref = end.ask(request);
    await fixture.clock.advance(20);
    const reply = end.reply(ref);
    assert(reply.ok, JSON.stringify(reply));
    return reply;
  }
  return { ...fixture, ada, zed, ask };
}

const idOf = (reply: Record<string, unknown>) => (reply.conversation as { id: string }).id;

Deno.test("announcements - whoever joins hears of it everywhere, and every event from then on", async () => {
  const { ada, zed, join, ask, send } = await twoPeople();
  const writer = await join(ada);
  const [one, other] = [await join(zed), await join(zed)];
  const room = idOf(await ask(writer, { type: "create", name: "harvest" }));
  await send(writer, room, "before");
  assertEquals(one.events(room), []);
  await ask(one, { type: "join", room: "harvest" });
  const told = other.pushes("conversation").map((
    { conversation, gone },
  ) => [conversation.id, gone]);
  assertEquals(told, [[room, undefined]]);
  const seq = await send(writer, room, "after");
  for (const end of [one, other]) assertEquals(end.events(room).map((event) => event.seq), [seq]);
});

Deno.test("announcements - whoever leaves is pushed nothing more", async () => {
  const { ada, zed, join, ask, send } = await twoPeople();
  const writer = await join(ada);
  const [one, other] = [await join(zed), await join(zed)];
  const room = idOf(await ask(writer, { type: "create", name: "harvest" }));
  await ask(one, { type: "join", room: "harvest" });
  const heard = await send(writer, room, "for members");
  assertEquals(other.events(room).at(-1)?.seq, heard);
  await ask(one, { type: "leave", conversation: room });
  await send(writer, room, "not for you");
  for (const end of [one, other]) {
    assert(!end.frames.some((frame) => frame.includes("not for you")));
    assertEquals(end.pushes("conversation").at(-1)?.gone, true);
  }
});

Deno.test("announcements - a direct conversation appears for the other person, with its first message", async () => {
  const { ada, zed, join, ask, clock } = await twoPeople();
  const [one, other] = [await join(ada), await join(zed)];
  const { conversation } = await ask(one, {
    type: "send",
    to: "zed",
    id: crypto.randomUUID(),
    text: "psst",
  });
  await clock.advance(200);
  const id = String(conversation);
  assertEquals(other.pushes("conversation").map((push) => push.conversation.with?.name), ["ada"]);
  const [summary] = other.pushes("conversation");
  // Either it is in the summary's head, and history has it, or it was pushed; never neither.
  const head = summary?.conversation.head ?? 0;
  const pushed = other.events(id).map((event) => event.seq);
  assertEquals([...Array(head).keys()].map((n) => n + 1).concat(pushed), [1]);
});

Deno.test("announcements - how far one has read goes to one's own connections and the other person", async () => {
  const { ada, zed, join, ask, clock } = await twoPeople();
  const [writer, one, other] = [await join(ada), await join(zed), await join(zed)];
  const direct = idOf(await ask(writer, { type: "open", with: "zed" }));
  for (const text of ["one", "two"]) {
    await ask(writer, { type: "send", conversation: direct, id: crypto.randomUUID(), text });
  }
  await ask(one, { type: "read", conversation: direct, seq: 1 });
  await clock.advance(2_000);
  const [own] = other.pushes("read");
  assertEquals([own?.seq, own?.unread, own?.mentions], [1, 1, 0]);
  const seen = writer.pushes("read").filter((push) => push.user === zed.user.id);
  assertEquals(seen.map((push) => [push.conversation, push.seq, push.unread]), [
    [direct, 1, undefined],
  ]);
});

Deno.test("announcements - a read that was overtaken by a mark that was put back is not pushed (M12)", async () => {
  const { instance, ada, zed, join, ask, clock } = await twoPeople();
  const [writer, one] = [await join(ada), await join(zed)];
  const conversation = idOf(await ask(writer, { type: "open", with: "zed" }));
  for (const text of ["one", "two", "three"]) {
    await ask(writer, { type: "send", conversation, id: crypto.randomUUID(), text });
  }
  const [user, now] = [zed.user.id, clock.now()];
  const tell = async (seq: number, at: number, back?: true) => {
    const message = { type: "read" as const, conversation, user, seq, at, ...(back && { back }) };
    instance.announcer.announce([{ topic: `user:${user}`, message }]);
    await clock.advance(1_000);
    return one.pushes("read").map((push) => push.seq);
  };
  assertEquals(await tell(2, now), [2]);
  assertEquals(await tell(1, now + 200, true), [2, 1]);
  assertEquals(await tell(3, now + 100), [2, 1], "said before the mark was put back");
  assertEquals(await tell(3, now + 300), [2, 1, 3]);
});

Deno.test("announcements - a session that ended closes its sockets with 4401, and no others", async () => {
  const { instance, ada, join, clock } = await twoPeople();
  const { session } = await instance.sessions.start(ada.user.id, "another");
  const [one, other] = [await join(ada), await join({ ...ada, session: session.id })];
  const user = ada.user.id;
  instance.announcer.announce([{
    topic: `user:${user}`,
    message: { type: "expel", user, session: session.id, why: { reason: "session-ended" } },
  }]);
  await clock.settle();
  assertEquals([one.closed, other.closed?.code], [undefined, 4401]);
  assertEquals(other.pushes("goodbye")[0]?.reason, "session-ended");
});

Deno.test("announcements - a kicked person is told why and for how long, a banned one why", async () => {
  const { instance, ada, zed, join, clock } = await twoPeople();
  const [kicked, banned] = [await join(ada), await join(zed)];
  const expel = (user: string, reason: "kicked" | "banned") =>
    instance.announcer.announce([{
      topic: `user:${user}`,
      message: {
        type: "expel",
        user,
        why: { reason, until: clock.now() + 60_000, words: "too loud" },
      },
    }]);
  expel(ada.user.id, "kicked");
  expel(zed.user.id, "banned");
  await clock.settle();
  assertEquals([kicked.closed?.code, banned.closed?.code], [4410, 4403]);
  for (const end of [kicked, banned]) {
    const [goodbye] = end.pushes("goodbye");
    assertEquals(goodbye?.retryAfterMs, 60_000);
    assertStringIncludes(goodbye?.message ?? "", "too loud");
  }
});

Deno.test("announcements - a session that ended before anybody here listened is noticed", async () => {
  const { instance, ada, join, clock } = await twoPeople();
  assertEquals((await join(ada)).closed, undefined);
  await instance.sessions.end(ada.user.id, ada.session);
  const late = FarEnd.at(instance, ada);
  await clock.advance(100);
  assertEquals(late.closed?.code, 4401);
});

Deno.test("announcements - a notice reaches everyone", async () => {
  const { instance, ada, zed, join, clock } = await twoPeople();
  const ends = [await join(ada), await join(zed)];
  instance.announcer.announce([{
    topic: "everyone",
    message: { type: "notice", level: "info", text: "Lunch!" },
  }]);
  await clock.settle();
  for (const end of ends) assertEquals(end.pushes("notice").map(({ text }) => text), ["Lunch!"]);
});

Deno.test("announcements - arrivals show at once, a clean close 2 s later, within 3 s in all (P2)", async () => {
  const { ada, zed, join, clock } = await twoPeople();
  const watcher = await join(ada);
  watcher.ask({ type: "members", conversation: GENERAL });
  const end = await join(zed);
  const states = () =>
    watcher.pushes("presence").flatMap(({ changes }) =>
      changes.filter(({ user }) => user === zed.user.id).map(({ state }) => state)
    );
  await clock.advance(300);
  assertEquals(states(), ["online"]);
  end.gone();
  await clock.advance(OFFLINE_GRACE_MS - 100);
  assertEquals(states(), ["online"]);
  await clock.advance(1_000);
  assertEquals(states(), ["online", "offline"]);
});

Deno.test("announcements - the twenty-first connection of a user is turned away", async () => {
  const { instance, ada } = await twoPeople();
  const ends = Array.from({ length: LIMITS.connections + 1 }, () => FarEnd.at(instance, ada));
  assertEquals(ends.filter((end) => !end.closed).length, LIMITS.connections);
  assertEquals(ends.at(-1)?.closed?.code, 4429);
  ends[0]?.gone();
  ends[0]?.gone(); // said twice, and still one place is free
  assertEquals(instance.connectionsOf(ada.user.id), LIMITS.connections - 1);
  assertEquals(FarEnd.at(instance, ada).closed, undefined);
});

Deno.test("announcements - nothing but welcome and replies comes before sync", async () => {
  const { instance, ada, zed, join, send } = await twoPeople();
  const quiet = FarEnd.at(instance, ada);
  await send(await join(zed), GENERAL, "hello");
  assertEquals(quiet.frames.map((frame) => JSON.parse(frame).type), ["welcome"]);
});
