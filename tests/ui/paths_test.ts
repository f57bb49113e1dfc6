import { assertEquals } from "@std/assert";
import { conversationPath, directPath, placeOfPath, roomPath } from "../../lib/ui/paths.ts";

Deno.test("paths - a page's path leads back to its place, whatever the name", () => {
  for (const name of ["general", "Ana María", "a%2Fb", "?x=1", "日本", "100%"]) {
    assertEquals(placeOfPath(roomPath(name)), { room: name });
    assertEquals(placeOfPath(directPath(name)), { direct: name });
  }
});

Deno.test("paths - other pages are no place, nor is a broken escape", () => {
  for (const path of ["/", "/rooms", "/rooms/a/join", "/settings", "/rooms/%E0%A4%A"]) {
    assertEquals(placeOfPath(path), undefined, path);
  }
});

Deno.test("paths - a direct conversation is at the other person's name", () => {
  const base = { id: "1", head: 0, read: 0, unread: 0, mentions: 0, lastAt: 0 };
  const other = { id: "u", name: "Inès", role: "member" as const };
  assertEquals(conversationPath({ ...base, kind: "direct", with: other }), "/direct/In%C3%A8s");
  assertEquals(conversationPath({ ...base, kind: "room", name: "random" }), "/rooms/random");
});
