import { assert, assertEquals } from "@std/assert";
import { startInstance } from "../../lib/instance/instance.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { addMember, removeMember } from "../../lib/store/conversations/conversations.ts";
import { keys } from "../../lib/kv/keys.ts";
import { startBus } from "../../lib/cluster/cluster.ts";
import { FakeChannels } from "../support/fake_channel.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { oneInstance } from "../support/one_instance.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { isRead, WatchedKv } from "../support/watched_kv.ts";
import { silentLogger } from "../support/loggers.ts";

/** An instance whose people are told nothing of what changes in the store, until it has a suspicion. */
async function unheard() {
  const fixture = await oneInstance();
  const { clock, kv, logger, instance, person, join } = fixture;
  const [ada, zed] = [await person("ada"), await person("zed")];
  const room = await clock.runUntil(instance.chat.create(ada, { name: "harvest", private: true }));
  const end = await join(zed);
  /** Another instance comes and goes: hints of it may have been missed. */
  async function suspect() {
    const random = new SeededRandom(99);
    const other = await clock.runUntil(startInstance({ kv, clock, logger, random, rates: false }));
    await clock.advance(6_000);
    await clock.runUntil(other.close());
    await clock.advance(6_000);
  }
  return { ...fixture, ada, zed, room, end, suspect };
}

Deno.test("reconciliation - an invitation that nobody heard of is found on suspicion", async () => {
  const { kv, clock, ada, zed, room, end, suspect, join, send } = await unheard();
  await kv.commit([], addMember(room.id, zed.user.id, clock.now()));
  await clock.advance(1_000);
  assertEquals(end.pushes("conversation"), []);
  await suspect();
  assertEquals(end.pushes("conversation").map(({ conversation }) => conversation.id), [room.id]);
  const seq = await send(await join(ada), room.id, "welcome");
  assertEquals(end.events(room.id).map((event) => event.seq), [seq]);
});

Deno.test("reconciliation - whoever was removed unheard is out on suspicion", async () => {
  const { kv, clock, ada, zed, room, end, suspect, join, send } = await unheard();
  await kv.commit([], addMember(room.id, zed.user.id, clock.now()));
  await suspect();
  await kv.commit([], removeMember(room.id, zed.user.id, 1));
  await suspect();
  assertEquals(end.pushes("conversation").at(-1)?.gone, true);
  await send(await join(ada), room.id, "not for you");
  assert(!end.frames.some((frame) => frame.includes("not for you")));
});

Deno.test("reconciliation - whoever leaves and comes back while it reads keeps the room", async () => {
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

Deno.test("reconciliation - a reply that a leaving overtook in the store is set right", async () => {
  const { kv, instance, ada, zed, end, clock } = await unheard();
  const { id } = await clock.runUntil(instance.chat.create(ada, { name: "orchard" }));
  await clock.runUntil(instance.chat.join(zed, { room: "orchard" }));
  const key = keys.member(id, zed.user.id);
  const member = await kv.get(key);
  await clock.runUntil(instance.chat.leave(zed, { conversation: id }));
  await clock.advance(100);
  const { getMany } = kv;
  let reads = 0;
  // The join reads before the leave, and replies after it.
  kv.getMany = async <T>(...asked: Parameters<typeof getMany>) => {
    const found = await getMany.call(kv, ...asked) as never[];
    const at = asked[0].findIndex((one) => one.join() === key.join());
    if (at < 0) return found as T[] & never[];
    return ++reads === 1 ? found.with(at, member as never) : found as T[] & never[];
  };
  const before = end.pushes("conversation").length;
  const ref = end.ask({ type: "join", conversation: id });
  await clock.advance(5_000);
  assert(end.reply(ref).ok && reads > 1);
  const told = end.pushes("conversation").slice(before).map(({ gone }) => gone);
  assert(told.length > 0 && told.every((gone) => gone === true), told.join());
});

Deno.test("reconciliation - a role that was taken away unheard opens nothing after a suspicion", async () => {
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

Deno.test("reconciliation - a session that ended unheard ends its sockets on suspicion", async () => {
  const { instance, zed, end, suspect } = await unheard();
  await suspect();
  assertEquals(end.closed, undefined);
  await instance.sessions.end(zed.user.id, zed.session);
  await suspect();
  assertEquals(end.closed?.code, 4401);
});

Deno.test("reconciliation - suspicion upon suspicion reads everyone's affairs once in 2 s", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const channels = new FakeChannels();
  const { clock, instance, person, join, random } = await oneInstance({
    kv,
    channel: channels.open("one"),
  });
  const options = { kv, clock, random, logger: silentLogger, channel: channels.open("two") };
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
  const reviews = kv.take().filter((call) => isRead(call, keys.session(zed.session)));
  assert(reviews.length >= 2 && reviews.length <= 6, `${reviews.length} reviews in 10 s`);
  channels.fate = () => "pass";
  await clock.runUntil(other.close());
  await clock.runUntil(instance.close());
});
