import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { HeldWords, readHeldWords } from "../../lib/chat/moderation/held_words.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import {
  type Community,
  communityTest,
  PASSWORD,
  type Place,
  type Somebody,
} from "../support/community.ts";
import { allRows, wordsLeft } from "../support/gone_words.ts";

Deno.test("held words - are found as whole words, in several scripts, however they are written", () => {
  const words = new HeldWords(["casino", "buy now", "спам", "ставки", "赌博", "kostenlos", "قمار"]);
  const held = [
    "A CASINO!",
    "casino.",
    "(Cäsino)",
    "my_casino_2.png",
    "ｃａｓｉｎｏ",
    "caѕіno", // Cyrillic ѕ and і
    "cas\u200bino",
    "сasino", // Cyrillic с
    "Buy   now",
    "buy\nnow",
    "это СПАМ",
    "cпaм", // Latin c and a
    "делайте ставки",
    "网上赌博很坏",
    "KOSTENLOS",
    "هذا قمار",
  ];
  assertEquals(held.filter((text) => !words.areIn(text)), []);
  const free = [
    "casinos",
    "occasino",
    "buying now",
    "spams",
    "спамер",
    "赌",
    "cas ino",
    "burn",
    "",
  ];
  assertEquals(free.filter((text) => words.areIn(text)), []);
  assertEquals(new HeldWords(["bum"]).areIn("we burn wood"), false, "rn is no m to who reads on");
  assertEquals(new HeldWords([]).areIn("anything"), false);
});

Deno.test("held words - those that differ once are kept, and none that is too short or too long", () => {
  assertEquals(readHeldWords([" Casino ", "casino", "CASINO", "", "buy  now"]), [
    "Casino",
    "buy now",
  ]);
  for (
    const wrong of [
      ["a"],
      ["x".repeat(61)],
      Array.from({ length: 201 }, (_, n) => `word${n}`),
    ]
  ) {
    assertThrows(() => readHeldWords(wrong), ChatError);
  }
});

function say(here: Community, place: Place, who: Somebody, text: string, more: object = {}) {
  return here.api(place, who, "POST", "/messages", { conversation: GENERAL, text, ...more });
}

const typeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  String(body.type ?? "").replace("urn:palabre:problem:", ""),
];

async function people(here: Community) {
  const [awa, mod] = [
    await here.person("awa", "administrator"),
    await here.person("mod", "moderator"),
  ];
  const words = { words: ["casino"] };
  assertEquals((await here.api(here.one, mod, "PUT", "/admin/held-words", words)).status, 403);
  assertEquals((await here.api(here.one, awa, "PUT", "/admin/held-words", words)).body, words);
  await here.pass(1_000);
  return { awa, mod, zed: await here.person("zed"), ben: await here.person("ben") };
}

interface Waiting {
  id: string;
  text: string;
  why: string;
  by: { name: string };
  context: { before: Array<{ text: string }>; after: Array<{ text: string }> };
}

async function waiting(here: Community, who: Somebody): Promise<Waiting[]> {
  const { body } = await here.api(here.places.at(-1)!, who, "GET", "/admin/waiting-messages");
  return body.messages as Waiting[];
}

async function texts(here: Community, who: Somebody): Promise<string[]> {
  const { body } = await here.api(
    here.places.at(-1)!,
    who,
    "GET",
    `/conversations/${GENERAL}/events`,
  );
  return (body.events as Array<{ kind: string; text: string }>)
    .filter(({ kind }) => kind === "message").map(({ text }) => text);
}

