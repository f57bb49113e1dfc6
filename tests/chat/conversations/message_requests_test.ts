// What somebody writes who is new, or a stranger, waits until it is accepted: over every door.
import { assert, assertEquals } from "@std/assert";
import { createAsksFirst, whyToAsk } from "../../../lib/chat/conversations/message_request_rule.ts";
import { DEFAULT_SETTINGS as COMMUNITY } from "../../../lib/store/community/settings.ts";
import { directId } from "../../../lib/store/conversations/conversations.ts";
import type { Role } from "../../../lib/protocol/events.ts";
import { MAX_REQUEST_MESSAGES } from "../../../lib/protocol/message_requests.ts";
import { DEFAULT_NOTIFICATIONS } from "../../../lib/protocol/notifications/settings.ts";
import { DEFAULT_SETTINGS } from "../../../lib/protocol/requests/inbox.ts";
import { clientFrames } from "../../../lib/protocol/client_frames.ts";
import { assertRefused } from "../../support/chat_instances.ts";
import { type Community, communityTest, type Somebody } from "../../support/community.ts";

const NEW_FOR_MS = 3 * 24 * 60 * 60_000;

Deno.test("message requests - whose first message waits, by who writes, who reads, and what both chose", () => {
  const [fresh, old] = [NEW_FOR_MS, 0]; // when they came; now is twice that, less one
  const ask = (
    [from, by]: [number, Role?],
    [to, reads]: [number, Role?],
    rule: "nobody" | "newcomers" | "strangers",
    own: { requests?: "community" | "nobody" | "newcomers" | "strangers" } = {},
  ) =>
    whyToAsk({
      author: { id: "a", role: by ?? "member", createdAt: from, messages: 0 },
      reader: { id: "r", role: reads ?? "member", createdAt: to, messages: 0 },
      own: { requests: "community", ...own },
      rules: { ...COMMUNITY, requests: rule },
      now: 2 * NEW_FOR_MS - 1,
    });
  assertEquals(ask([fresh], [old], "newcomers"), "new");
  assertEquals(ask([fresh], [old], "strangers"), "new");
  assertEquals(ask([fresh], [old], "nobody"), undefined);
  assertEquals(ask([old], [old], "newcomers"), undefined);
  assertEquals(ask([old], [old], "strangers"), "unless-shared");
  assertEquals(ask([old, "guest"], [old], "newcomers"), "new");
  assertEquals(ask([fresh], [fresh], "strangers"), undefined, "who came together hears each other");
  assertEquals(ask([fresh], [old, "moderator"], "strangers"), undefined, "somebody must be asked");
  assertEquals(ask([fresh, "moderator"], [old], "strangers"), undefined);
  assertEquals(ask([fresh], [old, "moderator"], "nobody", { requests: "newcomers" }), "new");
  assertEquals(ask([fresh], [old], "strangers", { requests: "nobody" }), undefined);
});

/** Two who have never met: one wants to be asked, whoever writes. */
async function strangers(here: Community) {
  const [awa, kwame] = [await here.person("awa"), await here.person("kwame")];
  const [one, two] = [here.one.instance.chat, here.two.instance.chat];
  await here.settled(one.settings(awa.actor, { requests: "strangers" }));
  await here.pass(500);
  let after = 0;
  const write = async (text: string, id: string = crypto.randomUUID()) => {
    const said = { to: "awa", id, text, after };
    const placed = await here.settled(two.post(kwame.actor, said));
    after = placed.seq;
    await here.pass(500);
    return placed;
  };
  const id = directId(awa.actor.user.id, kwame.actor.user.id);
  return { awa, kwame, one, two, write, id };
}

const requestsOf = (here: Community, who: Somebody) =>
  here.settled(here.one.instance.chat.requests(who.actor));

communityTest(
  "message requests - the first message waits unseen, is told of as a request, and comes with the yes (Q1)",
  2,
  async (here) => {
    const { awa, kwame, one, two, write, id } = await strangers(here);
    const [near, far] = [await here.connect(here.one, awa), await here.connect(here.two, awa)];
    await here.settled(two.open(kwame.actor, "awa"));
    assertEquals(await requestsOf(here, awa), [], "an empty conversation asks nothing");
    await write("a secret of kwame");
    const [request, ...more] = await requestsOf(here, awa);
    assertEquals(more, []);
    assert(request);
    const { by, because, messages, first } = request;
    assertEquals([by.name, because, messages, first], ["kwame", "new", 1, 1]);
    assertEquals((await here.settled(one.sync(awa.actor))).conversations.map((it) => it.kind), [
      "room",
    ]);
    for (const end of [near, far]) {
      assert(end.frames.some((text) => text.includes('"requests":[{')), "they are told");
      assertEquals(end.frames.filter((text) => text.includes("secret")), []);
    }
    const seen = await here.settled(two.summary(kwame.actor, { conversation: id }));
    assertEquals([seen.head, seen.seen, seen.with?.name], [1, 0, "awa"], "to them it is sent");

    const joined = await here.settled(one.join(awa.actor, { conversation: id }));
    assertEquals([joined.with?.name, joined.unread], ["kwame", 1]);
    const page = await here.settled(one.history(awa.actor, { conversation: id, limit: 50 }));
    assertEquals(page.events.map((event) => event.kind === "message" && event.text), [
      "a secret of kwame",
    ]);
    assertEquals(await requestsOf(here, awa), []);
    await here.pass(500);
    for (let n = 0; n < MAX_REQUEST_MESSAGES + 1; n++) await write(`more ${n}`);
    assert(far.frames.some((text) => text.includes("more 3")), "from then on all of it comes");
  },
);

