import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";

Deno.test("shutdown - what is being committed is acknowledged before the goodbye (D7)", async () => {
  const { instance, clock, kv, person, join } = await oneInstance();
  const end = await join(await person("ada"));
  const { commit } = kv;
  kv.commit = async (...asked: Parameters<typeof commit>) => {
    await new Promise<void>((resolve) => clock.after(500, resolve));
    return await commit.apply(kv, asked);
  };
  const message = { conversation: GENERAL, id: crypto.randomUUID(), text: "the last" };
  const ref = end.ask({ type: "send", ...message });
  await clock.advance(100);
  const began = clock.now();
  const closing = instance.close();
  assertEquals(instance.state, "closing");
  await clock.advance(600);
  end.gone();
  await clock.runUntil(closing);
  assert(end.reply(ref).ok);
  const types = end.frames.map((frame) => JSON.parse(frame).type);
  assert(types.lastIndexOf("goodbye") > types.indexOf("reply", types.indexOf("events")));
  assertEquals(types.at(-1), "goodbye");
  assertEquals(end.closed?.code, 1012);
  assert(clock.now() - began < 4_000);
});

Deno.test("shutdown - clients are asked back at different times (D7)", async () => {
  const { instance, clock, person, join } = await oneInstance();
  const ada = await person("ada");
  const ends: FarEnd[] = [];
  for (let n = 0; n < 10; n++) ends.push(await join(ada));
  const closing = instance.close();
  await clock.settle();
  for (const end of ends) end.gone();
  await clock.runUntil(closing);
  const times = ends.map((end) => end.pushes("goodbye")[0]?.retryAfterMs ?? 0);
  assert(Math.min(...times) >= 200);
  assert(new Set(times).size > 5, times.join(" "));
});

Deno.test("shutdown - a store that does not answer and sockets that do not close hold it 3.5 s at most (D7)", async () => {
  const { instance, clock, kv, person, join } = await oneInstance();
  const end = await join(await person("ada"));
  kv.commit = () => new Promise(() => {});
  const message = {
    conversation: GENERAL,
    id: crypto.randomUUID(),
    text: "lost, and not said to be stored",
  };
  const ref = end.ask({ type: "send", ...message });
  await clock.advance(50);
  const began = clock.now();
  await clock.runUntil(instance.close());
  assert(clock.now() - began <= 3_500, `${clock.now() - began} ms`);
  assertEquals(end.replies(ref), []);
  assertEquals(end.closed?.code, 1012);
});

Deno.test("shutdown - nobody is taken any more, and is told to come back (D7)", async () => {
  const { instance, clock, person } = await oneInstance();
  const ada = await person("ada");
  const before = FarEnd.at(instance, ada);
  assertEquals(before.closed, undefined);
  const closing = instance.close();
  const late = FarEnd.at(instance, ada);
  assertEquals(late.closed?.code, 1012);
  assert(late.pushes("goodbye")[0]?.retryAfterMs);
  await clock.settle();
  before.gone();
  late.gone();
  await clock.runUntil(closing);
  assertEquals(instance.state, "closed");
});
