import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { type Entry, type Key, Unavailable } from "../../lib/kv/kv.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { Connection } from "../../lib/sockets/connection.ts";
import { Memberships } from "../../lib/sockets/memberships.ts";
import { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";
import { silentLogger } from "../support/loggers.ts";

/** A room of ada's, a message of hers at a time, and two devices of zed's. */
async function aRoom() {
  const fixture = await oneInstance();
  const { clock, kv, instance, person, join, send } = fixture;
  const [ada, zed] = [await person("ada"), await person("zed")];
  const { id: room } = await clock.runUntil(instance.chat.create(ada, { name: "harvest" }));
  const [writer, one, other] = [await join(ada), await join(zed), await join(zed)];
  const { getMany } = kv;

  /** The next answer that names this key is as old as now, and comes when it is let go. */
  function hold(key: Key): () => Promise<void> {
    const gate = Promise.withResolvers<void>();
    kv.getMany = async <T>(asked: readonly Key[]) => {
      const mine = asked.some((one) => one.join() === key.join());
      if (mine) kv.getMany = getMany;
      const found = await getMany.call(kv, asked) as
        & never[]
        & Awaited<ReturnType<typeof getMany<T>>>;
      if (mine) await gate.promise;
      return found;
    };
    return async () => {
      gate.resolve();
      await clock.advance(50);
    };
  }
  const ask = async (end: FarEnd, request: object) => {
    const ref = end.ask(request);
    await clock.advance(20);
    return () => end.reply(ref).ok;
  };
  return {
    ...fixture,
    ada,
    zed,
    room,
    writer,
    one,
    other,
    hold,
    enter: (end: FarEnd) => ask(end, { type: "join", room: "harvest" }),
    leave: (end: FarEnd) => ask(end, { type: "leave", conversation: room }),
    say: (text: string) => send(writer, room, text),
    /** An announcement, as over the bus from an instance that was slow. */
    hear: async (member: boolean) => {
      const user = zed.user.id;
      const message = { type: "membership", user, conversation: room, member } as const;
      instance.announcer.announce([{ topic: `user:${user}`, message }]);
      await clock.advance(20);
    },
    seqs: (end: FarEnd) => end.events(room).map((event) => event.seq),
  };
}

Deno.test("memberships - a reply to join that a leaving overtook subscribes nobody", async () => {
  const { zed, room, one, other, hold, enter, leave, say, seqs } = await aRoom();
  const mark = keys.read(zed.user.id, room); // read for the reply's summary
  const slow = hold(mark);
  const joined = await enter(one);
  await slow();
  assert(joined());
  const heard = await say("for members");
  assertEquals(seqs(one), [heard]);
  await leave(one);

  const slower = hold(mark);
  const again = await enter(one);
  assert((await leave(other))());
  await slower();
  assert(again());
  await say("not for you");
  assertEquals(seqs(one).at(-1), heard);
  assertEquals(one.pushes("conversation").at(-1)?.gone, true);
});

Deno.test("memberships - who leaves while their joining is read is pushed nothing more", async () => {
  const { zed, room, one, other, hold, enter, leave, hear, say, seqs } = await aRoom();
  await enter(one);
  const heard = await say("for members");
  assertEquals(seqs(other), [heard]);
  const member = keys.member(room, zed.user.id);
  const whileIn = hold(member);
  await hear(true);
  await leave(one);
  const once = hold(member); // the store is asked again, and takes its time
  await whileIn();
  await say("not for you");
  await once();
  for (const end of [one, other]) {
    assertEquals(end.pushes("conversation").at(-1)?.gone, true);
    assert(!end.frames.some((frame) => frame.includes("not for you")));
  }
});

Deno.test("memberships - a late word of a leaving that was undone takes no room, and no event (D4)", async () => {
  const { zed, room, one, other, hold, enter, hear, say, seqs } = await aRoom();
  await enter(one);
  const first = await say("before the word");
  const membership = hold(keys.member(room, zed.user.id));
  await hear(false);
  const second = await say("while the store is asked");
  await membership();
  const third = await say("after it");
  for (const end of [one, other]) {
    assertEquals(end.pushes("conversation").filter(({ gone }) => gone), []);
    assertEquals(seqs(end), [first, second, third]);
  }
});

Deno.test("memberships - where an answer did not come, the next word skips no event (D4)", async () => {
  const { kv, zed, room, one, other, enter, hear, say, seqs } = await aRoom();
  await enter(one);
  const first = await say("before the word");
  const { getMany } = kv;
  const member = keys.member(room, zed.user.id).join();
  kv.getMany = <T>(asked: readonly Key[]) =>
    asked.some((key) => key.join() === member)
      ? Promise.reject<Entry<T>[]>(new Unavailable("away"))
      : getMany.call(kv, asked) as Promise<Entry<T>[]>;
  await hear(false);
  const second = await say("while nobody knows");
  assertEquals(seqs(one), [first]);
  kv.getMany = getMany;
  await hear(true);
  const third = await say("after it");
  for (const end of [one, other]) assertEquals(seqs(end), [first, second, third]);
});

Deno.test("memberships - a question that failed is not kept for who left before the next word", async () => {
  const zed = { user: { id: "zed", name: "zed", role: "member" }, session: "s" } as const;
  const here = new Set([new Connection("c", zed, "en", 0, new FarEnd(), () => {})]);
  const asked = Promise.withResolvers<void>();
  const memberships = new Memberships({
    hub: { ofUser: () => here, subscribe: () => undefined, unsubscribe: () => {} },
    chat: { summary: () => Promise.reject(new Unavailable("away")) },
    logger: silentLogger,
    reconcileLater: asked.resolve,
  });
  memberships.receive({ type: "membership", user: "zed", conversation: "room", member: false });
  assertEquals(memberships.underWay, 1);
  await asked.promise;
  here.clear();
  assertEquals(memberships.underWay, 0);
});

Deno.test("memberships - who came in goes on from the reply, whatever is said until the room is read (D4, D9)", async () => {
  const ada = { user: { id: "ada", name: "ada", role: "member" }, session: "s" } as const;
  const one = new Connection("c", ada, "en", 0, new FarEnd(), () => {});
  one.beginSync();
  one.endSync(true);
  const room = {
    id: "r",
    kind: "room",
    head: 1,
    read: 1,
    unread: 0,
    mentions: 0,
    lastAt: 1,
  } as const;
  const read = Promise.withResolvers<ConversationSummary>();
  const began = Promise.withResolvers<number>();
  const memberships = new Memberships({
    hub: {
      ofUser: () => new Set([one]),
      subscribe: (_, __, cursor) => void began.resolve(cursor),
      unsubscribe: () => {},
    },
    chat: { summary: () => read.promise },
    logger: silentLogger,
    reconcileLater: () => {},
  });
  memberships.follow(one, room);
  read.resolve({ ...room, head: 2 });
  assertEquals(await began.promise, 1);
});
