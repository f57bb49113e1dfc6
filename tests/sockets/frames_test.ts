import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { MAX_FRAME_BYTES, MAX_INVALID_FRAMES } from "../../lib/protocol/limits.ts";
import { sleep } from "../../lib/runtime/clock.ts";
import { FarEnd } from "../support/far_end.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { oneInstance } from "../support/one_instance.ts";
import { WatchedKv } from "../support/watched_kv.ts";

async function oneClient() {
  const fixture = await oneInstance();
  const ada = await fixture.person("ada");
  return { ...fixture, ada, end: await fixture.join(ada) };
}

/** A valid frame of exactly so many bytes of UTF-8; most of them in characters of two bytes. */
function frameOf(bytes: number): string {
  const [head, tail] = ['{"type":"rooms","ref":77,"more":"', '"}'];
  const room = bytes - head.length - tail.length;
  return head + "é".repeat(room >> 1) + "x".repeat(room & 1) + tail;
}

Deno.test("frames - the first one is welcome, with who one is and the limits", async () => {
  const { instance, ada } = await oneClient();
  const [first] = FarEnd.at(instance, ada).frames;
  const welcome = JSON.parse(first ?? "");
  assertEquals(welcome.type, "welcome");
  assertEquals(welcome.protocol, 1);
  assertEquals(welcome.instance, instance.id);
  assertEquals(welcome.user, ada.user);
  assertEquals(welcome.limits.sends, { burst: 20, everyMs: 500 });
});

Deno.test("frames - 64 KiB of UTF-8 pass, one byte more closes with 1009 (T2)", async () => {
  const { end, clock } = await oneClient();
  end.say(frameOf(MAX_FRAME_BYTES));
  await clock.settle();
  assert(end.reply(77).ok);
  end.say(frameOf(MAX_FRAME_BYTES + 1));
  assertEquals(end.closed?.code, 1009);
});

Deno.test("frames - a binary frame closes with 1003 (T2)", async () => {
  const { end } = await oneClient();
  assertEquals(end.closed, undefined);
  end.sayBinary();
  assertEquals(end.closed?.code, 1003);
});

Deno.test("frames - unknown fields are ignored (T4)", async () => {
  const { end, clock } = await oneClient();
  const ref = end.ask({ type: "rooms", sparkle: { of: "tomorrow" } });
  await clock.settle();
  assert(end.reply(ref).ok);
});

Deno.test("frames - an unknown type is answered, and one without ref is ignored (T4)", async () => {
  const { end, clock } = await oneClient();
  const ref = end.ask({ type: "teleport" });
  end.say({ type: "teleport" });
  await clock.settle();
  const reply = end.reply(ref);
  assert(!reply.ok);
  assertEquals(reply.error.code, "unknown-type");
  assertStringIncludes(reply.error.message, "teleport");
  assertEquals(end.closed, undefined);
});

Deno.test("frames - what does not fit is answered with the field's name (T5)", async () => {
  const { end } = await oneClient();
  const ref = end.ask({ type: "history", conversation: GENERAL, limit: 1_000 });
  const reply = end.reply(ref);
  assert(!reply.ok);
  assertEquals(reply.error.code, "invalid");
  assertStringIncludes(reply.error.message, "limit");
  assertEquals(end.closed, undefined);
});

Deno.test("frames - the tenth that does not fit closes with 4400 (T5)", async () => {
  const { end } = await oneClient();
  for (let n = 1; n < MAX_INVALID_FRAMES; n++) end.ask({ type: "send" });
  assertEquals(end.closed, undefined);
  end.ask({ type: "send" });
  assertEquals(end.closed?.code, 4400);
  assertEquals(end.pushes("goodbye").map(({ reason }) => reason), ["protocol-error"]);
});

for (const junk of ["{", "7", "null", '{"type":"send"}', '{"ref":1.5,"type":"rooms"}']) {
  Deno.test(`frames - without a usable ref, ${junk} closes with 4400 (T5)`, async () => {
    const { end } = await oneClient();
    assertEquals(end.closed, undefined);
    end.say(junk);
    assertEquals(end.closed?.code, 4400);
  });
}

Deno.test("frames - after the close nothing is read or sent any more", async () => {
  const { end, clock } = await oneClient();
  end.say("{");
  const sent = end.frames.length;
  end.ask({ type: "rooms" });
  end.gone();
  end.gone();
  await clock.advance(5_000);
  assertEquals(end.frames.length, sent);
});

Deno.test("frames - a refusal is in the connection's language", async () => {
  const { instance, ada, clock } = await oneClient();
  const end = FarEnd.at(instance, ada, "fr");
  const ref = end.ask({ type: "open", with: "zed" });
  await clock.settle();
  const reply = end.reply(ref);
  assert(!reply.ok);
  assertEquals(reply.error.code, "unknown-user");
  assertStringIncludes(reply.error.message, "Personne");
});

Deno.test("frames - a store that does not answer is unavailable, and what nobody foresaw internal", async () => {
  const { end, kv, clock, instance, reported } = await oneClient();
  const asked = async () => {
    const ref = end.ask({ type: "rooms" });
    await clock.advance(10_000);
    const reply = end.reply(ref);
    return reply.ok ? "ok" : reply.error.code;
  };
  assertEquals(await asked(), "ok");
  const { Unavailable } = await import("../../lib/kv/kv.ts");
  const { list } = kv;
  kv.list = () => Promise.reject(new Unavailable("away"));
  assertEquals(await asked(), "unavailable");
  reported.length = 0;
  kv.list = () => Promise.reject(new TypeError("a defect"));
  assertEquals(await asked(), "internal");
  assert(reported.some((line) => line.includes("a defect")));
  assert(!end.frames.some((frame) => frame.includes("a defect")), "nobody is told");
  kv.list = list;
  await clock.runUntil(instance.close());
});

Deno.test("frames - a client that asks for many pages of history has few read at once (D6)", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const { clock, person, join, send } = await oneInstance({ kv });
  const end = await join(await person("ada"));
  await send(end, GENERAL, "hello");
  let [reading, most] = [0, 0];
  kv.before = async (call) => {
    if (call.call !== "list" || call.key[0] !== "log") return;
    most = Math.max(most, ++reading);
    await sleep(clock, 50);
    reading--;
  };
  const page = (n: number) =>
    end.ask({ type: "history", conversation: GENERAL, before: 1_000 + n, limit: 200 });
  const asked = Array.from({ length: 100 }, (_, n) => page(n));
  await clock.advance(2_000);
  assertEquals(asked.filter((ref) => end.reply(ref).ok).length, 100);
  assertEquals(most, 4);
  for (let n = 0; n < 100; n++) page(n);
  const before = kv.calls.length;
  end.gone();
  await clock.advance(2_000);
  const read = kv.calls.slice(before).filter(({ call }) => call === "list").length;
  assert(read <= 4, `${read} pages are read for nobody`);
});
