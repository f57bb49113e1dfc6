import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import { KeyedBuckets, TokenBucket } from "../../lib/async/token_bucket.ts";
import type { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const say = (end: FarEnd, text: string) =>
  end.ask({ type: "send", conversation: GENERAL, id: crypto.randomUUID(), text });

Deno.test("rates - a bucket lets its burst through, then one each period", async () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket({ burst: 3, everyMs: 100 }, clock);
  assertEquals([bucket.take(), bucket.take(), bucket.take()], [0, 0, 0]);
  assertEquals(bucket.take(), 100);
  await clock.advance(99);
  assertEquals(bucket.take(), 1);
  await clock.advance(1);
  assertEquals([bucket.take(), bucket.take()], [0, 100]);
  await clock.advance(1_000);
  assertEquals([bucket.take(), bucket.take(), bucket.take(), bucket.take()], [0, 0, 0, 100]);
});

Deno.test("rates - keys whose bucket is full again are forgotten, others are kept", async () => {
  const clock = new VirtualClock();
  const buckets = new KeyedBuckets(clock);
  const rate = { burst: 1, everyMs: 1_000 };
  for (let n = 0; n < 999; n++) buckets.take(`old ${n}`, rate);
  await clock.advance(1_000);
  buckets.take("kept", rate);
  assertEquals(buckets.size, 1_000);
  buckets.take("new", rate);
  assertEquals(buckets.size, 2);
  assertEquals(buckets.take("kept", rate), 1_000);
});

for (
  const [role, { burst, everyMs }] of [
    ["member", LIMITS.sends],
    ["guest", LIMITS.guestSends],
  ] as const
) {
  Deno.test(`rates - a ${role} sends ${burst} at once on all sockets, then one each ${everyMs} ms`, async () => {
    const { person, join, clock } = await oneInstance({ rates: true });
    const ada = await person("ada", role);
    const ends = [await join(ada), await join(ada)];
    const refs = Array.from({ length: burst + 1 }, (_, n) => {
      const end = ends[n % 2] as FarEnd;
      return { end, ref: say(end, `message ${n}`) };
    });
    await clock.settle();
    await clock.settle();
    const replies = refs.map(({ end, ref }) => end.reply(ref));
    assert(replies.slice(0, burst).every((reply) => reply.ok));
    const last = replies.at(-1);
    assert(last && !last.ok);
    assertEquals([last.error.code, last.error.retryAfterMs], ["rate-limited", everyMs]);
    await clock.advance(everyMs);
    const ref = say(ends[0] as FarEnd, "later");
    await clock.advance(20);
    assert(ends[0]?.reply(ref).ok);
  });
}

Deno.test("rates - 100 frames at once pass, one more closes with 4429 and a time to wait", async () => {
  const { person, join } = await oneInstance({ rates: true });
  const end = await join(await person("ada")); // its sync was the first frame
  for (let n = 0; n < LIMITS.frames.burst - 1; n++) end.ask({ type: "rooms" });
  assertEquals(end.closed, undefined);
  end.ask({ type: "rooms" });
  assertEquals(end.closed?.code, 4429);
  const [goodbye] = end.pushes("goodbye");
  assertEquals(goodbye?.reason, "flooding");
  assert(goodbye?.retryAfterMs);
});

Deno.test("rates - typing is told once in 3 s, to others alone", async () => {
  const { person, join, clock } = await oneInstance({ rates: true });
  const [ada, zed] = [await person("ada"), await person("zed")];
  const [one, other, third] = [await join(ada), await join(ada), await join(zed)];
  for (let n = 0; n < 3; n++) one.say({ type: "typing", conversation: GENERAL });
  await clock.advance(10);
  assertEquals(third.pushes("typing"), [
    { type: "typing", conversation: GENERAL, user: ada.user.id, name: "ada" },
  ]);
  assertEquals([one.pushes("typing"), other.pushes("typing")], [[], []]);
  await clock.advance(LIMITS.typing.everyMs);
  one.say({ type: "typing", conversation: GENERAL });
  await clock.advance(10);
  assertEquals(third.pushes("typing").length, 2);
});

Deno.test("rates - switched off, nothing is refused", async () => {
  const { person, join, clock } = await oneInstance({ rates: false });
  const end = await join(await person("ada", "guest"));
  const refs = Array.from({ length: 200 }, (_, n) => say(end, `message ${n}`));
  for (let n = 0; n < 20; n++) await clock.settle();
  assert(refs.every((ref) => end.reply(ref).ok));
  assertEquals(end.closed, undefined);
});

Deno.test("rates - requests under way on one connection are bounded", async () => {
  const { person, join, clock, kv } = await oneInstance({ rates: false });
  const end = await join(await person("ada"));
  const { list } = kv;
  const answered = Promise.withResolvers<void>();
  kv.list = async <T>(...asked: Parameters<typeof list>) => {
    await answered.promise;
    return await list.call(kv, ...asked) as never[] & T[];
  };
  const refs = Array.from({ length: 257 }, () => end.ask({ type: "rooms" }));
  await clock.settle();
  const refused = end.reply(refs[256] as number);
  assert(!refused.ok);
  assertEquals(refused.error.code, "rate-limited");
  kv.list = list;
  answered.resolve();
  await clock.settle();
  await clock.settle();
  assert(refs.slice(0, 256).every((ref) => end.reply(ref).ok));
});

Deno.test("rates - guests of one address are counted together, members are not", async () => {
  const { instance, clock } = await oneInstance({ rates: true });
  const sendAs = (name: string, role: "guest" | "member", address?: string) =>
    instance.sendRate({ user: { id: name, name, role }, session: "", address });
  let sent = 0;
  while (sendAs(`guest ${sent}`, "guest", "an address") === 0) sent++;
  assertEquals(sent, 100);
  assertEquals(sendAs("another", "guest", "another address"), 0);
  assertEquals(sendAs("a member", "member"), 0);
  await clock.advance(100);
  assertEquals(sendAs("one more", "guest", "an address"), 0);
  await clock.runUntil(instance.close());
});

Deno.test("rates - guests of one address have so many connections, members from there have theirs", async () => {
  const { instance, clock, person, join } = await oneInstance({ rates: true });
  const guest = { ...await person("guest", "guest"), address: "an address" };
  const other = { ...await person("other", "guest"), address: "an address" };
  for (let n = 0; n < 19; n++) await join(guest);
  assertEquals(instance.atConnectionLimit(guest), false);
  await join(guest);
  assertEquals([instance.atConnectionLimit(guest), instance.atConnectionLimit(other)], [
    true,
    false,
  ]);
  for (let n = 0; n < 9; n++) {
    const one = { ...await person(`guest ${n}`, "guest"), address: "an address" };
    for (let m = 0; m < 20; m++) await join(one);
  }
  assertEquals(instance.atConnectionLimit(other), true);
  assertEquals(instance.atConnectionLimit({ ...other, address: "another" }), false);
  assertEquals(instance.atConnectionLimit(await person("a member")), false);
  await clock.runUntil(instance.close());
});
