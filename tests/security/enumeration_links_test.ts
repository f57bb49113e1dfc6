// What a link, a code or an address is for is told to nobody who has none: neither by the words of a
// refusal, nor by its status, nor by its work.
import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import type { Mail } from "../../lib/mail/send.ts";
import type { Mailbox } from "../../lib/store/people/mailboxes.ts";
import { PASSWORD } from "../support/community.ts";
import { assertSame, openCommunity, type Told } from "../support/enumerated.ts";

/** One that there never was for one that there is: another letter at its end. */
const beside = (code: string) => code.slice(0, -1) + (code.endsWith("A") ? "B" : "A");

Deno.test("enumeration - the link of a mail tells not what became of it, nor whether there was one", async () => {
  const sent: Mail[] = [];
  const by = (mail: Mail) => {
    sent.push(mail);
    return Promise.resolve({ is: "taken" as const });
  };
  const { here, tell, form } = await openCommunity({ by, origin: "http://chat.test" });
  const { identity, mails } = here.one.instance;
  assert(mails);
  const did = <T>(act: Promise<T>) => here.settled(act);
  const ask = async (name: string) => {
    const { actor } = await here.person(name);
    const how = { address: `${name}@example.org`, afterHours: 1, locale: "en" };
    await did(mails.set(actor, { ...how, password: PASSWORD }));
    return { actor, how, code: codeIn(sent.at(-1)) };
  };
  const codeIn = (mail?: Mail) => /confirm\/([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
  const { code: late, actor: { user } } = await ask("late");
  const { key, value } = await here.kv.get<Mailbox>(keys.mailbox(user.id));
  const over = { ...value!, asked: { ...value!.asked!, until: here.clock.now() } };
  await here.kv.commit([], [{ type: "set", key, value: over }]);
  const before = await ask("before");
  await did(mails.set(before.actor, { ...before.how, address: "b@x.org", password: PASSWORD }));
  const used = (await ask("used")).code;
  await did(mails.confirm(used));
  const leaves = await ask("gone");
  await did(identity.deleteAccount(leaves.actor, PASSWORD, "stay"));
  const open = (await ask("open")).code;
  assert(new Set([late, before.code, used, leaves.code, open, ""]).size === 6);
  const codes = {
    unknown: "x".repeat(open.length),
    beside: beside(open),
    short: "short-one",
    late,
    used,
    before: before.code,
    gone: leaves.code,
  };
  const trying = (path: string, wanted: number) =>
    assertSame(Object.fromEntries(
      Object.entries(codes).map(([what, code]) => [what, async () => {
        const said = await form("198.51.103.1", `/mail/${path}/${code}`, {});
        assertEquals(said.status, wanted, what);
        return { ...said, text: said.text.replaceAll(code, "CODE") };
      }]),
    ));
  await trying("confirm", 403);
  await trying("stop", 200);
  for (const path of ["confirm", "stop"]) {
    const guess = (code: string) =>
      tell((address) => form(address, `/mail/${path}/${code}`, {}).then(({ status }) => status));
    await guess("warmup");
    assertEquals(await guess(codes.beside), await guess(codes.unknown), `the work of ${path}`);
  }
  assertEquals(await did(mails.asked(open)), "open@example.org", "the one that counts still does");
  await here.close();
});

Deno.test("enumeration - an invitation that there never was is told the same, however near it comes to one", async () => {
  const { here, tell, json, form } = await openCommunity();
  const { administration } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const root = await here.person("head", "administrator");
  await did(administration.changeSettings(root.actor, { registration: "invitation" }));
  const { code } = await did(administration.makeInvitation(root.actor, { uses: 9 }));
  let n = 0;
  const doors = {
    api: (invite: string) => (address: string) =>
      json(address, "/users", { name: `new ${++n}`, password: PASSWORD, invite }),
    form: (invite: string) => (address: string) =>
      form(address, "/door/register", { name: `new ${++n}`, password: PASSWORD, invite }),
  };
  for (const [door, trying] of Object.entries(doors)) {
    const guess = async (invite: string) => {
      const told = await tell(trying(invite));
      const named = new RegExp(`new ${n}|${invite}`, "g");
      return { ...told, said: told.said.replace(named, "OWN") };
    };
    await guess(beside(code)); // what is made once is made before
    const never = code.replaceAll(/\w/g, "2");
    const told = await guess(never);
    assert(
      /invite-unknown|There is no invitation with that code/.test(told.said),
      told.said.slice(0, 2_000),
    );
    assertEquals(await guess(beside(code)), told, door);
  }
  await here.close();
});

Deno.test("enumeration - the address of a hook tells not which hooks there are", async () => {
  const { here, tell, json } = await openCommunity();
  const did = <T>(act: Promise<T>) => here.settled(act);
  const root = await here.person("head", "administrator");
  const hook = async (name: string) => {
    const made = await here.api(here.one, root, "POST", "/hooks", { name, room: "general" });
    assertEquals(made.status, 201, JSON.stringify(made.body));
    const [, id = "", secret = ""] =
      /\/hooks\/([\w-]+)\/([\w-]+)/.exec(String(made.body.address)) ??
        [];
    assert(id && secret, JSON.stringify(made.body));
    return { id, secret };
  };
  const [pump, former, gone] = [await hook("pump"), await hook("former"), await hook("gone")];
  assertEquals((await here.api(here.one, root, "POST", `/hooks/${former.id}/address`)).status, 201);
  assertEquals((await here.api(here.one, root, "DELETE", `/bots/${gone.id}`)).status, 204);
  const bot = await did(here.one.instance.users.byName("robots"));
  const none = "x".repeat(pump.id.length);
  const tries = {
    "there never was": [none, pump.secret],
    "another's secret": [pump.id, former.secret],
    "a secret beside it": [pump.id, beside(pump.secret)],
    "the address before": [former.id, former.secret],
    "removed": [gone.id, gone.secret],
    "no hook but a bot": [bot?.id ?? "", pump.secret],
    "somebody": [root.actor.user.id, pump.secret],
  };
  const at = (id: string, secret: string) => (address: string) =>
    json(address, "", { text: "hello" }, `/hooks/${id}/${secret}`);
  await tell(at(none, none));
  let first: Told | undefined;
  for (const [what, [id = "", secret = ""]] of Object.entries(tries)) {
    const told = await tell(at(id, secret));
    assertEquals(told, first ??= told, what);
  }
  assert(/"status":404/.test(first?.said ?? ""), first?.said);
  assert(/"status":200/.test((await tell(at(pump.id, pump.secret))).said), "the right one posts");
  await here.close();
});
