import { assertEquals } from "@std/assert";
import { caretAfter } from "../../lib/client/caret_after.ts";

Deno.test("caret after - it stays where one writes", () => {
  assertEquals(caretAfter("tea", "tea today", 3), 9);
  assertEquals(caretAfter("tea", "tea today", 1), 1);
  assertEquals(caretAfter("tea", "no tea", 3), 6);
  assertEquals(caretAfter("tea", "no tea", 1), 4);
  assertEquals(caretAfter("one two", "one big two three", 5), 17);
});
