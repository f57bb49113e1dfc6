import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Mutation } from "../../lib/kv/kv.ts";
import { upgradeStore } from "../../lib/store/schema/upgrade.ts";
import { SCHEMA_STEPS } from "../../lib/store/schema/schema.ts";
import { type Community, communityTest, type Place, type Somebody } from "../support/community.ts";
import { allRows, wordsLeft } from "../support/gone_words.ts";
import { recordingLogger } from "../support/loggers.ts";

interface Own {
  id: string;
  words: string;
  by: string;
  answered?: { done?: boolean; words: string; isNew: boolean };
}

async function reported(here: Community, who: Somebody, place = here.one): Promise<Own[]> {
  const { body } = await here.api(place, who, "GET", "/me/reports");
  return body.reports as Own[];
}

async function say(here: Community, who: Somebody, text: string): Promise<number> {
  const message = { conversation: GENERAL, text };
  return Number((await here.api(here.one, who, "POST", "/messages", message)).body.seq);
}

async function report(
  here: Community,
  who: Somebody,
  seq: number,
  words: string,
  place = here.one,
) {
  await here.clock.advance(5); // what came first is first
  const path = `/conversations/${GENERAL}/messages/${seq}/reports`;
  return await here.api(place, who, "POST", path, { words });
}

async function handle(here: Community, place: Place, mod: Somebody, how: object) {
  const { body } = await here.api(place, mod, "GET", "/admin/reports");
  const [first] = body.reports as Array<{ id: string }>;
  return await here.api(place, mod, "POST", `/admin/reports/${first?.id}/handled`, how);
}

communityTest(
  "answers - all who reported a message learn what became of it at once, guests too, and not who decided",
  2,
  async (here) => {
    const mod = await here.person("moderatrix", "moderator");
    const [zed, ana, ben] = [
      await here.person("zed"),
      await here.person("ana"),
      await here.person("ben"),
    ];
    const noor = await here.person("noor", "guest");
    const seq = await say(here, zed, "something nasty");
    const other = await say(here, zed, "something else");
    for (const [n, who] of [ana, ben, noor].entries()) {
      assertEquals((await report(here, who, seq, `why ${n}`, here.places[n % 2])).status, 204);
    }
    await report(here, ben, other, "and this");
    const ends = await Promise.all([ana, ben, noor].map((who) => here.connect(here.one, who)));
    const stranger = await here.connect(here.one, zed);
    const how = { words: "told zed off", done: true, answer: "Thank you. It is settled." };
    assertEquals((await handle(here, here.two, mod, how)).status, 200);
    await here.pass(500);
    for (const end of ends) assertEquals(end.pushes("answers"), [{ type: "answers", waiting: 1 }]);
    assertEquals(stranger.pushes("answers"), []);
    for (const [n, who] of [ana, ben, noor].entries()) {
      const found = (await reported(here, who)).find(({ words }) => words === `why ${n}`);
      const { done, words, isNew } = found?.answered ?? { words: "", isNew: false };
      assertEquals([done, words, isNew], [true, "Thank you. It is settled.", true]);
      const shown = JSON.stringify(await reported(here, who, here.two));
      for (const secret of ["moderatrix", mod.actor.user.id, "told zed off", "something nasty"]) {
        assert(!shown.includes(secret), secret);
      }
    }
    const [left] = (await reported(here, ben)).filter(({ answered }) => !answered);
    assertEquals(left?.words, "and this", "what was said of another message still waits");
    const { body } = await here.api(here.one, mod, "GET", "/admin/reports");
    assertEquals((body.reports as unknown[]).length, 1);
    const journal = await here.api(here.one, mod, "GET", "/admin/journal");
    const acts = (journal.body.entries as Array<{ act: string }>).map(({ act }) => act);
    assertEquals(acts, ["report-handled"], "one act, however many reported");

    assertEquals((await here.api(here.two, ana, "POST", "/me/reports/seen")).status, 204);
    await here.pass(500);
    assertEquals(ends[0]!.pushes("answers").at(-1)?.waiting, 0);
    assertEquals((await reported(here, ana)).map(({ answered }) => answered?.isNew), [false]);
    assertEquals(ends[1]!.pushes("answers").at(-1)?.waiting, 1, "everyone for themselves");
  },
);

communityTest(
  "answers - go along with whoever takes their data, and leave with them",
  1,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const [zed, ana] = [await here.person("zed"), await here.person("ana")];
    const seq = await say(here, zed, "something nasty");
    await report(here, ana, seq, "why indeed");
    await handle(here, here.one, mod, { done: false, answer: "It may stay, we think." });
    await report(here, ana, seq, "and again");
    const exported = await here.api(here.one, ana, "GET", "/me/data");
    const lines = String(exported.body.text).trim().split("\n").map((line) => JSON.parse(line));
    const own = lines.filter(({ is }) => is === "report");
    assertEquals(own.map(({ words, done, answer }) => [words, done, answer]), [
      ["why indeed", false, "It may stay, we think."],
      ["and again", undefined, undefined],
    ]);
    const json = { password: "correct horse", messages: "go" };
    assertEquals((await here.api(here.one, ana, "DELETE", "/me", json)).status, 204);
    await here.pass(120_000);
    assertEquals(wordsLeft(await allRows(here.kv), ["why indeed", "and again"]), []);
    const prefix = keys.reportsOf(ana.actor.user.id);
    assertEquals(await here.kv.list({ prefix }, { limit: 10 }), []);
    assertEquals((await handle(here, here.one, mod, { done: true })).status, 200);
    assertEquals(await here.kv.list({ prefix }, { limit: 10 }), [], "nobody is told");
  },
);

communityTest("answers - reports of earlier versions get one too", 1, async (here) => {
  const mod = await here.person("mod", "moderator");
  const [zed, ana, ben] = [
    await here.person("zed"),
    await here.person("ana"),
    await here.person("ben"),
  ];
  const seq = await say(here, zed, "something nasty");
  await report(here, ana, seq, "one");
  await report(here, ben, seq, "another");
  const marks = [
    ...await here.kv.list({ prefix: ["report_of"] }, { limit: 10 }),
    ...await here.kv.list({ prefix: ["report_on"] }, { limit: 10 }),
  ];
  assertEquals(marks.length, 4);
  const gone = marks.map(({ key }): Mutation => ({ type: "delete", key }));
  const version = SCHEMA_STEPS.indexOf("report-marks");
  await here.kv.commit([], [...gone, { type: "set", key: keys.schema(), value: { version } }]);
  await upgradeStore(here.kv.open(), { clock: here.clock, logger: recordingLogger(() => {}) });
  await handle(here, here.one, mod, { done: true });
  for (const who of [ana, ben]) {
    assertEquals((await reported(here, who)).map(({ answered }) => answered?.done), [true]);
  }
});
