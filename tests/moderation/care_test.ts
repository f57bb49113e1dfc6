import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { assertRefused } from "../support/chat_instances.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";

const id = () => crypto.randomUUID();

async function room(here: Community, maker: Somebody, name: string, hidden = false) {
  const { chat } = here.one.instance;
  return await here.settled(chat.create(maker.actor, { name, private: hidden }));
}

communityTest(
  "rooms - one that is closed takes no posts and nobody new; reopened, it does",
  2,
  async (here) => {
    const [mod, ana, zed] = [
      await here.person("mod", "moderator"),
      await here.person("ana"),
      await here.person("zed"),
    ];
    const { id: conversation } = await room(here, ana, "harvest");
    const post = () =>
      here.api(here.two, ana, "POST", "/messages", { conversation, text: "hello", id: id() });
    const set = (change: object) =>
      here.api(here.one, mod, "PATCH", `/admin/rooms/${conversation}`, change);
    const end = await here.connect(here.two, ana);
    assertEquals((await post()).status, 201);
    assertEquals((await set({ closed: true })).status, 200);
    await here.pass(1_000);
    assertEquals((await post()).body.type, "urn:palabre:problem:conversation-closed");
    assertEquals(end.pushes("conversation").at(-1)?.conversation.closed, true);
    assertEquals((await here.api(here.two, zed, "POST", "/join", { room: "harvest" })).status, 409);
    await set({ closed: false });
    await here.pass(1_000);
    assertEquals((await post()).status, 201);
    assertEquals((await here.api(here.two, zed, "POST", "/join", { room: "harvest" })).status, 200);
  },
);

communityTest(
  "rooms - one that is read-only is written in by moderators alone",
  1,
  async (here) => {
    const [mod, ana] = [await here.person("mod", "moderator"), await here.person("ana")];
    const post = (who: Somebody) =>
      here.api(here.one, who, "POST", "/messages", { conversation: GENERAL, text: "hello" });
    assertEquals([(await post(ana)).status, (await post(mod)).status], [201, 201]);
    await here.api(here.one, mod, "PATCH", `/admin/rooms/${GENERAL}`, { readOnly: true });
    assertEquals([(await post(ana)).status, (await post(mod)).status], [409, 201]);
  },
);

communityTest(
  "rooms - a renamed one keeps its log, and its old name leads to it while it is free (R2)",
  1,
  async (here) => {
    const [mod, ana] = [await here.person("mod", "moderator"), await here.person("ana")];
    const { id: conversation } = await room(here, ana, "harvest");
    await room(here, ana, "taken");
    const end = await here.connect(here.one, ana);
    const rename = (name: string) =>
      here.api(here.one, mod, "PATCH", `/admin/rooms/${conversation}`, { name });
    assertEquals((await rename("taken")).status, 409);
    assertEquals((await rename("Not A Name")).status, 400);
    assertEquals((await rename("harvest-2026")).body.room, {
      id: conversation,
      name: "harvest-2026",
    });
    await here.pass(500);
    assertEquals(end.events(conversation).at(-1)?.kind, "rename");
    const { chat } = here.one.instance;
    const at = async (name: string) =>
      (await here.settled(chat.summary(ana.actor, { room: name }))).id;
    assertEquals(await at("harvest-2026"), conversation);
    assertEquals(await at("harvest"), conversation);
    const { id: next } = await room(here, ana, "harvest");
    assertEquals([await at("harvest"), await at("harvest-2026")], [next, conversation]);
  },
);

communityTest(
  "rooms - general stays open under its name; private ones are closed by administrators alone",
  1,
  async (here) => {
    const [boss, ana] = [await here.person("boss", "administrator"), await here.person("ana")];
    const mod = await here.person("guardian", "moderator");
    const set = (conversation: string, change: object, who = boss) =>
      here.api(here.one, who, "PATCH", `/admin/rooms/${conversation}`, change);
    const { id: open } = await room(here, ana, "open");
    const { id: hidden } = await room(here, ana, "hidden", true);
    assertEquals((await set(open, { closed: true })).status, 200);
    assertEquals((await set(GENERAL, { closed: true })).status, 403);
    assertEquals((await set(GENERAL, { name: "other" })).status, 403);
    assertEquals((await set(hidden, { closed: true }, mod)).status, 404);
    assertEquals((await set(hidden, { closed: true })).status, 200);
    const names = async (who: Somebody) => {
      const { body } = await here.api(here.one, who, "GET", "/admin/rooms");
      return (body.rooms as Array<{ name: string; title?: string }>)
        .map(({ name, title }) => title ?? name);
    };
    assertEquals(await names(mod), ["general", "open"]);
    assertEquals(await names(boss), ["general", "hidden", "open"]);
  },
);

