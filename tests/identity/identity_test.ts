import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { GUEST_NAME_KEPT_MS } from "../../lib/chat/identity/name_release.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { NAME_HELD_MS } from "../../lib/store/people/name_claims.ts";
import { testIdentity } from "../support/identity.ts";

const visitor = { address: "192.0.2.1", device: "Firefox on Linux" };
const zed = { name: "zed", password: "correct horse" };

const refusalOf = async (promise: Promise<unknown>) =>
  (await assertRejects(() => promise, ChatError)).refusal;

Deno.test("identity - a guest enters by a name and is recognised by the token", async () => {
  const { identity } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "Ana");
  assertEquals([actor.user.name, actor.user.role], ["Ana", "guest"]);
  assertEquals((await identity.authenticate(token))?.actor, actor);
  assertEquals(await identity.authenticate("x".repeat(43)), undefined);
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

Deno.test("identity - another name is shown, and one signs in as before (N7)", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  assertEquals(await identity.signInName(actor), "zed");
  assertEquals((await identity.changeName(actor, "Zedekiah")).name, "Zedekiah");
  assertEquals(await identity.signInName(actor), "zed");
  const again = await identity.signIn(visitor, zed);
  assertEquals(again.actor.user, { ...actor.user, name: "Zedekiah" });
  const shown = identity.signIn(visitor, { ...zed, name: "Zedekiah" });
  assertEquals(await refusalOf(shown), "wrong-credentials");
});

Deno.test("identity - the name to sign in with is changed with the password, and told to nobody (N7)", async () => {
  const { identity, users } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  const change = (name: string, password = zed.password) =>
    identity.changeSignInName(actor, { name, password });
  assertEquals(await refusalOf(change("horseman", "wrong horse")), "wrong-password");
  await change("horseman");
  assertEquals(await identity.signInName(actor), "horseman");
  assertEquals(await refusalOf(identity.signIn(visitor, zed)), "wrong-credentials");
  const again = await identity.signIn(visitor, { ...zed, name: "Horseman" });
  assertEquals(again.actor.user, actor.user);
  assertEquals((await users.byAddress("zed"))?.id, actor.user.id);
  assertEquals(await users.byAddress("horseman"), undefined);
  assertEquals(await users.byName("horseman"), undefined);
  assertEquals(await users.search("horse", 5), []);
  assertEquals(await refusalOf(identity.enter(visitor, "horseman")), "name-taken");
  await change("zed");
  assertEquals((await identity.enter(visitor, "horseman")).actor.user.name, "horseman");
  const guest = (await identity.enter(visitor, "ana")).actor;
  const asGuest = identity.changeSignInName(guest, { name: "bea", password: "" });
  assertEquals(await refusalOf(asGuest), "not-allowed");
  assertEquals(await identity.signInName(guest), undefined);
});

