// Whatever was verified is checked by the commit that it allows: each test holds that commit back,
// lets another instance take the right away, and lets it go.
import { assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { Community, type Somebody } from "../support/community.ts";
import { WatchedKv } from "../support/watched_kv.ts";

const OLD = "correct horse";
const NEW = "battery staple";
const visitor = { address: "203.0.113.9", device: "a test" };

/** Two instances; `race` gives how `act` on the first ends when `between` overtakes its commit. */
async function racing(run: (here: Race) => Promise<void>): Promise<void> {
  const community = new Community();
  community.mail = {
    by: () => Promise.resolve({ is: "taken" }),
    origin: "https://chat.example.org",
  };
  const stores: WatchedKv[] = [];
  community.through = (kv) => {
    const watched = new WatchedKv(kv);
    stores.push(watched);
    return watched;
  };
  for (const name of ["one", "two"]) await community.open(name);
  await community.pass(5_000);
  const race = async (
    key: string,
    act: () => Promise<unknown>,
    between: () => Promise<unknown>,
  ) => {
    const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    stores[0]!.before = (call) => {
      if (call.call !== "commit" || call.mutations.every((one) => one.key[0] !== key)) return;
      reached.resolve();
      return gate.promise;
    };
    const acting = act().then(() => "done", (error) => (
      error instanceof ChatError ? error.refusal : String(error)
    ));
    const first = await community.settled(Promise.race([reached.promise, acting]));
    assertEquals(first, undefined, "the commit that is held back was reached");
    await community.settled(between());
    gate.resolve();
    return await community.settled(acting);
  };
  try {
    await run({ here: community, race });
  } finally {
    for (const store of stores) store.before = () => {};
    await community.close();
  }
}

interface Race {
  here: Community;
  race(key: string, act: () => Promise<unknown>, between: () => Promise<unknown>): Promise<string>;
}

const changePassword = ({ here }: Race, { actor }: Somebody) =>
  here.two.identity.changePassword(actor, { current: OLD, next: NEW });

const demote = ({ here }: Race, by: Somebody, whom: Somebody) => () =>
  here.two.instance.administration.giveRole(by.actor, { id: whom.actor.user.id, role: "member" });

Deno.test("verified, then written - a sign-in with the password of before opens no session", () =>
  racing(async (all) => {
    const { here, race } = all;
    const ana = await here.person("ana");
    const signIn = () => here.one.identity.signIn(visitor, { name: "ana", password: OLD });
    assertEquals(
      await race("session", signIn, () => changePassword(all, ana)),
      "wrong-credentials",
    );
    const sessions = await here.settled(here.two.identity.sessions(ana.actor));
    assertEquals(sessions.map(({ current }) => current), [true]);
  }));

Deno.test("verified, then written - nor does one that a ban overtakes", () =>
  racing(async ({ here, race }) => {
    const [root, ana] = [await here.person("root", "administrator"), await here.person("ana")];
    const { administration } = here.two.instance;
    const ban = () => administration.ban(root.actor, { id: ana.actor.user.id });
    const signIn = () => here.one.identity.signIn(visitor, { name: "ana", password: OLD });
    assertEquals(await race("session", signIn, ban), "banned");
  }));

Deno.test("verified, then written - a password of before changes and deletes nothing", () =>
  racing(async (all) => {
    const { here, race } = all;
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const change = { current: OLD, next: "another one" };
    const changing = () => here.one.identity.changePassword(ana.actor, change);
    assertEquals(await race("user", changing, () => changePassword(all, ana)), "wrong-password");
    const deleting = () => here.one.identity.deleteAccount(ben.actor, OLD, "stay");
    assertEquals(await race("user", deleting, () => changePassword(all, ben)), "wrong-password");
    const signIn = (name: string) => here.one.identity.signIn(visitor, { name, password: NEW });
    for (const name of ["ana", "ben"]) await here.settled(signIn(name));
  }));

Deno.test("verified, then written - a password of before gives no mail address", () =>
  racing(async (all) => {
    const { here, race } = all;
    const ana = await here.person("ana");
    const { mails } = here.one.instance;
    if (!mails) throw new Error("No mail is sent");
    const how = { address: "ana@example.org", afterHours: 1, locale: "en", password: OLD };
    const setting = () => mails.set(ana.actor, how);
    assertEquals(
      await race("mailbox", setting, () => changePassword(all, ana)),
      "wrong-password",
    );
    assertEquals(await here.settled(mails.of(ana.actor)), { afterHours: 4 });
  }));

Deno.test("verified, then written - a role that was taken away does nothing more", () =>
  racing(async (all) => {
    const { here, race } = all;
    const root = await here.person("root", "administrator");
    const ben = await here.person("ben");
    const { administration, chat } = here.one.instance;
    const id = ben.actor.user.id;
    const code = (await here.settled(administration.makeInvitation(root.actor, {}))).code;
    const post = { conversation: GENERAL, id: crypto.randomUUID(), text: "hi", after: 0 };
    const { seq } = await here.settled(chat.post(ben.actor, post));
    const acts: Array<[key: string, act: (by: Somebody["actor"]) => Promise<unknown>]> = [
      ["user", (by) => administration.giveRole(by, { id, role: "moderator" })],
      ["sanctions", (by) => administration.mute(by, { id, duration: "1h" })],
      ["sanctions", (by) => administration.ban(by, { id })],
      ["invitation", (by) => administration.makeInvitation(by, {})],
      ["invitation", (by) => administration.revokeInvitation(by, code)],
      ["settings", (by) => administration.changeSettings(by, { guests: false })],
      ["journal", (by) => administration.sendNotice(by, { text: "hi" })],
      ["shutdown", (by) => administration.planShutdown(by, { in: "1h" })],
      ["conversation", (by) => administration.changeRoom(by, GENERAL, { readOnly: true })],
      ["head", (by) => chat.delete(by, { conversation: GENERAL, target: seq })],
    ];
    for (const [n, [key, act]] of acts.entries()) {
      const eve = await here.person(`eve${n}`, "administrator");
      const acting = () => act(eve.actor);
      assertEquals(await race(key, acting, demote(all, root, eve)), "not-allowed", String(act));
    }
    const { sanctions, settings } = administration;
    assertEquals(await here.settled(sanctions(root.actor)), []);
    assertEquals((await here.settled(settings())).guests, true);
    assertEquals((await here.settled(here.one.instance.users.get(id)))?.role, "member");
    assertEquals(await here.settled(administration.plannedShutdown(root.actor)), undefined);
  }));

Deno.test("verified, then written - whoever was muted or has left sets no topic and invites nobody", () =>
  racing(async ({ here, race }) => {
    const root = await here.person("root", "administrator");
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const { chat } = here.one.instance;
    const { id } = await here.settled(chat.create(ana.actor, { name: "garden", private: true }));
    const topic = () => chat.topic(ana.actor, { conversation: id, topic: "bees" });
    const { administration } = here.two.instance;
    const mute = () => administration.mute(root.actor, { id: ana.actor.user.id, duration: "1h" });
    assertEquals(await race("head", topic, mute), "muted");
    const what = { id: ana.actor.user.id, what: "mute" as const };
    await here.settled(administration.lift(root.actor, what));
    await here.pass(6_000);
    const invite = () => chat.invite(ana.actor, { conversation: id, user: "ben" });
    const leave = () => here.two.instance.chat.leave(ana.actor, { conversation: id });
    assertEquals(await race("room_invitation", invite, leave), "unknown-conversation");
    assertEquals(await here.settled(chat.invitations(ben.actor)), []);
  }));
