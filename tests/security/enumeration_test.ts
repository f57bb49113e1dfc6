// Who is here, and what of theirs, is told to nobody by a refusal: neither by its words, nor by its status,
// nor by how long it takes.
import { assert, assertEquals } from "@std/assert";
import { codeOf } from "../support/authenticator_app.ts";
import { PASSWORD } from "../support/community.ts";
import { assertSame, type Here, type Name, NAMES, openCommunity } from "../support/enumerated.ts";

const WRONG = "rain and baobab";

/** Each door that takes a name and a password. */
const DOORS: Record<string, (here: Here, name: string) => (address: string) => Promise<unknown>> = {
  "the API": ({ json }, name) => (address) => json(address, "/sessions", { name, password: WRONG }),
  "the form": ({ form }, name) => (address) =>
    form(address, "/door/sign-in", { name, password: WRONG }),
  "SASL": ({ overIrc }, name) => (address) =>
    overIrc(
      address,
      ...["CAP LS 302", "CAP REQ :sasl", "NICK somebody", "USER somebody 0 * :somebody"],
      ...["AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa(`\0${name}\0${WRONG}`)}`],
    ),
  "PASS": ({ overIrc }, name) => (address) =>
    overIrc(address, `PASS :${name}:${WRONG}`, "NICK somebody", "USER somebody 0 * :somebody"),
};

for (const [door, trying] of Object.entries(DOORS)) {
  Deno.test(`enumeration - at ${door} every name is told the same, with the same work`, async () => {
    const opened = await openCommunity();
    await opened.tell(trying(opened, "warmup")); // what is made once is made before
    const [nobody = "", ...others] = Object.keys(NAMES) as Name[];
    const told = await opened.tell(trying(opened, nobody));
    assert(told.said.includes("Wrong sign-in name or password."));
    assertEquals(told.hashes, 1);
    assert(told.calls.includes("get user_by_name"));
    for (const name of others) {
      assertEquals(await opened.tell(trying(opened, name)), told, NAMES[name]);
    }
    await opened.here.close();
  });
}

Deno.test("enumeration - a link for a new password tells not what became of it", async () => {
  const { here, json, form } = await openCommunity();
  const { administration, identity, users } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const root = await here.person("head", "administrator");
  const linkOf = async (name: string) => {
    const { id } = await did(users.byName(name)) ?? { id: "" };
    return (await did(administration.makePasswordLink(root.actor, { id }))).code;
  };
  const leaves = await here.person("leaves");
  const gone = await linkOf("leaves");
  await did(identity.deleteAccount(leaves.actor, PASSWORD, "stay"));
  const late = await linkOf("muted");
  await here.pass(60 * 60_000);
  const before = await linkOf("member");
  const used = await linkOf("member");
  const visitor = { address: "198.51.100.1", device: "a test" };
  await did(identity.recoverPassword(visitor, used, "under the old tree"));
  const codes = { unknown: "x".repeat(43), none: "", short: "x", gone, late, before, used };
  let n = 0;
  const by = (ask: (address: string, code: string) => ReturnType<typeof json>) =>
    Object.fromEntries(
      Object.entries(codes).map(([what, code]) => [what, () => ask(`198.51.101.${++n}`, code)]),
    );
  const password = "under another tree";
  const api = await assertSame(
    by((address, code) => json(address, "/sessions/recovery", { code: code || "-", password })),
  );
  assertEquals([api.status, /password-link-over/.test(api.text)], [403, true]);
  const page = await assertSame(
    by((address, code) => form(address, "/recover", { code, password })),
  );
  assertEquals(page.status, 403);
  await here.close();
});

Deno.test("enumeration - a code of a device that waits tells not what became of it", async () => {
  const { here, form } = await openCommunity();
  const { identity } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const ada = await here.person("ada");
  const device = { address: "198.51.100.1", device: "a test" };
  const begin = () => did(identity.beginPairing(device));
  const late = (await begin()).userCode;
  await here.pass(10 * 60_000);
  const [denied, confirmed, given] = [await begin(), await begin(), await begin()];
  for (const { userCode } of [denied, confirmed, given]) {
    await did(
      identity.answerPairing(ada.actor, ada.address, userCode, userCode !== denied.userCode),
    );
  }
  assert(await did(identity.takePairing(device, given.deviceCode)));
  const codes = {
    unknown: "BBBB-BBBB",
    late,
    denied: denied.userCode,
    confirmed: confirmed.userCode,
    given: given.userCode,
  };
  const looked = await assertSame(Object.fromEntries(
    Object.entries(codes).map(([what, code]) => [what, async () => {
      const said = await form(ada.address, "/pair", { code, answer: "yes" }, ada.token);
      return { ...said, text: said.text.replaceAll(code, "CODE") };
    }]),
  ));
  assertEquals(looked.status, 404);
  await here.close();
});

Deno.test("enumeration - the second step tells not why a ticket or a code is none", async () => {
  const { here, json } = await openCommunity();
  const { identity } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const factors: Array<{ key: string; recovery: string[] }> = [];
  for (const name of ["awa", "noor"]) {
    const { actor } = await here.person(name);
    const { key } = await did(identity.proposeSecondFactor(actor, PASSWORD, "Baobab"));
    const recovery = await did(
      identity.confirmSecondFactor(actor, codeOf(key, here.clock.now())),
    );
    factors.push({ key, recovery });
  }
  const [own, other] = factors;
  assert(own && other);
  let n = 0;
  const ask = (path: string, body: object) => json(`198.51.102.${++n}`, path, body);
  const ticketOf = async () => {
    const { text } = await ask("/sessions", { name: "awa", password: PASSWORD });
    return String(JSON.parse(text).ticket);
  };
  const late = await ticketOf();
  await here.pass(10 * 60_000);
  const used = await ticketOf();
  const pass = (ticket: string, code: string) => ask("/sessions/second-factor", { ticket, code });
  const [spent = "", good = ""] = own.recovery;
  assertEquals((await pass(used, spent)).status, 201);
  await here.pass(15 * 60_000);
  const over = await assertSame({
    unknown: () => pass("x".repeat(43), good),
    none: () => pass("x", good),
    late: () => pass(late, good),
    used: () => pass(used, good),
  });
  assertEquals(over.status, 403);
  const ticket = await ticketOf();
  const now = codeOf(own.key, here.clock.now());
  assertEquals((await pass(await ticketOf(), now)).status, 201);
  const wrong = await assertSame({
    "a wrong one": () => pass(ticket, now === "000000" ? "000001" : "000000"),
    "one that was used": () => pass(ticket, now),
    "one of before": () => pass(ticket, codeOf(own.key, here.clock.now() - 30_000)),
    "somebody else's": () => pass(ticket, codeOf(other.key, here.clock.now())),
    "a recovery code that was used": () => pass(ticket, spent),
    "somebody else's recovery code": () => pass(ticket, other.recovery[0] ?? ""),
    "nothing that could be one": () => pass(ticket, "?"),
  });
  assertEquals([wrong.status, /code-wrong/.test(wrong.text)], [403, true]);
  await here.close();
});