Deno.test("identity - a name that one signs in with stays one's own (N7)", async () => {
  const { identity, clock } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  await identity.changeName(actor, "Bea");
  await clock.advance(2 * NAME_HELD_MS);
  assertEquals(await refusalOf(identity.enter(visitor, "zed")), "name-taken");
  await identity.changeSignInName(actor, { name: "bea", password: zed.password });
  assertEquals((await identity.enter(visitor, "zed")).actor.user.name, "zed");
  await identity.deleteAccount(actor, zed.password, "stay");
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

Deno.test("identity - ten sign-ins in five minutes for a name from an address, also one that is unknown", async () => {
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

Deno.test("identity - guesses of others slow the owner of a name down, and never lock them out", async () => {
  const { identity, clock } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  const at = (n: number) => ({ ...visitor, address: `203.0.113.${n}` });
  const known = await identity.signIn({ ...at(98), devices: [] }, zed);
  for (let n = 0; n < 9; n++) {
    const guess = identity.signIn(at(n), { ...zed, password: "a guess" });
    assertEquals(await refusalOf(guess), "wrong-credentials");
  }
  let address = 100;
  // The more guesses, the longer each takes: 10 at once, 10 a second each, 20 three, then eight.
  for (const [guesses, delayMs] of [[10, 1_000], [20, 3_000], [3, 8_000]] as const) {
    for (let n = 0; n < guesses; n++) {
      let done = false;
      const guess = refusalOf(identity.signIn(at(address++), { ...zed, password: "a guess" }));
      void guess.finally(() => done = true);
      await clock.advance(delayMs - 1);
      assertEquals(done, false, `a guess takes ${delayMs} ms now`);
      await clock.runUntil(guess, 1);
      assertEquals(await guess, "wrong-credentials");
    }
  }
  const mine = { ...at(98), devices: [known.browser?.token ?? ""] };
  assertEquals((await identity.signIn(mine, zed)).actor.user.id, actor.user.id, "at once");
  const owner = identity.signIn(at(99), zed);
  await clock.runUntil(owner, 20_000);
  assertEquals((await owner).actor.user.id, actor.user.id);
  const next = "another horse altogether";
  await identity.changePassword(actor, { current: zed.password, next });
  await identity.deleteAccount(actor, next, "stay");
});

Deno.test("identity - who is signed in proves their password ten times in five minutes, each session for itself", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  const second = (await identity.signIn(visitor, zed)).actor;
  const change = (by: typeof actor, current: string) =>
    identity.changePassword(by, { current, next: "another horse altogether" });
  for (let n = 0; n < 10; n++) {
    assertEquals(await refusalOf(change(actor, "a guess")), "wrong-password");
  }
  assertEquals(await refusalOf(change(actor, zed.password)), "too-fast");
  await change(second, zed.password);
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
  assertEquals((await identity.checkSession(actor)).is, "valid");
  await identity.signOut(actor);
  assertEquals(await identity.authenticate(token), undefined);
  assertEquals(await identity.checkSession(actor), {
    is: "over",
    why: { reason: "session-ended" },
  });
  const { id } = actor.user;
  assertEquals(announced, [
    { topic: "everyone", message: { type: "left", user: id } },
    {
      topic: `user:${id}`,
      message: {
        type: "expel",
        user: id,
        session: actor.session,
        why: { reason: "session-ended" },
      },
    },
  ]);
});

Deno.test("identity - a session of somebody who is gone opens nothing, should it still stand", async () => {
  const { identity, users } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  assert(await identity.authenticate(token));
  await users.remove(actor.user.id); // the record alone: the session was not reached
  assertEquals(await identity.authenticate(token), undefined);
  assertEquals(await identity.checkSession(actor), {
    is: "over",
    why: { reason: "session-ended" },
  });
});

Deno.test("identity - one ends one's own sessions and nobody else's", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  const laptop = await identity.signIn({ ...visitor, device: "laptop" }, zed);
  const phone = await identity.signIn({ ...visitor, device: "phone" }, zed);
  const other = await identity.enter(visitor, "ana");
  assertEquals((await identity.sessions(actor)).filter(({ current }) => current).length, 1);
  assertEquals(await identity.endSession(actor, other.actor.session), false);
  assert(await identity.authenticate(other.token));
  assertEquals(await identity.endSession(actor, laptop.actor.session), true);
  assertEquals(await identity.authenticate(laptop.token), undefined);
  await identity.endOtherSessions(actor);
  assertEquals(await identity.authenticate(phone.token), undefined);
  assertEquals((await identity.sessions(actor)).map(({ id }) => id), [actor.session]);
});

Deno.test("identity - the session that asks for the list is in use now, and first in it", async () => {
  const { identity, clock } = testIdentity();
  const { actor } = await identity.register(visitor, zed);
  await clock.advance(20 * 60_000);
  await identity.signIn({ ...visitor, device: "phone" }, zed);
  await clock.advance(10 * 60_000); // a use is written down once an hour
  const [first, second] = await identity.sessions(actor);
  assertEquals([first?.current, first?.usedAt], [true, clock.now()]);
  assertEquals([second?.device, second?.usedAt], ["phone", clock.now() - 10 * 60_000]);
});

Deno.test("identity - a new password ends the other sessions and the old password", async () => {
  const { identity } = testIdentity();
  const { token, actor } = await identity.register(visitor, zed);
  const other = await identity.signIn(visitor, zed);
  const next = "battery staple";
  const wrong = identity.changePassword(actor, { current: "wrong horse", next });
  assertEquals(await refusalOf(wrong), "wrong-password");
  assert(await identity.authenticate(other.token));
  await identity.changePassword(actor, { current: zed.password, next });
  assert(await identity.authenticate(token));
  assertEquals(await identity.authenticate(other.token), undefined);
  assertEquals(await refusalOf(identity.signIn(visitor, zed)), "wrong-credentials");
  await identity.signIn(visitor, { ...zed, password: next });
});

Deno.test("identity - a guest becomes a member and keeps id, name and session", async () => {
  const { identity } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  const member = await identity.becomeMember(actor, visitor, zed);
  assertEquals(member, { ...actor.user, role: "member" });
  assertEquals((await identity.authenticate(token))?.actor.user, member);
  const signedIn = await identity.signIn(visitor, { name: "ana", password: zed.password });
  assertEquals(signedIn.actor.user.id, actor.user.id);
  const twice = identity.becomeMember(signedIn.actor, visitor, { password: "battery staple" });
  assertEquals(await refusalOf(twice), "not-allowed");
});

Deno.test("identity - a new name is announced, and the old one is nobody's for a day (N5)", async () => {
  const { identity, announced, clock } = testIdentity();
  const { token, actor } = await identity.register(visitor, zed);
  assertEquals((await identity.changeName(actor, "Zoe")).name, "Zoe");
  assertEquals((await identity.authenticate(token))?.actor.user.name, "Zoe");
  const { id } = actor.user;
  assertEquals(announced.at(-1)?.message, { type: "changed", what: "user", id });
  assertEquals(await refusalOf(identity.enter(visitor, "zed")), "name-held");
  await identity.changeSignInName(actor, { name: "Zoe", password: zed.password });
  await clock.advance(NAME_HELD_MS);
  assertEquals((await identity.enter(visitor, "zed")).actor.user.name, "zed");
  assertEquals(await refusalOf(identity.changeName(actor, "ZED")), "name-of-guest");
});

Deno.test("identity - nobody but who runs the community is called as it is (N2)", async () => {
  const { identity, users } = testIdentity(); // of the Baobab Coop
  const names = ["Baobab Coop", "Báobab-coop ✓", "Baobab Coop Team", "Équipe Baobab Coop"];
  const { actor } = await identity.register(visitor, zed);
  for (const name of names) {
    assertEquals(await refusalOf(identity.enter(visitor, name)), "name-reserved", name);
    assertEquals(await refusalOf(identity.changeName(actor, name)), "name-reserved", name);
  }
  assertEquals((await identity.enter(visitor, "Baobab")).actor.user.name, "Baobab");
  await users.update(actor.user.id, (record) => ({ ...record, role: "administrator" }));
  const boss = { ...actor, user: { ...actor.user, role: "administrator" as const } };
  assertEquals((await identity.changeName(boss, "Baobab Coop")).name, "Baobab Coop");
});

Deno.test("identity - a guest's name is free 15 minutes after the guest left, not before", async () => {
  const { identity, clock, here } = testIdentity();
  const { token, actor } = await identity.enter(visitor, "ana");
  here.add(actor.user.id);
  await clock.advance(2 * GUEST_NAME_KEPT_MS);
  assertEquals(await refusalOf(identity.enter(visitor, "ana")), "name-of-guest");
  here.delete(actor.user.id);
  await identity.noteDeparture(actor.user.id);
  await clock.advance(GUEST_NAME_KEPT_MS - 1);
  assertEquals(await refusalOf(identity.enter(visitor, "Ana")), "name-of-guest");
  await clock.advance(1);
  const { actor: next } = await identity.enter(visitor, "Ana");
  assertNotEquals(next.user.id, actor.user.id);
  assertEquals(await identity.authenticate(token), undefined);
});

Deno.test("identity - a guest who comes by plain requests keeps the name", async () => {
  const { identity, clock } = testIdentity();
  const { token } = await identity.enter(visitor, "ana");
  for (let minutes = 0; minutes < 30; minutes += 10) {
    await clock.advance(10 * 60_000);
    assert(await identity.authenticate(token));
  }
  assertEquals(await refusalOf(identity.enter(visitor, "ana")), "name-of-guest");
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

Deno.test("identity - a deleted account needs its password, ends sessions and holds the name (N5)", async () => {
  const { identity, users, clock } = testIdentity();
  const { token, actor } = await identity.register(visitor, zed);
  assertEquals(
    await refusalOf(identity.deleteAccount(actor, "wrong horse", "stay")),
    "wrong-password",
  );
  assert(await identity.authenticate(token));
  await identity.deleteAccount(actor, zed.password, "stay");
  assertEquals(await identity.authenticate(token), undefined);
  assertEquals((await users.get(actor.user.id))?.name, "");
  assertEquals(await refusalOf(identity.signIn(visitor, zed)), "wrong-credentials");
  assertEquals(await refusalOf(identity.register(visitor, zed)), "name-held");
  await clock.advance(NAME_HELD_MS);
  await identity.register(visitor, zed);
});
