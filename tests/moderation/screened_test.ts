// Every act by which others read words × what is held: none of them brings one past the moderators.
import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { asker } from "../support/community_files.ts";
import { Receiver } from "../support/receiver.ts";
import { uploadFile } from "../support/uploads.ts";
import { FRAMES } from "./frames.ts";
import { FRAMES_BRING, FRAMES_SEEN, OPERATIONS_BRING, OPERATIONS_SEEN } from "./seen.ts";

const HELD = "casino";
/** What a name with such a word is made of, for letters and digits alone. */
const REFUSALS = ["held-for-review", "held-not-here", "words-not-here", "name-words"];

/** Somebody who writes, what they have, and a word to use. */
interface Case {
  here: Community;
  n: number;
  who: Somebody;
  word: string;
  seq: number;
  group: string;
  bot: string;
  /** Where anything may be said: a message with the word stands there. */
  direct: { conversation: string; seq: number };
}

/** The places of an operation where words go: for each, what is asked with the word in it. */
type Asked = (one: Case) => Array<[path: string, json: object] | Promise<[string, object]>>;

const url = "https://x.example/";
const inHall = (rest: string) => `/conversations/${GENERAL}${rest}`;
const hooks = { rooms: [GENERAL], url, events: ["join"] };

async function withFile(
  { here, who, n }: Case,
  name: string,
  alt?: string,
): Promise<[string, object]> {
  const bytes = new TextEncoder().encode(`file ${n}`);
  const id = await uploadFile(asker(here, here.one, who), name, bytes);
  const file = { id, ...(alt !== undefined && { alt }) };
  return ["/messages", { conversation: GENERAL, text: "look", files: [file] }];
}

async function scheduled({ here, who, word }: Case): Promise<[string, object]> {
  const at = here.clock.now() + 3_600_000;
  const { body } = await here.api(here.one, who, "POST", "/later/messages", {
    conversation: GENERAL,
    text: `the ${word}`,
    at,
  });
  return [`/later/${(body.later as { id: string }).id}/send`, {}];
}

const OPERATIONS: Record<string, Asked> = {
  "POST /messages": ({ word }) => [
    ["/messages", { conversation: GENERAL, text: `the ${word}` }],
    ["/messages", {
      conversation: GENERAL,
      text: "which?",
      poll: { options: ["tea", `the ${word}`] },
    }],
  ],
  // What a file is called is read beside the message that it goes with, and so is what it shows.
  "POST /files": (one) => [
    withFile(one, `${one.word}.txt`),
    withFile(one, `my_${one.word}_2.txt`),
    withFile(one, "a.txt", `a ${one.word}`),
  ],
  "PATCH /conversations/{conversation}/messages/{seq}": ({ word, seq }) => [
    [inHall(`/messages/${seq}`), { text: `my ${word}` }],
  ],
  "PUT /conversations/{conversation}/topic": ({ word }) => [[inHall("/topic"), { topic: word }]],
  "POST /conversations/{conversation}/messages/{seq}/forward": ({ direct }) => [
    [`/conversations/${direct.conversation}/messages/${direct.seq}/forward`, { into: GENERAL }],
  ],
  // It is asked when it goes out, as the words are then.
  "POST /later/messages": (one) => [scheduled(one)],
  "POST /later/{id}/send": (one) => [scheduled(one)],
  "POST /conversations": ({ word, n }) => [
    ["/conversations", { people: ["friend", `other ${n}`], title: `The ${word}` }],
  ],
  "PUT /conversations/{conversation}/title": ({ word, group }) => [
    [`/conversations/${group}/title`, { title: `The ${word}` }],
  ],
  "POST /rooms": ({ word, n }) => [
    ["/rooms", { name: `best-${word}-${n}` }],
    ["/rooms", { name: `tea-${n}`, title: `The ${word}` }],
    ["/rooms", { name: `tree-${n}`, topic: `the ${word}` }],
    ["/rooms", { name: `den-${n}`, title: `The ${word}`, private: true }],
  ],
  "POST /bots": ({ word, n }) => [
    ["/bots", { name: `${word} ${n}`, scopes: ["read"], rooms: [] }],
  ],
  "POST /hooks": ({ word, n }) => [["/hooks", { name: `${word} h${n}`, room: GENERAL }]],
  "POST /outgoing": ({ word, n }) => [["/outgoing", { ...hooks, name: `${word} o${n}` }]],
  "POST /commands": ({ word, n, bot }) => [
    ["/commands", { name: `${word}-${n}`, bot, url }],
    ["/commands", { name: `do-${n}`, usage: word, bot, url }],
    ["/commands", { name: `did-${n}`, about: `the ${word}`, bot, url }],
  ],
  "PATCH /me": ({ word, n }) => [["/me", { name: `${word} ${n}` }]],
  "PATCH /me/settings": ({ word }) => [["/me/settings", { pronouns: `the ${word}` }]],
  "POST /users": ({ word, n }) => [["/users", { name: `${word} u${n}`, password: "baobab rain" }]],
  "POST /sessions": ({ word, n }) => [["/sessions", { name: `${word} g${n}` }]],
};

