import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import type { Mail, MailAnswer } from "../../lib/mail/send.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ORIGIN = "https://chat.example.org";
const ADDRESS = "ana@example.org";

/** What was handed to the mail server, which answers as the tests say. */
class Post {
  readonly taken: Mail[] = [];
  readonly refused: Mail[] = [];
  answer: MailAnswer = { is: "taken" };

  readonly send = (mail: Mail): Promise<MailAnswer> => {
    (this.answer.is === "taken" ? this.taken : this.refused).push(mail);
    return Promise.resolve(this.answer);
  };
}

/** Ana and Ben, who write to each other on two instances. */
function mailTest(name: string, run: (t: Awaited<ReturnType<typeof parts>>) => Promise<void>) {
  const post = new Post();
  communityTest(name, 2, async (here) => await run(await parts(here, post)), {
    rates: false,
    mail: { by: post.send, origin: ORIGIN },
  });
}

async function parts(here: Community, post: Post) {
  const [ana, ben] = [await here.person("Ana"), await here.person("Ben")];
  const { chat, mails } = here.one.instance;
  assert(mails);
  const direct = (await here.settled(chat.open(ben.actor, "Ana"))).id;
  const later = async (ms: number) => {
    for (let left = ms; left > 0; left -= MINUTE) await here.clock.advance(Math.min(MINUTE, left));
  };
  let said = 0;
  const say = async (text: string, conversation = direct, who: Somebody = ben) => {
    const id = `00000000-0000-4000-8000-${String(++said).padStart(12, "0")}`;
    return await here.settled(chat.post(who.actor, { id, text, conversation, after: 0 }));
  };
  const set = (address = ADDRESS, afterHours = 1, locale = "en") =>
    here.settled(mails.set(ana.actor, { address, afterHours, locale, password: PASSWORD }));
  const codeIn = (mail: Mail | undefined) =>
    /\/mail\/confirm\/([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
  const confirmed = async (...how: Parameters<typeof set>) => {
    await set(...how);
    await here.settled(mails.confirm(codeIn(post.taken.at(-1))));
    post.taken.length = 0;
    await later(MINUTE);
  };
  return { here, post, ana, ben, chat, mails, direct, later, say, set, codeIn, confirmed };
}

async function refusal(run: () => Promise<unknown>): Promise<string> {
  return (await assertRejects(run, ChatError)).refusal;
}

mailTest(
  "mail - an address counts once its link was followed, once and within a day",
  async (t) => {
    const { here, post, ana, mails } = t;
    await t.set();
    assertEquals(post.taken.map(({ to }) => to), [ADDRESS]);
    assertEquals(post.taken[0]?.stop, undefined, "there is nothing to stop yet");
    assertEquals(await mails.of(ana.actor), { asked: ADDRESS, afterHours: 1 });
    await t.say("Are you there?");
    await t.later(3 * HOUR);
    assertEquals(post.taken.length, 1, "nothing goes to an address that nobody confirmed");

    const first = t.codeIn(post.taken[0]);
    await t.set("ana@other.example");
    assertEquals(
      await refusal(() => mails.confirm(first)),
      "mail-link-over",
      "another was asked for",
    );
    const code = t.codeIn(post.taken[1]);
    assertEquals(await mails.asked(code), "ana@other.example");
    await here.settled(mails.confirm(code));
    assertEquals(await refusal(() => mails.confirm(code)), "mail-link-over", "once");
    assertEquals(await mails.of(ana.actor), { address: "ana@other.example", afterHours: 1 });

    await t.set("third@example.org");
    const { address, asked } = await mails.of(ana.actor);
    assertEquals([address, asked], ["ana@other.example", "third@example.org"], "until then");
    await t.later(25 * HOUR);
    assertEquals(await refusal(() => mails.confirm(t.codeIn(post.taken.at(-1)))), "mail-link-over");
    for (
      const wrong of ["", "ana", "ana@", "ana@host", "a b@example.org", "a@b.org\r\nBcc: c@d.org"]
    ) {
      assertEquals(await refusal(() => t.set(wrong)), "mail-address", wrong);
    }
  },
);

mailTest(
  "mail - what waits for longer than was chosen is mailed, once, by one of two instances",
  async (t) => {
    const { post, confirmed, later, say } = t;
    await confirmed();
    await say("The **pump** leaks again");
    await say("Can you come?");
    await later(40 * MINUTE);
    assertEquals(post.taken.length, 0, "not yet");
    await later(HOUR);
    assertEquals(post.taken.length, 1);
    const [mail] = post.taken;
    assertEquals(mail?.to, ADDRESS);
    assertEquals(mail?.subject, "2 messages waiting for you in Palabre");
    assertMatch(
      mail?.text ?? "",
      /^2 messages, the last from Ben\n {2}Can you come\?\n {2}https:\/\/chat\.example\.org\/direct\/\S+\/2\n/,
    );
    assertMatch(mail?.stop ?? "", /^https:\/\/chat\.example\.org\/mail\/stop\/[\w-]{32}$/);
    assert(mail?.text.includes(mail.stop ?? "nowhere"), "and for who reads plain text");
    await later(3 * HOUR);
    assertEquals(post.taken.length, 1, "each message once");
    await say("Hello?");
    await later(2 * HOUR);
    assertEquals(post.taken.map(({ subject }) => subject).slice(1), [
      "1 message waiting for you in Palabre",
    ]);
  },
);

mailTest("mail - not what was read, deleted, paused, or what notifies of nothing", async (t) => {
  const { here, post, ana, ben, chat, direct, confirmed, later, say } = t;
  await say("before it was confirmed");
  await later(MINUTE);
  await confirmed();
  await later(2 * HOUR);
  assertEquals(post.taken.length, 0);
  const { seq } = await say("read in time");
  await here.settled(here.two.instance.chat.read(ana.actor, { conversation: direct, seq }));
  await later(2 * HOUR);
  const gone = await say("a mistake");
  await here.settled(chat.delete(ben.actor, { conversation: direct, target: gone.seq }));
  await later(2 * HOUR);
  await say("chatter in a room", "general");
  await later(2 * HOUR);
  assertEquals(post.taken.length, 0);
  await here.settled(chat.notify(ana.actor, { conversation: direct, level: "nothing" }));
  await say("while it is nothing");
  await later(2 * HOUR);
  assertEquals(post.taken.length, 0);
  await here.settled(chat.notify(ana.actor, { conversation: direct, level: "all" }));
  await here.settled(chat.notifications(ana.actor, { preview: false }));
  await say("@Ana the secret of the well", "general");
  await later(2 * HOUR);
  const text = post.taken.map((mail) => mail.text).join("\n");
  assertMatch(text, /#general: 1 message, from Ben\n {2}https:/);
  assert(!text.includes("secret"), "what notifications do not show, mails do not");
});

mailTest("mail - who is here is not mailed until they are away", async (t) => {
  const { here, post, ana, confirmed, later, say } = t;
  await confirmed();
  const end = await here.connect(here.two, ana);
  await say("while she is here");
  await later(2 * HOUR);
  assertEquals(post.taken.length, 0);
  end.say({ type: "presence", state: "away" });
  await later(HOUR);
  assertEquals(post.taken.length, 1);
});

mailTest(
  "mail - a busy server is asked again, an address that it refuses no more, and that is told",
  async (t) => {
    const { post, ana, mails, confirmed, later, say } = t;
    await confirmed();
    post.answer = { is: "later", said: "451 try later" };
    await say("hello");
    await later(2 * HOUR);
    const tries = post.refused.length;
    assert(tries > 0 && tries < 5, `${tries} tries`);
    post.answer = { is: "taken" };
    await later(HOUR);
    assertEquals(post.taken.length, 1);
    post.answer = { is: "refused", said: "550 no such mailbox" };
    await say("hello again");
    await later(3 * HOUR);
    assertEquals(await mails.of(ana.actor), { afterHours: 1, problem: "550 no such mailbox" });
    const asked = post.refused.length;
    post.answer = { is: "taken" };
    await say("and again");
    await later(3 * HOUR);
    assertEquals([post.taken.length, post.refused.length], [1, asked]);
    post.taken.length = 0;
    await confirmed();
    assertEquals(await mails.of(ana.actor), { address: ADDRESS, afterHours: 1 });
    await say("once more");
    await later(2 * HOUR);
    assertEquals(post.taken.length, 1, "one job, not two");
  },
);

mailTest(
  "mail - ends by its link, whoever follows it, and with the account; nothing of it stays",
  async (t) => {
    const { here, post, ana, ben, mails, confirmed, later, say } = t;
    await confirmed();
    const stored = async () =>
      (await everyRow(here.kv)).filter(({ text }) => text.includes("example.org"));
    assertEquals((await stored()).length, 1);
    const lines = await new Response(
      (await here.settled(here.one.instance.personalData.exportLines(ana.actor)))
        .pipeThrough(new TextEncoderStream()),
    ).text();
    assertMatch(lines, /"is":"mail"[^\n]*"address":"ana@example\.org"/);
    assert(!lines.includes('"stop"'), "what its links are made of is not in it");
    await say("hello");
    await later(2 * HOUR);
    const code = post.taken[0]?.stop?.split("/").at(-1) ?? "";
    await here.settled(mails.stop("wrong"));
    await here.settled(mails.stop(code));
    await here.settled(mails.stop(code));
    assertEquals(await mails.of(ana.actor), { afterHours: 4 });
    assertEquals(await stored(), []);
    await say("nobody is told");
    await later(3 * HOUR);
    assertEquals(post.taken.length, 1);

    await confirmed();
    await here.settled(here.one.identity.deleteAccount(ana.actor, PASSWORD, "stay"));
    assertEquals(await stored(), []);
    const guest = await here.person("Visitor", "guest");
    const how = { address: ADDRESS, afterHours: 1, locale: "en", password: PASSWORD };
    assertEquals(await refusal(() => mails.set(guest.actor, how)), "members-only");
    await here.settled(mails.set(ben.actor, how));
  },
);

mailTest("mail - is written in the language of its reader", async (t) => {
  const { post, confirmed, later, say } = t;
  await confirmed(ADDRESS, 1, "fr");
  await say("bonjour");
  await later(2 * HOUR);
  assertEquals(post.taken[0]?.subject, "1 message vous attend dans Palabre");
});

mailTest("mail - the address of before is told that mail goes elsewhere", async (t) => {
  const { here, post, ana, mails } = t;
  await t.confirmed();
  await t.set("ana@other.example");
  await here.settled(mails.confirm(t.codeIn(post.taken.at(-1))));
  assertEquals(post.taken.map(({ to }) => to), ["ana@other.example", ADDRESS]);
  assertMatch(post.taken[1]?.text ?? "", /If this was not you/);
  assertEquals((await mails.of(ana.actor)).address, "ana@other.example");
});

mailTest("mail - who holds a stolen session gives no address, whose it is does", async (t) => {
  const { here, post, ana, mails } = t;
  const thief = await here.signIn(ana);
  const how = { address: "thief@evil.example", afterHours: 1, locale: "en" };
  for (const password of [undefined, "", "a guess of theirs"]) {
    const asked = () => here.settled(mails.set(thief.actor, { ...how, password }));
    assertEquals(await refusal(asked), "wrong-password", password);
  }
  assertEquals([await mails.of(ana.actor), post.taken], [{ afterHours: 4 }, []]);

  await t.confirmed();
  assertEquals(
    await refusal(() => here.settled(mails.set(thief.actor, how))),
    "wrong-password",
    "nor in place of another",
  );
  const later = { address: ADDRESS, afterHours: 24, locale: "en" };
  const told = await here.settled(mails.set(ana.actor, later));
  assertEquals(told, { address: ADDRESS, afterHours: 24 }, "when takes no proof");
  assertEquals(post.taken, []);
});

mailTest("mail - who has no password gives one soon after signing in, and not later", async (t) => {
  const { here, post, ana, mails } = t;
  const { users } = here.one.instance;
  await here.settled(users.update(ana.actor.user.id, ({ passwordHash: _, ...rest }) => rest));
  const set = () =>
    here.settled(mails.set(ana.actor, { address: ADDRESS, afterHours: 1, locale: "en" }));
  await set();
  assertEquals(post.taken.map(({ to }) => to), [ADDRESS]);
  await t.later(11 * MINUTE);
  assertEquals(await refusal(set), "prove-again");
  assertEquals(post.taken.length, 1);
});

mailTest("mail - a new password ends an address that is not confirmed, and no other", async (t) => {
  const { here, post, ana, mails } = t;
  const { identity, instance: { administration } } = here.one;
  const root = await here.person("Root", "administrator");
  const other = "thief@evil.example";
  const ended = async () => {
    await t.set(other);
    const code = t.codeIn(post.taken.at(-1));
    return async () => {
      assertEquals(await refusal(() => here.settled(mails.asked(code))), "mail-link-over");
      assertEquals(await refusal(() => here.settled(mails.confirm(code))), "mail-link-over");
      assertEquals(await mails.of(ana.actor), { address: ADDRESS, afterHours: 1 });
      assert(!(await everyRow(here.kv)).some(({ text }) => text.includes(other)), "it is gone");
    };
  };
  await t.confirmed();
  const isEnded = await ended();
  const change = { current: PASSWORD, next: "a wholly other one" };
  await here.settled(identity.changePassword(ana.actor, change));
  await isEnded();
  await here.settled(identity.changePassword(ana.actor, { current: change.next, next: PASSWORD }));

  const isEndedToo = await ended();
  const { id } = ana.actor.user;
  const { code } = await here.settled(administration.makePasswordLink(root.actor, { id }));
  const visitor = { address: ana.address, device: "a test" };
  await here.settled(identity.recoverPassword(visitor, code, "and one more of them"));
  await isEndedToo();
});
