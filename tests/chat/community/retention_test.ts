import { assert, assertEquals } from "@std/assert";
import { verifyStore } from "../../../lib/backup/verify/verify.ts";
import { keys } from "../../../lib/kv/keys.ts";
import type { Conversation } from "../../../lib/store/conversations/conversation.ts";
import { communityTest } from "../../support/community.ts";
import { allRows, wordsLeft } from "../../support/gone_words.ts";
import { bringIn, broughtRoom } from "../../support/importing.ts";
import { slackExport } from "../../support/slack_export.ts";
import { zipOf } from "../../support/zip_of.ts";

const OLD = ["Sentence 7", "I do", "Thank you", "It *failed*", "So did I"];

communityTest(
  "retention - what is too old is gone from the whole store, and what is pinned stays",
  1,
  async (c) => {
    const boss = await c.person("Anna", "administrator");
    const { administration, chat } = c.one.instance;
    const { id } = await bringIn(c.kv, await zipOf(slackExport()));
    const room = await broughtRoom(c.kv, id, "C01");
    const own = { conversation: "general", id: "1", text: "Of today" };
    await c.settled(chat.post(boss.actor, own));
    await c.pass(3_000); // it is indexed
    assert(wordsLeft(await allRows(c.kv), ["Sentence 7"]).length > 0);

    await c.settled(administration.setRetention(boss.actor, { days: 365 }));
    await c.pass(20_000);
    const { row, saying } = await broughtRoom(c.kv, id, "C01");
    assertEquals(row.keptDays, 365, "who is in it is told");
    assertEquals(wordsLeft(await allRows(c.kv), OLD), []);
    assert(saying("plum trees").pinned, "pinned messages stay");
    const said = await c.settled(
      chat.history(boss.actor, { conversation: "general", before: undefined, limit: 9 }),
    );
    assert(JSON.stringify(said).includes("Of today"));
    const between = await broughtRoom(c.kv, id, "D01");
    assertEquals(
      between.messages[0]?.text,
      "Between us, in #general",
      "direct ones are left alone",
    );
    assertEquals((await verifyStore(c.kv)).findings, []);
    assertEquals(room.row.keptDays, undefined);
  },
);

communityTest(
  "retention - a room may have a rule of its own, and none may be too short",
  1,
  async (c) => {
    const [boss, ben] = [
      await c.person("Anna", "administrator"),
      await c.person("Ben", "moderator"),
    ];
    const { administration } = c.one.instance;
    const { id } = await bringIn(c.kv, await zipOf(slackExport()));
    const set = (actor: typeof boss.actor, rule: { days?: number; room?: string }) =>
      c.settled(
        administration.setRetention(actor, rule).then(() => "set", (error) => error.refusal),
      );
    assertEquals(await set(ben.actor, { days: 9 }), "not-allowed");
    for (const days of [0, -1, 1.5, 4_000, NaN]) {
      assertEquals(await set(boss.actor, { days }), "number-range", String(days));
    }
    assertEquals(await set(boss.actor, { days: 9, room: "nowhere" }), "unknown-room");
    assertEquals(await set(boss.actor, { days: 0, room: "general-slack" }), "set");
    assertEquals(await set(boss.actor, { days: 30 }), "set");
    await c.pass(20_000);
    const { row, saying } = await broughtRoom(c.kv, id, "C01");
    assertEquals(saying("Sentence 7").deletedAt, undefined, "it is exempt");
    assertEquals(row.keptDays, undefined);
    const general = (await c.kv.get<Conversation>(keys.conversation("general"))).value;
    assertEquals(general?.keptDays, 30);
    const rule = await c.settled(administration.retention(boss.actor));
    assertEquals([rule.days, rule.rooms.map(({ days }) => days)], [30, [0]]);
    const shown = await c.api(c.one, boss, "GET", "/conversations");
    assert(JSON.stringify(shown.body).includes('"keptDays":30'), JSON.stringify(shown.body));

    assertEquals(await set(boss.actor, { room: "general-slack" }), "set");
    await c.pass(20_000);
    assertEquals(wordsLeft(await allRows(c.kv), OLD), [], "without its own rule the other holds");
    assertEquals(await set(boss.actor, {}), "set");
    await c.pass(20_000);
    const after = (await c.kv.get<Conversation>(keys.conversation("general"))).value;
    assertEquals(after?.keptDays, undefined);
  },
);