communityTest(
  "held messages - nobody else gets one before a moderator lets it through, and then once",
  2,
  async (here) => {
    const { mod, zed, ben } = await people(here);
    await say(here, here.one, ben, "before");
    const end = await here.connect(here.two, ben);
    const own = await here.connect(here.one, zed);
    const id = crypto.randomUUID();
    const text = "Come to the сasino";
    const send = async () => {
      const ref = own.ask({ type: "send", conversation: GENERAL, id, text, after: 1 });
      await here.pass(300);
      return own.reply(ref);
    };
    const first = await send();
    assert(!first.ok);
    assertEquals([first.error.code, first.error.waits], ["forbidden", true]);
    assertMatch(first.error.message, /is waiting for a moderator/);
    const again = await send();
    assert(!again.ok && again.error.waits, "sent again, it still waits");
    await say(here, here.two, ben, "after");
    assertEquals(await texts(here, ben), ["before", "after"]);

    const [one, ...more] = await waiting(here, mod);
    assertEquals([one?.text, one?.why, one?.by.name, more], [text, "words", "zed", []]);
    const around = [one?.context.before, one?.context.after].map((some) =>
      some?.map((m) => m.text)
    );
    assertEquals(around, [["before"], ["after"]]);
    assertEquals((await here.api(here.one, zed, "GET", "/admin/waiting-messages")).status, 403);

    const path = `/admin/waiting-messages/${one?.id}/approved`;
    assertEquals((await here.api(here.one, zed, "POST", path)).status, 403);
    const decided = await here.settled(Promise.all(
      [here.one, here.two, here.one].map((place) => here.api(place, mod, "POST", path)),
    ));
    const seqs = decided.flatMap(({ status, body }) => status === 200 ? body.seq : []);
    assertEquals([...new Set(seqs)], [3], "whoever decides it too is told of that one");
    await here.pass(1_000);
    assertEquals(await texts(here, ben), ["before", "after", text]);
    assertEquals(end.events(GENERAL).at(-1)?.by, zed.actor.user.id);
    assertEquals([...new Set(own.pushes("held").map((push) => push.id))], [id]);
    const known = await send();
    assertEquals(known.ok && known.seq, 3, "sent once more, it is the one that was let through");
    assertEquals(await texts(here, ben), ["before", "after", text]);
    assertEquals(await waiting(here, mod), []);
    const { body } = await here.api(here.one, mod, "GET", "/admin/journal");
    const acts = (body.entries as Array<{ act: string }>).map(({ act }) => act);
    assertEquals(acts, ["held-approved", "held-words"]);
  },
);

communityTest(
  "held messages - what is refused goes, and its author is told why",
  2,
  async (here) => {
    const { mod, zed } = await people(here);
    const message = { id: crypto.randomUUID(), after: 0 };
    const text = "my own casino story";
    assertEquals(typeOf(await say(here, here.one, zed, text, message)), [403, "held-for-review"]);
    const [one] = await waiting(here, mod);
    const path = `/admin/waiting-messages/${one?.id}/refused`;
    const words = { words: "No advertising" };
    assertEquals((await here.api(here.one, mod, "POST", path, words)).status, 204);
    assertEquals((await here.api(here.two, mod, "POST", path, words)).status, 404);
    const answer = await say(here, here.two, zed, text, message);
    assertEquals(typeOf(answer), [403, "held-refused"]);
    assertMatch(String(answer.body.detail), /No advertising/);
    assertEquals(wordsLeft(await allRows(here.kv), [text]), []);
    assertEquals(await texts(here, zed), []);
  },
);

communityTest("held messages - their author takes one back", 1, async (here) => {
  const { mod, zed, ben } = await people(here);
  const id = crypto.randomUUID();
  await say(here, here.one, zed, "casino", { id, after: 0 });
  const path = `/me/waiting-messages/${id}`;
  assertEquals((await here.api(here.one, ben, "DELETE", path)).status, 404);
  assertEquals((await here.api(here.one, zed, "DELETE", path)).status, 204);
  assertEquals((await here.api(here.one, zed, "DELETE", path)).status, 404);
  assertEquals(await waiting(here, mod), []);
});

communityTest(
  "held messages - only in public rooms, not of moderators, and no edit brings the words",
  1,
  async (here) => {
    const { mod, zed } = await people(here);
    assertEquals((await say(here, here.one, mod, "casino")).status, 201);
    const direct = await here.api(here.one, zed, "POST", "/messages", {
      to: "ben",
      text: "casino",
    });
    assertEquals(direct.status, 201, "what two say is theirs");
    const made = await here.api(here.one, zed, "POST", "/rooms", { name: "den", private: true });
    const { id: conversation } = made.body.conversation as { id: string };
    assertEquals((await say(here, here.one, zed, "casino", { conversation })).status, 201);
    const { body: { seq } } = await say(here, here.one, zed, "hello");
    const path = `/conversations/${GENERAL}/messages/${seq}`;
    const edit = await here.api(here.one, zed, "PATCH", path, { text: "casino" });
    assertEquals(typeOf(edit), [403, "held-not-here"]);
    const into = { into: GENERAL, id: crypto.randomUUID() };
    const forward = await here.api(
      here.one,
      zed,
      "POST",
      `/conversations/${(direct.body as { conversation: string }).conversation}/messages/1/forward`,
      into,
    );
    assertEquals(typeOf(forward), [403, "held-not-here"]);
  },
);

