// After “delete my account with my messages” of somebody who was brought in from elsewhere and became a
// member: nothing of theirs is anywhere in the store.
import { assert, assertEquals } from "@std/assert";
import { mergePlaceholder } from "../../lib/moving/import/merge.ts";
import { communityTest, PASSWORD } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

/** What she alone wrote there, and what she was called. */
const HERS = ["plum trees", "Something else", "What did it say", "The plan", "Awa", "U01AWA"];
/** Words of somebody else that name her stay theirs. */
const BENS = "I do";

communityTest(
  "erasure - what was imported and merged goes with its messages",
  1,
  async (here) => {
    const anna = await here.person("Anna");
    const { id } = await bringIn(here.kv, await zipOf(slackExport()));
    const { user } = anna.actor;
    const merge = { id, person: "U01AWA", into: user.id, now: here.clock.now() };
    assert(await mergePlaceholder(here.kv, merge));
    await here.pass(60_000);
    const rowsWith = async () =>
      (await everyRow(here.kv.open())).flatMap(({ key, text }) => {
        const found = text.includes(BENS) ? [] : HERS.filter((word) => text.includes(word));
        return found.length > 0 ? [`${key.join(" ")}: ${found}`] : [];
      });
    assert((await rowsWith()).length > 0);
    const { status } = await here.api(here.one, anna, "DELETE", "/me", {
      ...{ password: PASSWORD, messages: "go" },
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
