import { assertEquals } from "@std/assert";
import { matchedMembers } from "../../../../islands/room/panes/members_filter.tsx";
import type { Member } from "../../../../lib/protocol/requests/people.ts";

const member = (name: string): Member => ({ id: name, name, role: "member", state: "offline" });

Deno.test("members filter - finds inside names, without accents, and what the server found once", () => {
  const held = ["Awa", "Inès", "Marinès", "Zoé"].map(member);
  const found = ["Inès", "Inessa"].map(member);
  const names = (query: string, beside = found) =>
    matchedMembers(held, beside, query).map(({ name }) => name);
  assertEquals(names("ines"), ["Inès", "Marinès", "Inessa"]);
  assertEquals(names("ZOE", []), ["Zoé"]);
  assertEquals(names("x", []), []);
});
