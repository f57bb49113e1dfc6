import { assertEquals } from "@std/assert";
import { meant } from "../../../../islands/room/groups/meant.ts";

const person = (id: string, name: string) => ({ id, name });
const nobody = new Set<string>();
const founder = person("a", "Ada Founder");
const adam = person("b", "Adam");
const ada = person("c", "ada");

Deno.test("message to somebody - the beginning of a name means the only one who has it", () => {
  assertEquals(meant("Ada", [founder], nobody), founder);
  assertEquals(meant("Ada", [founder, adam], new Set(["b"])), founder, "oneself is not meant");
  assertEquals(meant("Ada", [], nobody), undefined);
  assertEquals(meant("Ada", [founder], new Set(["a"])), undefined);
});

Deno.test("message to somebody - of several, whoever is called so; else one is to be chosen", () => {
  assertEquals(meant("Ada", [founder, adam, ada], nobody), ada);
  assertEquals(meant("Ada", [founder, adam], nobody), "several");
});
