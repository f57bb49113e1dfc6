// A school, an office, a provider of mobile phones: thousands have one address. What somebody there gets
// wrong keeps out those alone who could be guessing too, and nobody who has what cannot be guessed.
import { assert, assertEquals, assertRejects } from "@std/assert";
import type { PasskeySite } from "../../lib/chat/identity/web_authn.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import { makePasskey } from "../support/authenticator.ts";
import { testIdentity } from "../support/identity.ts";

const SHARED = "203.0.113.7";
const home = { address: "192.0.2.1", device: "Firefox on Linux", devices: [] };
const school = { address: SHARED, device: "Safari on iOS" };
const account = { name: "zed", password: "correct horse" };
const site: PasskeySite = { origin: "https://chat.example", name: "Baobab Coop" };

async function refuses(refusal: Refusal, run: () => Promise<unknown>) {
  assertEquals((await assertRejects(run, ChatError)).refusal, refusal);
}

/** Somebody with a passkey, and an address from where nobody may guess at a password any more. */
async function guessedAt() {
  const fixture = testIdentity();
  const { identity } = fixture;
  await identity.register(home, account);
  const { actor, browser } = await identity.signIn(home, account);
  assert(browser);
  const passkey = await makePasskey(
    await identity.beginPasskey(actor, site, account.password),
    site,
  );
  await identity.addPasskey(actor, site, { response: passkey.response, name: "Phone" });
  for (let n = 0; n < 50; n++) {
    const guess = { name: `name ${n}`, password: "battery staple" };
    await refuses("wrong-credentials", () => identity.signIn(school, guess));
  }
  await refuses("too-fast", () => identity.signIn(school, account));
  const sign = async () =>
    await passkey.sign(await identity.beginPasskeySignIn(school, site), site);
  return { ...fixture, actor, sign, known: { ...school, devices: [browser.token] } };
}

Deno.test("shared address - whatever was guessed there, a passkey and a known browser let in", async () => {
  const { identity, sign, known } = await guessedAt();
  const come = await identity.signInByPasskey(school, site, await sign());
  assertEquals(come.actor.user.name, "zed");
  assertEquals((await identity.signIn(known, account)).actor.user.name, "zed");
});

Deno.test("shared address - passkeys that fail are counted, and keep no good one out", async () => {
  const { identity, sign } = await guessedAt();
  const forged = async () => {
    const response = JSON.parse(await sign());
    response.response.signature = btoa("none").replaceAll("=", "");
    return JSON.stringify(response);
  };
  for (let n = 0; n < 50; n++) {
    const response = n % 2 ? await forged() : "{}";
    await refuses("passkey-failed", () => identity.signInByPasskey(school, site, response));
  }
  const response = await forged();
  await refuses("too-fast", () => identity.signInByPasskey(school, site, response));
  await refuses("passkey-failed", () => identity.signInByPasskey(home, site, response));
  assertEquals(
    (await identity.signInByPasskey(school, site, await sign())).actor.user.name,
    "zed",
  );
});

Deno.test("shared address - links that are none are counted, and keep no good one out", async () => {
  const { identity, stores, actor } = await guessedAt();
  const permit = () => ({ checks: [], mutations: [] });
  const { code } = await stores.passwordLinks.make(actor.user.id, permit);
  const next = "under the old tree";
  for (let n = 0; n < 50; n++) {
    const wrong = String(n).padStart(43, "x");
    await refuses(
      "password-link-over",
      () =>
        n % 2
          ? identity.recoverPassword(school, wrong, next)
          : identity.passwordLink(school, wrong),
    );
  }
  await refuses("too-fast", () => identity.passwordLink(school, "x".repeat(43)));
  await refuses("too-fast", () => identity.recoverPassword(school, "x".repeat(43), next));
  assertEquals((await identity.passwordLink(school, code)).name, "zed");
  assertEquals((await identity.recoverPassword(school, code, next)).actor.user.name, "zed");
});

Deno.test("shared address - from one with ten times as many failures nothing is looked at for a while", async () => {
  const { identity, stores, actor, sign, clock } = await guessedAt();
  const permit = () => ({ checks: [], mutations: [] });
  const { code } = await stores.passwordLinks.make(actor.user.id, permit);
  const guess = (way: () => Promise<unknown>) => assertRejects(way, ChatError);
  for (let n = 0; n < 550; n++) {
    await guess(() => identity.passwordLink(school, String(n).padStart(43, "x")));
    await guess(() => identity.signInByPasskey(school, site, "{}"));
    if (n === 548) assertEquals((await identity.passwordLink(school, code)).name, "zed");
  }
  await refuses("too-fast", () => identity.passwordLink(school, code));
  const response = await sign();
  await refuses("too-fast", () => identity.signInByPasskey(school, site, response));
  assertEquals((await identity.passwordLink(home, code)).name, "zed", "of others it looks on");
  await clock.advance(5 * 60_000);
  assertEquals((await identity.passwordLink(school, code)).name, "zed");
});

Deno.test("shared address - what guests guess of a device that waits keeps no member from theirs", async () => {
  const { identity, actor } = await guessedAt();
  const guests: Awaited<ReturnType<typeof identity.enter>>[] = [];
  for (let n = 0; n < 6; n++) guests.push(await identity.enter(school, `guest ${n}`));
  for (let n = 0; n < 100; n++) {
    const guess = () => identity.pairing(guests[n % 6]!.actor, SHARED, "BBBB-BBBB");
    await refuses("pairing-unknown", guess);
  }
  await refuses("too-fast", () => identity.pairing(guests[0]!.actor, SHARED, "BBBB-BBBB"));
  const { userCode } = await identity.beginPairing(school);
  assertEquals((await identity.pairing(actor, SHARED, userCode)).device, school.device);
  await identity.answerPairing(actor, SHARED, userCode, true);
});
