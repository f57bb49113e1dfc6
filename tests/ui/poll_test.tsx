import { assertEquals } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { PollView } from "../../lib/ui/polls/poll.tsx";
import { readingOf, ReadingProvider } from "../../lib/ui/reading.ts";
import { readPreferences } from "../../lib/ui/settings/preferences_cookie.ts";

/** What a reader of a poll is shown of its result, and whether it says how to see it. */
function seen(
  { own, votes = [], closedAt }: { own: boolean; votes?: number[]; closedAt?: number },
) {
  const poll = {
    options: [{ text: "Yes", count: 2 }, { text: "No", count: 1 }],
    voters: 3,
    closedAt,
  };
  const message: MessageEvent = {
    kind: "message",
    id: "m1",
    seq: 1,
    at: 1,
    by: "ada",
    text: "Lunch?",
    poll,
  };
  const reader = { preferences: readPreferences(undefined, "en"), words: CATALOGS.en, now: 2 };
  const html = renderToString(
    <ReadingProvider value={readingOf(reader)}>
      <PollView message={message} poll={poll} own={own} votes={votes} ownName="Ada" names={[]} />
    </ReadingProvider>,
  );
  const counts = Array.from(html.matchAll(/class="count-of"[^>]*>(\d+)</g), ([, count]) => count);
  return { counts, says: html.includes("Vote to see the result") };
}

Deno.test("poll (M9) - the result shows who asked, who chose, and all when it is over", () => {
  const result = { counts: ["2", "1"], says: false };
  assertEquals(seen({ own: true }), result);
  assertEquals(seen({ own: false, votes: [0] }), result);
  assertEquals(seen({ own: false, closedAt: 1 }), result);
});

Deno.test("poll (M9) - others are told how to see the result", () => {
  assertEquals(seen({ own: false }), { counts: [], says: true });
});
