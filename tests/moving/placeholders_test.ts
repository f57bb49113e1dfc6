// Who says who a name of an import is, and gives it: proved, as it was shown, to one member alone, and told.
import { assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { listAll } from "../../lib/kv/list_pages.ts";
import { planWork } from "../../lib/moving/import/work.ts";
import type { MergeRow } from "../../lib/moving/merge/merge.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { type Community, communityTest, PASSWORD } from "../support/community.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

/** An administrator, two who may be Awa, and what she wrote in an export. */
async function withAwa(here: Community) {
  const boss = await here.person("Boss", "administrator");
  const [anna, ben] = [await here.person("Anna"), await here.person("Ben")];
  const { id } = await bringIn(here.kv, await zipOf(slackExport()));
  const awa = (await broughtRoom(here.kv, id, "C01")).saying("plum trees").by;
  const path = `/admin/placeholders/${awa}`;
  async function ask(method: string, more = "", json?: unknown) {
    const { status, body } = await here.api(here.one, boss, method, `${path}${more}`, json);
    const { type, placeholder } = body as { type?: string; placeholder?: { merge: MergeRow } };
    return { status, refusal: type?.split(":").at(-1), merge: placeholder?.merge };
  }
  const key = keys.importMerge(id, awa);
  /** Says who it is, and waits until it is counted. */
  async function say({ actor: { user } }: { actor: { user: { id: string } } }) {
    assertEquals((await ask("PUT", "/merge", { user: user.id })).status, 200);
    await here.pass(10_000);
    const { merge } = await ask("GET");
    assertEquals(merge?.state, "counted");
    return { user: user.id, at: merge!.at };
  }
  const give = (shown: { user: string; at: number }, password = PASSWORD) =>
    ask("POST", "/merge/start", { ...shown, password });
  async function journal(): Promise<string[]> {
    const { body } = await here.api(here.one, boss, "GET", "/admin/journal");
    return (body.entries as Array<{ act: string }>).map(({ act }) => act);
  }
  return { boss, anna, ben, id, key, ask, say, give, journal };
}

communityTest("X1 - giving a name takes a proof, and others see who comes in", 1, async (here) => {
  const { anna, ben, id, ask, say, give } = await withAwa(here);
  const board = (await broughtRoom(here.kv, id, "G01")).row.id;
  const shown = await say(anna);
  assertEquals((await ask("GET")).merge?.counts?.opened, 2);
  for (const password of ["", "not it"]) {
    assertEquals((await give(shown, password)).refusal, "wrong-password");
  }
  assertEquals((await here.kv.get(keys.member(board, anna.actor.user.id))).value, null);

  const { row: { id: room } } = await broughtRoom(here.kv, id, "C01");
  await here.settled(here.one.instance.chat.join(ben.actor, { conversation: room }));
  const end = await here.connect(here.one, ben);
  assertEquals((await give(shown)).status, 200);
  await here.pass(10_000);
  const direct = (await broughtRoom(here.kv, id, "D01")).row.id;
  for (const place of [board, room, direct]) {
    const log = await here.kv.list<LogEntry>({ prefix: keys.entries(place) }, { limit: 500 });
    const joins = log.flatMap(({ value: { event } }) =>
      event.kind === "join" && event.by === anna.actor.user.id ? [event.by] : []
    );
    assertEquals(joins.length, 1, "others there see that she came in");
  }
  const seen = end.events(room).map(({ kind, by }) => [kind, by]);
  assertEquals(seen, [["join", anna.actor.user.id]], "and at once");
}, { rates: false });

communityTest("X1 - what is given is what was shown, to whom it was shown for", 1, async (here) => {
  const { anna, ben, say, give, ask } = await withAwa(here);
  const first = await say(anna);
  const second = await say(ben);
  assertEquals((await give(first)).refusal, "placeholder-other", "it is somebody else by now");
  assertEquals((await give({ ...second, at: first.at })).refusal, "placeholder-other");
  assertEquals((await ask("GET")).merge?.state, "counted", "nothing was given");
  assertEquals((await ask("POST", "/merge/start", { password: PASSWORD })).status, 400);
  assertEquals((await give(second)).status, 200);
}, { rates: false });

communityTest("X1 - what was begun goes on with the same member alone", 1, async (here) => {
  const { anna, ben, key, say, ask, give } = await withAwa(here);
  const shown = await say(anna);
  const { value } = await here.kv.get<MergeRow>(key);
  // Nobody works on it yet: it fails in the middle.
  assertEquals((await give(shown)).merge?.begun, true);
  const failed = { ...value!, begun: true, state: "failed" } satisfies MergeRow;
  await here.kv.commit([], [{ type: "set", key, value: failed }]);
  const other = await ask("PUT", "/merge", { user: ben.actor.user.id });
  assertEquals([other.status, other.refusal], [409, "placeholder-begun"]);
  assertEquals((await ask("DELETE", "/merge")).refusal, "placeholder-begun");
  const again = await say(anna);
  assertEquals((await ask("DELETE", "/merge")).refusal, "placeholder-begun", "counted anew, too");
  assertEquals((await give(again)).status, 200);
}, { rates: false });

communityTest("X1 - the journal says who said and unsaid who a name is", 1, async (here) => {
  const { boss, anna, say, ask, journal } = await withAwa(here);
  await say(anna);
  assertEquals((await journal())[0], "import-said");
  const { imports: { placeholders } } = here.one.instance;
  const { body } = await here.api(here.one, boss, "GET", "/admin/placeholders?query=Awa");
  const [{ id }] = body.placeholders as [{ id: string }];
  await here.promoted(await here.person("Other boss", "administrator"), "administrator");
  await here.promoted(boss, "member");
  const late = await here.settled(
    placeholders.forget(boss.actor, id).then(() => "forgotten", ({ refusal }) => refusal),
  );
  assertEquals(late, "not-allowed", "who was an administrator may not any more");
  await here.promoted(boss, "administrator");
  assertEquals((await ask("DELETE", "/merge")).status, 204);
  assertEquals((await journal()).slice(0, 2), ["import-unsaid", "import-said"]);
}, { rates: false });

/** Who wrote what stands in a room of an import, each once, and what is left of their words. */
async function writtenIn(here: Community, id: string, by: string) {
  const { messages } = await broughtRoom(here.kv, id, "C01");
  return messages.filter((one) => one.by === by).map(({ text }) => text);
}

communityTest(
  "X1 - to who deletes their account before a name is given, nothing is given",
  1,
  async (here) => {
    const { anna, ben, id, key, ask, say, give } = await withAwa(here);
    const shown = await say(anna);
    assertEquals((await give(shown)).status, 200);
    const { identity } = here.one.instance;
    await here.settled(identity.deleteAccount(anna.actor, PASSWORD, "go"));
    await here.pass(70_000);
    assertEquals((await here.kv.get(key)).value, null);
    assertEquals(await writtenIn(here, id, anna.actor.user.id), []);
    const other = await say(ben); // it may be somebody else
    assertEquals((await give(other)).status, 200);
    await here.pass(10_000);
    assertEquals((await ask("GET")).status, 404, "it is no name without an account any more");
    const hers = await writtenIn(here, id, ben.actor.user.id);
    assertEquals(hers.length > 0 && !hers.includes(""), true, hers.join());
  },
  { rates: false },
);

communityTest(
  "X1 - what is given to who deletes their account meanwhile goes with the rest of theirs",
  1,
  async (here) => {
    const { anna, id, key, say } = await withAwa(here);
    await say(anna);
    const { value } = await here.kv.get<MergeRow>(key);
    const { identity } = here.one.instance;
    await here.settled(identity.deleteAccount(anna.actor, PASSWORD, "go"));
    await here.pass(70_000); // its last look is over
    const place = { n: 0, further: [] }; // some of it was given before
    const begun = { ...value!, begun: true, state: "running", place } satisfies MergeRow;
    await here.kv.commit([], [
      { type: "set", key, value: begun },
      planWork({ task: "merge", import: id, placeholder: begun.from }, here.clock.now()),
    ]);
    await here.pass(20_000);
    assertEquals((await here.kv.get(key)).value, null, "all of it was given");
    const { id: who } = anna.actor.user;
    assertEquals((await writtenIn(here, id, who)).every((text) => text !== ""), true);
    await here.pass(70_000);
    const left = await writtenIn(here, id, who);
    assertEquals(left.length > 0 && left.every((text) => text === ""), true, left.join());
    assertEquals(await here.settled(listAll(here.kv, keys.membershipsOf(who))), []);
  },
  { rates: false },
);
