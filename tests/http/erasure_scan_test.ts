// After “delete my account with my messages”: nothing of theirs is anywhere in the store.
import { assert, assertEquals } from "@std/assert";
import { BOT_SCOPES } from "../../lib/protocol/bots.ts";
import { createForeignAccounts } from "../../lib/store/people/foreign_accounts.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { picture } from "../support/pictures.ts";
import { BROWSER_KEYS } from "../support/push_service.ts";
import { Receiver } from "../support/receiver.ts";

/** What she is called, and how each of her words begins: nobody else says either. */
const NAMES = ["Wilhelmina", "Guinevere"] as const;
const HERS = "quokka";
/** Words of somebody else that name her stay theirs, and what finds them. */
const BENS = `@${NAMES[1]} hello, ${NAMES[1]}`;
const GENERAL = "general";
const DAY_MS = 86_400_000;

/** A row as text, in which bytes are read as letters. */
const textOf = (value: unknown) =>
  JSON.stringify(value, (_, one) => {
    if (one instanceof Uint8Array) return new TextDecoder("latin1").decode(one);
    return typeof one === "bigint" ? String(one) : one;
  });

/** The rows in which one of the words stands, however it is written. */
async function rowsWith(here: Community, words: readonly string[]): Promise<string[]> {
  const sought = words.map((word) => word.toLowerCase());
  return (await everyRow(here.kv.open())).flatMap(({ key, value }) => {
    const text = textOf([key, value]).toLowerCase();
    return sought.some((word) => text.includes(word)) ? [text] : [];
  });
}

/** Numbers her words, so that each act has its own. */
function speaker() {
  let n = 0;
  return (what: string) => `${HERS}${what}${++n}`;
}

async function uploaded(
  here: Community,
  { actor }: Somebody,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
) {
  const { uploads } = here.one.instance.files;
  const { id } = await here.settled(uploads.create(actor, { name, size: bytes.length }));
  await here.settled(uploads.append(actor, id, 0, new Blob([bytes]).stream()));
  return id;
}

