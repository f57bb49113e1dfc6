// Passkeys (Web Authentication): made, used, and what a thief of a response can do with it.
import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import type { PasskeySite } from "../../lib/chat/identity/web_authn.ts";
import { keys } from "../../lib/kv/keys.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import { CHALLENGE_MS } from "../../lib/store/people/passkey_challenges.ts";
import { MAX_PASSKEYS } from "../../lib/store/people/passkeys.ts";
import { makePasskey } from "../support/authenticator.ts";
import { everyRow } from "../support/every_row.ts";
import { testIdentity } from "../support/identity.ts";
import { MemoryKv } from "../support/memory_kv.ts";

const laptop = { address: "192.0.2.1", device: "Firefox on Linux" };
const phone = { address: "203.0.113.7", device: "Safari on iOS" };
const account = { name: "zed", password: "correct horse" };
const site: PasskeySite = { origin: "https://chat.example", name: "Baobab Coop" };

async function withPasskey(kv: MemoryKv = new MemoryKv()) {
  const fixture = testIdentity(kv);
  const { identity } = fixture;
  const { actor } = await identity.register(laptop, account);
  const add = async (name = "Laptop") => {
    const options = await identity.beginPasskey(actor, site, account.password);
    const passkey = await makePasskey(options, site);
    await identity.addPasskey(actor, site, { response: passkey.response, name });
    return { options, passkey };
  };
  const signIn = async (passkey: Awaited<ReturnType<typeof add>>["passkey"], at = site) => {
    const options = await identity.beginPasskeySignIn(phone, site);
    return await identity.signInByPasskey(phone, site, await passkey.sign(options, at));
  };
  return { ...fixture, ...await add(), actor, add, signIn };
}

async function refuses(refusal: Refusal, run: () => Promise<unknown>) {
  assertEquals((await assertRejects(run, ChatError)).refusal, refusal);
}

Deno.test("passkeys - one signs in by one, without a name, and it is listed with its use", async () => {
  const { identity, actor, signIn, passkey, clock, options } = await withPasskey();
  assertEquals(options.rp, { id: "chat.example", name: "Baobab Coop" });
  assertEquals(options.user.name, "zed");
  assertEquals(options.authenticatorSelection?.userVerification, "required");
  await clock.advance(60_000);
  const come = await signIn(passkey);
  assertEquals(come.actor.user.id, actor.user.id);
  assertEquals((await identity.authenticate(come.token))?.actor.user.name, "zed");
  const [listed] = await identity.passkeys(actor);
  assertEquals(listed?.name, "Laptop");
  assertEquals(listed?.usedAt, clock.now());
});

Deno.test("passkeys - another instance knows them", async () => {
  const kv = new MemoryKv();
  const { identity, passkey } = await withPasskey(kv);
  const two = testIdentity(kv.open());
  const options = await identity.beginPasskeySignIn(phone, site);
  const come = await two.identity.signInByPasskey(phone, site, await passkey.sign(options, site));
  assertEquals(come.actor.user.name, "zed");
});

