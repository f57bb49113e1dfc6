import { assertEquals } from "@std/assert";
import type { ConversationSummary, MessageEvent } from "../../../lib/protocol/events.ts";
import { type InboxData, inboxEntries, withoutVanished } from "../../../lib/ui/inbox/entries_of.ts";

const GARDEN: ConversationSummary = {
  ...{ id: "garden", kind: "room", name: "garden", head: 9, read: 0 },
  ...{ unread: 0, mentions: 0, lastAt: 0 },
};

const said = (seq: number, text: string, vanishMs?: number): MessageEvent => ({
  ...{ kind: "message", seq, at: 1_000, by: "u-ben", id: `m${seq}`, text },
  ...(vanishMs !== undefined && { vanishMs }),
});

const data: InboxData = {
  mentions: [
    { conversation: "garden", event: said(1, "soon gone", 50), why: "name", unread: true },
    { conversation: "garden", event: said(2, "stays"), why: "name", unread: true },
  ],
  bookmarks: [{ conversation: "garden", event: said(3, "later gone", 90), at: 1_000 }],
  threads: [{
    ...{ conversation: "garden", root: said(4, "the root"), last: said(5, "reply, gone", 50) },
    ...{ unread: 1, read: 0 },
  }],
  ...{ users: {}, later: [], drafts: [] },
};

const textsAt = (now: number) =>
  inboxEntries(withoutVanished(data, now).left, [GARDEN])
    .map((entry) => "text" in entry ? entry.text : "");

Deno.test("inbox - words that vanish are gone from its lines at their time (M11)", () => {
  assertEquals(textsAt(1_049), ["soon gone", "stays", "reply, gone", "later gone"]);
  assertEquals(withoutVanished(data, 1_049).next, 1_050);
  assertEquals(textsAt(1_050), ["stays", "the root", "later gone"]);
  assertEquals(withoutVanished(data, 1_050).next, 1_090);
  assertEquals(textsAt(1_090), ["stays", "the root"]);
  assertEquals(withoutVanished(data, 1_090).next, undefined);
});