communityTest(
  "message requests - a few messages wait, not more, whatever is sent again (Q2)",
  2,
  async (here) => {
    const { awa, kwame, two, write } = await strangers(here);
    const ids = Array.from({ length: MAX_REQUEST_MESSAGES }, () => crypto.randomUUID());
    for (const id of ids) await write("hello?", id);
    const placed = await write("hello?", ids[0]);
    assertEquals(placed.seq, 1, "sent again, it is the same message (D3)");
    const fourth = { to: "awa", id: crypto.randomUUID(), text: "answer!", after: 0 };
    await assertRefused(() => here.settled(two.post(kwame.actor, fourth)), "request-waits");
    assertEquals((await requestsOf(here, awa))[0]?.messages, MAX_REQUEST_MESSAGES);
  },
);

communityTest(
  "message requests - ignored, nobody is told, and it comes up no more; an answer accepts (Q3)",
  2,
  async (here) => {
    const { awa, kwame, one, write, id } = await strangers(here);
    const theirs = await here.connect(here.two, kwame);
    await write("buy this");
    const told = theirs.frames.length;
    await here.settled(one.decline(awa.actor, id));
    await here.pass(500);
    assertEquals(theirs.frames.slice(told), []);
    await write("buy this!");
    assertEquals(await requestsOf(here, awa), []);
    await assertRefused(
      () => here.settled(one.history(awa.actor, { conversation: id, limit: 50 })),
      "unknown-conversation",
    );
    const answer = { to: "kwame", id: crypto.randomUUID(), text: "no, thanks", after: 0 };
    assertEquals((await here.settled(one.post(awa.actor, answer))).conversation, id);
    const page = await here.settled(one.history(awa.actor, { conversation: id, limit: 50 }));
    assertEquals(page.events.length, 3);
  },
);

communityTest(
  "message requests - who is blocked asks nobody, and cannot tell (Q4)",
  2,
  async (here) => {
    const { awa, one, write } = await strangers(here);
    await here.settled(one.settings(awa.actor, { requests: "nobody", block: "kwame" }));
    await here.pass(500);
    const placed = await write("hello");
    assertEquals(placed.seq, 1);
    assertEquals(await requestsOf(here, awa), []);
    assertEquals((await here.settled(one.sync(awa.actor))).conversations.length, 1);
  },
);

communityTest(
  "message requests - moderators are shown what is reported, though it was not read (Q5)",
  2,
  async (here) => {
    const { awa, write, id } = await strangers(here);
    const boss = await here.person("boss", "administrator");
    await write("an insult");
    await write("another");
    const { administration } = here.one.instance;
    const report = (target: number) =>
      here.settled(
        administration.reportMessage(awa.actor, { conversation: id, target, words: "unasked" }),
      );
    await report(1);
    const { reports } = await here.settled(
      administration.reports(boss.actor, { open: true, limit: 10 }),
    );
    assertEquals(reports.map(({ message }) => message.text), ["an insult"]);
    await assertRefused(() => report(9), "unknown-conversation");
  },
);

Deno.test("message requests - who shares a private room or a group is no stranger (Q1)", async () => {
  const rooms = new Map([["well", { private: true }], ["square", {}], ["group:one", {}]]);
  const own = new Map([
    ["awa", ["well", "square", "group:one"]],
    ["in-well", ["well"]],
    ["in-square", ["square"]],
    ["in-group", ["group:one"]],
  ]);
  const asksFirst = createAsksFirst({
    users: {
      getMany: (ids) =>
        Promise.resolve(
          new Map(ids.map((id) => [id, { id, name: id, role: "member", createdAt: 0 }])),
        ),
    },
    conversations: {
      membershipsOf: (id) => Promise.resolve(own.get(id) ?? []),
      getMany: (ids) =>
        Promise.resolve(
          new Map(ids.map((id) => [id, { id, kind: "room", createdAt: 0, ...rooms.get(id) }])),
        ),
    },
    personalOf: (ids) =>
      Promise.resolve(
        new Map([...ids].map((id) => [id, {
          ...DEFAULT_SETTINGS,
          levels: {},
          notifications: DEFAULT_NOTIFICATIONS,
        }])),
      ),
    newcomerRows: {
      get: (id) => Promise.resolve({ key: [id], value: null, versionstamp: null }),
    },
    rules: () => ({ ...COMMUNITY, requests: "strangers" }),
    clock: { now: () => NEW_FOR_MS },
  });
  const actor = { user: { id: "awa", name: "awa", role: "member" }, session: "" } as const;
  const asked = await asksFirst(actor, ["in-well", "in-square", "in-group", "nowhere"]);
  const stranger = { because: "stranger" };
  assertEquals([...asked], [["in-square", stranger], ["nowhere", stranger]]);
});

