import { assert, assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import type { ImportRow } from "../../lib/moving/import/rows.ts";
import { undoImport } from "../../lib/moving/import/undo.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { communityTest } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

const undo = async (kv: Kv, id: string) => {
  const pieces = createKvPieces(kv);
  return await undoImport(kv, id, { stores: () => pieces, fraction: () => 0 });
};

/** What is only of instances that run, or was planned by what was done. */
const PASSING = /^(live|lease|health|interest|interest_of|inbox|wake|presence|job|file_bytes)$/;

async function lasting(kv: Kv): Promise<Map<string, string>> {
  const rows = (await everyRow(kv)).filter(({ key }) => !PASSING.test(String(key[0])));
  return new Map(rows.map(({ key, text }) => [key.join(" "), text]));
}

communityTest(
  "X1 - an import that is taken back leaves nothing, and what was here stays",
  1,
  async (c) => {
    const anna = await c.person("Anna");
    const { chat } = c.one.instance;
    const post = { conversation: "general", id: "1", text: "Before" };
    await c.settled(chat.post(anna.actor, post));
    await c.pass(2_000);
    const before = await lasting(c.kv);
    const { id } = await bringIn(c.kv, await zipOf(slackExport()));
    assertEquals(await undo(c.kv, id), { is: "undone" });
    assertEquals(await lasting(c.kv), before);
    assertEquals(await undo(c.kv, id), { is: "unknown" });

    const again = await bringIn(c.kv, await zipOf(slackExport()));
    assertEquals(again.already, false, "it may come again");
  },
);

communityTest(
  "X1 - people who only looked in do not keep it, and somebody who wrote does",
  1,
  async (c) => {
    const anna = await c.person("Anna");
    const { chat } = c.one.instance;
    const before = await lasting(c.kv);
    const bytes = await zipOf(slackExport());
    const looked = await bringIn(c.kv, bytes);
    await c.settled(chat.join(anna.actor, { room: "general-slack" }));
    await c.pass(100);
    assertEquals(await undo(c.kv, looked.id), { is: "undone" });
    const after = await lasting(c.kv);
    const names = [...after.keys()].filter((key) => !before.has(key));
    assertEquals(names.filter((key) => !/^(read|left|member_of) /.test(key)), []);

    const { id } = await bringIn(c.kv, bytes);
    const { row, saying } = await broughtRoom(c.kv, id, "C01");
    await c.pass(40_000); // what was remembered of memberships is not trusted any more
    await c.settled(chat.join(anna.actor, { room: "general-slack" }));
    const { seq } = saying("plum trees");
    const reply = { conversation: row.id, id: "2", text: "Still me", thread: seq };
    await c.settled(chat.post(anna.actor, reply));
    assertEquals(await undo(c.kv, id), { is: "written", rooms: ["general-slack"] });
    assert((await c.kv.get(keys.conversation(row.id))).value);
    assertEquals((await verifyStore(c.kv)).findings, [], "one answers in what was brought in");
  },
);

communityTest(
  "X1 - where somebody writes while an import is taken back, that room stays and the others go",
  1,
  async (c) => {
    const anna = await c.person("Anna");
    const { id } = await bringIn(c.kv, await zipOf(slackExport()));
    const { row } = await broughtRoom(c.kv, id, "C01");
    const { value: before } = await c.kv.get<ImportRow>(keys.import(id));
    // It was pressed, and then somebody wrote: the job finds it so.
    const undoing: ImportRow = { ...before!, state: "undoing" };
    await c.kv.commit([], [{ type: "set", key: keys.import(id), value: undoing }]);
    const { chat } = c.one.instance;
    await c.settled(chat.join(anna.actor, { room: "general-slack" }));
    await c.settled(chat.post(anna.actor, { conversation: row.id, id: "1", text: "Here" }));
    assertEquals(await undo(c.kv, id), { is: "partly", rooms: ["general-slack"] });
    const { value: after } = await c.kv.get<ImportRow>(keys.import(id));
    assertEquals([after?.state, after?.stays, after?.counts.rooms], ["done", ["general-slack"], 1]);
    const rooms = await c.kv.list({ prefix: keys.importRooms(id) }, { limit: 10 });
    assertEquals(rooms.map(({ key }) => key[2]), ["C01"], "the others are gone");
    assertEquals((await verifyStore(c.kv)).findings, []);
  },
);
