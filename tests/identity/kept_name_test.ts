import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { BACK_MS } from "../../lib/chat/identity/kept_name.ts";
import { GUEST_NAME_KEPT_MS } from "../../lib/chat/identity/name_release.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { testIdentity } from "../support/identity.ts";

const visitor = { address: "192.0.2.1", device: "Firefox on Linux" };
const zed = { name: "zed", password: "correct horse" };

const refusalOf = async (promise: Promise<unknown>) =>
  (await assertRejects(() => promise, ChatError)).refusal;

Deno.test("kept names - a guest's name says when it is free, and which like it is free now", async () => {
  const { identity, clock, here } = testIdentity();
  const { actor } = await identity.enter(visitor, "Chloé");
  here.add(actor.user.id);
  const refused = async (entering: Promise<unknown>) =>
    (await assertRejects(() => entering, ChatError)).values;
  const isHere = { name: "Chloé", offer: "Chloé 2" };
  assertEquals(await refused(identity.enter(visitor, "Chloé")), isHere);
  await identity.enter(visitor, "Chloé 2");
  here.delete(actor.user.id);
  await identity.noteDeparture(actor.user.id);
  await clock.advance(60_000);
  const left = GUEST_NAME_KEPT_MS - 60_000;
  const values = { name: "chloé", until: clock.now() + left, left, offer: "chloé 3" };
  assertEquals(await refused(identity.enter(visitor, "chloé")), values);
  const { actor: ben } = await identity.enter(visitor, "Ben");
  assertEquals(await refusalOf(identity.changeName(ben, "Chloé")), "name-of-guest");
  const { actor: zoe } = await identity.register(visitor, { ...zed, name: "Zoe" });
  assertEquals(await refusalOf(identity.enter(visitor, "Zoe")), "name-taken");
  assertEquals(await refusalOf(identity.changeName(ben, "Zoe")), "name-in-use");
  assertEquals(await refusalOf(identity.changeName(zoe, "Ben")), "name-of-guest");
  await clock.advance(left);
  await identity.enter(visitor, "Chloé");
});

Deno.test("kept names - who left by mistake comes back as who they were, in the browser that they left", async () => {
  const { identity, clock } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  await clock.advance(4 * 60_000); // within the time in which being here is not written down anew
  const left = await identity.keepName(actor, true);
  assert(left !== undefined);
  await identity.signOut(actor);
  assertEquals(await identity.authenticate(token), undefined);
  assertEquals(
    await refusalOf(identity.enter({ ...visitor, left: "another" }, "ana")),
    "name-of-guest",
  );
  const back = await identity.enter({ ...visitor, left }, " ANA ");
  assertEquals(back.actor.user, actor.user);
  const other = await identity.enter({ ...visitor, left }, "bea");
  assertNotEquals(other.actor.user.id, actor.user.id, "by another name, somebody else");
});

Deno.test("kept names - a name is kept for 15 minutes from when a guest leaves, and comes back to nobody after", async () => {
  const { identity, clock } = testIdentity();
  const { actor } = await identity.enter(visitor, "ana");
  await clock.advance(4 * 60_000);
  const left = await identity.keepName(actor, true);
  await identity.signOut(actor);
  await clock.advance(GUEST_NAME_KEPT_MS - 1);
  assertEquals(await refusalOf(identity.enter(visitor, "ana")), "name-of-guest");
  await clock.advance(1);
  const { actor: next } = await identity.enter(visitor, "ana");
  assertNotEquals(next.user.id, actor.user.id);
  assertEquals(await refusalOf(identity.enter({ ...visitor, left }, "ana")), "name-of-guest");
  const { actor: zoe } = await identity.register(visitor, zed);
  assertEquals(await identity.keepName(zoe, true), undefined, "members sign in");
});

Deno.test("kept names - what brings a guest back is good for as long as the name is kept", async () => {
  const { identity, clock } = testIdentity();
  const { actor } = await identity.enter(visitor, "ana");
  const left = await identity.keepName(actor, true);
  await identity.signOut(actor);
  await clock.advance(BACK_MS - 1);
  assertEquals((await identity.enter({ ...visitor, left }, "ana")).actor.user, actor.user);
  await clock.advance(1);
  const { actor: later } = await identity.enter({ ...visitor, left }, "ana");
  assertNotEquals(later.user.id, actor.user.id);
});

Deno.test("kept names - what brings a guest back does so once, and the request that did is asked again safely", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.enter(visitor, "ana");
  const left = await identity.keepName(actor, true);
  await identity.signOut(actor);
  const asked = { ...visitor, left, request: crypto.randomUUID() };
  assertEquals((await identity.enter(asked, "ana")).actor.user, actor.user);
  assertEquals((await identity.enter(asked, "ana")).actor.user, actor.user, "its answer was lost");
  assertEquals(await refusalOf(identity.enter({ ...visitor, left }, "ana")), "name-of-guest");
});

Deno.test("kept names - of two who bring it at once, one comes back", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.enter(visitor, "ana");
  const left = await identity.keepName(actor, true);
  await identity.signOut(actor);
  const back = await Promise.allSettled(
    [1, 2].map(() => identity.enter({ ...visitor, left }, "ana")),
  );
  assertEquals(back.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
});

Deno.test("kept names - what brings a guest back is no request that was let in, nor the other way round", async () => {
  const { identity } = testIdentity();
  const request = crypto.randomUUID();
  const { actor } = await identity.enter({ ...visitor, request }, "ana");
  assertEquals(
    await refusalOf(identity.enter({ ...visitor, left: request }, "ana")),
    "name-of-guest",
  );
  const left = await identity.keepName(actor, true);
  await identity.signOut(actor);
  assertEquals(
    await refusalOf(identity.enter({ ...visitor, request: left }, "ana")),
    "name-of-guest",
  );
  assertEquals(await identity.keepName(actor, false), undefined, "they do not come back here");
});
