import { assertEquals } from "@std/assert";
import { ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

Deno.test("amending - the same change asked for many times at once is one event (M3)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const other = await fixture.start("two");
  const ana = await fixture.person("ana");
  const { seq } = await chat.post(ana, { ...GENERAL, ...saying("once") });
  const asked = { ...GENERAL, target: seq };
  const places = await Promise.all(
    [chat, other.chat, chat, other.chat].map((one) => one.delete(ana, asked)),
  );
  const { events } = await chat.history(ana, { ...GENERAL, limit: 10 });
  assertEquals(events.map(({ kind }) => kind), ["message", "delete"]);
  assertEquals([...new Set(places.map((place) => place.seq))].toSorted(), [seq, seq + 1]);
});

Deno.test("amending - what is acknowledged at once is where it stands, done already or not", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const { seq } = await chat.post(ana, { ...GENERAL, ...saying("twice") });
  const acknowledged: number[] = [];
  for (let times = 0; times < 2; times++) {
    await chat.delete(ana, { ...GENERAL, target: seq }, (at) => acknowledged.push(at.seq));
  }
  assertEquals(acknowledged, [seq + 1, seq]);
});
