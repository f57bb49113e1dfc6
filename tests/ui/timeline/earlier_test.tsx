import { assertEquals, assertMatch } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { readingOf, ReadingProvider } from "../../../lib/ui/reading.ts";
import { readPreferences } from "../../../lib/ui/settings/preferences_cookie.ts";
import { MessagePlaceProvider } from "../../../lib/ui/timeline/message_place.ts";
import { Earlier } from "../../../lib/ui/timeline/timeline.tsx";

const conversation = {
  id: "general",
  kind: "room" as const,
  name: "general",
  head: 300,
  read: 300,
  unread: 0,
  mentions: 0,
  lastAt: 0,
};

function drawn(isAway: boolean): string {
  const reader = { preferences: readPreferences(undefined, "en"), words: CATALOGS.en, now: 0 };
  return renderToString(
    <ReadingProvider value={readingOf(reader)}>
      <MessagePlaceProvider value={{ conversation, isAway: () => isAway }}>
        <Earlier loading={false} olderHref="/rooms/general?before=100" />
      </MessagePlaceProvider>
    </ReadingProvider>,
  );
}

Deno.test("timeline - older messages are offered, and said to come where there is no connection", () => {
  assertMatch(
    drawn(false),
    /<a[^>]*href="\/rooms\/general\?before=100"[^>]*>Load earlier messages/,
  );
  assertMatch(drawn(true), /role="status">Older messages load when you are back online\./);
  assertEquals(drawn(true).includes("<a"), false);
});
