import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { GUEST_NAME_KEPT_MS } from "../../lib/chat/identity_rules.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { testIdentity } from "../support/identity.ts";

const visitor = { address: "192.0.2.1", device: "Firefox on Linux" };
const zed = { name: "zed", password: "correct horse" };

const refusalOf = async (promise: Promise<unknown>) =>
  (await assertRejects(() => promise, ChatError)).refusal;

Deno.test("identity - a guest enters by a name and is recognised by the token", async () => {
  const { identity } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "Ana");
  assertEquals([actor.user.name, actor.user.role], ["Ana", "guest"]);
  assertEquals((await identity.recognise(token))?.actor, actor);
  assertEquals(await identity.recognise("x".repeat(43)), undefined);
});

Deno.test("identity - who registers signs in with the password and with no other", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  assertEquals(actor.user.role, "member");
  const again = await identity.signIn(visitor, { ...zed, name: "ZED" });
  assertEquals(again.actor.user, actor.user);
  assertNotEquals(again.actor.session, actor.session);
  const wrong = identity.signIn(visitor, { ...zed, password: "wrong horse" });
  assertEquals(await refusalOf(wrong), "wrong-credentials");
});

Deno.test("identity - an unknown name, a guest's and a wrong password cost and say the same", async () => {
  const { identity, hasher } = testIdentity();
  await identity.register(visitor, zed);
  await identity.enter(visitor, "ana");
  const tries = [{ ...zed, password: "wrong horse" }, { ...zed, name: "nobody" }, {
    ...zed,
    name: "ana",
  }];
  for (const account of tries) {
    hasher.verified.length = 0;
    assertEquals(await refusalOf(identity.signIn(visitor, account)), "wrong-credentials");
    assertEquals(hasher.verified.map(({ password }) => password), [account.password]);
    assert(hasher.verified[0]?.hash.startsWith("fast$"));
  }
});

Deno.test("identity - a new password is long enough, rare and not the name", async () => {
  const { identity } = testIdentity();
  const register = (password: string) => identity.register(visitor, { name: "Zedekiah", password });
  assertEquals(await refusalOf(register("1234567")), "password-short");
  assertEquals(await refusalOf(register("x".repeat(129))), "password-long");
  assertEquals(await refusalOf(register("ZEDEKIAH")), "password-is-name");
  assertEquals(await refusalOf(register("PassWord1")), "password-common");
  assertEquals((await register("x y z z y")).actor.user.name, "Zedekiah");
});

Deno.test("identity - ten sign-ins in five minutes for a name, also a name that is unknown", async () => {
  const { identity, clock } = testIdentity();
  for (const name of ["zed", "nobody"]) {
    const signIn = () => identity.signIn({ ...visitor, address: name }, { ...zed, name });
    for (let n = 0; n < 10; n++) assertEquals(await refusalOf(signIn()), "wrong-credentials");
    const refused = await assertRejects(signIn, ChatError);
    assertEquals([refused.refusal, refused.retryAfterMs], ["too-fast", 5 * 60_000]);
  }
  await clock.advance(5 * 60_000);
  assertEquals(await refusalOf(identity.signIn(visitor, zed)), "wrong-credentials");
});

Deno.test("identity - fifty sign-ins in five minutes from an address", async () => {
  const { identity } = testIdentity();
  const signIn = (n: number, address = visitor.address) =>
    identity.signIn({ ...visitor, address }, { ...zed, name: `name ${n}` });
  for (let n = 0; n < 50; n++) assertEquals(await refusalOf(signIn(n)), "wrong-credentials");
  assertEquals(await refusalOf(signIn(50)), "too-fast");
  assertEquals(await refusalOf(signIn(50, "192.0.2.2")), "wrong-credentials");
});

Deno.test("identity - after signing out the token is worth nothing and the sockets are told", async () => {
  const { identity, announced } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  assertEquals((await identity.recheck(actor)).is, "valid");
  await identity.signOut(actor);
  assertEquals(await identity.recognise(token), undefined);
  assertEquals(await identity.recheck(actor), { is: "over", why: { reason: "session-ended" } });
  const { id } = actor.user;
  assertEquals(announced, [{
    topic: `user:${id}`,
    message: {
      type: "expel",
      user: id,
      session: actor.session,
      why: { reason: "session-ended" },
    },
  }]);
});

Deno.test("identity - a session of somebody who is gone opens nothing, should it still stand", async () => {
  const { identity, users } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  assert(await identity.recognise(token));
  await users.remove(actor.user.id); // the record alone: the session was not reached
  assertEquals(await identity.recognise(token), undefined);
  assertEquals(await identity.recheck(actor), { is: "over", why: { reason: "session-ended" } });
});