communityTest(
  "reports - a member reports a message, moderators see it as it read, and handle it once",
  2,
  async (here) => {
    const [mod, ana, zed] = [
      await here.person("mod", "moderator"),
      await here.person("ana"),
      await here.person("zed"),
    ];
    const { chat } = here.one.instance;
    const said = await here.settled(
      chat.post(zed.actor, { to: "ana", id: id(), text: "something bad", after: 0 }),
    );
    const report = (who: Somebody, words: string) =>
      here.api(
        here.two,
        who,
        "POST",
        `/conversations/${said.conversation}/messages/${said.seq}/reports`,
        { words },
      );
    assertEquals((await report(ana, "this is a threat")).status, 204);
    assertEquals((await report(ana, " ")).status, 400);
    assertEquals((await report(mod, "I am not in it")).status, 404);
    await here.settled(
      chat.delete(zed.actor, { conversation: said.conversation, target: said.seq }),
    );
    const open = async () => {
      const { body } = await here.api(here.one, mod, "GET", "/admin/reports");
      return body.reports as Array<{ id: string; words: string; message: { text: string } }>;
    };
    const [found, ...more] = await open();
    assert(found && more.length === 0);
    assertEquals([found.words, found.message.text], ["this is a threat", "something bad"]);
    const handle = (words: string) =>
      here.api(here.one, mod, "POST", `/admin/reports/${found.id}/handled`, { words });
    assertEquals((await handle("spoke with them")).status, 200);
    const again = await handle("another");
    const { handled } = again.body.report as { handled: { words: string } };
    assertEquals(handled.words, "spoke with them");
    assertEquals(await open(), []);
    const all = await here.api(here.one, mod, "GET", "/admin/reports?state=all");
    assertEquals((all.body.reports as unknown[]).length, 1);
    assertEquals(
      (await here.api(here.one, mod, "POST", "/admin/reports/none/handled", {})).status,
      404,
    );
  },
);

communityTest(
  "reports - nobody reports more than ten in ten minutes, and no guest more than three",
  1,
  async (here) => {
    const [ana, noor] = [await here.person("ana"), await here.person("noor", "guest")];
    const { chat, administration } = here.one.instance;
    const { seq } = await here.settled(
      chat.post(ana.actor, { conversation: GENERAL, id: id(), text: "hello", after: 0 }),
    );
    const report = (who: Somebody) =>
      here.settled(
        administration.reportMessage(who.actor, {
          conversation: GENERAL,
          target: seq,
          words: "no",
        }),
      );
    for (let n = 0; n < 10; n++) await report(ana);
    await assertRefused(() => report(ana), "too-fast");
    for (let n = 0; n < 3; n++) await report(noor);
    await assertRefused(() => report(noor), "too-fast");
  },
);

communityTest(
  "reports - all guests of an address together report no more than ten times in ten minutes",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const { chat, administration } = here.one.instance;
    const { seq } = await here.settled(
      chat.post(ana.actor, { conversation: GENERAL, id: id(), text: "hello", after: 0 }),
    );
    const report = ({ actor }: Somebody) =>
      here.settled(
        administration.reportMessage(actor, { conversation: GENERAL, target: seq, words: "no" }),
      );
    const [classroom, elsewhere] = ["203.0.113.7", "203.0.113.8"];
    for (let n = 0; n < 10; n++) await report(await here.person(`pupil${n}`, "guest", classroom));
    const [fresh, other, member] = [
      await here.person("fresh", "guest", classroom),
      await here.person("other", "guest", elsewhere),
      await here.person("member", "member", classroom),
    ];
    await assertRefused(() => report(fresh), "too-fast");
    await report(other);
    await report(member);
    await here.pass(10 * 60_000);
    await report(fresh);
  },
);

