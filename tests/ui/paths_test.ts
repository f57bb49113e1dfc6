import { assertEquals } from "@std/assert";
import { personAddress, personTag } from "../../lib/protocol/people.ts";
import {
  conversationFromPath,
  conversationPath,
  directPath,
  messagePath,
  replyPath,
  roomPath,
} from "../../lib/ui/paths.ts";

Deno.test("paths - a page's path leads back to its place, whatever the name", () => {
  for (const name of ["general", "Ana María", "a%2Fb", "?x=1", "日本", "100%"]) {
    assertEquals(conversationFromPath(roomPath(name)), { room: name });
    const person = { id: "u", name };
    const direct = personAddress(person);
    assertEquals(conversationFromPath(directPath(person)), { direct });
  }
});

Deno.test("paths - other pages are no place, nor is a broken escape", () => {
  for (const path of ["/", "/rooms", "/rooms/a/join", "/settings", "/rooms/%E0%A4%A"]) {
    assertEquals(conversationFromPath(path), undefined, path);
  }
});

Deno.test("paths - the link of a message leads to its conversation and to its place (M12)", () => {
  const base = { id: "1", head: 9, read: 0, unread: 0, mentions: 0, lastAt: 0 };
  const path = messagePath({ ...base, kind: "room", name: "2026" }, 12);
  assertEquals(path, "/rooms/2026/12");
  assertEquals(conversationFromPath(path), { room: "2026", at: 12 });
  const reply = replyPath({ ...base, kind: "room", name: "2026" }, 12, 15);
  assertEquals(conversationFromPath(reply), { room: "2026", thread: 12, at: 15 });
  for (
    const other of [
      "/rooms/a/0",
      "/rooms/a/-1",
      "/rooms/a/1x",
      "/rooms/a/1/2",
      "/rooms/a/1/thread/0",
    ]
  ) {
    assertEquals(conversationFromPath(other), undefined, other);
  }
});

Deno.test("paths - a direct conversation is at the other person's address (N3)", () => {
  const base = { id: "1", head: 0, read: 0, unread: 0, mentions: 0, lastAt: 0 };
  const other = { id: "u", name: "Inès", role: "member" as const };
  assertEquals(
    conversationPath({ ...base, kind: "direct", with: other }),
    "/direct/in%C3%A8s-" + personTag("u"),
  );
  assertEquals(conversationPath({ ...base, kind: "room", name: "random" }), "/rooms/random");
});
