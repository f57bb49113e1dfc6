import { assert, assertEquals } from "@std/assert";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { excerptOf } from "../../lib/text/search/excerpt.ts";
import { indexTerms, marksIn, says } from "../../lib/text/search/message.ts";
import { lookupsOf, readQuery } from "../../lib/text/search/query.ts";

const clock = { now: Date.UTC(2026, 10, 29, 12), timeZone: "UTC" };

function message(text: string, more: Partial<MessageEvent> = {}): MessageEvent {
  return { kind: "message", id: "id", seq: 1, at: 1, by: "ana", text, ...more };
}

/** Whether a text is found: compared whole, and by what an index of it holds. */
function finds(query: string, text: string, more: Partial<MessageEvent> = {}): boolean {
  const read = readQuery(query, clock);
  const one = message(text, more);
  const terms = [...indexTerms(one)];
  const named = read.wanted.flatMap(lookupsOf).every((lookup) =>
    lookup.terms.some((wanted) =>
      terms.some((term) => lookup.prefix ? term.startsWith(wanted) : term === wanted)
    )
  );
  const found = says(one, read);
  assert(named || !found, `“${query}” is named by the index wherever it is found`);
  return found;
}

Deno.test("search - finds words of every script as people type them (S1)", () => {
  const cases: [query: string, text: string][] = [
    ["ポンプ", "井戸の水ポンプは、タンクが満ちてから動きます。"],
    ["水", "井戸の水"],
    ["水泵", "东边的水泵也换了密封圈，明天再试。"],
    ["공부", "한국어를 공부해요"],
    ["ข้าว", "ฉันชอบกินข้าวผัดทุกวัน"],
    ["محمد", "مُحَمَّدٌ في البيت"],
    ["احمد", "أحمد هنا"],
    ["שלום", "שָׁלוֹם לכם"],
    ["ecole", "L’École était fermée"],
    ["ÉTAIT", "L’École était fermée"],
    ["istanbul", "İSTANBUL güzel"],
    ["isik", "ışık var"],
    ["strasse", "Die Straße ist lang"],
    ["STRAßE", "die strasse"],
    ["oeuvre", "Chef-d’œuvre"],
    ["lodz", "Łódź"],
    ["ελλαδος", "ΕΛΛΆΔΟΣ"],
    ["ﬁn", "la fin"],
    ["हिन्दी", "मुझे हिन्दी आती है"],
    ["東京tower", "東京Towerへ"],
  ];
  for (const [query, text] of cases) assert(finds(query, text), `${query} in ${text}`);
});

Deno.test("search - does not find what is not said (S1)", () => {
  assert(!finds("水ポンド", "井戸の水ポンプ"), "all letters in their order");
  assert(!finds("か", "がき"), "a voiced letter is another one");
  assert(!finds("pump ", "pumping"), "a word that is finished");
  assert(finds("pump", "pumping"), "while it is typed it may go on");
  assert(!finds('"restart clean"', "a clean restart"));
  assert(!finds("p", "pump"), "one letter is a word");
  assert(!finds("clean -restart", "a clean restart"));
  assert(!finds("clean", "clean", { deletedAt: 2, text: "" }));
});

Deno.test("search - finds names of files, what pictures show, answers of polls, links (S1)", () => {
  const file = { id: "f", name: "pump-manual.pdf", type: "application/pdf", size: 1 };
  const picture = { id: "p", name: "1.jpg", type: "image/jpeg", size: 1, alt: "the old well" };
  assert(finds("manual", "", { files: [file] }));
  assert(finds("has:image well", "", { files: [picture] }));
  assert(!finds("has:image", "", { files: [file] }));
  assert(finds("has:link", "see https://coop.example/pumps"));
  assert(!finds("has:link", "see https://"));
  assert(finds("is:thread", "x", { thread: 3 }));
  const options = [{ text: "in the barn", count: 0 }, { text: "outside", count: 0 }];
  assert(finds("barn", "where?", { poll: { options, voters: 0 } }));
});

Deno.test("search - reads days where the reader is, and names what says nothing", () => {
  const here = { ...clock, timeZone: "America/New_York" };
  const { time } = readQuery("during:2026-03-08 ", here); // the clocks change that night
  assertEquals(time, { from: Date.UTC(2026, 2, 8, 5), to: Date.UTC(2026, 2, 9, 4) });
  assertEquals(readQuery("before:2026", clock).time, { from: 0, to: Date.UTC(2026, 0, 1) });
  assertEquals(readQuery("during:2026-12", clock).time.to, Date.UTC(2027, 0, 1));
  assertEquals(readQuery("after:2026-02-30 has:cake", clock).unread, [
    { operator: "after", value: "2026-02-30" },
    { operator: "has", value: "cake" },
  ]);
  const { wanted, from } = readQuery('from:"Jean Luc" note: yes', clock);
  assertEquals([wanted.length, from], [2, ["Jean Luc"]]);
});

Deno.test("search - marks what was looked for, where it stands in the text", () => {
  const marked = (text: string, query: string) =>
    marksIn(text, readQuery(query, clock).wanted).map(({ start, end }) => text.slice(start, end));
  assertEquals(marked("井戸の水ポンプは水ポンプ", "水ポンプ"), ["水ポンプ", "水ポンプ"]);
  assertEquals(marked("Restarted the PÜMP", "pump restart"), ["Restarted", "PÜMP"]);
  const long = `${"hay ".repeat(200)}needle ${"hay ".repeat(200)}`;
  const excerpt = excerptOf(long, readQuery("needle", clock).wanted);
  assertEquals(excerpt.filter((part) => part.marked), [{ text: "needle", marked: true }]);
  assert(excerpt.reduce((sum, { text }) => sum + text.length, 0) < 330);
  assertEquals(excerptOf("**bold** ||secret||", []).map(({ text }) => text), ["bold ▒▒▒"]);
});
