import { assert, assertEquals } from "@std/assert";
import type { Actor } from "../../lib/chat/chat.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { MAX_REPLY_BYTES, OFFLINE_GRACE_MS } from "../../lib/protocol/limits.ts";
import { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";

async function community() {
  const fixture = await oneInstance();
  const { clock, person, join } = fixture;
  const [ada, zed, ben] = [await person("ada"), await person("zed"), await person("ben")];
  /** A request's reply. */
  async function ask(end: FarEnd, request: object) {
    const ref = end.ask(request);
    await clock.advance(20);
    const reply = end.reply(ref);
    assert(reply.ok);
    return reply;
  }
  /** What an end was told of somebody since it was last asked. */
  const told = (end: FarEnd, { user }: Actor) =>
    end.pushes("presence").flatMap(({ changes }) =>
      changes.filter((change) => change.user === user.id).map(({ state }) => state)
    );
  return { ...fixture, ada, zed, ben, ask, told, join };
}

Deno.test("presence pushes - sync tells of oneself and the people of direct conversations alone (P5)", async () => {
  const { clock, instance, ada, zed, ben, join } = await community();
  await clock.runUntil(instance.chat.open(ada, "zed"));
  for (const one of [zed, ben]) await join(one);
  await clock.advance(500);
  const end = await join(ada);
  const reply = end.frames.map((text) => JSON.parse(text)).find(({ type }) => type === "reply");
  const shown = reply.presence.map(({ name, state }: Record<string, string>) => [name, state]);
  assertEquals(shown, [["ada", "online"], ["zed", "online"]]);
});

Deno.test("presence pushes - a guest who leaves is told as one who left, who closes the page is not (P4)", async () => {
  const { clock, instance, ada, person, ask, join } = await community();
  const end = await join(ada);
  const gil = await person("Gil", "guest");
  const departures = () =>
    end.pushes("presence").flatMap(({ changes }) =>
      changes.filter(({ user, state }) => user === gil.user.id && state === "offline")
    );
  const page = await join(gil);
  await clock.advance(500);
  await ask(end, { type: "members", conversation: GENERAL });
  page.gone();
  await clock.advance(OFFLINE_GRACE_MS + 500);
  assertEquals(departures().map(({ left }) => left), [undefined]);
  await join(gil);
  await clock.advance(500);
  const before = departures().length;
  await clock.runUntil(instance.identity.signOut(gil));
  await clock.advance(OFFLINE_GRACE_MS + 500);
  assertEquals(departures().slice(before).map(({ left }) => left), [true, undefined]);
});

Deno.test("presence pushes - changes go to those who hold the person (P5)", async () => {
  const { clock, instance, ada, zed, ben, ask, told, join } = await community();
  const { id } = await clock.runUntil(instance.chat.open(ada, "zed"));
  const end = await join(ada);
  const [first, second] = [await join(zed), await join(ben)];
  await clock.advance(500);
  assertEquals([told(end, zed), told(end, ben)], [["online"], []], "nobody looks at ben");
  await ask(end, { type: "members", conversation: GENERAL });
  second.gone();
  await clock.advance(OFFLINE_GRACE_MS + 500);
  assertEquals(told(end, ben), ["offline"], "he was on the page");
  const { id: room } = await clock.runUntil(instance.chat.create(ada, { name: "harvest" }));
  await clock.advance(100);
  await ask(end, { type: "members", conversation: room });
  await join(ben);
  first.gone();
  await clock.advance(OFFLINE_GRACE_MS + 500);
  assertEquals(told(end, ben), ["offline"], "of another room one is told no more");
  assertEquals(told(end, zed), ["online", "offline"], `${id} is still direct`);
  assertEquals(told(second, zed), [], "who looks at nobody is told of nobody");
});

Deno.test("presence pushes - of whom one begins to talk to, one is told at once how they are (P5)", async () => {
  const { clock, instance, ada, zed, ben, told, join } = await community();
  const end = await join(ada);
  await join(zed);
  await clock.advance(500);
  for (const name of ["zed", "ben"]) {
    end.ask({ type: "open", with: name });
    await clock.advance(500);
  }
  assertEquals([told(end, zed), told(end, ben)], [["online"], ["offline"]]);
  await clock.runUntil(instance.close());
});

Deno.test("presence pushes - who left a room is told nothing of it any more (P5)", async () => {
  const { clock, instance, ada, zed, ask, told, join } = await community();
  const { id: room } = await clock.runUntil(instance.chat.create(zed, { name: "harvest" }));
  await clock.runUntil(instance.chat.join(ada, { conversation: room }));
  const end = await join(ada);
  await ask(end, { type: "members", conversation: room });
  await ask(end, { type: "leave", conversation: room });
  await join(zed);
  await clock.advance(1_000);
  assertEquals(told(end, zed), []);
  assertEquals(end.pushes("presence").flatMap(({ counts }) => counts ?? []), []);
});

Deno.test("presence pushes - counts of the room that is looked at come when they change (P5)", async () => {
  const { clock, ada, zed, ask, join } = await community();
  const end = await join(ada);
  await clock.advance(500);
  const reply = await ask(end, { type: "members", conversation: GENERAL });
  assertEquals(reply.counts, { online: 1, away: 0, offline: 2 });
  const other = await join(zed);
  await clock.advance(1_000);
  other.say({ type: "presence", state: "away" });
  await clock.advance(1_000);
  other.gone();
  await clock.advance(OFFLINE_GRACE_MS + 1_000);
  const counts = end.pushes("presence").flatMap(({ counts }) => counts ?? []);
  assertEquals(
    counts.map(({ online, away, offline }) => [online, away, offline]),
    [[2, 0, 1], [1, 1, 1], [1, 0, 2]],
  );
  assertEquals(new Set(counts.map(({ conversation }) => conversation)), new Set([GENERAL]));
});

Deno.test("sync - of hundreds of conversations comes in parts of 16 KiB, and nothing between (P6)", async () => {
  const { clock, instance, ada, person } = await community();
  const others: string[] = [];
  for (let n = 0; n < 200; n++) {
    const { user } = await person(`somebody with a longer name ${n}`);
    others.push(user.id);
    await clock.runUntil(instance.chat.open(ada, user.name));
  }
  const end = FarEnd.at(instance, ada);
  const ref = end.ask({ type: "sync", since: {} });
  await clock.advance(500);
  const reply = end.reply(ref);
  assert(reply.ok && reply.more === true);
  const parts = end.pushes("sync");
  assert(parts.length > 1);
  assertEquals(parts.map(({ more }) => more === true), [
    ...Array.from({ length: parts.length - 1 }, () => true),
    false,
  ]);
  const sizes = end.frames.map((text) => new TextEncoder().encode(text).length);
  assert(Math.max(...sizes) <= MAX_REPLY_BYTES, `${Math.max(...sizes)}`);
  const users = Object.assign({}, reply.users, ...parts.map((part) => part.users));
  assertEquals(others.filter((id) => !(id in users)), []);
  const types = end.frames.map((text) => JSON.parse(text).type);
  assertEquals(types.slice(0, 2 + parts.length), ["welcome", "reply", ...parts.map(() => "sync")]);
});
