import { assertEquals, assertRejects } from "@std/assert";
import { ChatError } from "../../lib/protocol/errors.ts";
import { Unavailable } from "../../lib/kv/kv.ts";
import { testIdentity } from "../support/identity.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { ScriptedKv } from "../support/scripted_kv.ts";

const visitor = { address: "192.0.2.1", device: "a test" };
const account = { name: "zed", password: "correct horse" };

/** Identity over a store that goes after the commit which makes somebody, before it has answered. */
function testOutage() {
  const kv = new ScriptedKv(new MemoryKv());
  const fixture = testIdentity(kv);
  async function loseAnswer(comeIn: () => Promise<unknown>) {
    // The count of attempts is one commit, the user another; then the store is away.
    kv.before = (commits) => {
      if (commits === first + 2) kv.failingReads = 100;
    };
    const first = kv.commits;
    kv.fates.push("applied", "applied, answer lost");
    await assertRejects(comeIn, Unavailable);
    kv.failingReads = 0;
    kv.before = () => {};
  }
  return { ...fixture, kv, loseAnswer };
}

Deno.test("entry requests - a guest whose answer was lost comes in by asking again", async () => {
  const { identity, loseAnswer } = testOutage();
  await identity.enter(visitor, "ana"); // the salt and the first count are made
  const asked = { ...visitor, request: crypto.randomUUID() };
  await loseAnswer(() => identity.enter(asked, "zed"));
  const refused = await assertRejects(() => identity.enter(visitor, "zed"), ChatError);
  assertEquals(refused.refusal, "name-of-guest", "it had been made");
  const { token, actor } = await identity.enter(asked, "Zed");
  assertEquals(actor.user.name, "zed");
  assertEquals((await identity.authenticate(token))?.actor.user.id, actor.user.id);
  assertEquals(
    (await identity.enter(asked, "zoe")).actor.user.name,
    "zoe",
    "another name, another guest",
  );
});

Deno.test("entry requests - so does who registers, with the password alone", async () => {
  const { identity, loseAnswer } = testOutage();
  await identity.enter(visitor, "ana");
  const asked = { ...visitor, request: crypto.randomUUID() };
  await identity.register(visitor, { ...account, name: "zoe" });
  await loseAnswer(() => identity.register(asked, account));
  const other = identity.register(asked, { ...account, password: "wrong horse" });
  assertEquals((await assertRejects(() => other, ChatError)).refusal, "name-taken");
  assertEquals((await identity.register(asked, account)).actor.user.name, "zed");
});

Deno.test("entry requests - after two minutes it opens nothing", async () => {
  const { identity, clock } = testIdentity();
  const asked = { ...visitor, request: crypto.randomUUID() };
  const { actor } = await identity.enter(asked, "zed");
  await clock.advance(2 * 60_000 - 1);
  assertEquals((await identity.enter(asked, "zed")).actor.user.id, actor.user.id);
  await clock.advance(1);
  const refused = await assertRejects(() => identity.enter(asked, "zed"), ChatError);
  assertEquals(refused.refusal, "name-of-guest");
});

Deno.test("entry requests - nobody is made without the session that lets them in", async () => {
  const kv = new ScriptedKv(new MemoryKv());
  const { identity } = testIdentity(kv);
  await identity.enter(visitor, "ana");
  const before = kv.commits;
  const { token } = await identity.enter(visitor, "zed");
  assertEquals(kv.commits - before, 2, "the count of attempts, and the guest with the session");
  assertEquals((await identity.authenticate(token))?.actor.user.name, "zed");
});
