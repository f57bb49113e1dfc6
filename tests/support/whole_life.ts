// Somebody who does all that one can, in a community of several instances: what is left of them then is
// what erasure and export have to find.
import { createForeignFlows } from "../../lib/store/people/foreign_flows.ts";
import { createForeignAccounts } from "../../lib/store/people/foreign_accounts.ts";
import type { ImportRow } from "../../lib/moving/import/rows.ts";
import { BOT_SCOPES } from "../../lib/protocol/bots.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import { keys } from "../../lib/kv/keys.ts";
import { makePasskey } from "./authenticator.ts";
import { codeOf } from "./authenticator_app.ts";
import { type Community, PASSWORD, type Somebody } from "./community.ts";
import { bringIn } from "./importing.ts";
import { giveMerge, sayMerge } from "./merging.ts";
import { picture } from "./pictures.ts";
import { PLOT } from "./previewed.ts";
import type { PushService } from "./push_service.ts";
import { SeededRandom } from "./seeded_random.ts";
import { slackExport } from "./slack_export.ts";
import { zipOf } from "./zip_of.ts";

/** What she is called, first and later, and how each of her words begins: nobody else says either. */
export const NAMES = ["Wilhelmina", "Guinevere"] as const;
export const HERS = "quokka";
/** Words of somebody else that name her stay theirs, and what finds them. */
export const BENS = `@${NAMES[1]} hello, ${NAMES[1]}`;

const GENERAL = "general";
const DAY_MS = 86_400_000;
/** More than a message names of those who reacted in one way. */
const MANY = 14;

/** Those who are there. */
export interface People {
  boss: Somebody;
  ben: Somebody;
  cleo: Somebody;
  ana: Somebody;
}

/** Who the community has to do with: the text of the last mail that it sent, and its push service. */
export interface Outside {
  lastMail(): string;
  service: PushService;
}

const empty = () => ({ conversation: GENERAL, id: crypto.randomUUID(), text: "", after: 0 });

/** What a part of the life is lived with. */
interface Living extends People {
  here: Community;
  /** A word of hers that nobody has said before. */
  say(what: string): string;
  did<T>(act: Promise<T>): Promise<T>;
  post(who: Somebody, message: object): Promise<number>;
}

/** The community has all that there is to do: held words, newcomers, previews, bots. */
export async function wholeLife(here: Community, outside: Outside): Promise<People> {
  const { chat, administration } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const boss = await here.person("boss", "administrator");
  const [ben, cleo] = [await here.person("ben"), await here.person("cleo")];
  let n = 0;
  const people = { boss, ben, cleo, ana: await here.person(NAMES[0]) };
  const life = {
    ...people,
    here,
    did,
    say: (what: string) => `${HERS}${what}${++n}`,
    post: async (who: Somebody, message: object) =>
      (await did(chat.post(who.actor, { ...empty(), ...message }))).seq,
  };
  await did(administration.changeSettings(boss.actor, { bots: "members", previews: true }));
  await asNewcomer(life);
  await whatOthersDid(life);
  const moderating = { ...life, ana: await here.promoted(life.ana, "administrator") };
  await comeIn(moderating, outside);
  const seq = await write(moderating);
  await gather(moderating, seq);
  await withPrograms(moderating);
  await administer(moderating, seq);
  // So many that the index of search is written.
  for (let n = 0; n < 300; n++) await life.post(ben, { text: `filling ${n}` });
  await life.post(ben, { text: BENS });
  await here.pass(60_000);
  await lately(moderating);
  return { boss, ben, cleo, ana: await here.promoted(moderating.ana, "moderator") };
}

/** She is new: what she writes waits, once refused, once for ever; and she may not write often. */
async function asNewcomer({ here, boss, ana, did, say, post }: Living) {
  const { chat, administration } = here.one.instance;
  await did(administration.changeHeldWords(boss.actor, ["casino"]));
  await did(administration.changeSettings(boss.actor, { newcomerDays: 2, newcomerMessages: 9 }));
  for (const user of ["ben", "cleo"]) await did(administration.vouchFor(boss.actor, { user }));
  const room = await did(chat.create(boss.actor, { name: "slow" }));
  await here.api(here.one, boss, "PATCH", `/admin/rooms/${room.id}`, { slowSeconds: 21_600 });
  await here.pass(1_000);
  await did(chat.join(ana.actor, { conversation: room.id }));
  await post(ana, { conversation: room.id, text: say("slow") });
  for (const what of ["refused", "waits"]) {
    await post(ana, { text: `casino ${say(what)}` }).catch(() => {}); // told that it waits
    if (what === "waits") break;
    const { messages: [one] } = await did(administration.waitingMessages(boss.actor));
    if (one) await did(administration.refuseMessage(boss.actor, one.id, "no games"));
  }
}