communityTest(
  "message requests - of a group too: who was not asked reads, who was does not until they say so (Q6)",
  2,
  async (here) => {
    const { awa, kwame, one, two } = await strangers(here);
    const [ben, cleo] = [await here.person("ben"), await here.person("cleo")];
    const { id } = await here.settled(two.openWith(kwame.actor, { people: ["awa", "ben"] }));
    const post = (text: string) =>
      here.settled(
        two.post(kwame.actor, { conversation: id, id: crypto.randomUUID(), text, after: 0 }),
      );
    await post("a secret");
    const textsOf = async (who: Somebody) =>
      (await here.settled(one.history(who.actor, { conversation: id, limit: 50 }))).events
        .map((event) => event.kind === "message" ? event.text : event.kind);
    assertEquals(await textsOf(ben), ["a secret"]);
    await assertRefused(() => textsOf(awa), "unknown-conversation");
    for (let n = 0; n < MAX_REQUEST_MESSAGES + 1; n++) await post(`to ben ${n}`); // who has accepted
    const [waits, ...others] = await requestsOf(here, awa);
    assertEquals([waits?.conversation, waits?.messages, others], [id, 0, []]);

    await here.settled(one.join(awa.actor, { conversation: id }));
    assertEquals((await textsOf(awa)).length, 5);
    await here.settled(one.settings(cleo.actor, { requests: "strangers" }));
    await here.pass(500);
    await here.settled(two.add(kwame.actor, { conversation: id, user: "cleo" }));
    const [asked] = await requestsOf(here, cleo);
    assertEquals([asked?.by.name, asked?.messages], ["kwame", 0]);
    assertEquals(asked?.people?.map(({ name }) => name), ["kwame", "awa", "ben"]);
    await post("later");
    await here.settled(one.join(cleo.actor, { conversation: id }));
    assertEquals((await textsOf(cleo)).slice(-1), ["later"]);
    const { people } = await here.settled(two.summary(kwame.actor, { conversation: id }));
    assertEquals(people?.map(({ name }) => name), ["awa", "ben", "cleo"]);
  },
);

communityTest(
  "message requests - no request of who is asked is answered with a word of it (Q1)",
  2,
  async (here) => {
    const { awa, write, id } = await strangers(here);
    await write("a secret");
    const fields = {
      conversation: id,
      target: 1,
      seq: 1,
      thread: 1,
      replyTo: 1,
      targets: [1],
      on: true,
      emoji: "🌳",
      options: [0],
      text: "words",
      limit: 50,
      begun: 1,
      topic: "t",
      title: "t",
      at: here.clock.now() + 3_600_000,
      into: "general",
      user: "kwame",
      people: ["kwame"],
      users: ["kwame"],
      since: { [id]: 0 },
      query: "secret",
      state: "active",
      after: 0,
    };
    const answers = ["join", "open", "decline"]; // theirs to give
    const asked = Object.keys(clientFrames).filter((type) => !answers.includes(type));
    for (const type of asked) {
      const end = await here.connect(here.two, awa);
      end.ask({ type, ...fields, id: crypto.randomUUID() });
      await here.pass(100);
      assertEquals(end.frames.filter((text) => text.includes("secret")), [], type);
      end.gone();
    }
    assertEquals((await requestsOf(here, awa)).length, 1, "nor did one of them accept");
  },
);

communityTest(
  "message requests - nobody is asked about what an account that goes began, nor stays asked (Q1)",
  2,
  async (here) => {
    const { awa, kwame, write, id } = await strangers(here);
    await write("hello");
    const { identity } = here.one.instance;
    const rows = () => here.kv.list({ prefix: ["message_request"] }, { limit: 10 });
    assertEquals((await here.settled(rows())).length, 1);
    await here.settled(identity.deleteAccount(kwame.actor, "correct horse", "stay"));
    assertEquals(await here.settled(rows()), []);
    assertEquals(await requestsOf(here, awa), []);
    const left = await here.settled(here.kv.get<{ asked?: string[] }>(["conversation", id]));
    assert(left.value);
  },
);