Deno.test("identity - one ends one's own sessions and nobody else's", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  const laptop = await identity.signIn({ ...visitor, device: "laptop" }, zed);
  const phone = await identity.signIn({ ...visitor, device: "phone" }, zed);
  const other = await identity.enter(visitor, "ana");
  assertEquals((await identity.sessions(actor)).filter(({ current }) => current).length, 1);
  assertEquals(await identity.endSession(actor, other.actor.session), false);
  assert(await identity.recognise(other.token));
  assertEquals(await identity.endSession(actor, laptop.actor.session), true);
  assertEquals(await identity.recognise(laptop.token), undefined);
  await identity.endOtherSessions(actor);
  assertEquals(await identity.recognise(phone.token), undefined);
  assertEquals((await identity.sessions(actor)).map(({ id }) => id), [actor.session]);
});

Deno.test("identity - a new password ends the other sessions and the old password", async () => {
  const { identity } = testIdentity();
  const { token, actor } = await identity.register(visitor, zed);
  const other = await identity.signIn(visitor, zed);
  const next = "battery staple";
  const wrong = identity.changePassword(actor, { current: "wrong horse", next });
  assertEquals(await refusalOf(wrong), "wrong-credentials");
  assert(await identity.recognise(other.token));
  await identity.changePassword(actor, { current: zed.password, next });
  assert(await identity.recognise(token));
  assertEquals(await identity.recognise(other.token), undefined);
  assertEquals(await refusalOf(identity.signIn(visitor, zed)), "wrong-credentials");
  await identity.signIn(visitor, { ...zed, password: next });
});

Deno.test("identity - a guest becomes a member and keeps id, name and session", async () => {
  const { identity } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  const member = await identity.becomeMember(actor, visitor, zed);
  assertEquals(member, { ...actor.user, role: "member" });
  assertEquals((await identity.recognise(token))?.actor.user, member);
  const signedIn = await identity.signIn(visitor, { name: "ana", password: zed.password });
  assertEquals(signedIn.actor.user.id, actor.user.id);
  const twice = identity.becomeMember(signedIn.actor, visitor, { password: "battery staple" });
  assertEquals(await refusalOf(twice), "not-allowed");
});

Deno.test("identity - a new name is announced, and the old one is free", async () => {
  const { identity, announced } = testIdentity();
  const { token, actor } = await identity.register(visitor, zed);
  assertEquals((await identity.changeName(actor, "Zoe")).name, "Zoe");
  assertEquals((await identity.recognise(token))?.actor.user.name, "Zoe");
  const { id } = actor.user;
  assertEquals(announced.at(-1)?.message, { type: "changed", what: "user", id });
  assertEquals((await identity.enter(visitor, "zed")).actor.user.name, "zed");
  assertEquals(await refusalOf(identity.changeName(actor, "ZED")), "name-taken");
});

Deno.test("identity - a guest's name is free 15 minutes after the guest left, not before", async () => {
  const { identity, clock, here } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  here.add(actor.user.id);
  await clock.advance(2 * GUEST_NAME_KEPT_MS);
  assertEquals(await refusalOf(identity.enter(visitor, "ana")), "name-taken");
  here.delete(actor.user.id);
  await identity.left(actor.user.id);
  await clock.advance(GUEST_NAME_KEPT_MS - 1);
  assertEquals(await refusalOf(identity.enter(visitor, "Ana")), "name-taken");
  await clock.advance(1);
  const { actor: next } = await identity.enter(visitor, "Ana");
  assertNotEquals(next.user.id, actor.user.id);
  assertEquals(await identity.recognise(token), undefined);
});

Deno.test("identity - a guest who comes by plain requests keeps the name", async () => {
  const { identity, clock } = testIdentity();
  const { token } = await identity.enter(visitor, "ana");
  for (let minutes = 0; minutes < 30; minutes += 10) {
    await clock.advance(10 * 60_000);
    assert(await identity.recognise(token));
  }
  assertEquals(await refusalOf(identity.enter(visitor, "ana")), "name-taken");
});

Deno.test("identity - a member's name is never given away", async () => {
  const { identity, clock } = testIdentity();
  await identity.register(visitor, zed);
  await clock.advance(365 * 24 * 3600_000);
  assertEquals(await refusalOf(identity.enter(visitor, "zed")), "name-taken");
});

Deno.test("identity - a guest who enters again by their name stays who they are", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.enter(visitor, "ana");
  const again = await identity.enter(visitor, " ANA ", actor);
  assertEquals(again.actor.user, actor.user);
  const other = await identity.enter(visitor, "bea", actor);
  assertNotEquals(other.actor.user.id, actor.user.id);
});

Deno.test("identity - a deleted account needs its password, frees the name and ends sessions", async () => {
  const { identity, users } = testIdentity();
  const { token, actor } = await identity.register(visitor, zed);
  assertEquals(await refusalOf(identity.leaveForGood(actor, "wrong horse")), "wrong-credentials");
  assert(await identity.recognise(token));
  await identity.leaveForGood(actor, zed.password);
  assertEquals(await identity.recognise(token), undefined);
  assertEquals((await users.get(actor.user.id))?.name, "");
  assertEquals(await refusalOf(identity.signIn(visitor, zed)), "wrong-credentials");
  await identity.register(visitor, zed);
});
