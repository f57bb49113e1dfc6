import { assert } from "@std/assert";
import fc from "fast-check";
import { serialize } from "node:v8";
import { keyBytes, valueBytes } from "../../lib/kv/size.ts";
import { orderedKey } from "../support/key_order.ts";

const leaf = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.bigInt(),
  fc.uint8Array(),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value")),
  ),
}));

Deno.test("size - a value is never larger than its estimate, nor much smaller", () => {
  fc.assert(fc.property(value, (value) => serialize(value).length <= valueBytes(value) + 16));
  const text = "Ein Satz, wie man ihn so schreibt: nicht kurz, nicht lang. ".repeat(20);
  const entry = { event: { seq: 1, at: 1, by: "ana", kind: "message", id: "1", text }, id: "1" };
  assert(valueBytes(entry) < 1.2 * serialize(entry).length);
});

Deno.test("size - a key is never larger than its estimate", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.boolean(),
    fc.bigInt(),
    fc.uint8Array(),
  );
  fc.assert(fc.property(fc.array(part), (key) => orderedKey(key).length <= keyBytes(key) + 2));
});
