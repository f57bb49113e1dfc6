import { assert, assertEquals } from "@std/assert";
import { codeOf } from "../support/authenticator_app.ts";
import { type Community, communityTest, PASSWORD } from "../support/community.ts";
import { IRC_ENV, IrcTalker } from "../support/irc.ts";
import { runServer } from "../support/running.ts";

/** An administrator with a second factor, who asks it of the others. */
async function asks(here: Community) {
  const { identity, instance } = here.one;
  const boss = await here.person("boss", "administrator");
  const { key } = await here.settled(identity.proposeSecondFactor(boss.actor, PASSWORD, "here"));
  const code = codeOf(key.replaceAll(" ", ""), here.clock.now());
  await here.settled(identity.confirmSecondFactor(boss.actor, code));
  const change = (secondFactor: boolean) =>
    here.settled(instance.administration.changeSettings(boss.actor, { secondFactor }));
  return { boss, change };
}

/** A room of somebody else, in which `lax` is, who deletes its messages one after the other. */
async function room(here: Community, place = here.one) {
  const { chat } = here.one.instance;
  const owner = await here.person("owner");
  const lax = await here.person("lax", "administrator");
  const { id: conversation } = await here.settled(chat.create(owner.actor, { name: "room" }));
  await here.settled(chat.join(lax.actor, { conversation }));
  const end = await here.connect(place, lax);
  async function deletes(): Promise<string> {
    const message = { conversation, id: crypto.randomUUID(), text: "words", after: 0 };
    const { seq } = await here.settled(chat.post(owner.actor, message));
    const ref = end.ask({ type: "delete", conversation, target: seq });
    await here.pass(300);
    const reply = end.reply(ref);
    return reply?.ok ? "done" : reply?.error.code ?? "no answer";
  }
  return { lax, conversation, deletes };
}

communityTest("unproven - a new name gives an open socket no role back", 1, async (here) => {
  await (await asks(here)).change(true);
  const { lax, deletes } = await room(here);
  assertEquals(await deletes(), "forbidden");
  const renamed = await here.api(here.one, lax, "PATCH", "/me", { name: "lax2" });
  assertEquals(renamed.status, 200);
  await here.pass(2_000);
  assertEquals(await deletes(), "forbidden");
});

communityTest(
  "unproven - what is asked from now on holds for open sockets, anywhere",
  2,
  async (here) => {
    const { change } = await asks(here);
    const { deletes } = await room(here, here.two);
    assertEquals(await deletes(), "done");
    await change(true);
    await here.pass(2_000);
    assertEquals(await deletes(), "forbidden");
    await change(false);
    await here.pass(2_000);
    assertEquals(await deletes(), "done");
  },
);

communityTest("unproven - an act itself asks, whatever door let them in", 1, async (here) => {
  await (await asks(here)).change(true);
  const { lax, conversation } = await room(here);
  const { administration, users } = here.one.instance;
  // As by a door that forgot to ask.
  const forged = { ...lax.actor, user: { ...lax.actor.user, role: "administrator" as const } };
  const friend = await here.person("friend");
  const refusalOf = (asked: Promise<unknown>) =>
    here.settled(asked.then(() => "done", (error) => error.refusal));
  const { id } = friend.actor.user;
  const given = administration.giveRole(forged, { id, role: "moderator" });
  assertEquals(await refusalOf(given), "not-allowed");
  const closed = administration.changeRoom(forged, conversation, { readOnly: true });
  assertEquals(await refusalOf(closed), "not-allowed");
  const open = administration.changeSettings(forged, { guests: false });
  assertEquals(await refusalOf(open), "not-allowed");
  assertEquals((await here.settled(users.get(id)))?.role, "member");
});

Deno.test("unproven - IRC by the password alone gives no role either", async () => {
  const server = await runServer(IRC_ENV);
  const password = "under the old tree";
  async function ask(path: string, body: object, token?: string, method = "POST") {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      body: JSON.stringify(body),
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
    });
    const text = await response.text();
    assert(response.ok, `${path}: ${response.status} ${text}`);
    return text && JSON.parse(text);
  }
  const { users } = server.instance;
  const [boss, , friend] = [
    await ask("/users", { name: "boss", password }),
    await ask("/users", { name: "lax", password }).then(async (lax) => {
      await users.update(lax.user.id, (user) => ({ ...user, role: "administrator" }));
    }),
    await ask("/users", { name: "friend", password }),
  ];
  await users.update(boss.user.id, (user) => ({ ...user, role: "administrator" }));
  const { key } = await ask("/me/second-factor", { password }, boss.token);
  await ask("/me/second-factor/confirmation", { code: codeOf(key, Date.now()) }, boss.token);
  await ask("/admin/settings", { secondFactor: true }, boss.token, "PATCH");
  const irc = await IrcTalker.open(server.ircPort);
  await irc.introduce({ nick: "lax", sasl: { account: "lax", password } });
  const guest = await IrcTalker.open(server.ircPort);
  await guest.introduce({ nick: "friend", sasl: { account: "friend", password } });
  const answer = await irc.ask("MODE #general +o friend");
  assert(answer.some((line) => / 482 /.test(line)), answer.join("\n"));
  assertEquals((await users.get(friend.user.id))?.role, "member");
  await irc.close();
  await guest.close();
  await server.close();
});
