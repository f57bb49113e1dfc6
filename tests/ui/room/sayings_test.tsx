import { assert, assertEquals } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { readingOf, ReadingProvider } from "../../../lib/ui/reading.ts";
import { Sayings, type SayingsProps } from "../../../lib/ui/room/banner.tsx";
import { readPreferences } from "../../../lib/ui/settings/preferences_cookie.ts";

const NOW = 1_000_000;
const PLANNED = {
  type: "notice",
  level: "warning",
  text: "Updates",
  until: NOW + 60_000,
} as const;

/** What stands there, each with its words. */
function said(props: Pick<SayingsProps, "toast" | "notice">): string[] {
  const reader = { preferences: readPreferences(undefined, "en"), words: CATALOGS.en, now: NOW };
  const html = renderToString(
    <ReadingProvider value={readingOf(reader)}>
      <Sayings {...props} now={NOW} onDismissToast={() => {}} onDismissNotice={() => {}} />
    </ReadingProvider>,
  );
  return html.split(/<(?=(?:section|div) class="banner[ "])/).slice(1)
    .map((one) => one.replace(/<[^>]*>|^[^>]*>/g, " ").replace(/\s+/g, " ").trim());
}

Deno.test("sayings - what was answered does not cover the countdown to a shutdown", () => {
  const toast = { text: "Link copied.", failed: false };
  const [notice, answer, ...more] = said({ toast, notice: PLANNED });
  assert(notice?.startsWith("Updates In 1 min"), notice);
  assert(answer?.startsWith("Link copied."), answer);
  assertEquals(more, []);
});

Deno.test("sayings - another notice comes again after what was answered", () => {
  const notice = { ...PLANNED, until: undefined };
  assertEquals(said({ notice }).length, 1);
  const [answer, ...more] = said({ toast: { text: "No.", failed: true }, notice });
  assert(answer?.startsWith("No."), answer);
  assertEquals(more, []);
  assertEquals(said({}), []);
});