/** What brings words by the socket alone: all else is what an operation does too. */
const BY_SOCKET = ["presence"];

Deno.test("held words - every act that others see says whether it brings words", () => {
  const seen = Object.entries(OPERATIONS_SEEN).filter(([, one]) => one !== "not");
  for (const [operation] of seen) assert(operation in OPERATIONS_BRING, operation);
  for (const operation of Object.keys(OPERATIONS_BRING)) assert(operation in OPERATIONS_SEEN);
  const words = Object.entries(OPERATIONS_BRING).filter(([, one]) => one === "words");
  assertEquals(Object.keys(OPERATIONS).sort(), words.map(([name]) => name).sort());
  for (const [type, one] of Object.entries(FRAMES_SEEN)) {
    if (one !== "not") assert(type in FRAMES_BRING, type);
  }
  for (const type of Object.keys(FRAMES_BRING)) {
    assert(type in FRAMES || BY_SOCKET.includes(type), type);
  }
});

const receiver = new Receiver();

communityTest(
  "held words - no act of a member brings one to others, and each brings another word",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    await here.api(here.one, awa, "PUT", "/admin/held-words", { words: [HELD] });
    await here.api(here.one, awa, "PATCH", "/admin/settings", { bots: "members" });
    await here.api(here.one, awa, "PATCH", `/admin/rooms/${GENERAL}`, { topicLocked: false });
    await here.person("friend");
    await here.pass(1_000);
    let n = 0;

    async function tried(operation: string, word: string, nth: number) {
      const who = await here.person(`one ${++n}`);
      await here.person(`other ${n}`);
      const ask = (method: string, path: string, json?: object) =>
        here.api(here.one, who, method, path, json);
      const said = await ask("POST", "/messages", { conversation: GENERAL, text: "hello" });
      const told = await ask("POST", "/messages", { to: "friend", text: `the ${word}` });
      const made = await ask("POST", "/conversations", { people: ["friend", "awa"] });
      const { bot } = (await here.settled(here.one.instance.administration.addBot(who.actor, {
        name: `maker ${n}`,
        scopes: ["write"],
        rooms: [],
      }))).bot;
      const one: Case = {
        here,
        n,
        who,
        word,
        seq: Number(said.body.seq),
        bot: bot.id,
        group: (made.body.conversation as { id: string }).id,
        direct: told.body as Case["direct"],
      };
      const asked = OPERATIONS[operation]!(one);
      const [path, json] = await asked[nth]!;
      const [method = ""] = operation.split(" ");
      const { status, body } = await ask(operation === "POST /files" ? "POST" : method, path, json);
      const refusal = String(body.type ?? "").split(":").at(-1) ?? "";
      return { status, refusal, count: asked.length };
    }

    for (const operation of Object.keys(OPERATIONS)) {
      for (let nth = 0, count = 1; nth < count; nth++) {
        const free = await tried(operation, "tea", nth);
        const held = await tried(operation, HELD, nth);
        count = held.count;
        const what = `${operation}, ${nth}: ${JSON.stringify([free, held])}`;
        assert(free.status < 300, what);
        assert(held.status >= 400 && REFUSALS.includes(held.refusal), what);
      }
    }
    assertEquals(here.reported, []);
  },
  { rates: false, calls: receiver.options },
);

communityTest(
  "held words - no status shows one, and who keeps order is trusted",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    await here.api(here.one, awa, "PUT", "/admin/held-words", { words: [HELD] });
    await here.pass(1_000);
    const [zed, mod] = [await here.person("zed"), await here.person("mod", "moderator")];
    const shown = async (who: Somebody, status: string) => {
      const end = await here.connect(here.one, who);
      end.say({ type: "presence", status });
      await here.pass(1_500);
      const { body } = await here.api(here.one, awa, "GET", `/people/${who.actor.user.id}`);
      return (body.person as { status?: string }).status ?? "";
    };
    assertEquals(await shown(zed, "at tea"), "at tea");
    assertEquals(await shown(zed, "at the casino"), "at tea");
    assertEquals(await shown(mod, "at the casino"), "at the casino");
    assertEquals(
      (await here.api(here.one, mod, "PATCH", "/me", { name: "casino mod" })).status,
      200,
    );
  },
);
