import type { Person } from "../../lib/protocol/events.ts";
import { type ChatInstance, ChatInstances } from "./chat_instances.ts";

/** Three instances that know each other, two people. */
export async function threeInstances() {
  const { fixture, ...one } = await ChatInstances.open();
  const [two, third] = [await fixture.start("two"), await fixture.start("three")];
  const [ana, ben] = [(await fixture.person("ana")).user, (await fixture.person("ben")).user];
  await fixture.clock.advance(3_000);
  return { fixture, clock: fixture.clock, all: [one, two, third], one, two, third, ana, ben };
}

/** What each instance pushed so far: states by name, push after push. */
export const pushes = (all: ChatInstance[]) =>
  all.map(({ pushed }) =>
    pushed.map((changes) => changes.map((one) => `${one.name} ${one.state}`).join(", "))
  );

/** How somebody is, as each instance sees it. */
export const states = (all: ChatInstance[], user: Person["id"]) =>
  all.map(({ presence }) => presence.of(user));
