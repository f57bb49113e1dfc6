// The second factor (RFC 6238): set up, asked for at each door, used once, and bounded.
import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import { TRUSTED_MS } from "../../lib/store/people/known_devices.ts";
import { TICKET_MS } from "../../lib/store/people/sign_in_tickets.ts";
import { codeOf } from "../support/authenticator_app.ts";
import { everyRow } from "../support/every_row.ts";
import { testIdentity } from "../support/identity.ts";
import { MemoryKv } from "../support/memory_kv.ts";

const laptop = { address: "192.0.2.1", device: "Firefox on Linux" };
const phone = { address: "203.0.113.7", device: "Safari on iOS" };
const account = { name: "zed", password: "correct horse" };
const STEP_MS = 30_000;

async function refuses(refusal: Refusal, run: () => Promise<unknown>): Promise<ChatError> {
  const error = await assertRejects(run, ChatError);
  assertEquals(error.refusal, refusal);
  return error;
}

async function withFactor(kv: MemoryKv = new MemoryKv()) {
  const fixture = testIdentity(kv);
  const { identity, clock } = fixture;
  const { actor } = await identity.register(laptop, account);
  const { key: secret, uri } = await identity.proposeSecondFactor(
    actor,
    account.password,
    "Baobab",
  );
  const code = () => codeOf(secret, clock.now());
  const codes = await identity.confirmSecondFactor(actor, code());
  await clock.advance(STEP_MS);
  const ticketFor = async (of = identity) => {
    const error = await refuses("second-factor-needed", () => of.signIn(phone, account));
    return String(error.values.ticket);
  };
  return { ...fixture, actor, secret, uri, codes, code, ticketFor };
}

Deno.test("second factor - is asked for after the password, and lets in by its code", async () => {
  const { identity, actor, uri, code, codes, ticketFor } = await withFactor();
  assert(uri.startsWith("otpauth://totp/Baobab:zed?"), uri);
  assertEquals(codes.length, 10);
  const ticket = await ticketFor();
  const come = await identity.passSecondFactor(phone, { ticket, code: code() });
  assertEquals(come.actor.user.id, actor.user.id);
  assertEquals((await identity.authenticate(come.token))?.actor.user.name, "zed");
  const shown = await identity.secondFactor(actor);
  assertEquals(shown.codesLeft, 10);
  assert(shown.since);
});

