// An import that fails in the middle: over HTTP and on its page, it is begun again, and all is there once.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import type { Actor } from "../../lib/chat/chat.ts";
import { keys } from "../../lib/kv/keys.ts";
import { type ImportRow, readImports } from "../../lib/moving/import/rows.ts";
import { ACTIONS } from "../../lib/ui/administration/paths.ts";
import { communityTest } from "../support/community.ts";
import { asker } from "../support/community_files.ts";
import { ask, sendExport } from "../support/import_api.ts";
import { broughtRoom } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { formFields, openPages } from "../support/pages.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

const MESSAGES = 60;
/** Five tries, one a few seconds after the other. */
const ALL_TRIES_MS = 120_000;

/** Lets stores refuse the private room of the export, which comes after others. Gives what ends that. */
function refuseBoard(): () => void {
  const { commit } = MemoryKv.prototype;
  MemoryKv.prototype.commit = function (checks, mutations) {
    return JSON.stringify(mutations).includes("Private <words>")
      ? Promise.reject(new Error("The disk is full"))
      : commit.call(this, checks, mutations);
  };
  return () => void (MemoryKv.prototype.commit = commit);
}

/** All of the export is here once, in rooms that people find. */
async function assertWholeOnce(kv: MemoryKv, id: string): Promise<void> {
  const general = await broughtRoom(kv, id, "C01");
  const sentences = general.messages.filter(({ text }) => text.startsWith("Sentence"));
  assertEquals(sentences.length, MESSAGES);
  assertEquals(new Set(sentences.map(({ text }) => text)).size, MESSAGES);
  const board = await broughtRoom(kv, id, "G01");
  assertEquals(board.messages.map(({ text }) => text), ["Private <words>"]);
  assertEquals((await broughtRoom(kv, id, "D01")).messages.length, 1);
  const rooms = await kv.list<{ name?: string }>({ prefix: keys.conversations() }, { limit: 50 });
  const names = rooms.flatMap(({ value }) => /slack|board|^old/.exec(value.name ?? "") ?? []);
  assertEquals(names.length, 3, "no room stands twice");
  assertEquals((await verifyStore(kv)).findings, []);
}

communityTest(
  "X1 - an import that failed in the middle is begun again over HTTP, and comes whole",
  1,
  async (here) => {
    const boss = await here.person("Boss", "administrator");
    const from = asker(here, here.one, boss);
    const id = await sendExport(from, "coop.zip", await zipOf(slackExport(MESSAGES)));
    await here.pass(15_000);
    const mend = refuseBoard();
    const { import: { id: own } } = await ask(from, "POST", `/${id}/start`);
    const row = async () => (await here.kv.get<ImportRow>(keys.import(own))).value!;
    await here.pass(ALL_TRIES_MS);
    assertEquals((await row()).state, "failed");
    const { import: told } = await ask(from, "GET", `/${own}`);
    assertEquals([told.state, told.problem.why], ["failed", "failed"]);
    const whole = await broughtRoom(here.kv, own, "C01");
    assert(whole.messages.length > MESSAGES, "what came whole stays");
    assertEquals((await here.kv.get(keys.importRoom(own, "G01"))).value, null, "the half is gone");

    mend();
    const { import: again } = await ask(from, "POST", `/${own}/start`);
    assertEquals([again.id, again.state, again.problem], [own, "running", undefined]);
    await here.pass(20_000);
    assertEquals((await row()).state, "done");
    await assertWholeOnce(here.kv, own);
    const refused = await here.api(here.one, boss, "POST", `/admin/imports/${own}/start`);
    assertEquals(refused.status, 404, "what is done is not begun again");
    const { body } = await here.api(here.one, boss, "GET", "/admin/journal");
    const acts = (body.entries as Array<{ act: string }>).map(({ act }) => act);
    assertEquals(acts.slice(0, 3), ["import-done", "import-started", "import-started"]);
    here.reported.splice(0); // the tries that failed
  },
);

Deno.test("X1 - “Try again” on the page of an import that failed brings the rest, without a script", async () => {
  const pages = await openPages();
  const { kv, instance: { imports, users } } = pages;
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Boss", password: "baobab and rain" });
  const { id: user, name } = (await users.byName("Boss"))!;
  await users.update(user, (one) => ({ ...one, role: "administrator" }));
  const actor: Actor = { user: { id: user, name, role: "administrator" }, session: "one" };
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      await pages.settled(Promise.resolve());
      await pages.clock.advance(500);
    }
    await pages.settled(Promise.resolve());
  };
  const bytes = await zipOf(slackExport(MESSAGES));
  const about = { file: "coop.zip", size: bytes.length };
  const { id } = await pages.settled(imports.announce(actor, about));
  const body = new Response(bytes as BodyInit).body!;
  await pages.settled(imports.put(actor, id, 0, body));
  await pass(15_000);
  const mend = refuseBoard();
  const mapping = await awa.get(`/admin/moving?import=${id}`);
  assertMatch(mapping.html, /coop\.zip/);
  const begun = await awa.post(ACTIONS.importChoose, [
    ...Object.entries(formFields(mapping.html, ACTIONS.importChoose))
      .filter(([name]) => name === "id" || name === "next"),
    ["then", "start"],
  ]);
  const own = (await readImports(kv))[0]!.id;
  await pass(ALL_TRIES_MS);
  const failed = await awa.get(begun.path);
  assertMatch(failed.html, /Try again/);
  assertMatch(failed.html, /The disk is full/);

  mend();
  const fields = formFields(failed.html, ACTIONS.importAgain);
  const again = await awa.post(ACTIONS.importAgain, fields);
  assertEquals(again.status, 200);
  assertMatch(again.html, /The import continues\./);
  await pass(20_000);
  await assertWholeOnce(kv, own);
  const done = await awa.get(`/admin/moving?import=${own}`);
  assert(!done.html.includes(`action="${ACTIONS.importAgain}"`));
  await pages.close();
});