/** She does all that one can do; Ben and Cleo are there, and do things with what she says. */
async function aLife(here: Community) {
  const [boss, ben] = [await here.person("boss", "administrator"), await here.person("ben")];
  const cleo = await here.person("cleo");
  const ana = await here.person(NAMES[0], "moderator");
  const { chat, administration, identity } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const say = speaker();
  const post = async (who: Somebody, message: object) =>
    (await did(chat.post(who.actor, {
      ...{ conversation: GENERAL, id: crypto.randomUUID(), text: "", after: 0, ...message },
    }))).seq;
  const file = await uploaded(
    here,
    ana,
    `${say("file")}.txt`,
    new TextEncoder().encode(say("bytes").repeat(30)),
  );
  const seq = await post(ana, { text: say("text"), files: [{ id: file, alt: say("alt") }] });
  await did(chat.edit(ana.actor, { conversation: GENERAL, target: seq, text: say("edited") }));
  await did(
    chat.forward(ben.actor, {
      conversation: GENERAL,
      target: seq,
      to: "cleo",
      id: crypto.randomUUID(),
      after: 0,
    }),
  );
  await post(ben, { text: "look", replyTo: seq });
  const theirs = await post(ben, { text: "mine", poll: { options: ["one", "two"] } });
  await post(ana, { text: say("reply"), thread: theirs, alsoInRoom: true });
  await post(ana, { text: say("poll"), poll: { options: [say("option"), say("option")] } });
  await did(
    chat.react(ana.actor, { conversation: GENERAL, target: theirs, emoji: "🌳", on: true }),
  );
  await did(chat.vote(ana.actor, { conversation: GENERAL, target: theirs, options: [0] }));
  await did(chat.pin(ana.actor, { conversation: GENERAL, target: theirs, on: true }));
  await did(chat.pin(ben.actor, { conversation: GENERAL, target: seq, on: true }));
  await did(chat.bookmark(ben.actor, { conversation: GENERAL, target: seq, note: "hm", on: true }));
  await did(
    chat.bookmark(ana.actor, {
      conversation: GENERAL,
      target: theirs,
      note: say("note"),
      on: true,
    }),
  );
  await did(chat.follow(ana.actor, { conversation: GENERAL, thread: theirs, on: true }));
  await did(chat.draft(ana.actor, { conversation: GENERAL, text: say("draft"), at: 1, begun: 1 }));
  const at = here.clock.now() + DAY_MS;
  await did(
    chat.schedule(ana.actor, {
      conversation: GENERAL,
      id: crypto.randomUUID(),
      at,
      text: say("soon"),
    }),
  );
  await did(chat.remind(ana.actor, { id: crypto.randomUUID(), at, note: say("remind") }));
  await did(chat.settings(ana.actor, { keywords: [say("keyword")], block: "cleo" }));
  await did(chat.setStatus(ana.actor, { status: say("status") }));
  await did(chat.notify(ana.actor, { conversation: GENERAL, level: "all" }));
  await post(ana, { conversation: undefined, to: "ben", text: say("direct") });
  const dan = await here.person("dan");
  await did(chat.settings(dan.actor, { requests: "strangers" }));
  await post(ana, { conversation: undefined, to: "dan", text: say("asks") });
  await did(chat.settings(ana.actor, { pronouns: say("they"), zone: "Indian/Chagos" }));
  const elsewhere = { provider: "p", label: say("elsewhere"), createdAt: here.clock.now() };
  await did(
    createForeignAccounts(here.kv.open()).link(
      ana.actor.user.id,
      { id: say("account"), ...elsewhere },
      () => ({ checks: [], mutations: [] }),
    ),
  );
  const group = await did(
    chat.openWith(ana.actor, { people: ["ben", "cleo"], title: say("group") }),
  );
  await post(ana, { conversation: group.id, text: say("grouped") });
  const left = await did(
    chat.create(ana.actor, { name: `${HERS}-left`, topic: say("topic"), private: true }),
  );
  await did(chat.invite(ana.actor, { conversation: left.id, user: "ben" }));
  await did(chat.join(ben.actor, { conversation: left.id }));
  await post(ana, { conversation: left.id, text: say("left") });
  await did(chat.leave(ana.actor, { conversation: left.id }));
  const open = await did(chat.create(ben.actor, { name: "orchard" }));
  await did(chat.join(ana.actor, { conversation: open.id }));
  const moved = await post(ana, { text: say("moved") });
  await did(chat.move(ana.actor, { conversation: GENERAL, target: moved, to: open.id }));
  await did(chat.topic(ana.actor, { conversation: open.id, topic: say("topic") }));
  await did(chat.invite(ana.actor, { conversation: open.id, user: "cleo" }));
  await did(
    administration.reportMessage(ben.actor, { conversation: GENERAL, target: seq, words: "bad" }),
  );
  await did(
    administration.reportMessage(ana.actor, {
      conversation: GENERAL,
      target: theirs,
      words: say("report"),
    }),
  );
  await did(
    administration.mute(ana.actor, { user: "cleo", duration: "30d", reason: say("reason") }),
  );
  await did(
    administration.mute(boss.actor, { id: ana.actor.user.id, duration: "1s", reason: "quiet" }),
  );
  await did(administration.appeal(ana.actor, say("appeal")));
  await here.pass(2_000);
  await did(administration.makeInvitation(ana.actor, {}));
  await did(administration.changeSettings(boss.actor, { bots: "members" }));
  const bot = { name: "Robo", scopes: BOT_SCOPES, rooms: [open.id] };
  const made = await did(administration.addBot(ana.actor, bot));
  await did(administration.addHook(ana.actor, { name: "Hooky", room: open.id, format: "slack" }));
  await did(administration.addOutgoing(ana.actor, {
    ...{ name: "Teller", rooms: [open.id], origin: "http://chat.test" },
    ...{ url: `https://${HERS}.example/`, events: ["message"], keywords: [] },
  }));
  await did(administration.addCommand(ana.actor, {
    ...{ bot: made.bot.bot.id, name: `${HERS}-do`, usage: say("usage"), about: say("about") },
    ...{ url: `https://${HERS}.example/`, origin: "" },
  }));
  await post(ben, { conversation: open.id, text: "told elsewhere" });
  await post(ana, { conversation: open.id, text: say("told") });
  await did(chat.command(ben.actor, { conversation: open.id, text: `/${HERS}-do it` }));
  await here.api(here.one, ana, "POST", "/me/devices", {
    endpoint: `https://fcm.googleapis.com/${HERS}`,
    keys: BROWSER_KEYS,
  });
  const portrait = await uploaded(here, ana, `${HERS}.png`, picture("image/png"));
  await did(identity.changePicture(ana.actor, portrait));
  await did(identity.changeSignInName(ana.actor, { name: `${HERS}signs`, password: PASSWORD }));
  await did(identity.changeName(ana.actor, NAMES[1]));
  // So many that the index of search is written.
  for (let n = 0; n < 300; n++) await post(ben, { text: `filling ${n}` });
  await post(ben, { text: BENS });
  await here.pass(60_000);
  return { boss, ben, cleo, ana };
}

