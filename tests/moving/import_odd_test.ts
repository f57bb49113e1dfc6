// What is odd in real exports of Discord and Mattermost: nothing is dropped in silence.
import { assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { keys } from "../../lib/kv/keys.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import type { User } from "../../lib/store/people/user.ts";
import { oddDiscordExport } from "../support/discord_export.ts";
import { bringIn, broughtRoom, lossesOf } from "../support/importing.ts";
import { oddMattermostExport } from "../support/mattermost_export.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { zipOf } from "../support/zip_of.ts";

async function community(): Promise<MemoryKv> {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  return kv;
}

/** Brings it in, after a look that says the same and a walk that finds nothing wrong. */
async function brought(bytes: Uint8Array) {
  const kv = await community();
  const looked = await bringIn(await community(), bytes, { apply: false });
  const report = await bringIn(kv, bytes);
  assertEquals(lossesOf(looked), lossesOf(report), "a dry run says the same");
  assertEquals(looked.counts, report.counts);
  assertEquals((await verifyStore(kv)).findings, []);
  const nameOf = async (id: string) => (await kv.get<User>(keys.user(id))).value?.name;
  const placesOf = (is: string) => report.losses.find(({ what }) => what === is)?.places ?? [];
  return { kv, report, nameOf, placesOf, losses: lossesOf(report) };
}

Deno.test("X1 - what is odd in exports of Discord comes in, or is told of", async () => {
  const plain = 400;
  const bytes = await zipOf(oddDiscordExport(plain));
  const { kv, report, nameOf, placesOf, losses } = await brought(bytes);
  assertEquals(losses, {
    unreadable: 4,
    form: 3,
    "who-could-read": 2,
    "no-person": 1,
    "lost-quote": 2,
    "no-file": 1,
    "custom-emoji": 1,
    notice: 2,
    empty: 1,
    twice: 1,
    "thread-room": 1,
  });
  const { messages, saying } = await broughtRoom(kv, report.id, "c1");
  // Both parts of a large channel come, in the order of time, and nothing of it is missing.
  assertEquals(
    messages.slice(0, plain).map(({ text }) => text),
    Array.from({ length: plain }, (_, n) => `Sentence ${n}`),
  );
  assertEquals(messages.length, plain + 19);
  assertEquals(report.counts.messages, messages.length + 1);
  const moment = messages.filter(({ text }) => text.startsWith("Same moment"));
  assertEquals(moment.map(({ text }) => text.at(-1)), ["0", "1", "2"]);
  assertEquals(new Set(moment.map(({ at }) => at)).size, 1);

  const author = async (text: string) => await nameOf(saying(text).by);
  assertEquals(await author("deleted my account"), "Deleted User");
  assertEquals(await author("Nobody wrote"), "unknown");
  assertEquals(placesOf("no-person"), ["general: m1004: unknown"]);
  assertEquals(
    [await author("Bridged 0"), await author("Bridged 1"), await author("Bridged 2")],
    ["Chloé", "Diego", "Chloé"],
    "whom a hook speaks for stands there, not who came first",
  );
  assertEquals(saying("Bridged 0").by, saying("Bridged 2").by);
  assertEquals([await author("Build 7"), await author("without a name")], ["Builds", "901"]);
  assertEquals(Object.keys(saying("Waves 👋🏿").reactions ?? {}), ["🙋🏾‍♀️", "❤️"]);
  assertEquals(saying("what was deleted").replyTo, undefined);
  assertEquals(placesOf("lost-quote"), ["coop/general [part 2].json m1011", "general: m1012"]);
  assertEquals(saying("elsewhere").text, "> From\n> elsewhere\n📎 x.png");
  assertEquals(
    saying("see #").text,
    "@ben see #Plums and #404, :verger: 2020-05-20 18:40 UTC `<@12>`",
  );
  assertEquals(saying("another folder").files?.map(({ name }) => name), ["beds #1.txt"]);
  assertEquals(placesOf("twice"), [`general: m${plain - 1}`]);
  assertEquals(placesOf("unreadable"), [
    ...["coop/cut before it began.json", "coop/not ours.json"],
    "coop/general [part 2].json m1020",
    `coop/general [part 2].json coop/general [part 2].json#${plain / 2 + 22}`,
  ]);
  const thread = await broughtRoom(kv, report.id, "222");
  assertEquals(thread.messages.map(({ text }) => text), ["Who prunes?"]);
  assertEquals(placesOf("notice").length, 2);
});

Deno.test("X1 - what is odd in exports of Mattermost comes in, or is told of", async () => {
  const plain = 400;
  const { kv, report, nameOf, placesOf, losses } = await brought(
    await zipOf({ "import.jsonl": oddMattermostExport(plain), "data/20210301/there.txt": "Rows" }),
  );
  assertEquals(losses, {
    unreadable: 2,
    order: 2,
    form: 2,
    "no-person": 3,
    "custom-emoji": 1,
    "no-file": 2,
    empty: 2,
    notice: 1,
  });
  const { messages, saying, entries, row } = await broughtRoom(kv, report.id, "coop/town");
  assertEquals(
    messages.slice(0, plain).map(({ text }) => text),
    Array.from({ length: plain }, (_, n) => `Said ${plain - 1 - n}`),
  );
  assertEquals(messages.length, plain + 18);
  const moment = messages.filter(({ text }) => text.startsWith("Same moment"));
  assertEquals(moment.map(({ text }) => text.at(-1)), ["1", "2", "3"]);

  const author = async (text: string) => await nameOf(saying(text).by);
  assertEquals(await author("deactivated"), "Gwen");
  assertEquals([await author("in no list"), await author("Nobody")], ["erased", "unknown"]);
  assertEquals(await author("Reminder"), "calendar-bot");
  assertEquals(
    [await author("Hooked 0"), await author("Hooked 1"), await author("Hooked 2")],
    ["Builds", "Deploys", "Builds"],
  );
  assertEquals(saying("Build 7").text, "Look\nBuild 7\nIt failed");
  assertEquals(saying("Waves").text, "Waves 👋🏼 🦜");
  assertEquals(Object.keys(saying("Waves").reactions ?? {}), [
    ...["👍🏿", "👍🏾", ":wave_of_nobody_skin_tone:"],
  ]);
  assertEquals(saying("Files").text, "Files\n📎 gone\\_1.txt\n📎 file");
  assertEquals(saying("Files").files?.map(({ name }) => name), ["there.txt"]);
  const root = saying("A root");
  assertEquals([saying("At once").thread, saying("Before its root").thread], [root.seq, root.seq]);
  assertEquals(root.replies?.count, 2);
  assertEquals(placesOf("order"), ["line 20", "line 21"]);
  assertEquals(saying("Without a time").at, messages[messages.indexOf(root) - 1]!.at);
  assertEquals([saying("prunes").text, row.topic], ["_prunes_", undefined]);
  const notices = entries.map(({ event }) => event).filter(({ kind }) => kind !== "message");
  assertEquals(
    await Promise.all(
      notices.filter(({ kind }) => kind === "join" || kind === "topic")
        .map(async ({ kind, by }) => [kind, await nameOf(by)]),
    ),
    [["join", "Awa"], ["join", "Gwen"], ["topic", "Awa"]],
  );
  assertEquals(placesOf("notice").length, 1);
  const note = await broughtRoom(kv, report.id, "direct awa");
  assertEquals(note.messages.map(({ text }) => text), ["Do not forget"]);
});
