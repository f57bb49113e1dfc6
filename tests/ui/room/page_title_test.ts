import { assertEquals } from "@std/assert";
import { CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../lib/i18n/translator.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { removalText } from "../../../lib/ui/room/page_title.ts";

const what = { id: "c", head: 1, read: 1, unread: 0, mentions: 0, lastAt: 0 };
const person = (name: string) => ({ id: name, name, role: "member" as const });

Deno.test("page title - one is no longer in a room or a group; of a person it is the list that changed", () => {
  const words = translatorOf("en", CATALOGS.en);
  const said = (conversation: ConversationSummary) => removalText(words, conversation);
  assertEquals(said({ ...what, kind: "room", name: "mill" }), "You are no longer in #mill.");
  assertEquals(
    said({ ...what, kind: "direct", title: "Bees", people: [person("Inès"), person("Diego")] }),
    "You are no longer in Bees.",
  );
  assertEquals(
    said({ ...what, kind: "direct", with: person("Inès") }),
    "Your conversation with Inès is no longer in your list.",
  );
});
