import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { oneInstance } from "../support/one_instance.ts";

const seqs = (events: Array<{ seq: number }>) => events.map((event) => event.seq);

Deno.test("delivery - a message reaches every connection, and its author after the reply (D5)", async () => {
  const { instance, clock, person, join } = await oneInstance();
  const [ada, zed] = [await person("ada"), await person("zed")];
  const [one, other, third] = [await join(ada), await join(ada), await join(zed)];
  const ref = one.ask({ type: "send", conversation: GENERAL, id: crypto.randomUUID(), text: "hi" });
  await clock.advance(50);
  const types = one.frames.map((text) => JSON.parse(text).type);
  const reply = types.lastIndexOf("reply");
  assert(one.reply(ref).ok);
  assert(types.lastIndexOf("events") > reply, "the echo comes after the reply");
  for (const end of [one, other, third]) assertEquals(end.events(GENERAL).length, 1);
  await clock.runUntil(instance.close());
});
