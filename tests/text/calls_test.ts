import { assertEquals } from "@std/assert";
import type { Call } from "../../lib/protocol/events.ts";
import { callIn } from "../../lib/text/calls.ts";

Deno.test("calls - a text calls once: everyone before those who are here, and not in code (M7)", () => {
  const cases: [text: string, call: Call | undefined][] = [
    ["@here the pump", "here"],
    ["the pump, @Room.", "room"],
    ["@here and @room", "room"],
    ["`@here` in code", undefined],
    ["me@here.example", undefined],
    ["@heretic", undefined],
    ["\\@here", undefined],
  ];
  for (const [text, call] of cases) assertEquals(callIn(text), call, text);
});
