import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import {
  FAR_BEHIND_EVENTS,
  MAX_BUFFERED_BYTES,
  MAX_FRAME_BYTES,
  MAX_SYNC_EVENTS,
} from "../../lib/protocol/limits.ts";
import { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";
import type { VirtualClock } from "../support/virtual_clock.ts";

const seqs = (end: FarEnd) => end.events(GENERAL).map((event) => event.seq);
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** Asks for many messages at once, and waits until all are told. */
async function sendMany(end: FarEnd, clock: VirtualClock, count: number, text = "message") {
  const before = seqs(end).length;
  for (let n = 0; n < count; n++) {
    const message = { conversation: GENERAL, id: crypto.randomUUID(), text: `${text} ${n}` };
    end.ask({ type: "send", ...message });
    if (n % 100 === 99) await clock.advance(20);
  }
  await clock.advance(100);
  assertEquals(seqs(end).length, before + count);
}

Deno.test("delivery - a message reaches every connection, and its author after the reply (D5)", async () => {
  const { clock, person, join } = await oneInstance();
  const [ada, zed] = [await person("ada"), await person("zed")];
  const [one, other, third] = [await join(ada), await join(ada), await join(zed)];
  const ref = one.ask({ type: "send", conversation: GENERAL, id: crypto.randomUUID(), text: "hi" });
  await clock.advance(50);
  const types = one.frames.map((text) => JSON.parse(text).type);
  assert(one.reply(ref).ok);
  assert(types.lastIndexOf("events") > types.lastIndexOf("reply"), "the echo comes after");
  for (const end of [one, other, third]) assertEquals(end.events(GENERAL).length, 1);
});

Deno.test("delivery - what one connection sends is stored in the order in which it was sent", async () => {
  const { clock, person, join } = await oneInstance();
  const end = await join(await person("ada"));
  const said = Array.from({ length: 60 }, (_, n) => n % 3 === 0 ? `hello @ada ${n}` : `hello ${n}`);
  for (const text of said) {
    end.ask({ type: "send", conversation: GENERAL, id: crypto.randomUUID(), text });
  }
  await clock.advance(200);
  const texts = end.events(GENERAL).map((event) => event.kind === "message" ? event.text : "");
  assertEquals(texts, said);
});

Deno.test("delivery - sync pushes what came after since, each once and in order (D4)", async () => {
  const { clock, person, join } = await oneInstance();
  const writer = await join(await person("ada"));
  await sendMany(writer, clock, 180);
  const reader = await join(await person("zed"), { [GENERAL]: 20 });
  await clock.advance(100);
  assertEquals(seqs(reader), upTo(180, 21));
  await sendMany(writer, clock, 3);
  assertEquals(seqs(reader), upTo(183, 21));
});

Deno.test("delivery - events that arrive while one catches up fall into place (D4)", async () => {
  const { clock, person, join, kv, instance } = await oneInstance();
  const writer = await join(await person("ada"));
  await sendMany(writer, clock, 150);
  const people = await Promise.all(["zed", "mia", "leo"].map((name) => person(name)));
  // Reads of the log take a while from here on: the feed moves on between two pages.
  const { list } = kv;
  kv.list = async <T>(...asked: Parameters<typeof list>) => {
    const found = await list.call(kv, ...asked) as never[] & T[];
    await new Promise<void>((resolve) => clock.after(30, resolve));
    return found;
  };
  const readers: FarEnd[] = [];
  for (const someone of people) {
    const reader = FarEnd.at(instance, someone);
    readers.push(reader);
    reader.ask({ type: "sync", since: { [GENERAL]: 0 } });
    for (let n = 0; n < 8; n++) {
      const text = `meanwhile ${n}`;
      writer.ask({ type: "send", conversation: GENERAL, id: crypto.randomUUID(), text });
      await clock.advance(17);
    }
  }
  const [first] = readers;
  assert(first && seqs(first).length < seqs(writer).length, "it is still catching up");
  await clock.advance(2_000);
  for (const end of [writer, ...readers]) assertEquals(seqs(end), upTo(174));
});

Deno.test("delivery - whoever is further behind than 500 gets the newest 50 and where they begin (D8)", async () => {
  const { clock, person, join } = await oneInstance();
  const writer = await join(await person("ada"));
  await sendMany(writer, clock, MAX_SYNC_EVENTS + 1);
  const head = MAX_SYNC_EVENTS + 1;
  const near = await join(await person("zed"), { [GENERAL]: 1 });
  const far = await join(await person("mia"), { [GENERAL]: 0 });
  await clock.advance(500);
  assertEquals(seqs(near), upTo(head, 2));
  assert(near.pushes("events").every((push) => push.from === undefined));
  const first = head - FAR_BEHIND_EVENTS + 1;
  assertEquals(seqs(far), upTo(head, first));
  assertEquals(far.pushes("events").map(({ from }) => from), [first]);
});

Deno.test("delivery - a conversation that is not in since begins at the head of its summary", async () => {
  const { clock, person, join } = await oneInstance();
  const writer = await join(await person("ada"));
  await sendMany(writer, clock, 7);
  const fresh = await join(await person("zed"));
  await clock.advance(50);
  assertEquals(seqs(fresh), []);
  const [reply] = fresh.replies(1);
  assert(reply?.ok);
  const summaries = reply.conversations as Array<{ id: string; head: number }>;
  assertEquals(summaries.find(({ id }) => id === GENERAL)?.head, 7);
  await sendMany(writer, clock, 2);
  assertEquals(seqs(fresh), [8, 9]);
});

Deno.test("delivery - frames of events stay within 64 KiB, however long the texts", async () => {
  const { clock, person, join } = await oneInstance();
  const writer = await join(await person("ada"));
  await sendMany(writer, clock, 40, "é".repeat(3_900));
  const reader = await join(await person("zed"), { [GENERAL]: 0 });
  await clock.advance(200);
  assertEquals(seqs(reader), upTo(40));
  for (const { frames } of [writer, reader]) {
    const sizes = frames.map((frame) => new TextEncoder().encode(frame).length);
    assert(Math.max(...sizes) <= MAX_FRAME_BYTES, `${Math.max(...sizes)} bytes`);
  }
});

Deno.test("delivery - catching up waits for a socket that is still taking the last page", async () => {
  const { clock, person, join } = await oneInstance();
  const writer = await join(await person("ada"));
  await sendMany(writer, clock, 200);
  const reader = await join(await person("zed"));
  reader.bufferedAmount = MAX_BUFFERED_BYTES / 2;
  reader.ask({ type: "sync", since: { [GENERAL]: 0 } });
  await clock.advance(1_000);
  const held = seqs(reader).length;
  assert(held < 200, "it pauses");
  reader.bufferedAmount = 0;
  await clock.advance(1_000);
  assertEquals(seqs(reader), upTo(200));
  assertEquals(reader.closed, undefined);
});

Deno.test("delivery - a client with more than 1 MiB waiting is told goodbye and closed with 4408 (D6)", async () => {
  const { clock, person, join, instance } = await oneInstance();
  const writer = await join(await person("ada"));
  const zed = await person("zed");
  const slow = await join(zed);
  slow.bufferedAmount = MAX_BUFFERED_BYTES;
  await sendMany(writer, clock, 1);
  assertEquals(slow.closed, undefined);
  slow.bufferedAmount = MAX_BUFFERED_BYTES + 1;
  const before = slow.frames.length;
  for (let n = 0; n < 20 && !slow.closed; n++) await sendMany(writer, clock, 10);
  assertEquals(slow.closed?.code, 4408);
  const more = slow.frames.slice(before).join("").length;
  assert(more <= 32 * 1024, `what waits is looked at every 16 KiB: ${more}`);
  assertEquals(slow.pushes("goodbye").map(({ reason }) => reason), ["slow-consumer"]);
  assertEquals(instance.connectionsOf(zed.user.id), 0);
  const sent = slow.frames.length;
  await sendMany(writer, clock, 5);
  assertEquals(slow.frames.length, sent, "nothing is sent to it again, though no close came");
});

Deno.test("delivery - a client whose data is not taken for 20 s counts as gone (P2)", async () => {
  const { clock, person, join } = await oneInstance();
  const [stuck, slow] = [await join(await person("ada")), await join(await person("zed"))];
  stuck.bufferedAmount = slow.bufferedAmount = 5_000;
  for (let n = 0; n < 5; n++) {
    await clock.advance(5_000);
    slow.bufferedAmount -= 500;
  }
  assertEquals([stuck.closed?.code, slow.closed], [4408, undefined]);
});