/** Others sanction her, and ask her; she says something against it, and is answered once. */
async function whatOthersDid({ here, boss, ben, ana, did, say }: Living) {
  const { chat, administration, identity } = here.one.instance;
  const { id } = ana.actor.user;
  for (const answered of [true, false]) {
    await did(administration.mute(boss.actor, { id, duration: "2s", reason: "quiet" }));
    await did(administration.appeal(ana.actor, say("appeal")));
    const [open] = await did(administration.appeals(boss.actor));
    if (answered && open) {
      await did(administration.answerAppeal(boss.actor, open.id, { lift: false, words: "no" }));
    }
    await here.pass(3_000);
  }
  const shed = await did(chat.create(ben.actor, { name: "shed", private: true }));
  await did(chat.invite(ben.actor, { conversation: shed.id, user: NAMES[0] }));
  await did(administration.makePasswordLink(boss.actor, { id }));
  await did(chat.settings(ana.actor, { requests: "strangers" }));
  const eve = await here.person("eve");
  await did(
    chat.post(eve.actor, { to: NAMES[0], id: crypto.randomUUID(), text: "psst", after: 0 }),
  );
  // A device that is confirmed and has not fetched its session.
  const begun = await did(identity.beginPairing({ address: ana.address, device: "a terminal" }));
  await did(identity.answerPairing(ana.actor, ana.address, begun.userCode, true));
}

/** By what she comes in, and where she is reached. */
async function comeIn({ here, ana, did, say }: Living, { lastMail, service }: Outside) {
  const { identity, mails } = here.one.instance;
  const { id } = ana.actor.user;
  const kv = here.kv.open();
  const site = { origin: "https://chat.example", name: "Palabre" };
  const { response } = await makePasskey(
    await did(identity.beginPasskey(ana.actor, site, PASSWORD)),
    site,
  );
  await did(identity.addPasskey(ana.actor, site, { response, name: say("passkey") }));
  const { key } = await did(identity.proposeSecondFactor(ana.actor, PASSWORD, "Palabre"));
  const [code] = await did(
    identity.confirmSecondFactor(ana.actor, codeOf(key, here.clock.now())),
  );
  const browser = { address: ana.address, device: say("browser"), devices: [] };
  const needed = await did(
    identity.signIn(browser, { name: NAMES[0], password: PASSWORD }).catch((error) => error),
  );
  const ticket = String(needed.values.ticket);
  await did(identity.passSecondFactor(browser, { ticket, code: code! }));
  const token = { name: say("token"), password: PASSWORD };
  await did(identity.makeToken(ana.actor, { address: ana.address, device: "" }, token));
  const subscription = await service.subscribe(say("device"));
  await here.api(here.one, ana, "POST", "/me/devices", subscription);
  for (const where of ["mail", "newmail"]) {
    const address = `${say(where)}@example.org`;
    const wish = { address, afterHours: 1, locale: "en", password: PASSWORD } as const;
    await did(mails!.set(ana.actor, wish));
    const code = /\/mail\/confirm\/([\w-]+)/.exec(lastMail())?.[1] ?? "";
    if (where === "mail") await did(mails!.confirm(code));
  }
  const account = { id: say("account"), provider: "p", label: say("elsewhere") };
  const linked = { ...account, createdAt: here.clock.now() };
  const alone = () => ({ checks: [], mutations: [] });
  await did(createForeignAccounts(kv).link(id, linked, alone));
  const flows = createForeignFlows({ kv, clock: here.clock, random: new SeededRandom(9) });
  const purpose = { is: "link", user: id, session: ana.actor.session } as const;
  const provider = { provider: "p", issuer: "https://p.example", client: "c" };
  const way = { verifier: "v", nonce: "n", redirect: "/", next: "/" };
  await did(flows.begin({ ...provider, ...way, purpose }));
}

