import { assertEquals, assertThrows } from "@std/assert";
import { readStatus } from "../../../lib/chat/presence/statuses.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { type ChatInstance, ChatInstances } from "../../support/chat_instances.ts";
import { threeInstances } from "../../support/three_instances.ts";

Deno.test("status - is shown everywhere, ends at its time, and outlives a visit", async () => {
  const { clock, all, one, two, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  one.presence.setStatus(ana.id, "  at  lunch ", clock.now() + 60_000);
  await clock.advance(600);
  const shown = (at: ChatInstance) => at.presence.everyone().map((one) => one.status);
  assertEquals(all.map(shown), [["at lunch"], ["at lunch"], ["at lunch"]]);
  one.presence.disconnect(ana.id, "a");
  await clock.advance(3_000);
  two.presence.connect(ana, "b");
  await clock.advance(600);
  assertEquals(all.map(shown), [["at lunch"], ["at lunch"], ["at lunch"]]);
  await clock.advance(60_000);
  assertEquals(all.map(shown), [[undefined], [undefined], [undefined]]);
});

Deno.test("status - changed on one device, it is changed for all; an empty one clears it", async () => {
  const { clock, all, one, two, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  two.presence.connect(ana, "b");
  one.presence.setStatus(ana.id, "here");
  await clock.advance(600);
  two.presence.setStatus(ana.id, "there");
  await clock.advance(600);
  one.presence.report(ana.id, "a", "away");
  await clock.advance(600);
  const shown = () => all.map(({ presence }) => presence.everyone()[0]?.status);
  assertEquals(shown(), ["there", "there", "there"]);
  one.presence.setStatus(ana.id, " ");
  await clock.advance(600);
  assertEquals(shown(), [undefined, undefined, undefined]);
});

Deno.test("status - set on one device, it stands in the rows of all", async () => {
  const { fixture, clock, one, two, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  two.presence.connect(ana, "b");
  await clock.advance(600);
  fixture.buses.published.length = 0;
  two.presence.setStatus(ana.id, "there");
  await clock.advance(1_000);
  assertEquals(fixture.buses.published.length, 1, "whoever hears of it does not say it again");
  fixture.buses.depart("two");
  await clock.advance(3_000);
  const late = await fixture.start("late");
  await clock.advance(600);
  assertEquals(late.presence.everyone().map((one) => one.status), ["there"]);
});

Deno.test("status - 80 code points are allowed, one more is too long", async () => {
  const { one, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  one.presence.setStatus(ana.id, "😀".repeat(80));
  const long = () => one.presence.setStatus(ana.id, "😀".repeat(81));
  assertEquals(assertThrows(long, ChatError).refusal, "status-too-long");
});

Deno.test("status - an end that no date can say is none", () => {
  assertEquals(readStatus("lunch", 8.64e15), { status: "lunch", until: 8.64e15 });
  assertEquals(readStatus("lunch", Number.MAX_SAFE_INTEGER), { status: "lunch" });
});

Deno.test("status - of somebody who is not here is known too, at once after it was set", async () => {
  const { fixture, ...one } = await ChatInstances.open();
  const two = await fixture.start("two");
  const { user: ana } = await fixture.person("ana");
  const { clock } = fixture;
  await clock.advance(3_000);
  const until = clock.now() + 60_000;
  one.presence.setStatus(ana.id, "at lunch", until);
  assertEquals(await one.presence.status(ana.id), { status: "at lunch", until });
  assertEquals(await two.presence.status(ana.id), { status: "at lunch", until });

  one.presence.connect(ana, "a");
  await clock.advance(600);
  one.presence.setStatus(ana.id, "back");
  assertEquals(await one.presence.status(ana.id), { status: "back" });
  one.presence.disconnect(ana.id, "a", "left");
  await clock.advance(600);
  one.presence.setStatus(ana.id, "gone", until);
  assertEquals(await one.presence.status(ana.id), { status: "gone", until });
  assertEquals(await two.presence.status(ana.id), { status: "gone", until });
  await clock.advance(60_000);
  assertEquals(await two.presence.status(ana.id), undefined, "its time is over");
});

Deno.test("status - set where one is not connected, it shows on all instances", async () => {
  const { fixture, ...one } = await ChatInstances.open();
  const [two, three] = [await fixture.start("two"), await fixture.start("three")];
  const { user: ana } = await fixture.person("ana");
  two.presence.connect(ana, "a");
  await fixture.clock.advance(5_000);
  const shown = () =>
    [one, two, three].map(({ presence }) => presence.everyone().map(({ status }) => status));
  one.presence.setStatus(ana.id, "at lunch");
  await fixture.clock.advance(2_000);
  assertEquals(shown(), [["at lunch"], ["at lunch"], ["at lunch"]]);
  one.presence.setStatus(ana.id, "");
  await fixture.clock.advance(2_000);
  assertEquals(shown(), [[undefined], [undefined], [undefined]]);
});
