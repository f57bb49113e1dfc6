// Devices that are let in by a code, which is confirmed in a browser (RFC 8628).
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import { keys } from "../../lib/kv/keys.ts";
import { PAIRING_MS } from "../../lib/store/people/pairings.ts";
import { everyRow } from "../support/every_row.ts";
import { testIdentity } from "../support/identity.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { ScriptedKv } from "../support/scripted_kv.ts";

const terminal = { address: "203.0.113.7", device: "Palabre-Terminal on Linux" };
const browser = { address: "192.0.2.1", device: "Firefox on Linux" };
const account = { name: "zed", password: "correct horse" };

async function asked(kv?: ScriptedKv) {
  const fixture = testIdentity(kv);
  const { identity } = fixture;
  const { actor, token } = await identity.register(browser, account);
  const begun = await identity.beginPairing(terminal);
  return { ...fixture, actor, token, begun };
}

async function refuses(refusal: Refusal, run: () => Promise<unknown>) {
  assertEquals((await assertRejects(run, ChatError)).refusal, refusal);
}

Deno.test("pairing - a device is let in as whoever confirms its code, once", async () => {
  const { identity, actor, begun, sessions } = await asked();
  assertMatch(begun.userCode, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  assertEquals(
    await identity.takePairing(terminal, begun.deviceCode),
    undefined,
    "nobody answered",
  );

  const typed = begun.userCode.toLowerCase().replace("-", " ");
  const seen = await identity.pairing(actor, browser.address, typed);
  assertEquals(seen.device, terminal.device);
  assertEquals([seen.address, seen.near], [terminal.address, false]);
  assertEquals(seen.userCode, begun.userCode, "the same code on both sides");
  await identity.answerPairing(actor, browser.address, typed, true);
  await refuses("pairing-unknown", () => identity.pairing(actor, browser.address, typed));

  const come = await identity.takePairing(terminal, begun.deviceCode);
  assertEquals(come?.actor.user.id, actor.user.id);
  assert(come && come.actor.session !== actor.session);
  assertEquals((await identity.authenticate(come.token))?.actor.user.name, "zed");
  const listed = (await sessions.list(actor.user.id)).map(({ device }) => device);
  assertEquals(listed.sort(), [browser.device, terminal.device], "it can be seen, and ended");
  await refuses("pairing-over", () => identity.takePairing(terminal, begun.deviceCode));
});

Deno.test("pairing - another instance finds it, confirms it and gives the session", async () => {
  const kv = new MemoryKv();
  const [one, two] = [testIdentity(kv), testIdentity(kv.open())];
  const { actor } = await one.identity.register(browser, account);
  const { deviceCode, userCode } = await one.identity.beginPairing(terminal);
  await two.identity.answerPairing(actor, browser.address, userCode, true);
  assertEquals((await one.identity.takePairing(terminal, deviceCode))?.actor.user.name, "zed");
  await refuses("pairing-over", () => two.identity.takePairing(terminal, deviceCode));
});

Deno.test("pairing - declined, too late, or unknown gives nothing", async () => {
  const { identity, actor, begun, clock } = await asked();
  await identity.answerPairing(actor, browser.address, begun.userCode, false);
  await refuses("pairing-denied", () => identity.takePairing(terminal, begun.deviceCode));
  await refuses(
    "pairing-unknown",
    () => identity.answerPairing(actor, browser.address, begun.userCode, true),
  );
  for (const none of ["", "short", "x".repeat(43)]) {
    await refuses("pairing-over", () => identity.takePairing(terminal, none));
    await refuses("pairing-unknown", () => identity.pairing(actor, browser.address, none));
  }
  const late = await identity.beginPairing(terminal);
  const soon = await identity.beginPairing(terminal);
  await identity.answerPairing(actor, browser.address, soon.userCode, true);
  await clock.advance(PAIRING_MS);
  await refuses("pairing-unknown", () => identity.pairing(actor, browser.address, late.userCode));
  await refuses("pairing-over", () => identity.takePairing(terminal, soon.deviceCode));
});

Deno.test("pairing - who confirmed must still be signed in, and may still come in", async () => {
  const { identity, actor, begun } = await asked();
  await identity.answerPairing(actor, browser.address, begun.userCode, true);
  await identity.signOut(actor);
  await refuses("pairing-over", () => identity.takePairing(terminal, begun.deviceCode));

  const again = await identity.signIn(browser, account);
  const second = await identity.beginPairing(terminal);
  await identity.answerPairing(again.actor, browser.address, second.userCode, true);
  const change = { current: account.password, next: "battery staple" };
  await identity.changePassword(again.actor, change);
  const come = await identity.takePairing(terminal, second.deviceCode);
  assertEquals(
    come?.actor.user.name,
    "zed",
    "the session that changed it stays, and what it confirmed",
  );
});

Deno.test("pairing - nobody who is kept out comes in by it", async () => {
  const { identity, actor, begun, stores, clock } = await asked();
  await identity.answerPairing(actor, browser.address, begun.userCode, true);
  const ban = { by: { id: "a", name: "a" }, at: clock.now(), words: "", addresses: [] };
  const permit = () => ({ checks: [], mutations: [] });
  await stores.sanctions.put({ id: actor.user.id, name: "zed" }, "ban", ban, permit);
  await refuses("banned", () => identity.takePairing(terminal, begun.deviceCode));
});

Deno.test("pairing - guesses at codes are few, for a person and for the guests of an address", async () => {
  const { identity, actor, begun } = await asked();
  for (let n = 0; n < 20; n++) {
    await refuses("pairing-unknown", () => identity.pairing(actor, browser.address, "BBBB-BBBB"));
  }
  await refuses("too-fast", () => identity.pairing(actor, browser.address, begun.userCode));
  const guests: Awaited<ReturnType<typeof identity.enter>>[] = [];
  for (let n = 0; n < 6; n++) guests.push(await identity.enter(browser, `guest ${n}`));
  for (let n = 0; n < 100; n++) {
    const guest = guests[n % 6]!;
    await refuses(
      "pairing-unknown",
      () => identity.pairing(guest.actor, browser.address, "BBBB-BBBB"),
    );
  }
  await refuses(
    "too-fast",
    () => identity.pairing(guests[0]!.actor, browser.address, begun.userCode),
  );
  for (let n = 1; n < 30; n++) await identity.beginPairing(terminal);
  await refuses("too-fast", () => identity.beginPairing(terminal));
});

Deno.test("pairing - the store holds no code, and no address once it is answered", async () => {
  const { identity, actor, begun, kv } = await asked();
  const rows = async () => JSON.stringify(await everyRow(kv));
  for (const secret of [begun.deviceCode, begun.userCode, begun.userCode.replace("-", "")]) {
    assert(!(await rows()).includes(secret));
  }
  assert((await rows()).includes(terminal.address));
  await identity.answerPairing(actor, browser.address, begun.userCode, true);
  assert(!(await rows()).includes(terminal.address));
  const come = await identity.takePairing(terminal, begun.deviceCode);
  assert(come && !(await rows()).includes(come.token));
});

Deno.test("pairing - a commit whose answer is lost gives one session, and begins one pairing", async () => {
  const kv = new ScriptedKv(new MemoryKv());
  const { identity, actor, begun, sessions } = await asked(kv);
  await identity.answerPairing(actor, browser.address, begun.userCode, true);
  kv.fates.push("applied, answered false");
  const come = await identity.takePairing(terminal, begun.deviceCode);
  assert(come && await identity.authenticate(come.token));
  assertEquals((await sessions.list(actor.user.id)).length, 2);

  kv.fates.push("applied", "applied, answered false"); // the count of the address, then the row
  const next = await identity.beginPairing(terminal);
  await identity.answerPairing(actor, browser.address, next.userCode, true);
  assert(await identity.takePairing(terminal, next.deviceCode));
  const codes = await kv.list({ prefix: keys.pairingByCode("").slice(0, 1) }, { limit: 10 });
  assertEquals(codes.length, 2);
});
