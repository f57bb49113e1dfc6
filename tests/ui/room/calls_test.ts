import { assertEquals } from "@std/assert";
import { CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../lib/i18n/translator.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import {
  alertCount,
  attentionTo,
  callsIn,
  isSilent,
  titleWith,
} from "../../../lib/ui/room/calls.ts";

const one = (kind: "room" | "direct", unread: number, mentions = 0): ConversationSummary => ({
  id: `${kind} ${unread} ${mentions}`,
  kind,
  head: 9,
  read: 0,
  unread,
  mentions,
  lastAt: 0,
});

Deno.test("calls - title, icons and list show one number: what calls one (N1)", () => {
  const words = translatorOf("en", CATALOGS.en);
  const titled = (...all: ConversationSummary[]) => titleWith(words, "# tea", attentionTo(all));
  const [chatter, named, direct] = [one("room", 5), one("room", 3, 1), one("direct", 2)];
  assertEquals([chatter, named, direct].map(callsIn), [0, 1, 2]);
  assertEquals(alertCount([chatter, named, direct]), 3);
  assertEquals(titled(chatter, named, direct), "(3) # tea");
  assertEquals(titled(chatter), "• # tea", "that there is more, not how much");
  assertEquals(titled(one("room", 0), one("direct", 0)), "# tea");
});

Deno.test("calls - a conversation calls at its level, and not at all where that is paused (C1)", () => {
  const words = translatorOf("en", CATALOGS.en);
  const room = one("room", 5, 2);
  const table = [
    [{}, 2, false],
    [{ level: "all" }, 5, false],
    [{ level: "nothing" }, 0, true],
    [{ level: "all", pausedUntil: 9 }, 0, true],
  ] as const;
  for (const [own, count, silent] of table) {
    assertEquals([callsIn({ ...room, ...own }), isSilent({ ...room, ...own })], [count, silent]);
  }
  assertEquals(callsIn({ ...one("direct", 3, 1), level: "mentions" }), 1);
  const nothing = attentionTo([{ ...room, level: "nothing" }]);
  assertEquals(titleWith(words, "# tea", nothing), "# tea", "it is not even counted as unread");
});
