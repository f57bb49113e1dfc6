import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { looksReserved, nameSkeletons } from "../../lib/store/name_skeleton.ts";
import { nameProblem } from "../../lib/protocol/names.ts";

const alike = (one: string, other: string) =>
  nameSkeletons(one).some((claimed) => nameSkeletons(other).includes(claimed));

Deno.test("name skeletons - different names stay apart", () => {
  for (const [one, other] of [["zed", "zoe"], ["Ana", "Hanna"], ["José", "Jose"], ["王", "玉"]]) {
    assert(!alike(one as string, other as string), `${one} ${other}`);
  }
});

Deno.test("name skeletons - what looks alike agrees, in every case", () => {
  const pairs = [
    ["paul", "pаul"], // Cyrillic а
    ["PАUL", "paul"],
    ["Ian", "lan"],
    ["іan", "Ian"], // Cyrillic і
    ["sam0", "samO"],
    ["Kim", "Kirn"],
    ["𝓏𝑒𝒹", "zed"],
  ];
  for (const [one, other] of pairs) {
    assert(alike(one as string, other as string), `${one} ${other}`);
  }
});

Deno.test("name skeletons - a look-alike of a reserved name is reserved", () => {
  assertEquals(looksReserved("adele"), false);
  assertEquals(looksReserved("аdmin"), true); // Cyrillic а
  assertEquals(looksReserved("pa1abre"), true);
});

Deno.test("name skeletons - of any allowed name fit into a key of the store", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 32 }), (name) => {
    if (nameProblem(name)) return;
    for (const claimed of nameSkeletons(name)) {
      assert(new TextEncoder().encode(claimed).length < 1800); // a key holds 2 KiB
    }
  }));
});