/** Where a name of hers or a word may still stand, and why. */
const LEFT: Record<string, string> = {
  journal: "the audit log is never edited",
  user_by_name: "nobody takes her name within a day: the row ends by itself",
  user_by_skeleton: "the same",
  conversation: "what rooms and groups are called is everybody's who is in them",
  room_by_name: "the same",
  sanctions: "why somebody is muted is told to them until it is over",
};

const receiver = new Receiver();
communityTest(
  "erasure - with her messages, nothing of hers is left in the store but names of the audit log",
  2,
  async (here) => {
    const { boss, ana } = await aLife(here);
    const { administration, chat } = here.one.instance;
    const tables = async (...words: string[]) =>
      new Set((await rowsWith(here, words)).map((row) => row.split('"')[1]!));
    const before = await tables(HERS);
    for (
      const one of [
        "log",
        "file",
        "file_part",
        "report",
        "command",
        "outgoing",
        "version",
        "search_terms",
        "appeal",
      ]
    ) {
      assert(before.has(one), `${one} holds a word of hers: ${[...before]}`);
    }
    // Who is muted goes all the same.
    const whom = { id: ana.actor.user.id, duration: "30d", reason: "quiet" };
    await here.settled(administration.mute(boss.actor, whom));
    const { status } = await here.api(here.one, ana, "DELETE", "/me", {
      ...{ password: PASSWORD, messages: "go" },
    });
    assertEquals(status, 204);
    await here.pass(10 * 60_000);

    const isBens = (row: string) =>
      row.includes(BENS.toLowerCase()) || row.includes("search_terms") && !row.includes(HERS);
    const left = (await rowsWith(here, [HERS, ...NAMES]))
      .filter((row) => !(row.split('"')[1]! in LEFT) && !isBens(row));
    assertEquals(left, []);
    const sanctions = (await rowsWith(here, NAMES)).filter((row) => row.includes("sanctions"));
    assertEquals(sanctions, [], "no sanction names her");
    const words = (await rowsWith(here, [HERS])).filter((row) => row.startsWith('[["conversation'));
    assert(words.every((row) => !row.includes(`${HERS}topic`)), "no topic of hers stands");
    const { events } = await here.settled(
      chat.history(boss.actor, { conversation: GENERAL, limit: 50 }),
    );
    assert(events.some((event) => event.kind === "message" && event.text === BENS));
  },
  { rates: false, calls: receiver.options },
);