/** What she writes, and what others do with it. Gives a message of hers. */
async function write({ here, ben, ana, did, say, post }: Living): Promise<number> {
  const { chat } = here.one.instance;
  const bytes = new TextEncoder().encode(say("bytes").repeat(30));
  const file = await uploaded(here, ana, `${say("file")}.txt`, bytes);
  const seq = await post(ana, { text: say("text"), files: [{ id: file, alt: say("alt") }] });
  const own = { conversation: GENERAL, target: seq };
  await did(chat.edit(ana.actor, { ...own, text: say("edited") }));
  const copy = { id: crypto.randomUUID(), after: 0 };
  await did(chat.forward(ben.actor, { ...own, ...copy, to: "cleo" }));
  await post(ana, { text: `${PLOT}?${say("link")}` });
  await post(ben, { text: "look", replyTo: seq });
  await did(chat.pin(ben.actor, { ...own, on: true }));
  await did(chat.bookmark(ben.actor, { ...own, note: "hm", on: true }));
  await post(ana, { text: say("poll"), poll: { options: [say("option"), say("option")] } });
  await post(ana, { conversation: undefined, to: "ben", text: say("direct") });
  const dan = await here.person("dan");
  await did(chat.settings(dan.actor, { requests: "strangers" }));
  await post(ana, { conversation: undefined, to: "dan", text: say("asks") });
  const people = { people: ["ben", "cleo"], title: "us three" };
  const group = await did(chat.openWith(ana.actor, people));
  await post(ana, { conversation: group.id, text: say("grouped") });
  const room = { name: "cellar", topic: say("topic"), private: true };
  const left = await did(chat.create(ana.actor, room));
  await did(chat.invite(ana.actor, { conversation: left.id, user: "ben" }));
  await did(chat.join(ben.actor, { conversation: left.id }));
  await post(ana, { conversation: left.id, text: say("left") });
  await did(chat.leave(ana.actor, { conversation: left.id }));
  const open = await did(chat.create(ben.actor, { name: "orchard" }));
  await did(chat.join(ana.actor, { conversation: open.id }));
  const moved = await post(ana, { text: say("moved") });
  await did(chat.move(ana.actor, { conversation: GENERAL, target: moved, to: open.id }));
  await did(chat.topic(ana.actor, { conversation: open.id, topic: say("topic") }));
  await did(chat.create(ana.actor, { name: "loft" }));
  return seq;
}

/** What she does with what others write, and keeps for herself. */
async function gather({ here, ben, ana, did, say, post }: Living, seq: number) {
  const { chat, identity } = here.one.instance;
  await did(chat.settings(ana.actor, { keywords: [say("keyword"), "pergola"], block: "cleo" }));
  const options = { options: ["one", "two"] };
  const theirs = await post(ben, { text: "mine", poll: options });
  const secret = await post(ben, { text: "whom", poll: { ...options, secret: true } });
  const at = (target: number) => ({ conversation: GENERAL, target });
  await did(chat.vote(ana.actor, { ...at(theirs), options: [0] }));
  await did(chat.vote(ana.actor, { ...at(secret), options: [1] }));
  for (let n = 0; n < MANY; n++) {
    const other = await here.person(`many ${n}`);
    await did(chat.react(other.actor, { ...at(theirs), emoji: "🌳", on: true }));
  }
  await did(chat.react(ana.actor, { ...at(theirs), emoji: "🌳", on: true }));
  await did(chat.pin(ana.actor, { ...at(theirs), on: true }));
  await did(chat.bookmark(ana.actor, { ...at(theirs), note: say("note"), on: true }));
  await post(ana, { text: say("reply"), thread: theirs, alsoInRoom: true });
  await did(chat.follow(ana.actor, { conversation: GENERAL, thread: theirs, on: true }));
  await post(ben, { text: "and you?", thread: theirs });
  const later = here.clock.now() + DAY_MS;
  const id = () => crypto.randomUUID();
  await did(chat.draft(ana.actor, { conversation: GENERAL, text: say("draft"), at: 1, begun: 1 }));
  const soon = { conversation: GENERAL, id: id(), at: later, text: say("soon") };
  await did(chat.schedule(ana.actor, soon));
  await did(chat.remind(ana.actor, { id: id(), at: later, note: say("remind") }));
  await did(chat.setStatus(ana.actor, { status: say("status") }));
  await did(chat.notify(ana.actor, { conversation: GENERAL, level: "all" }));
  await did(chat.settings(ana.actor, { pronouns: say("they"), zone: "Indian/Chagos" }));
  await did(chat.read(ana.actor, { conversation: GENERAL, seq }));
  const portrait = await uploaded(here, ana, `${say("portrait")}.png`, picture("image/png"));
  await did(identity.changePicture(ana.actor, portrait));
  const signs = { name: `${HERS}signs`, password: PASSWORD };
  await did(identity.changeSignInName(ana.actor, signs));
  await did(identity.changeName(ana.actor, NAMES[1]));
  await post(ben, { text: BENS });
  await post(ben, { text: "by the pergola" });
}

