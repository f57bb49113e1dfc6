// Who was added to a group is shown nothing of what was said before: not by any request, nor by a push.
import { assert, assertEquals } from "@std/assert";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { type Role, ROLES } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";

/** A group of three with one message before a newcomer came, and one after. */
async function group(here: Community, newcomer: string, all = false) {
  const ana = await here.person("ana");
  const [ben, cleo] = [await here.person("ben"), await here.person("cleo")];
  const { chat } = here.one.instance;
  const { id } = await here.settled(chat.openWith(ana.actor, { people: ["ben", "cleo"] }));
  const post = (text: string, more: object = {}, by = ana) =>
    here.settled(chat.post(by.actor, {
      conversation: id,
      id: crypto.randomUUID(),
      after: 0,
      text,
      ...more,
    }));
  const poll = { options: ["secret answer", "another"] };
  const { seq: before } = await post("a secret for newcomer", { poll });
  await post("secret reply in a thread", { thread: before });
  const place = { conversation: id, target: before };
  await here.settled(chat.pin(ana.actor, { ...place, on: true }));
  await here.settled(chat.edit(ana.actor, { ...place, text: "another secret" }));
  const added = await here.settled(chat.add(ben.actor, { conversation: id, user: newcomer, all }));
  await here.pass(300);
  return { chat, id, before, added, post, place, ana, ben, cleo };
}

/** What is asked of the old message, over the socket: every request that names one or a conversation. */
function questions(id: string, before: number): Array<[string, object[]]> {
  const at = Date.now() + 3_600_000;
  const fields = {
    conversation: id,
    target: before,
    thread: before,
    seq: before,
    emoji: "🌳",
    on: true,
    options: [0],
    text: "words",
    replyTo: before,
    after: 0,
    limit: 50,
    at,
    begun: 1,
    people: ["ana"],
    with: "ana",
    user: "ana",
    users: ["ana"],
    name: "a-room",
    room: "none",
    since: { [id]: 0 },
    url: "https://a.example/",
    topic: "t",
    title: "t",
    query: "secret",
    state: "active",
    to: "general",
    targets: [before],
    into: "general",
  };
  const types = Object.keys(clientFrames).filter((type) => type !== "leave");
  return types.map((type) => {
    const asked = { type, ...fields, id: crypto.randomUUID() };
    const backwards = { ...asked, before: before + 1, after: undefined, thread: undefined };
    return [type, [asked, { ...backwards, id: crypto.randomUUID() }]];
  });
}

communityTest(
  "group newcomers - no answer and no push holds a word of before (M13)",
  2,
  async (here) => {
    const dan = await here.person("dan");
    const here1 = await here.connect(here.one, dan);
    const elsewhere = await here.connect(here.two, dan);
    const { chat, id, before, added, post, place, ana } = await group(here, "dan");
    const theirs = await here.connect(here.two, ana);
    for (const [type, asked] of questions(id, before)) {
      const end = await here.connect(here.two, dan); // frames that do not fit end a connection
      const refs = asked.map((question) => end.ask(question));
      await here.pass(100);
      assertEquals(end.frames.filter((text) => text.includes("secret")), []);
      const fits = type === "typing" || type === "presence" || refs.some((ref) => {
        const reply = end.reply(ref);
        return reply.ok || reply.error.code !== "invalid";
      });
      assert(fits, `${type} was asked in no form that is read`);
      end.gone();
    }
    // What others do with it now is told to all, without its words to who came later.
    await here.settled(chat.edit(ana.actor, { ...place, text: "still a secret" }));
    await post("look above", { replyTo: before });
    await post("not only there", { thread: before, alsoInRoom: true });
    await post("for everyone", {});
    await here.settled(chat.react(ana.actor, { ...place, emoji: "🌳", on: true }));
    await here.pass(500);
    const resumed = await here.connect(here.two, dan);
    resumed.ask({ type: "sync", since: { [id]: 0 } });
    await here.pass(500);
    assert(theirs.frames.some((text) => text.includes("still a secret")), "others are told");
    for (const end of [here1, elsewhere, resumed]) {
      assertEquals(end.frames.filter((text) => text.includes("secret")), []);
      assert(
        end.frames.some((text) => text.includes("for everyone")),
        "and the rest is told to all",
      );
    }
    const told = here1.events(id);
    assertEquals(told.filter(({ seq }) => seq < added.seq), []);
    const quotes = here1.pushes("events").flatMap(({ quotes }) => Object.values(quotes ?? {}));
    assertEquals(quotes.map(({ hidden, text }) => [hidden, text]), [[true, ""], [true, ""]]);
    for (let n = 1; n < told.length; n++) {
      assertEquals(told[n]?.seq, (told[n - 1]?.seq ?? 0) + 1, "and nothing is left out (D4)");
    }
  },
);

