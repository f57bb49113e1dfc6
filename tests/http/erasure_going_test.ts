// An account ends in one commit: who still writes elsewhere then writes nothing that stays, and a server
// that dies in the middle leaves it to another to do the rest.
import { assert, assertEquals } from "@std/assert";
import { ChatError } from "../../lib/protocol/errors.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { User } from "../../lib/store/people/users.ts";
import { LAST_LOOK_MS } from "../../lib/chat/identity/planned_erasure.ts";
import { Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { WatchedKv } from "../support/watched_kv.ts";

const GENERAL = "general";
/** In each of her words, and in nobody else's. */
const HERS = "quokka";
const GOODBYE = { password: PASSWORD, messages: "go" };
/** Past the last look. */
const A_WHILE_MS = LAST_LOOK_MS + 30_000;

const wordsIn = async (here: Community) =>
  (await everyRow(here.kv.open())).map(({ text }) => text).filter((text) => text.includes(HERS));

function message(text: string) {
  return { conversation: GENERAL, id: crypto.randomUUID(), text, after: 0 };
}

communityTest(
  "erasure - what is written elsewhere while an account goes goes with it, and then nothing is taken",
  2,
  async (here) => {
    const ana = await here.person("ana");
    const elsewhere = await here.signIn(ana);
    for (let n = 0; n < 40; n++) {
      await here.settled(here.one.instance.chat.post(ana.actor, message(`${HERS} ${n}`)));
    }
    const end = await here.connect(here.two, elsewhere);
    let gone = false;
    const taken: boolean[] = [];
    // As what an instance was about to do when the account ended: nobody asks again who they are.
    async function writer() {
      for (let n = 0; n < 400 && taken.filter((one) => !one).length < 3; n++) {
        const posted = here.two.instance.chat.post(elsewhere.actor, message(`${HERS} late ${n}`));
        taken.push(
          await posted.then(() => true, (error) => {
            if (error instanceof ChatError) return false;
            throw error;
          }),
        );
        if (gone) await new Promise<void>((resolve) => void here.clock.after(50, resolve));
      }
    }
    const writing = writer();
    const deleted = await here.api(here.one, ana, "DELETE", "/me", GOODBYE);
    gone = true;
    assertEquals(deleted.status, 204);
    await here.settled(writing);
    assert(taken.includes(true), "something was written while it went");
    assertEquals(taken.at(-1), false, "then nothing is taken any more");
    await here.pass(1_000);
    assert(end.closed, "the other device is signed out");
    assertEquals((await here.api(here.two, elsewhere, "GET", "/me")).status, 401);
    await here.pass(A_WHILE_MS);
    assertEquals(await wordsIn(here), []);
  },
  { rates: false },
);

/** What each of the two does that could be half undone. */
async function aLife(here: Community) {
  const [ana, ben] = [await here.person("ana"), await here.person("ben")];
  await here.person("cleo");
  const { chat } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const post = async (who: Somebody, more: object) =>
    (await did(chat.post(who.actor, { ...message(""), ...more }))).seq;
  const bens = await post(ben, { text: "hello", poll: { options: ["one", "two"] } });
  const own = await post(ana, { text: `${HERS} one` });
  await did(chat.edit(ana.actor, { conversation: GENERAL, target: own, text: `${HERS} two` }));
  await did(chat.react(ana.actor, { conversation: GENERAL, target: bens, emoji: "🌳", on: true }));
  await did(chat.vote(ana.actor, { conversation: GENERAL, target: bens, options: [0] }));
  await did(chat.draft(ana.actor, { conversation: GENERAL, text: HERS, at: 1, begun: 1 }));
  const room = await did(chat.create(ana.actor, { name: "orchard", topic: HERS }));
  await did(chat.join(ben.actor, { conversation: room.id }));
  await post(ana, { conversation: room.id, text: `${HERS} three` });
  const group = await did(chat.openWith(ana.actor, { people: ["ben", "cleo"], title: "us" }));
  await post(ana, { conversation: group.id, text: `${HERS} four` });
  await here.pass(10_000);
  return { ana, ben, bens };
}

/** Deletes an account on an instance that dies after so many commits; how many it would have made. */
async function died(after: number): Promise<number> {
  const here = new Community();
  here.rates = false;
  let [dying, commits] = [false, 0];
  const watched: WatchedKv[] = [];
  here.through = (kv) => {
    const own = new WatchedKv(kv);
    own.before = ({ call }) => {
      if (call !== "commit" || !dying) return;
      if (commits === after) own.away = true;
      else commits++;
    };
    watched.push(own);
    return own;
  };
  await here.open("dies");
  here.through = (kv) => kv;
  await here.open("lives");
  try {
    await here.pass(5_000);
    const { ana, ben, bens } = await aLife(here);
    dying = true;
    const { status } = await here.api(here.one, ana, "DELETE", "/me", GOODBYE);
    dying = false;
    const user = await here.kv.get<User>(keys.user(ana.actor.user.id));
    for (const one of watched) one.away = true; // whether it was done or not: this one is no more
    await here.pass(A_WHILE_MS);
    const words = await wordsIn(here);
    const { status: known } = await here.api(here.two, ana, "GET", "/me");
    if (user.value?.goneAt === undefined) {
      assertEquals([status, known], [503, 200], "nothing was begun");
      assert(words.length > 0);
      assert(after < 5, `${after} commits are too many before the one that counts`);
    } else {
      assertEquals([known, words], [401, []], `after ${after} commits`);
      const asked = { conversation: GENERAL, after: bens - 1, limit: 1 };
      const [poll] = (await here.settled(here.two.instance.chat.history(ben.actor, asked))).events;
      assert(poll?.kind === "message");
      assertEquals([poll.reactions ?? {}, poll.poll?.options[0]?.count], [{}, 0]);
      const rows = (await everyRow(here.kv.open())).map(({ key }) => String(key[0]));
      assert(!rows.includes("left") && !rows.includes("job"), "it has ended");
    }
    return commits;
  } finally {
    for (const one of watched) one.away = false;
    await here.close();
  }
}

Deno.test("erasure - wherever a server dies while an account goes, another does the rest", async () => {
  const all = await died(Infinity);
  assert(all > 15, `${all} commits are many steps`);
  for (let after = 0; after < all; after++) await died(after);
});