communityTest(
  "journal - says who did what to whom, when and why, in the order it happened, by pages",
  2,
  async (here) => {
    const [boss, zed] = [await here.person("boss", "administrator"), await here.person("zed")];
    const { chat } = here.one.instance;
    const post = (text: string) =>
      here.settled(chat.post(zed.actor, { conversation: GENERAL, id: id(), text, after: 0 }));
    const bad = await post("bad");
    const api = (method: string, path: string, json?: object) =>
      here.api(here.one, boss, method, `/admin${path}`, json);
    const acts: Array<() => Promise<unknown>> = [
      () => api("POST", "/kicks", { user: "zed", duration: "1s", reason: "why not" }),
      () => api("POST", "/mutes", { user: "zed", duration: "1s" }),
      () => api("POST", "/bans", { user: "zed" }),
      () => api("POST", "/lifts", { user: "zed", what: "ban", reason: "sorry" }),
      () => api("POST", "/roles", { user: "zed", role: "moderator" }),
      () => api("PATCH", "/settings", { guests: false }),
      () => api("POST", "/invitations", {}),
      () => api("POST", "/notices", { text: "hello all" }),
      () => api("PATCH", `/rooms/${GENERAL}`, { readOnly: true }),
      () => here.settled(chat.delete(boss.actor, { conversation: GENERAL, target: bad.seq })),
      () => api("POST", "/shutdown", { in: "1h" }),
      () => api("DELETE", "/shutdown"),
    ];
    for (const act of acts) {
      await act();
      await here.clock.advance(5);
    }
    type Line = {
      act: string;
      at: number;
      by: { name: string };
      whom?: { name: string };
      words?: string;
    };
    const lines: Line[] = [];
    let next: unknown = "";
    for (let pages = 0; pages < 10 && next !== undefined; pages++) {
      const query = next ? `&before=${next}` : "";
      const { body } = await here.api(here.two, boss, "GET", `/admin/journal?limit=5${query}`);
      lines.push(...body.entries as Line[]);
      next = body.next;
    }
    assertEquals(lines.map(({ act }) => act).reverse(), [
      ...["kick", "mute", "ban", "lift", "role", "settings", "invitation-made", "notice"],
      ...["room-quieted", "message-deleted", "shutdown", "shutdown-cancelled"],
    ]);
    assert(lines.every(({ by }) => by.name === "boss"));
    const kick = lines.find(({ act }) => act === "kick");
    assertEquals([kick?.whom?.name, kick?.words], ["zed", "why not"]);
    const deleted = lines.find(({ act }) => act === "message-deleted");
    assertEquals(deleted?.whom?.name, "zed");
    for (const method of ["PUT", "PATCH", "DELETE", "POST"]) {
      assertEquals((await here.api(here.one, boss, method, "/admin/journal", {})).status, 404);
    }
  },
);

communityTest(
  "journal - one's own messages are one's own: deleting them is written nowhere",
  1,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const { chat, administration } = here.one.instance;
    const post = () =>
      here.settled(chat.post(zed.actor, { conversation: GENERAL, id: id(), text: "x", after: 0 }));
    const read = () => here.settled(administration.readAuditLog(mod.actor, { limit: 10 }));
    const [one, two] = [await post(), await post()];
    await here.settled(chat.delete(mod.actor, { conversation: GENERAL, target: one.seq }));
    assertEquals((await read()).entries.length, 1);
    await here.settled(chat.delete(zed.actor, { conversation: GENERAL, target: two.seq }));
    assertEquals((await read()).entries.length, 1);
  },
);

communityTest(
  "topics - who sets one is a setting of the room; of general moderators do, until they let all",
  2,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const set = async (who: typeof zed, room: string) => {
      const path = `/conversations/${room}/topic`;
      const answer = await here.api(here.two, who, "PUT", path, { topic: "new" });
      return [answer.status, answer.body.type];
    };
    const lock = async (room: string, topicLocked: boolean) => {
      const path = `/admin/rooms/${room}`;
      const { status, body } = await here.api(here.one, mod, "PATCH", path, { topicLocked });
      await here.clock.advance(1_000);
      return [status, (body.room as { topicLocked?: boolean }).topicLocked];
    };
    const refused = [403, "urn:palabre:problem:topic-locked"];
    assertEquals(await set(zed, "general"), refused);
    assertEquals((await set(mod, "general"))[0], 200);
    assertEquals(await lock("general", false), [200, undefined]);
    assertEquals((await set(zed, "general"))[0], 200);

    const made = await here.api(here.one, zed, "POST", "/rooms", { name: "garden" });
    const { id } = made.body.conversation as { id: string };
    assertEquals((await set(zed, id))[0], 200);
    assertEquals(await lock(id, true), [200, true]);
    assertEquals(await set(zed, id), refused);
    const journal = await here.api(here.one, mod, "GET", "/admin/journal");
    const acts = (journal.body.entries as Array<{ act: string }>).map(({ act }) => act);
    assertEquals(acts.slice(0, 2), ["room-topic-locked", "room-topic-unlocked"]);
  },
);

communityTest(
  "reports - the open ones come in their order, a page after the other",
  1,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const ask = async (query: string) => {
      const { body } = await here.api(here.one, mod, "GET", `/admin/reports?limit=2${query}`);
      return body as { reports: Array<{ id: string; words: string }>; more: boolean };
    };
    const { chat, administration } = here.one.instance;
    const message = { conversation: GENERAL, id: id(), text: "x", after: 0 };
    const { seq: target } = await here.settled(chat.post(mod.actor, message));
    for (const words of ["first", "second", "third"]) {
      const report = { conversation: GENERAL, target, words };
      await here.settled(administration.reportMessage(zed.actor, report));
      await here.clock.advance(1_000);
    }
    const read = ({ reports }: { reports: Array<{ words: string }> }) =>
      reports.map(({ words }) => words);
    const page = await ask("");
    assertEquals([read(page), page.more], [["first", "second"], true]);
    assertEquals(read(await ask(`&before=${page.reports[1]?.id}`)), ["third"]);
    assertEquals(read(await ask("&state=all")), ["third", "second"], "what was, the newest first");
  },
);