communityTest(
  "group newcomers - no address of the API holds a word of before (M13)",
  1,
  async (here) => {
    const dan = await here.person("dan");
    const { id, before, ana } = await group(here, "dan");
    const asked = async (who: Somebody) => {
      const { body } = await here.api(here.one, who, "GET", "/openapi.json");
      let words = "";
      for (const [path, methods] of Object.entries(body.paths as Record<string, object>)) {
        // What is downloaded, and the stream that does not end, have tests of their own.
        if (!("get" in methods) || ["/me/data", "/events"].includes(path)) continue;
        const filled = path.replace("{conversation}", id)
          .replace(/\{(seq|root)\}/, `${before}`).replace("{emoji}", encodeURIComponent("🌳"));
        const queries = ["", "?after=0&limit=50", `?before=${before + 1}`, "?query=secret"];
        for (const query of queries) {
          words += JSON.stringify((await here.api(here.one, who, "GET", filled + query)).body);
        }
      }
      return words;
    };
    assert((await asked(ana)).includes("secret"));
    assertEquals((await asked(dan)).match(/[^"]*secret[^"]*/g), null);
  },
);

communityTest("group newcomers - who is shown all reads all (M13)", 1, async (here) => {
  const dan = await here.person("dan");
  const end = await here.connect(here.one, dan);
  const { id } = await group(here, "dan", true);
  const ref = end.ask({ type: "history", conversation: id });
  await here.pass(300);
  const reply = end.reply(ref);
  assert(JSON.stringify(reply).includes("another secret"));
});

for (const role of ROLES) {
  for (const isIn of [true, false]) {
    communityTest(
      `may - in a group, ${role}, ${
        isIn ? "" : "not "
      }in it: adds, names, leaves as the table says`,
      1,
      async (here) => {
        const one = await here.person("one", role);
        await here.person("dora");
        const { id, ana } = await group(here, isIn ? "one" : "dora");
        await here.person("friend");
        const end = await here.connect(here.one, one);
        const may = (member: boolean) => member;
        const rows: Array<[object, (member: boolean, role: Role) => boolean]> = [
          [{ type: "open", people: ["ana", "friend"] }, (_, role) => role !== "guest"],
          [{ type: "add", conversation: id, user: "friend" }, may],
          [{ type: "rename", conversation: id, title: "ours" }, may],
          [{ type: "invite", conversation: id, user: "friend" }, () => false],
          [{ type: "topic", conversation: id, topic: "ours" }, () => false],
          [{ type: "members", conversation: id }, may],
          [{ type: "leave", conversation: id }, may],
          [{ type: "join", conversation: id }, () => false],
        ];
        for (const [frame, allowed] of rows) {
          const ref = end.ask(frame);
          await here.pass(200);
          const reply = end.reply(ref);
          const what = JSON.stringify([frame, reply]);
          // To leave what one is not in is harmless, by id: nobody learns whether it is there.
          const left = "type" in frame && frame.type === "leave" && !isIn;
          assertEquals(reply.ok, allowed(isIn, role) && !left, what);
        }
        const { people } = await here.settled(
          here.one.instance.chat.summary(ana.actor, { conversation: id }),
        );
        assertEquals(people?.some(({ name }) => name === "one"), false);
        assertEquals(people?.some(({ name }) => name === "friend"), isIn);
      },
      { rates: false },
    );
  }
}
