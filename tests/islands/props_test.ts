import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encodeProps } from "../../lib/islands/server/props.ts";
import { IslandError } from "../../lib/islands/shared/island.ts";

/** Through JSON once: -0 becomes 0. */
const plainJson = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)));
const hostile = fc.constantFrom("</script>", "<!--", "-->", "<script>", "]]>", "\u2028", "\u2029");

Deno.test("island props - come back as they were given, whatever text is in them", () => {
  fc.assert(
    fc.property(
      plainJson,
      fc.array(fc.oneof(hostile, fc.string({ unit: "binary" }))),
      (value, texts) => {
        const props = { value, texts, [texts.join("")]: texts.join("") };
        assertEquals(JSON.parse(encodeProps("Room", props)), props);
      },
    ),
  );
});

Deno.test("island props - hold nothing that ends, comments out or breaks the data block", () => {
  fc.assert(fc.property(fc.array(fc.oneof(hostile, fc.string({ unit: "binary" }))), (texts) => {
    assertEquals(/[<>\u2028\u2029]/.test(encodeProps("Room", { texts })), false);
  }));
});

Deno.test("island props - what is undefined is as absent", () => {
  assertEquals(encodeProps("Room", { a: undefined, b: 1 }), '{"b":1}');
});

Deno.test("island props - what is frozen is encoded once, and comes back as it was given", () => {
  const words = Object.freeze({
    more: "Plus… </script> “été” 🌳",
    many: Object.freeze({ other: "é" }),
  });
  const props = { reader: { words, now: 1 }, words, at: undefined, list: [words] };
  for (let time = 0; time < 2; time++) {
    const encoded = encodeProps("Room", props);
    assertEquals(JSON.parse(encoded), { reader: { words, now: 1 }, words, list: [words] });
    assertEquals(encoded.includes("<"), false);
  }
});

const loop: Record<string, unknown> = {};
loop.self = loop;

for (
  const [path, props] of [
    ["props.at is a Date", { at: new Date(0) }],
    ["props.list[1] is a Map", { list: [1, new Map()] }],
    ["props.run is of type function", { run: () => 1 }],
    ["props.id is of type bigint", { id: 1n }],
    ["props.list[0] is of type undefined", { list: [undefined] }],
    ["props.n is NaN", { n: NaN }],
    ["props.self contains itself", loop],
  ] as const
) {
  Deno.test(`island props - refused with island, path and mend: ${path}`, () => {
    encodeProps("Room", { list: [1, null, "x", { deep: true }] });
    const error = assertThrows(() => encodeProps("Room", props), IslandError, path);
    assertEquals([error.island, error.fault], ["Room", "props"]);
    assertStringIncludes(error.message, "plain JSON: give strings");
  });
}

Deno.test("island props - one object in two places is no loop", () => {
  const shared = { a: 1 };
  assertEquals(encodeProps("Room", { x: shared, y: shared }), '{"x":{"a":1},"y":{"a":1}}');
});
