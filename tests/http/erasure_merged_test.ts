// After “delete my account with my messages” of somebody who was brought in from elsewhere and became a
// member: nothing of theirs is anywhere in the store.
import { assert, assertEquals } from "@std/assert";
import { communityTest, PASSWORD } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { giveMerge, sayMerge } from "../support/merging.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

/** What she alone wrote there, and what she was called. */
const HERS = [
  "plum trees",
  "Something else",
  "What did it say",
  "The plan",
  "Awa",
  "U01AWA",
  "Chlo",
  "I left",
];
/** Words of somebody else that name her stay theirs. */
const BENS = "I do";

communityTest(
  "erasure - what was imported and merged goes with its messages",
  1,
  async (here) => {
    const anna = await here.person("Anna");
    const { id } = await bringIn(here.kv, await zipOf(slackExport()));
    const { user } = anna.actor;
    const before = await broughtRoom(here.kv, id, "C01");
    const { row } = before;
    const place = { conversation: row.id, target: before.saying("Something else").seq };
    const ben = await here.person("Ben");
    const { chat, administration } = here.one.instance;
    await here.settled(chat.join(ben.actor, { conversation: row.id }));
    await here.settled(administration.reportMessage(ben.actor, { ...place, words: "See this" }));
    const said = async (person: string) =>
      await giveMerge(here.kv, await sayMerge(here.kv, { id, person, into: user }));
    await said("U01AWA");
    await said("U09GONE"); // she wrote there under another name, and was in no list of the room
    const all = await here.settled(here.one.instance.personalData.exportLines(anna.actor));
    const lines = (await Array.fromAsync(all)).map((line) => JSON.parse(line));
    const hers = lines.filter(({ is }) => is === "message").map(({ text }) => text);
    for (const words of ["Something else", "I left", "Private <words>"]) {
      assert(hers.some((text) => text.includes(words)), `“${words}” is hers to take along`);
    }
    await here.pass(60_000);
    const rowsWith = async () =>
      (await everyRow(here.kv.open())).flatMap(({ key, text }) => {
        const found = text.includes(BENS) ? [] : HERS.filter((word) => text.includes(word));
        return found.length > 0 ? [`${key.join(" ")}: ${found}`] : [];
      });
    assert((await rowsWith()).length > 0);
    const { status } = await here.api(here.one, anna, "DELETE", "/me", {
      password: PASSWORD,
      messages: "go",
    });
    assertEquals(status, 204);
    await here.pass(10 * 60_000);
    assertEquals(await rowsWith(), []);
    const { messages, saying } = await broughtRoom(here.kv, id, "C01");
    assertEquals(messages.filter(({ by, text }) => by === user.id && text !== ""), []);
    assert(saying(BENS), "what others said there stays");
  },
  { rates: false },
);
