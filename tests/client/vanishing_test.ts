import { assertEquals } from "@std/assert";
import { ClientFixture } from "../support/client_fixture.ts";
import { BEN } from "../support/fake_server.ts";

const MINUTE = 60_000;

/** A client that shows `general`, where Ben said something that vanishes, which he quotes. */
async function vanishingRoom(vanishMs: number) {
  const fixture = new ClientFixture();
  fixture.server.people.set(BEN.id, BEN);
  fixture.server.say("general", "this stays", BEN);
  const say = (text: string, more: { vanishMs?: number; replyTo?: number }) => {
    const id = crypto.randomUUID();
    return fixture.server.append("general", BEN, { kind: "message", id, text, ...more });
  };
  const words = say("soon gone", { vanishMs });
  say("I saw it", { replyTo: words.seq });
  const model = await fixture.online();
  const timeline = model.timeline("general");
  await fixture.pass(1_000);
  const shown = () =>
    timeline.items.value.flatMap((item) =>
      item.is === "message" ? [item.event.deletedAt === undefined ? item.event.text : "gone"] : []
    );
  return { fixture, model, timeline, shown, say };
}

Deno.test("vanishing - a message is gone on an open page when its time has come (M11)", async () => {
  const { fixture, shown } = await vanishingRoom(5 * MINUTE);
  assertEquals(shown(), ["this stays", "soon gone", "I saw it"]);
  await fixture.pass(4 * MINUTE);
  assertEquals(shown(), ["this stays", "soon gone", "I saw it"]);
  await fixture.pass(MINUTE);
  assertEquals(shown(), ["this stays", "gone", "I saw it"], "though nobody said that it is");
});

Deno.test("vanishing - one after the other, each at its own time (M11)", async () => {
  const { fixture, shown, say } = await vanishingRoom(5 * MINUTE);
  say("sooner still", { vanishMs: MINUTE });
  say("later", { vanishMs: 40 * 24 * 60 * MINUTE });
  await fixture.pass(1_000);
  assertEquals(shown().slice(3), ["sooner still", "later"]);
  await fixture.pass(MINUTE);
  assertEquals(shown(), ["this stays", "soon gone", "I saw it", "gone", "later"]);
  await fixture.pass(5 * MINUTE);
  assertEquals(shown(), ["this stays", "gone", "I saw it", "gone", "later"]);
});

Deno.test("vanishing - a quote of it goes with it (M11, M5)", async () => {
  const { fixture, model, timeline } = await vanishingRoom(5 * MINUTE);
  const quoted = () => {
    const last = timeline.items.value.at(-1);
    return last?.is === "message" ? [last.quote?.text, last.quote?.gone ?? false] : undefined;
  };
  assertEquals(quoted(), ["soon gone", false]);
  await fixture.pass(5 * MINUTE + 1_000);
  assertEquals(quoted(), ["", true]);
  model.stop();
});
