import { assert, assertEquals } from "@std/assert";
import { startInstance } from "../../lib/instance/instance.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { departed, joined } from "../../lib/store/conversations.ts";
import { keys } from "../../lib/store/keys.ts";
import { startBus } from "../../lib/cluster/cluster.ts";
import { FakeChannels } from "../support/fake_channel.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { oneInstance } from "../support/one_instance.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { WatchedKv } from "../support/watched_kv.ts";

/** An instance whose people are told nothing of what changes in the store, until it has a suspicion. */
async function unheard() {
  const world = await oneInstance();
  const { clock, kv, report, instance, person, join } = world;
  const [ada, zed] = [await person("ada"), await person("zed")];
  const room = await clock.runUntil(instance.chat.create(ada, { name: "harvest", private: true }));
  const end = await join(zed);
  /** Another instance comes and goes: hints of it may have been missed. */
  async function suspect() {
    const random = new SeededRandom(99);
    const other = await clock.runUntil(startInstance({ kv, clock, report, random, rates: false }));
    await clock.advance(6_000);
    await clock.runUntil(other.close());
    await clock.advance(6_000);
  }
  return { ...world, ada, zed, room, end, suspect };
}

Deno.test("review - an invitation that nobody heard of is found on suspicion", async () => {
  const { kv, clock, ada, zed, room, end, suspect, join, send } = await unheard();
  await kv.commit([], joined(room.id, zed.user.id, clock.now()));
  await clock.advance(1_000);
  assertEquals(end.pushes("conversation"), []);
  await suspect();
  assertEquals(end.pushes("conversation").map(({ conversation }) => conversation.id), [room.id]);
  const seq = await send(await join(ada), room.id, "welcome");
  assertEquals(end.events(room.id).map((event) => event.seq), [seq]);
});

Deno.test("review - whoever was removed unheard is out on suspicion", async () => {
  const { kv, clock, ada, zed, room, end, suspect, join, send } = await unheard();
  await kv.commit([], joined(room.id, zed.user.id, clock.now()));
  await suspect();
  await kv.commit([], departed(room.id, zed.user.id));
  await suspect();
  assertEquals(end.pushes("conversation").at(-1)?.gone, true);
  await send(await join(ada), room.id, "not for you");
  assert(!end.frames.some((frame) => frame.includes("not for you")));
});

Deno.test("review - whoever leaves and comes back while it reads keeps the room", async () => {
  const { kv, instance, ada, zed, end, suspect, join, send, clock } = await unheard();
  const room = await clock.runUntil(instance.chat.create(ada, { name: "orchard" }));
  await clock.runUntil(instance.chat.join(zed, { room: "orchard" }));
  await clock.advance(20);
  const { list } = kv;
  let read = 0;
  kv.list = async <T>(...asked: Parameters<typeof list>) => {
    const [range] = asked;
    const mine = "prefix" in range &&
      range.prefix.join() === keys.membershipsOf(zed.user.id).join();
    if (!mine || read++ > 0) return await list.call(kv, ...asked) as never[] & T[];
    await instance.chat.leave(zed, { conversation: room.id });
    const found = await list.call(kv, ...asked) as never[] & T[];
    await instance.chat.join(zed, { conversation: room.id });
    await clock.settle();
    return found;
  };
  await suspect();
  assert(read > 0);
  assert(!end.pushes("conversation").at(-1)?.gone);
  const seq = await send(await join(ada), room.id, "still here");
  assertEquals(end.events(room.id).at(-1)?.seq, seq);
});

Deno.test("review - a role that was taken away unheard opens nothing after a suspicion", async () => {
  const { clock, instance, person, join, send, suspect } = await unheard();
  const [ana, mod] = [await person("ana"), await person("mod", "moderator")];
  const [author, end] = [await join(ana), await join(mod)];
  const target = await send(author, GENERAL, "first");
  const deletion = async (seq: number) => {
    const ref = end.ask({ type: "delete", conversation: GENERAL, target: seq });
    await clock.advance(20);
    return end.reply(ref).ok;
  };
  assertEquals(await deletion(target), true);
  await instance.users.update(mod.user.id, (user) => ({ ...user, role: "member" }));
  await suspect();
  assertEquals(await deletion(await send(author, GENERAL, "second")), false);
});

Deno.test("review - a session that ended unheard ends its sockets on suspicion", async () => {
  const { instance, zed, end, suspect } = await unheard();
  await suspect();
  assertEquals(end.closed, undefined);
  await instance.sessions.end(zed.user.id, zed.session);
  await suspect();
  assertEquals(end.closed?.code, 4401);
});

Deno.test("review - suspicion upon suspicion reads everyone's affairs once in 2 s", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const channels = new FakeChannels();
  const { clock, instance, person, join, random } = await oneInstance({
    kv,
    channel: channels.open("one"),
  });
  const options = { kv, clock, random, report: () => {}, channel: channels.open("two") };
  const other = await clock.runUntil(startBus(options));
  await clock.advance(9_000);
  const zed = await person("zed");
  await join(zed);
  await clock.advance(3_000);
  kv.take();
  // Every other message is lost, as under bursts.
  let posts = 0;
  channels.fate = () => posts++ % 2 ? "pass" : "drop";
  for (let n = 0; n < 100; n++) {
    const message = { type: "typing", conversation: GENERAL, user: "somebody" } as const;
    await other.publish([{ topic: `conversation:${GENERAL}`, message }]);
    await clock.advance(100);
  }
  const reviews = kv.take().filter(({ call, ...of }) =>
    call === "get" && "key" in of && of.key.join() === keys.session(zed.session).join()
  );
  assert(reviews.length >= 2 && reviews.length <= 6, `${reviews.length} reviews in 10 s`);
  channels.fate = () => "pass";
  await clock.runUntil(other.close());
  await clock.runUntil(instance.close());
});
