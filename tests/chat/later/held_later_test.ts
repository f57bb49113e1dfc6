// A scheduled message that a moderator has to see (M10, R8), taken back by its author.
import { assertEquals } from "@std/assert";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { communityTest } from "../../support/community.ts";

const MINUTE = 60_000;

communityTest(
  "later - what waits for a moderator and is taken back, in either list, is in neither and is never said (M10, R8)",
  1,
  async (here) => {
    const [boss, ada] = [await here.person("boss", "administrator"), await here.person("ada")];
    const { chat } = here.one.instance;
    await here.api(here.one, boss, "PUT", "/admin/held-words", { words: ["casino"] });
    await here.pass(1_000);
    const [deleted, withdrawn] = [1, 2].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    const at = here.clock.now() + MINUTE;
    for (const id of [deleted!, withdrawn!]) {
      const message = { id, conversation: GENERAL, text: "a casino", at };
      await here.settled(chat.schedule(ada.actor, message));
    }
    await here.pass(MINUTE + 5_000);
    const waiting = async () =>
      (await here.api(here.one, boss, "GET", "/admin/waiting-messages")).body.messages as unknown[];
    assertEquals((await waiting()).length, 2);
    await here.settled(chat.unschedule(ada.actor, { id: deleted! }));
    await here.settled(chat.withdraw(ada.actor, { id: withdrawn! }));
    assertEquals(await waiting(), [], "nobody lets it through any more");
    assertEquals((await here.settled(chat.later(ada.actor))).later, []);
    await here.settled(chat.unschedule(ada.actor, { id: deleted! })); // harmless twice
  },
);