Deno.test("second factor - a code counts once for each time step, over instances", async () => {
  const kv = new MemoryKv();
  const { identity, clock, code, ticketFor } = await withFactor(kv);
  const two = testIdentity(kv.open());
  await two.clock.advance(clock.now() - two.clock.now());
  const tickets = [await ticketFor(), await ticketFor()] as const;
  const used = code();
  const both = await Promise.allSettled([
    identity.passSecondFactor(phone, { ticket: tickets[0], code: used }),
    two.identity.passSecondFactor(phone, { ticket: tickets[1], code: used }),
  ]);
  assertEquals(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const third = await ticketFor();
  await refuses(
    "code-wrong",
    () => identity.passSecondFactor(phone, { ticket: third, code: used }),
  );
  const before = codeOf(await secretOf(kv), clock.now() - STEP_MS);
  await refuses(
    "code-wrong",
    () => identity.passSecondFactor(phone, { ticket: third, code: before }),
  );
  await clock.advance(STEP_MS);
  await identity.passSecondFactor(phone, { ticket: third, code: code() });
});

async function secretOf(kv: MemoryKv): Promise<string> {
  const row = (await everyRow(kv)).find(({ key }) => key[0] === "second_factor");
  return /"secret":"([A-Z2-7]+)"/.exec(row?.text ?? "")?.[1] ?? "";
}

Deno.test("second factor - the code with which it was switched on lets nobody in", async () => {
  const fixture = testIdentity();
  const { identity, clock } = fixture;
  const { actor } = await identity.register(laptop, account);
  const { key: secret } = await identity.proposeSecondFactor(actor, account.password, "Baobab");
  const code = codeOf(secret, clock.now());
  await identity.confirmSecondFactor(actor, code);
  const error = await refuses("second-factor-needed", () => identity.signIn(phone, account));
  const ticket = String(error.values.ticket);
  await refuses("code-wrong", () => identity.passSecondFactor(phone, { ticket, code }));
});

Deno.test("second factor - a recovery code lets in once, and is stored by its hash alone", async () => {
  const { identity, kv, actor, codes, ticketFor } = await withFactor();
  const [first = "", second = ""] = codes;
  assertEquals(new Set(codes).size, 10);
  const rows = await everyRow(kv);
  for (const code of codes) {
    assertEquals(rows.filter(({ text }) => text.includes(code.replaceAll("-", ""))).length, 0);
    assertEquals(rows.filter(({ text }) => text.includes(code)).length, 0);
  }
  const typed = first.toLowerCase().replaceAll("-", " ");
  await identity.passSecondFactor(phone, { ticket: await ticketFor(), code: typed });
  const ticket = await ticketFor();
  await refuses("code-wrong", () => identity.passSecondFactor(phone, { ticket, code: first }));
  assertEquals((await identity.secondFactor(actor)).codesLeft, 9);

  const anew = await identity.renewRecoveryCodes(actor, account.password);
  assertNotEquals(anew, codes);
  await refuses("code-wrong", () => identity.passSecondFactor(phone, { ticket, code: second }));
  await identity.passSecondFactor(phone, { ticket, code: anew[0] ?? "" });
});

Deno.test("second factor - a ticket is good once, for ten minutes, and for the password that was proved", async () => {
  const { identity, clock, actor, code, ticketFor } = await withFactor();
  const ticket = await ticketFor();
  await identity.passSecondFactor(phone, { ticket, code: code() });
  await clock.advance(STEP_MS);
  const pass = (one: string) => identity.passSecondFactor(phone, { ticket: one, code: code() });
  await refuses("sign-in-over", () => pass(ticket));
  const old = await ticketFor();
  await identity.changePassword(actor, { current: account.password, next: "battery staple" });
  await refuses("sign-in-over", () => pass(old));
  for (const none of ["", "x", "x".repeat(43), "x".repeat(5_000)]) {
    await refuses("sign-in-over", () => pass(none));
  }
  const late = await refuses(
    "second-factor-needed",
    () => identity.signIn(phone, { ...account, password: "battery staple" }),
  );
  await clock.advance(TICKET_MS);
  await refuses("sign-in-over", () => pass(String(late.values.ticket)));
});

Deno.test("second factor - guesses at codes are bounded, and a browser of one's own goes on", async () => {
  const { identity, clock, code, ticketFor } = await withFactor();
  const ticket = await ticketFor();
  const known = await identity.passSecondFactor({ ...phone, devices: [] }, {
    ticket,
    code: code(),
  });
  const mine = { ...phone, devices: [known.browser?.token ?? ""] };
  const wrong = (n: number) => String((Number(code()) + n) % 1_000_000).padStart(6, "0");
  const stolen = await ticketFor();
  let guesses = 0;
  for (let n = 100; n < 120; n++) {
    const other = { ...phone, address: `198.51.100.${n}` };
    const given = { ticket: stolen, code: wrong(n) };
    const error = await assertRejects(() => identity.passSecondFactor(other, given), ChatError);
    if (error.refusal === "code-wrong") guesses++;
    else assertEquals(error.refusal, "too-fast");
  }
  assertEquals(guesses, 9); // and the one that was right
  await clock.advance(STEP_MS);
  const own = await refuses("second-factor-needed", () => identity.signIn(mine, account));
  await identity.passSecondFactor(mine, { ticket: String(own.values.ticket), code: code() });
});

Deno.test("second factor - a browser that is trusted is not asked for a month, until it is forgotten", async () => {
  const { identity, actor, clock, code, ticketFor } = await withFactor();
  const ticket = await ticketFor();
  const browser = { ...phone, devices: [] };
  const first = await identity.passSecondFactor(browser, { ticket, code: code(), trusts: true });
  assert(first.browser);
  const trusted = { ...phone, devices: [first.browser.token] };
  const second = await identity.signIn(trusted, account);
  assert(second.browser);
  assertEquals(second.browser.replaces, first.browser.token);
  // A token that somebody else knew, or planted, is worth nothing once its owner has come in.
  await refuses("second-factor-needed", () => identity.signIn(trusted, account));
  const now = { ...phone, devices: ["x".repeat(43), second.browser.token] };
  const [device] = await identity.knownDevices(actor);
  assert(device?.trustedUntil);
  const { actor: other } = await identity.register(laptop, { ...account, name: "yan" });
  assertEquals(await identity.forgetDevice(other, device.id), false);
  const third = await identity.signIn(now, account);
  await clock.advance(TRUSTED_MS);
  const late = { ...phone, devices: [third.browser?.token ?? ""] };
  await refuses("second-factor-needed", () => identity.signIn(late, account));
});

Deno.test("second factor - is set up and switched off by the password, and other sessions end", async () => {
  const { identity, clock } = testIdentity();
  const { actor } = await identity.register(laptop, account);
  const other = await identity.signIn(phone, account);
  await refuses("wrong-password", () => identity.proposeSecondFactor(actor, "wrong", "Baobab"));
  await refuses("sign-in-over", () => identity.confirmSecondFactor(actor, "123456"));
  const { key: secret } = await identity.proposeSecondFactor(actor, account.password, "Baobab");
  assertEquals((await identity.proposedSecondFactor(actor, "Baobab"))?.key, secret);
  await refuses("code-wrong", () => identity.confirmSecondFactor(actor, "0"));
  await identity.signIn(phone, account); // nothing is asked for before the first code
  await identity.confirmSecondFactor(actor, codeOf(secret, clock.now()));
  assertEquals(await identity.authenticate(other.token), undefined);
  assertEquals(await identity.proposedSecondFactor(actor, "Baobab"), undefined);
  await refuses("wrong-password", () => identity.removeSecondFactor(actor, "wrong"));
  await identity.removeSecondFactor(actor, account.password);
  await identity.signIn(phone, account);
  const { actor: guest } = await identity.enter(phone, "guest");
  await refuses("not-allowed", () => identity.proposeSecondFactor(guest, "", "Baobab"));
});

Deno.test("second factor - a link for a lost password, and a repeated registration, ask for it too", async () => {
  const { identity, stores, actor, code } = await withFactor();
  const permit = () => ({ checks: [], mutations: [] });
  const link = await stores.passwordLinks.make(actor.user.id, permit);
  const error = await refuses(
    "second-factor-needed",
    () => identity.recoverPassword(phone, link.code, "battery staple"),
  );
  const ticket = String(error.values.ticket);
  await identity.passSecondFactor(phone, { ticket, code: code() });
  await refuses("wrong-credentials", () => identity.signIn(phone, account));
});

Deno.test("second factor - a token for a program lets in without it, and is a session that ends", async () => {
  const { identity, actor } = await withFactor();
  const wish = { name: "IRC on shed-pi", password: account.password };
  await refuses(
    "wrong-password",
    () => identity.makeToken(actor, laptop, { ...wish, password: "" }),
  );
  const token = await identity.makeToken(actor, laptop, wish);
  assertEquals((await identity.authenticate(token))?.actor.user.id, actor.user.id);
  const session = (await identity.sessions(actor)).find(({ device }) => device === wish.name);
  assert(session);
  await identity.endSession(actor, session.id);
  assertEquals(await identity.authenticate(token), undefined);
});

Deno.test("second factor - goes with its owner's account", async () => {
  const { identity, actor, kv } = await withFactor();
  await identity.deleteAccount(actor, account.password, "stay");
  const left = (await everyRow(kv)).filter(({ key }) =>
    ["second_factor", "known_devices"].includes(String(key[0]))
  );
  assertEquals(left, []);
});
