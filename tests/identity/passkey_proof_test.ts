// A passkey in place of the password, where one proves that it is still oneself; and what a thief of
// what it signed can do with it.
import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Actor } from "../../lib/chat/chat.ts";
import type { Proof } from "../../lib/chat/identity/prove_own.ts";
import type { PasskeySite, RequestOptions } from "../../lib/chat/identity/web_authn.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import { PROVEN_ACTS, type ProvenAct } from "../../lib/protocol/proofs.ts";
import { CHALLENGE_MS } from "../../lib/store/people/passkey_challenges.ts";
import { makePasskey, type Signing } from "../support/authenticator.ts";
import { communityTest, PASSWORD } from "../support/community.ts";
import { testIdentity } from "../support/identity.ts";

const laptop = { address: "192.0.2.1", device: "Firefox on Linux" };
const account = { name: "zed", password: "correct horse" };
const site: PasskeySite = { origin: "https://chat.example", name: "Baobab Coop" };

async function withPasskey() {
  const fixture = testIdentity();
  const { identity, users, clock } = fixture;
  const own = async (name: string) => {
    const { actor } = await identity.register(laptop, { ...account, name });
    const options = await identity.beginPasskey(actor, site, account.password);
    const passkey = await makePasskey(options, site);
    await identity.addPasskey(actor, site, { response: passkey.response, name: "Laptop" });
    const sign = async (
      act: ProvenAct,
      how: Signing = {},
      origin = site.origin,
    ): Promise<Proof> => {
      const asked = await identity.beginProof(actor, site.origin, act);
      return { signed: await passkey.sign(asked, { origin }, how), origin: site.origin };
    };
    return { actor, passkey, sign };
  };
  const zed = await own("zed");
  const forget = async () => {
    await users.update(zed.actor.user.id, ({ passwordHash: _, ...user }) => user);
    await clock.advance(60 * 60_000); // the sign-in proves nothing any more
  };
  return { ...fixture, ...zed, own, forget };
}

async function refuses(refusal: Refusal, run: () => Promise<unknown>) {
  assertEquals((await assertRejects(run, ChatError)).refusal, refusal);
}

Deno.test("proofs - a passkey stands for the password, and for who has none, at every act", async () => {
  const { identity, actor, sign, forget, clock } = await withPasskey();
  const acts: Partial<Record<ProvenAct, (proof: Proof) => Promise<unknown>>> = {
    "sign-in-name": (password) => identity.changeSignInName(actor, { name: "zed two", password }),
    factor: (proof) => identity.proposeSecondFactor(actor, proof, "Baobab Coop"),
    "factor-off": (proof) => identity.removeSecondFactor(actor, proof),
    passkey: (proof) => identity.beginPasskey(actor, site, proof),
    token: (password) => identity.makeToken(actor, laptop, { name: "IRC", password }),
  };
  for (const hasPassword of [true, false]) {
    if (!hasPassword) await forget();
    for (const [act, run] of Object.entries(acts)) {
      const proof = await sign(act as ProvenAct);
      if (!hasPassword) await refuses("prove-again", () => run(""));
      await run(proof);
      await refuses("passkey-failed", () => run(proof));
      await clock.advance(5 * 60_000);
    }
  }
  await identity.changePassword(actor, { current: await sign("password"), next: "another horse" });
  await clock.advance(5 * 60_000);
  await identity.changeSignInName(actor, { name: "zed", password: "another horse" });
  await identity.deleteAccount(actor, await sign("delete"), "stay");
  assertEquals(await identity.passkeys(actor), []);
});

Deno.test("proofs - what was signed is for one act, in one session, once, for a while", async () => {
  const { identity, actor, sign, passkey, own, clock } = await withPasskey();
  const end = (who: Actor, proof: Proof) => identity.deleteAccount(who, proof, "stay");
  for (const act of PROVEN_ACTS.filter((one) => one !== "delete")) {
    await clock.advance(5 * 60_000);
    const proof = await sign(act);
    await refuses("passkey-failed", () => end(actor, proof));
  }
  const { actor: elsewhere } = await identity.signIn(laptop, account);
  const theirs = await sign("delete");
  await refuses("passkey-failed", () => end(elsewhere, theirs));

  const yan = await own("yan");
  const hers = await yan.sign("delete");
  await refuses("passkey-failed", () => end(actor, hers));
  const asked = await identity.beginProof(actor, site.origin, "delete");
  const turned = { signed: await yan.passkey.sign(asked, site), origin: site.origin };
  await refuses("passkey-failed", () => end(actor, turned));

  const entering = await identity.beginPasskeySignIn(laptop, site);
  const signIn = { signed: await passkey.sign(entering, site), origin: site.origin };
  await refuses("passkey-failed", () => end(actor, signIn));
  const proof = await passkey.sign(asked, site);
  await refuses("passkey-failed", () => identity.signInByPasskey(laptop, site, proof));

  await clock.advance(5 * 60_000);
  const late = await sign("delete");
  await clock.advance(CHALLENGE_MS);
  await refuses("passkey-failed", () => end(actor, late));
});

Deno.test("proofs - what nobody agreed to, another site asked for, or a removed passkey signed proves nothing", async () => {
  const { identity, actor, sign } = await withPasskey();
  const end = (proof: Proof) => identity.deleteAccount(actor, proof, "stay");
  await refuses("passkey-failed", async () => end(await sign("delete", { unverified: true })));
  await refuses("passkey-failed", async () => end(await sign("delete", { host: "evil.test" })));
  await refuses("passkey-failed", async () => end(await sign("delete", {}, "https://evil.test")));
  for (const signed of ["{}", "null", "x".repeat(20_000)]) {
    await refuses("passkey-failed", () => end({ signed, origin: site.origin }));
  }
  const proof = await sign("delete");
  const [own] = await identity.passkeys(actor);
  assert(own && await identity.removePasskey(actor, own.id));
  await refuses("passkey-failed", () => end(proof));
  await refuses("passkey-unknown", () => identity.beginProof(actor, site.origin, "delete"));
  const { actor: guest } = await identity.enter(laptop, "guest");
  await refuses("not-allowed", () => identity.beginProof(guest, site.origin, "delete"));
});

communityTest("proofs - by the API, what was signed counts once", 1, async (here) => {
  const ana = await here.person("ana");
  const { actor } = ana;
  const { identity } = here.one.instance;
  const at = { origin: "http://chat.test", name: "Palabre" };
  const options = await here.settled(identity.beginPasskey(actor, at, PASSWORD));
  const passkey = await makePasskey(options, at);
  await here.settled(identity.addPasskey(actor, at, { response: passkey.response, name: "A" }));
  const ask = (method: string, path: string, body: object) =>
    here.api(here.one, ana, method, path, body);
  const given = await ask("POST", "/me/proofs", { act: "sign-in-name" });
  const asked = given.body.options as RequestOptions;
  assertEquals(asked.userVerification, "required");
  assertEquals(asked.allowCredentials?.length, 1);
  const signed = await passkey.sign(asked, at);
  const rename = () => ask("PUT", "/me/sign-in-name", { name: "ana two", signed });
  assertEquals((await ask("DELETE", "/me", { signed })).status, 403);
  assertEquals((await rename()).status, 204);
  const again = await rename();
  assertEquals([again.status, again.body.code], [403, "forbidden"]);
  assertEquals((await ask("POST", "/me/proofs", { act: "anything" })).status, 400);
});
