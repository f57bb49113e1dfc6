import { assertEquals, assertNotEquals } from "@std/assert";
import type { Actor } from "../../lib/chat/chat.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ForeignProvider } from "../../lib/protocol/foreign_providers.ts";
import { writeProviders } from "../../lib/store/community/providers.ts";
import { codeOf } from "../support/authenticator_app.ts";
import { testIdentity } from "../support/identity.ts";

const MINUTE = 60_000;
const MINE = { address: "192.0.2.1", device: "Firefox" };
const THEIRS = { address: "203.0.113.7", device: "curl" };

async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return "done";
  } catch (error) {
    if (error instanceof ChatError) return error.refusal;
    throw error;
  }
}

/** Somebody who came from elsewhere an hour ago: they have no password, and their session is stale. */
async function withoutPassword(minutes = 60) {
  const here = testIdentity();
  const { actor } = await here.identity.register(MINE, { name: "zed", password: "correct horse" });
  await here.users.update(actor.user.id, ({ passwordHash: _, ...rest }) => rest);
  await here.clock.advance(minutes * MINUTE);
  return { ...here, actor };
}

type Here = Awaited<ReturnType<typeof withoutPassword>>;

/** A session by a pairing that another session confirms. */
async function paired({ identity }: Here, by: Actor): Promise<Actor> {
  const { deviceCode, userCode } = await identity.beginPairing(THEIRS);
  await identity.answerPairing(by, THEIRS.address, userCode, true);
  const taken = await identity.takePairing(THEIRS, deviceCode);
  if (!taken) throw new Error("The pairing gave no session");
  return taken.actor;
}

/** What a sign-in of a moment ago is asked for. */
const asked = ({ identity }: Here, actor: Actor) => [
  () => identity.proposeSecondFactor(actor, "", "here"),
  () => identity.beginPasskey(actor, { name: "here", origin: "https://chat.test" }, ""),
  () => identity.makeToken(actor, THEIRS, { name: "a program", password: "" }),
  () => identity.changePassword(actor, { current: "", next: "another long word" }),
  () => identity.deleteAccount(actor, "", "stay"),
];

Deno.test("signed in - a session of long ago proves nothing, nor does one that it paired", async () => {
  const here = await withoutPassword();
  const stolen = await paired(here, here.actor);
  for (const actor of [here.actor, stolen]) {
    for (const ask of asked(here, actor)) assertEquals(await refusalOf(ask()), "prove-again");
  }
  const record = await here.users.get(here.actor.user.id);
  assertEquals([record?.passwordHash, record?.goneAt], [undefined, undefined]);
});

Deno.test("signed in - a token that a fresh session makes is no younger than the sign-in", async () => {
  const here = await withoutPassword(5);
  const made = () => here.identity.makeToken(here.actor, THEIRS, { name: "t", password: "" });
  const known = await here.identity.authenticate(await made());
  if (!known) throw new Error("The token opens nothing");
  const again = { name: "again", password: "" };
  assertEquals(await refusalOf(here.identity.makeToken(known.actor, THEIRS, again)), "done");
  await here.clock.advance(6 * MINUTE);
  for (const ask of asked(here, known.actor)) assertEquals(await refusalOf(ask()), "prove-again");
});

Deno.test("signed in - who signed in a moment ago proves themselves, also where they paired", async () => {
  const here = await withoutPassword(5);
  const device = await paired(here, here.actor);
  assertEquals(await refusalOf(here.identity.proposeSecondFactor(device, "", "here")), "done");
  assertEquals(await refusalOf(here.identity.deleteAccount(here.actor, "", "stay")), "done");
  assertNotEquals((await here.users.get(here.actor.user.id))?.goneAt, undefined);
});

Deno.test("signed in - a session of an earlier version has to be begun anew", async () => {
  const here = await withoutPassword(0);
  const { session } = await here.sessions.start(here.actor.user.id, "Firefox");
  const actor = { ...here.actor, session: session.id };
  assertEquals(await refusalOf(here.identity.deleteAccount(actor, "", "stay")), "prove-again");
});

Deno.test("signed in - a guest goes without a proof: they have none", async () => {
  const { identity, users, clock } = testIdentity();
  const { actor } = await identity.enter(MINE, "mia");
  await clock.advance(60 * MINUTE);
  await identity.deleteAccount(actor, "", "stay");
  assertNotEquals((await users.get(actor.user.id))?.goneAt, undefined);
});

Deno.test("signed in - the secret of a set-up is shown in the session that proved the password", async () => {
  const { identity, clock } = testIdentity();
  const account = { name: "zed", password: "correct horse" };
  const { actor } = await identity.register(MINE, account);
  const other = (await identity.signIn(THEIRS, account)).actor;
  const { key } = await identity.proposeSecondFactor(actor, account.password, "here");
  assertEquals(await identity.proposedSecondFactor(other, "here"), undefined);
  const code = codeOf(key.replaceAll(" ", ""), clock.now());
  assertEquals(await refusalOf(identity.confirmSecondFactor(other, code)), "sign-in-over");
  assertEquals((await identity.proposedSecondFactor(actor, "here"))?.key, key);
  assertEquals(await refusalOf(identity.confirmSecondFactor(actor, code)), "done");
});

Deno.test("signed in - who has many sessions guesses no more often at the password", async () => {
  const { identity, sessions } = testIdentity();
  const { actor } = await identity.register(MINE, { name: "zed", password: "correct horse" });
  const guesses: string[] = [];
  for (let n = 0; n < 31; n++) {
    const { session } = await sessions.start(actor.user.id, "paired");
    const from = { ...actor, session: session.id };
    guesses.push(await refusalOf(identity.deleteAccount(from, "a wrong guess", "stay")));
  }
  assertEquals(guesses.filter((one) => one === "wrong-password").length, 30);
  assertEquals(guesses.at(-1), "too-fast");
});

Deno.test("signed in - the last passkey of who has no other way in stays", async () => {
  const { kv, identity, users, stores, clock } = testIdentity();
  const { actor } = await identity.register(MINE, { name: "zed", password: "correct horse" });
  const { id } = actor.user;
  const using = () => Promise.resolve({ checks: [], mutations: [] });
  const passkey = { id: "one", credential: "one", name: "one", createdAt: clock.now() };
  await stores.passkeys.add(id, passkey as never, using);
  await users.update(id, ({ passwordHash: _, ...rest }) => rest);
  assertEquals(await refusalOf(identity.removePasskey(actor, "one")), "passkey-last");
  assertEquals((await identity.passkeys(actor)).length, 1);
  await stores.foreignAccounts.link(id, {
    id: "elsewhere",
    provider: "p",
    label: "zed",
    createdAt: clock.now(),
  }, using);
  assertEquals(
    await refusalOf(identity.removePasskey(actor, "one")),
    "passkey-last",
    "no such door",
  );
  const provider = {
    id: "p",
    name: "P",
    issuer: "https://p.example",
    client: "x",
  } as ForeignProvider;
  const decided = { providers: [provider], order: [] };
  await writeProviders(kv, {
    id: "1",
    decide: () => Promise.resolve({ decided, checks: [], mutations: [] }),
  });
  assertEquals(await identity.removePasskey(actor, "one"), true);
});
