import { assertEquals } from "@std/assert";
import type { ConversationSummary, MessageEvent } from "../../../lib/protocol/events.ts";
import { type InboxData, inboxEntries, withoutVanished } from "../../../lib/ui/inbox/entries_of.ts";

const GARDEN: ConversationSummary = {
  id: "garden",
  kind: "room",
  name: "garden",
  head: 9,
  read: 0,
  unread: 0,
  mentions: 0,
  lastAt: 0,
};

const said = (seq: number, text: string, vanishMs?: number): MessageEvent => ({
  kind: "message",
  seq,
  at: 1_000,
  by: "u-ben",
  id: `m${seq}`,
  text,
  ...(vanishMs !== undefined && { vanishMs }),
});

const data: InboxData = {
  mentions: [
    { conversation: "garden", event: said(1, "soon gone", 50), why: "name", unread: true },
    { conversation: "garden", event: said(2, "stays"), why: "name", unread: true },
  ],
  bookmarks: [{ conversation: "garden", event: said(3, "later gone", 90), at: 1_000 }],
  threads: [{
    conversation: "garden",
    root: said(4, "the root"),
    last: said(5, "reply, gone", 50),
    unread: 1,
    read: 0,
  }],
  users: {},
  later: [],
  drafts: [],
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

Deno.test("inbox - so are those that a reminder quotes, and its note stays (M10, M11)", () => {
  const about = { conversation: "garden", seq: 7, by: "u-ben", text: "soon gone", vanishAt: 1_050 };
  const reminder = {
    kind: "reminder",
    id: "r1",
    at: 900,
    createdAt: 800,
    due: true,
    about,
  } as const;
  const later = [reminder, { ...reminder, id: "r2", note: "ask Ben" }];
  const at = (now: number) => {
    const { left, next } = withoutVanished({ ...data, threads: [], mentions: [], later }, now);
    const lines = inboxEntries(left, [GARDEN]).filter(({ is }) => is === "reminder");
    return [lines.map((line) => line.is === "reminder" && [line.text, line.seq]), next];
  };
  assertEquals(at(1_049), [[["soon gone", 7], ["ask Ben", 7]], 1_050]);
  assertEquals(at(1_050), [[[undefined, undefined], ["ask Ben", undefined]], 1_090]);
});
