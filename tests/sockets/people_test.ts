import { assert, assertEquals } from "@std/assert";
import { directId } from "../../lib/store/conversations/conversations.ts";
import { PRESENCE_COALESCE_MS } from "../../lib/protocol/limits.ts";
import type { FarEnd } from "../support/far_end.ts";
import { oneInstance } from "../support/one_instance.ts";

/** Ada, who is here, and Bruno, who wrote to her. */
async function twoPeople() {
  const fixture = await oneInstance();
  const { clock, instance, person, join, send } = fixture;
  const [ada, bruno] = [await person("Ada"), await person("Bruno")];
  const [here, there] = [await join(ada), await join(bruno)];
  await clock.runUntil(instance.chat.open(bruno, "Ada"));
  const direct = directId(ada.user.id, bruno.user.id);
  await send(there, direct, "are you there?");
  const changed = async () => {
    instance.announcer.announce([{
      topic: "everyone",
      message: { type: "changed", what: "user", id: bruno.user.id },
    }]);
    await clock.advance(PRESENCE_COALESCE_MS + 20);
  };
  const ask = async (end: FarEnd, request: object) => {
    const ref = end.ask(request);
    await clock.advance(20);
    return end.reply(ref);
  };
  return { ...fixture, ada, bruno, here, direct, changed, ask };
}

Deno.test("people - who is renamed is told of, once for all changes of a moment (N6)", async () => {
  const { instance, clock, here, bruno, changed } = await twoPeople();
  await instance.users.rename(bruno.user.id, "Max");
  for (let n = 0; n < 3; n++) {
    instance.announcer.announce([{
      topic: "everyone",
      message: { type: "changed", what: "user", id: bruno.user.id },
    }]);
  }
  await changed();
  const pushes = here.pushes("users").map(({ users }) => users);
  assertEquals(pushes, [{ [bruno.user.id]: { name: "Max", role: "member" } }]);
  await clock.runUntil(instance.close());
});

Deno.test("people - of who deleted the account, a conversation is left to read and to leave (N6)", async () => {
  const { instance, clock, ada, bruno, here, direct, changed, ask } = await twoPeople();
  const summary = () => clock.runUntil(instance.chat.summary(ada, { conversation: direct }));
  const send = () =>
    ask(here, { type: "send", conversation: direct, id: crypto.randomUUID(), text: "yes" });
  assertEquals((await summary()).unread, 1);
  assertEquals((await ask(here, { type: "leave", conversation: direct })).ok, false, "not yet");

  await instance.users.remove(bruno.user.id);
  await changed();
  const gone = { name: "", role: "member" as const, gone: true };
  assertEquals(here.pushes("users").at(-1)?.users, { [bruno.user.id]: gone });
  const { with: other, unread } = await summary();
  assertEquals([other, unread], [{ id: bruno.user.id, ...gone }, 0]);
  const refused = await send();
  assert(!refused.ok);
  assertEquals(refused.error.code, "read-only");
  const { events } = await clock.runUntil(
    instance.chat.history(ada, { conversation: direct, limit: 10 }),
  );
  assertEquals(events.map((event) => event.kind === "message" && event.text), ["are you there?"]);

  assertEquals((await ask(here, { type: "leave", conversation: direct })).ok, true);
  assertEquals(here.pushes("conversation").at(-1)?.gone, true);
  await clock.runUntil(instance.close());
});

Deno.test("people - a guest whose name somebody else bears is not written to (N6)", async () => {
  const { instance, clock, bruno, here, direct, changed, ask } = await twoPeople();
  const send = () =>
    ask(here, { type: "send", conversation: direct, id: crypto.randomUUID(), text: "yes" });
  assertEquals((await send()).ok, true);
  await instance.users.update(bruno.user.id, (user) => ({ ...user, goneAt: clock.now() }));
  await changed();
  assertEquals((await send()).ok, false);
  const { name, gone } = here.pushes("users").at(-1)?.users[bruno.user.id] ?? {};
  assertEquals([name, gone], ["Bruno", true], "the name stays: it is what their words stand under");
  await clock.runUntil(instance.close());
});
