import { assertEquals } from "@std/assert";
import {
  completionsOf,
  dividedQuery,
  withOnly,
  withoutPart,
  withPart,
} from "../../lib/text/search/written.ts";

const names = { people: ["Awa Diop", "Thibaut"], places: ["machines", "general"] };
const offered = (query: string) => completionsOf(query, names).map(({ text }) => text);

Deno.test("search query - goes on with operators, and with their values (S1)", () => {
  assertEquals(offered("pump f"), ["from:"]);
  assertEquals(offered("pump be"), ["before:"]);
  assertEquals(offered("pump ").length, 7, "all operators");
  assertEquals(offered("from:"), ["from:me", 'from:"Awa Diop"', "from:Thibaut"]);
  assertEquals(offered("from:di"), ['from:"Awa Diop"']);
  assertEquals(completionsOf('pump from:"awa d', names), [
    { text: 'from:"Awa Diop"', query: 'pump from:"Awa Diop" ' },
  ]);
  assertEquals(offered("in:gen"), ["in:general"]);
  assertEquals(offered("has:f"), ["has:file"]);
  assertEquals(offered("is:"), ["is:pinned", "is:thread", "is:bookmarked"]);
  assertEquals(offered("https://x"), [], "no operator");
  assertEquals(offered("pump restart"), []);
});

Deno.test("search query - is made of operators and words, with one more or less (S1)", () => {
  const { operators, words } = dividedQuery('from:"Awa Diop" pump rest');
  assertEquals([operators.map(({ text }) => text), words], [['from:"Awa Diop"'], "pump rest"]);
  assertEquals(dividedQuery("pump has:link").words, "pump ", "it is whole");
  assertEquals(withPart("pump rest", "has:link"), "has:link pump rest");
  assertEquals(withoutPart('from:"Awa Diop" pump', 'from:"Awa Diop"'), "pump");
  assertEquals(
    withOnly("after:2026 pump during:today", ["after", "during"], "during:2025"),
    [
      "during:2025 pump",
    ].join(),
  );
});
