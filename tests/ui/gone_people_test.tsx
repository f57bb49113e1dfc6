import { assert, assertEquals } from "@std/assert";
import type { ComponentChild } from "preact";
import { renderToString } from "preact-render-to-string";
import { CATALOGS, SEARCH_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { ConversationSummary, MessageEvent, Person } from "../../lib/protocol/events.ts";
import type { PaletteEntry } from "../../lib/text/name_matching.ts";
import { personLabel } from "../../lib/ui/people_names.ts";
import { PollProvider } from "../../lib/ui/polls/poll_context.ts";
import { PollView } from "../../lib/ui/polls/poll.tsx";
import { messagePreview } from "../../lib/ui/room/message_preview.ts";
import { Palette } from "../../lib/ui/room/palette.tsx";
import { timelineRows } from "../../lib/ui/room/timeline_rows.ts";
import { readingOf, ReadingProvider } from "../../lib/ui/reading.ts";
import { placeName } from "../../lib/ui/search/facets.ts";
import { SearchHitView } from "../../lib/ui/search/search_hit.tsx";
import { readPreferences } from "../../lib/ui/settings/preferences_cookie.ts";
import { Timeline } from "../../lib/ui/timeline/timeline.tsx";

const GONE = { name: "", role: "member", gone: true } as const;
const ID = "somebody";
const words = translatorOf("en", CATALOGS.en);
const LABEL = personLabel(words, { id: ID, ...GONE });

const event: MessageEvent = {
  kind: "message",
  id: "m1",
  seq: 1,
  at: 1,
  by: ID,
  text: "The pump is broken",
};
const direct = (other: Person): ConversationSummary => ({
  id: "direct:a:b",
  kind: "direct",
  with: other,
  lastAt: 1,
  head: 2,
  read: 2,
  unread: 0,
  mentions: 0,
});
const gone = direct({ id: ID, ...GONE });

function drawn(node: ComponentChild): { text: string; faces: string[] } {
  const reader = { preferences: readPreferences(undefined, "en"), words: CATALOGS.en, now: 1 };
  const html = renderToString(
    <ReadingProvider value={readingOf(reader)}>{node}</ReadingProvider>,
  );
  const faces = [...html.matchAll(/<span class="avatar[^>]*>([^<]*)</g)].map(([, face]) => face!);
  return { text: html.replace(/<[^>]*>/g, "").replace(/\s+/g, " "), faces };
}

Deno.test("gone people - search, palette, polls and previews call them as the chat does (N6)", () => {
  const chat = drawn(
    <Timeline
      conversation={gone}
      rows={timelineRows(
        [{ is: "message", key: "m1", own: false, event, author: GONE }],
        { dayKey: () => "1" },
      )}
      hasOlder={false}
      loading={false}
      busy={false}
      live={false}
      ownName="Awa"
      names={[]}
    />,
  );
  assert(chat.text.includes(LABEL), chat.text);
  assertEquals(chat.faces, ["?"]);

  const hit = { conversation: gone.id, event };
  const found = drawn(
    <SearchHitView
      hit={hit}
      conversations={[gone]}
      users={{ [ID]: GONE }}
      wanted={[]}
      words={translatorOf("en", SEARCH_CATALOGS.en)}
    />,
  );
  assert(found.text.includes(LABEL), found.text);
  assertEquals(found.faces, ["?"]);

  const message: PaletteEntry = {
    is: "message",
    key: "m1",
    message: {
      conversation: gone,
      seq: 1,
      at: 1,
      by: ID,
      name: "",
      gone: true,
      parts: [{ text: event.text, marked: false }],
    },
  };
  const nothing = () => {};
  const palette = drawn(
    <Palette
      query="pump"
      entries={[message]}
      stateOf={() => "offline" as const}
      onQuery={nothing}
      onChoose={nothing}
      onClose={nothing}
    />,
  );
  assert(palette.text.includes(`${LABEL}:`), palette.text);
  assertEquals(palette.faces, ["?"]);

  const poll = { options: [{ text: "Yes", count: 1, by: [ID] }], voters: 1 };
  const voted = drawn(
    <PollProvider value={{ profileOf: () => GONE, action: () => "" }}>
      <PollView
        message={{ ...event, poll }}
        poll={poll}
        own={false}
        votes={[0]}
        names={[]}
        ownName="Awa"
      />
    </PollProvider>,
  );
  assertEquals(voted.faces, ["?"]);

  const page = { events: [event], users: { [ID]: GONE } };
  assertEquals(
    messagePreview(words, page, { me: "me", direct: false }),
    `${LABEL}: The pump is broken`,
  );
});

Deno.test("gone people - a search within a conversation names it, whoever has the name now (S1)", () => {
  assertEquals(placeName(gone), gone.id);
  assertEquals(placeName(direct({ id: ID, ...GONE, name: "Bruno" })), gone.id);
  assertEquals(placeName(direct({ id: ID, name: "Bruno", role: "member" })), "Bruno");
});

Deno.test("gone people - of what they saw it is not said that they did not (M15)", () => {
  const own = { ...event, by: "me" };
  const delivered = (conversation: ConversationSummary) =>
    drawn(
      <Timeline
        conversation={conversation}
        rows={timelineRows(
          [{
            is: "message",
            key: "m1",
            own: true,
            event: own,
            author: { name: "Awa", role: "member" },
          }],
          { dayKey: () => "1" },
        )}
        hasOlder={false}
        loading={false}
        busy={false}
        live={false}
        ownName="Awa"
        names={[]}
      />,
    ).text.includes("Delivered");
  assertEquals(delivered(direct({ id: ID, name: "Bruno", role: "member" })), true);
  assertEquals(delivered(gone), false);
});