/** Her bots, hooks and commands, and what they say. */
async function withPrograms({ here, ben, ana, did, say, post }: Living) {
  const { chat, administration } = here.one.instance;
  const open = await did(chat.create(ben.actor, { name: "workshop" }));
  await did(chat.join(ana.actor, { conversation: open.id }));
  const bot = { name: "Robo", scopes: BOT_SCOPES, rooms: [open.id] };
  const made = await did(administration.addBot(ana.actor, bot));
  await did(administration.addHook(ana.actor, { name: "Hooky", room: open.id, format: "slack" }));
  const teller = { name: "Teller", rooms: [open.id], origin: "http://chat.test" };
  const told = { url: `https://${say("called")}.example/`, events: ["message" as const] };
  await did(administration.addOutgoing(ana.actor, { ...teller, ...told, keywords: [] }));
  const shown = { name: `${HERS}-do`, usage: say("usage"), about: say("about") };
  const asked = { bot: made.bot.bot.id, url: `https://${say("asked")}.example/`, origin: "" };
  await did(administration.addCommand(ana.actor, { ...shown, ...asked }));
  await post(ben, { conversation: open.id, text: "told elsewhere" });
  await post(ana, { conversation: open.id, text: say("told") });
}

/** What she does for the community, and to others. */
async function administer({ here, boss, ben, cleo, ana, did, say, post }: Living, seq: number) {
  const { administration, imports, chat } = here.one.instance;
  const theirs = await post(ben, { text: "not nice" });
  const own = { conversation: GENERAL, target: seq };
  await did(administration.reportMessage(ben.actor, { ...own, words: "bad" }));
  await did(
    administration.reportMessage(ana.actor, { ...own, target: theirs, words: say("report") }),
  );
  const worse = await post(ben, { text: "worse" });
  await did(administration.reportMessage(cleo.actor, { ...own, target: worse, words: "this" }));
  const { reports } = await did(administration.reports(ana.actor, { open: true, limit: 10 }));
  const cleos = reports.find(({ message }) => message.seq === worse)!;
  const handled = { words: say("handled"), answer: say("answer") };
  await did(administration.handleReport(ana.actor, cleos.id, handled));
  await post(ben, { text: "casino again" }).catch(() => {}); // it waits
  const { messages } = await did(administration.waitingMessages(ana.actor));
  const bens = messages.find(({ by }) => by.id === ben.actor.user.id)!;
  await did(administration.refuseMessage(ana.actor, bens.id, say("refusal")));
  const whom = { user: "cleo", duration: "30d" };
  await did(administration.mute(ana.actor, { ...whom, reason: say("reason") }));
  await did(administration.appeal(cleo.actor, "why?"));
  const [cleosAppeal] = (await did(administration.appeals(ana.actor)))
    .filter(({ by }) => by.id === cleo.actor.user.id);
  const answer = { lift: false, words: say("answer") };
  await did(administration.answerAppeal(ana.actor, cleosAppeal!.id, answer));
  await here.person("gus", "guest");
  await did(administration.ban(ana.actor, { user: "gus", duration: "30d", reason: "gone" }));
  await did(administration.makeInvitation(ana.actor, {}));
  const shed = await did(chat.create(ana.actor, { name: "attic", private: true }));
  await did(chat.invite(ana.actor, { conversation: shed.id, user: "cleo" }));
  const moss = () => Promise.resolve(picture("image/png"));
  await did(administration.addEmoji(ana.actor, { name: "moss", picture: moss }));
  await did(imports.announce(ana.actor, { file: "theirs.zip", size: LIMITS.name }));
  const { id } = await bringIn(here.kv, await zipOf(slackExport()));
  const run = (await here.kv.get<ImportRow>(keys.import(id))).value!;
  const by = { id: ana.actor.user.id, name: NAMES[1] };
  await here.kv.commit([], [{ type: "set", key: keys.import(id), value: { ...run, by } }]);
  await giveMerge(here.kv, await sayMerge(here.kv, { id, person: "U01AWA", into: by }));
  await sayMerge(here.kv, { id, person: "U09GONE", into: by, state: "counted" });
  await did(administration.beginRaid(ana.actor, "2h"));
  await here.pass(1_000);
  void boss;
}

/** What ends by itself soon: done last, so that it is there when she goes. */
async function lately({ here, ana, did, post, ben }: Living) {
  const { chat, identity } = here.one.instance;
  const { body } = await here.api(here.one, ana, "GET", "/conversations");
  const rooms = body.conversations as Array<{ id: string; name?: string }>;
  const workshop = rooms.find(({ name }) => name === "workshop")!.id;
  await did(chat.command(ana.actor, { conversation: workshop, text: `/${HERS}-do it` }));
  await here.connect(here.two, ana);
  const visitor = { address: ana.address, device: "new" };
  const account = { name: `${HERS}signs`, password: PASSWORD };
  await did(identity.signIn(visitor, account)).catch(() => {}); // a code is asked for
  await post(ben, { text: BENS });
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