Deno.test("passkeys - what was signed lets in once, and not too late", async () => {
  const { identity, passkey, clock } = await withPasskey();
  const options = await identity.beginPasskeySignIn(phone, site);
  const signed = await passkey.sign(options, site);
  const both = await Promise.allSettled([
    identity.signInByPasskey(phone, site, signed),
    identity.signInByPasskey(phone, site, signed),
  ]);
  assertEquals(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  await refuses("passkey-failed", () => identity.signInByPasskey(phone, site, signed));

  const late = await passkey.sign(await identity.beginPasskeySignIn(phone, site), site);
  await clock.advance(CHALLENGE_MS);
  await refuses("passkey-failed", () => identity.signInByPasskey(phone, site, late));
});

Deno.test("passkeys - what was signed elsewhere, by nobody, or for another end lets nobody in", async () => {
  const { identity, actor, passkey, add } = await withPasskey();
  const sign = async (at: string, how = {}) =>
    await passkey.sign(await identity.beginPasskeySignIn(phone, site), { origin: at }, how);
  const enter = (response: string) => identity.signInByPasskey(phone, site, response);
  const { origin } = site;
  const phished = await sign("https://chat.example.evil.test", { host: "chat.example" });
  await refuses("passkey-failed", () => enter(phished));
  await refuses("passkey-failed", async () => enter(await sign(origin, { host: "evil.test" })));
  await refuses("passkey-failed", async () => enter(await sign(origin, { unverified: true })));
  const another = await sign(origin, { userHandle: btoa("another").replaceAll("=", "") });
  await refuses("passkey-failed", () => enter(another));

  const adding = await identity.beginPasskey(actor, site, account.password);
  const turned = await passkey.sign(adding, site);
  await refuses("passkey-failed", () => enter(turned));

  const signed = await sign(origin);
  const other = JSON.parse(signed);
  const { passkey: second } = await add("Second");
  other.response.signature = JSON.parse(await second.sign(adding, site)).response.signature;
  await refuses("passkey-failed", () => enter(JSON.stringify(other)));
  const unknown = await makePasskey(adding, site);
  const options = await identity.beginPasskeySignIn(phone, site);
  await refuses("passkey-unknown", async () => enter(await unknown.sign(options, site)));
  for (const none of ["", "{}", "null", '{"id":1}', "x".repeat(20_000)]) {
    await refuses("passkey-failed", () => enter(none));
  }
});

Deno.test("passkeys - a copy that counts less than the original lets nobody in", async () => {
  const { identity, passkey } = await withPasskey();
  const enter = async (counter: number) => {
    const options = await identity.beginPasskeySignIn(phone, site);
    const signed = await passkey.sign(options, site, { counter });
    return await identity.signInByPasskey(phone, site, signed);
  };
  await enter(7);
  await refuses("passkey-failed", () => enter(7));
  await refuses("passkey-failed", () => enter(3));
  await enter(8);
});

Deno.test("passkeys - to add one takes the password, and the challenge that one was given", async () => {
  const { identity, actor, passkey } = await withPasskey();
  await refuses("wrong-password", () => identity.beginPasskey(actor, site, "wrong horse"));
  const { actor: guest } = await identity.enter(phone, "guest");
  await refuses("not-allowed", () => identity.beginPasskey(guest, site, ""));

  const { actor: other } = await identity.register(phone, { ...account, name: "yan" });
  const options = await identity.beginPasskey(actor, site, account.password);
  const made = await makePasskey(options, site);
  const put = (who: typeof actor, response: string, name = "Mine") =>
    identity.addPasskey(who, site, { response, name });
  await refuses("passkey-failed", () => put(other, made.response));
  await refuses("passkey-failed", () => put(actor, passkey.response)); // its challenge is used up
  for (const name of ["", " \n ", "\u2800", "x".repeat(61)]) {
    await refuses("passkey-name", () => put(actor, made.response, name));
  }
  await put(actor, made.response, "  Pixel\n9 ");
  assertEquals((await identity.passkeys(actor)).map(({ name }) => name), ["Laptop", "Pixel 9"]);
  assertEquals(await identity.passkeys(other), []);
  const entering = await identity.beginPasskeySignIn(phone, site);
  const turned = await makePasskey({ ...options, challenge: entering.challenge }, site);
  await refuses("passkey-failed", () => put(actor, turned.response));
});

Deno.test("passkeys - are renamed and removed by their owner alone, and let nobody in then", async () => {
  const { identity, actor, passkey, signIn } = await withPasskey();
  const { actor: other } = await identity.register(phone, { ...account, name: "yan" });
  const [own] = await identity.passkeys(actor);
  assert(own);
  assertEquals(await identity.renamePasskey(other, own.id, "Theirs"), false);
  assertEquals(await identity.removePasskey(other, own.id), false);
  assertEquals(await identity.renamePasskey(actor, own.id, "Old laptop"), true);
  assertEquals((await identity.passkeys(actor))[0]?.name, "Old laptop");
  assertEquals(await identity.removePasskey(actor, own.id), true);
  await refuses("passkey-unknown", () => signIn(passkey));
  assertEquals(await identity.passkeys(actor), []);
});

Deno.test("passkeys - a ban counts, and nobody has more than a list can hold", async () => {
  const { actor, signIn, passkey, add, clock, stores } = await withPasskey();
  for (let n = 1; n < MAX_PASSKEYS; n++) {
    await clock.advance(5 * 60_000); // proofs of the password are counted
    await add(`Key ${n}`);
  }
  await clock.advance(5 * 60_000);
  await refuses("passkeys-full", () => add("One more"));
  const ban = { by: { id: "a", name: "admin" }, at: clock.now(), words: "", addresses: [] };
  const permit = () => ({ checks: [], mutations: [] });
  await stores.sanctions.put({ id: actor.user.id, name: "zed" }, "ban", ban, permit);
  await refuses("banned", () => signIn(passkey));
});

Deno.test("passkeys - go with their owner's account, and no challenge is stored as it is", async () => {
  const { identity, actor, options, kv } = await withPasskey();
  const { challenge } = await identity.beginPasskeySignIn(phone, site);
  const rows = await everyRow(kv);
  assertEquals(rows.filter(({ text }) => text.includes(challenge)).length, 0);
  assertNotEquals(challenge, options.challenge);
  await identity.deleteAccount(actor, account.password, "stay");
  const left = (await everyRow(kv)).filter(({ key }) => String(key[0]).startsWith("passkey"));
  assertEquals(left.map(({ key }) => key[0]), [keys.passkeyChallenge("")[0]]);
});
