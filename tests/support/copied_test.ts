import { assert, assertEquals, assertThrows } from "@std/assert";
import { copied } from "./copied.ts";

Deno.test("copies - are what structuredClone makes, and share nothing", () => {
  const value = {
    text: "words",
    many: [1, 2n, null, undefined, { deep: true }],
    bytes: new Uint8Array([1, 2]),
    day: new Date(0),
    map: new Map([["a", { b: 1 }]]),
    nothing: undefined,
  };
  const copy = copied(value);
  assertEquals(copy, structuredClone(value));
  assert(Object.hasOwn(copy, "nothing"), "also what is undefined");
  assert(copy.many !== value.many && copy.many[4] !== value.many[4], "lists and what is in them");
  assert(copy.bytes !== value.bytes && copy.map.get("a") !== value.map.get("a"), "and the rest");
  assertThrows(() => copied({ run: () => {} }), DOMException);
});
