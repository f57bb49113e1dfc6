import { assertEquals } from "@std/assert";
import { createChatModel } from "../../lib/client/chat_model.ts";
import { startInstance } from "../../lib/instance/instance.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { shown } from "../support/client_fixture.ts";
import { InstanceTransport } from "../support/instance_transport.ts";
import { oneInstance } from "../support/one_instance.ts";
import { SeededRandom } from "../support/seeded_random.ts";

/** An instance with two people whose models are online and show the general room. */
async function twoPeople() {
  const fixture = await oneInstance();
  let instance = fixture.instance;
  const enter = async (name: string, seed: number) => {
    const actor = await fixture.person(name);
    const transport = new InstanceTransport(fixture.clock, () => instance, actor);
    const { clock, logger } = fixture;
    const random = new SeededRandom(seed);
    const model = createChatModel({
      endpoint: { transport, url: "ws://memory" },
      clock,
      random,
      logger,
    });
    const timeline = model.timeline(GENERAL);
    model.start();
    await clock.advance(1_000);
    assertEquals(model.connection.value.state, "online");
    return { actor, transport, model, timeline };
  };
  const [ada, zed] = [await enter("ada", 21), await enter("zed", 22)];
  return {
    clock: fixture.clock,
    kv: fixture.kv,
    ada,
    zed,
    reported: fixture.reported,
    /** Stops the instance as D7 says, and starts another on the same store. */
    async restart() {
      await fixture.clock.runUntil(instance.close());
      instance = await fixture.clock.runUntil(startInstance({ ...fixture, instance: undefined }));
    },
    async end() {
      for (const { model } of [ada, zed]) model.stop();
      await fixture.clock.runUntil(instance.close());
    },
  };
}

const texts = (timeline: Parameters<typeof shown>[0]) =>
  shown(timeline).filter((line) => !line.startsWith("<"));

Deno.test("client and instance - two people talk, see each other, and read (D4, D5, P1)", async () => {
  const { clock, ada, zed, end, reported } = await twoPeople();
  ada.model.members.show(GENERAL);
  await clock.advance(500);
  assertEquals(ada.model.stateOf(zed.actor.user.id), "online");
  ada.model.writing(GENERAL);
  await clock.advance(200);
  assertEquals(zed.model.typing(GENERAL).value, ["ada"]);
  await ada.model.send(GENERAL, "hello @zed");
  await clock.advance(500);
  assertEquals(zed.model.typing(GENERAL).value, []);
  assertEquals([texts(ada.timeline), texts(zed.timeline)], [["hello @zed"], ["hello @zed"]]);
  const summary = () => zed.model.conversations.value.find(({ id }) => id === GENERAL);
  assertEquals([summary()?.unread, summary()?.mentions], [1, 1]);
  zed.model.markRead(GENERAL, zed.timeline.newest.value);
  await clock.advance(2_000);
  assertEquals([summary()?.unread, summary()?.mentions], [0, 0]);

  const opening = zed.model.open("ada");
  const direct = await clock.runUntil(opening);
  const timeline = zed.model.timeline(direct.id);
  await zed.model.send(direct.id, "psst");
  await clock.advance(500);
  assertEquals(texts(timeline), ["psst"]);
  assertEquals(ada.model.conversations.value[0]?.unread, 1);
  await end();
  assertEquals(reported, []);
});

Deno.test("client and instance - cut again and again, each message once and in order (D3, D4)", async () => {
  const { clock, ada, zed, end } = await twoPeople();
  const written: string[] = [];
  for (let n = 0; n < 40; n++) {
    written.push(String(n));
    void ada.model.send(GENERAL, String(n));
    await clock.advance(3 + 7 * (n % 5));
    if (n % 3 === 0) ada.transport.cut();
    if (n % 7 === 0) zed.transport.cut();
  }
  await clock.advance(60_000);
  assertEquals(texts(ada.timeline), written);
  assertEquals(texts(zed.timeline), written);
  assertEquals([ada.model.gaps.value, zed.model.gaps.value], [0, 0]);
  await end();
});

Deno.test("client and instance - a restart loses nothing and doubles nothing (D7)", async () => {
  const { clock, ada, zed, restart, end } = await twoPeople();
  const written: string[] = [];
  const write = (from: number, to: number) => {
    for (let n = from; n < to; n++) {
      written.push(String(n));
      void ada.model.send(GENERAL, String(n));
    }
  };
  write(0, 10);
  await clock.advance(5);
  await restart();
  write(10, 20);
  await clock.advance(60_000);
  assertEquals(ada.model.connection.value.state, "online");
  assertEquals(texts(ada.timeline), written);
  assertEquals(texts(zed.timeline), written);
  assertEquals([ada.model.gaps.value, zed.model.gaps.value], [0, 0]);
  await end();
});
