import { assert, assertEquals } from "@std/assert";
import { isBlank, normalizeNewlines, trimMessage } from "../../lib/text/message_text.ts";

Deno.test("message text - what draws nothing is blank", () => {
  const blanks = [
    "",
    " ",
    "\n\t",
    "\u00a0",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\u2800",
    "\u3164",
  ];
  for (
    const blank of [
      ...blanks,
      "\u115f",
      "\uffa0",
      "\ufe0f",
      "\u{e0020}",
      "\u{1d159}",
      blanks.join(""),
    ]
  ) {
    assert(isBlank(blank), JSON.stringify(blank));
  }
});

Deno.test("message text - what draws anything is not", () => {
  for (const one of ["a", ".", "👋", "\u2801", "한", "\u0301", "\u200ba", "\ue000"]) {
    assert(!isBlank(one), JSON.stringify(one));
  }
});

Deno.test("message text - every line break becomes one kind", () => {
  assertEquals(
    normalizeNewlines("a\r\nb\rc\nd\u2028e\u2029f\u0085g\r\r\nh"),
    "a\nb\nc\nd\ne\nf\ng\n\nh",
  );
});

Deno.test("message text - the first of several lines keeps its indentation", () => {
  assertEquals(trimMessage("  a  "), "a");
  assertEquals(trimMessage("\n  \n  a\n    b\n \n"), "  a\n    b");
  assertEquals(trimMessage(" \n "), "");
});
