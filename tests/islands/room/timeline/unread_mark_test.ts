import { assertEquals } from "@std/assert";
import { UnreadMark } from "../../../../islands/room/timeline/unread_mark.ts";
import type { TimelineItem } from "../../../../lib/client/model.ts";

function message(seq: number, own = false): TimelineItem {
  const event = { seq, at: 0, by: "a", kind: "message" as const, id: `${seq}`, text: "" };
  return { is: "message", key: event.id, event, author: { name: "a", role: "member" }, own };
}

Deno.test("unread mark - it stands where one stopped reading, and stays while one reads", () => {
  const mark = new UnreadMark(4, 2);
  assertEquals(mark.after, 4);
  mark.readTo(6);
  assertEquals(mark.after, 4);
});

Deno.test("unread mark - with nothing unread there is none", () => {
  assertEquals(new UnreadMark(4, 0).after, undefined);
});

Deno.test("unread mark - it moves when one had read to the end and looked away", () => {
  const mark = new UnreadMark(4, 2);
  mark.readTo(6);
  assertEquals(mark.missed([message(6), message(7)]), true);
  assertEquals(mark.after, 6);
});

Deno.test("unread mark - it does not move again for what comes while one is away", () => {
  const mark = new UnreadMark(4, 0);
  assertEquals(mark.missed([message(5)]), true);
  assertEquals(mark.missed([message(5), message(6)]), false);
  assertEquals(mark.after, 4);
});

Deno.test("unread mark - what one wrote elsewhere is not new", () => {
  const mark = new UnreadMark(4, 0);
  assertEquals(mark.missed([message(5, true)]), false);
  assertEquals(mark.after, undefined);
});

Deno.test("unread mark - it does not come back where what was marked as read is not seen yet", () => {
  const mark = new UnreadMark(4, 2);
  mark.clear(6);
  assertEquals(mark.missed([message(5)]), false);
  assertEquals(mark.after, undefined);
  assertEquals(mark.missed([message(6), message(7)]), true);
  assertEquals(mark.after, 6);
});