communityTest(
  "held messages - links from newcomers wait where the community says so",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    const settings = { newcomerDays: 2, newcomerLinks: "held" };
    await here.api(here.one, awa, "PATCH", "/admin/settings", settings);
    await here.pass(500);
    const zed = await here.person("zed");
    const text = "https://example.org";
    assertEquals(typeOf(await say(here, here.one, zed, text)), [403, "held-for-review"]);
    assertEquals((await waiting(here, awa)).map(({ why }) => why), ["links"]);
    const direct = await here.api(here.one, zed, "POST", "/messages", { to: "awa", text });
    assertEquals(
      typeOf(direct),
      [403, "newcomer-links"],
      "what is private is shown to no moderator",
    );
    for (let n = 1; n < 20; n++) await say(here, here.one, zed, `${text}/${n}`);
    assertEquals(typeOf(await say(here, here.one, zed, `${text}/20`)), [403, "held-full"]);
  },
);

communityTest(
  "held words - are in no name and no topic of a room, made or changed",
  1,
  async (here) => {
    const { mod, zed } = await people(here);
    const { chat } = here.one.instance;
    const refusal = (done: Promise<unknown>) =>
      here.settled(done.then(() => undefined, (error) => error.refusal));
    const create = (wish: { name: string; title?: string; topic?: string }, who = zed) =>
      refusal(chat.create(who.actor, wish));
    assertEquals(await create({ name: "best-casino" }), "words-not-here");
    assertEquals(await create({ name: "best", title: "The casino" }), "words-not-here");
    assertEquals(await create({ name: "best", topic: "casino here" }), "words-not-here");
    assertEquals(await create({ name: "history", topic: "of the casino" }, mod), undefined);
    const room = await here.settled(chat.create(zed.actor, { name: "best" }));
    const topic = (text: string) =>
      refusal(
        chat.topic(zed.actor, { conversation: room.id, topic: text }),
      );
    assertEquals(await topic("casino here"), "held-not-here");
    assertEquals(await topic("tea here"), undefined);
  },
);

communityTest(
  "held messages - two moderators on two instances let one through at once: it is posted once",
  2,
  async (here) => {
    const { awa, mod, zed } = await people(here);
    for (let n = 0; n < 5; n++) {
      const text = `casino ${n}`;
      await say(here, here.one, zed, text);
      const [one] = await waiting(here, mod);
      const path = `/admin/waiting-messages/${one?.id}/approved`;
      const answers = await Promise.all([
        here.api(here.one, mod, "POST", path),
        here.api(here.two, awa, "POST", path),
      ]);
      // Who comes second is told where it stands, or that it waits no more.
      const statuses = answers.map(({ status }) => status);
      assert(statuses.includes(200) && statuses.every((one) => [200, 404].includes(one)));
      assertEquals((await texts(here, zed)).filter((said) => said === text).length, 1);
    }
    assertEquals(await waiting(here, mod), []);
    const { body } = await here.api(here.one, mod, "GET", "/admin/journal");
    const acts = (body.entries as Array<{ act: string }>).map(({ act }) => act);
    assertEquals(acts.filter((act) => act === "held-approved").length, 5);
  },
);

communityTest(
  "held messages - none is posted for who is muted, kicked, banned or gone, and it waits till it may",
  2,
  async (here) => {
    const { mod, zed, ben } = await people(here);
    const admin = (path: string, json?: object) =>
      here.api(here.two, mod, "POST", `/admin/${path}`, json);
    const held = async (who: Somebody) => {
      await say(here, here.one, who, "casino");
      return (await waiting(here, mod)).at(-1)?.id ?? "";
    };
    const approve = async (id: string) => typeOf(await admin(`waiting-messages/${id}/approved`));
    const one = await held(zed);
    const ways = [["mutes", "mute"], ["kicks", "kick"], ["bans", "ban"]] as const;
    for (const [path, what] of ways) {
      const sanction = { user: "zed", duration: "1h", addresses: false };
      assertEquals((await admin(path, sanction)).status, 201, what);
      assertEquals(await approve(one), [409, "held-cannot"], what);
      assertEquals(await texts(here, mod), []);
      await admin("lifts", { user: "zed", what });
      await here.pass(500);
    }
    assertEquals((await approve(one))[0], 200);
    assertEquals(await texts(here, mod), ["casino"]);

    const other = await held(ben);
    const { identity } = here.one.instance;
    const going = identity.deleteAccount(ben.actor, PASSWORD, "go");
    const [outcome] = await Promise.all([approve(other), here.settled(going)]);
    assert([200, 404].includes(Number(outcome[0])), "before, or not at all");
    assertEquals(await waiting(here, mod), []);
    assertEquals((await approve(other))[0], 404);
    assertEquals((await texts(here, mod)).filter((text) => text !== ""), ["casino"]);
  },
);
