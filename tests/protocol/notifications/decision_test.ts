import { assert, assertEquals } from "@std/assert";
import { MENTION_REASONS } from "../../../lib/protocol/events.ts";
import { callsAt, LEVELS } from "../../../lib/protocol/notifications/levels.ts";
import {
  decide,
  type Decision,
  type Situation,
} from "../../../lib/protocol/notifications/decision.ts";
import { DEFAULT_NOTIFICATIONS } from "../../../lib/protocol/notifications/settings.ts";

/** Wednesday 2026-11-25 21:00 UTC: within the quiet hours of those who have them. */
const EVENING = Date.UTC(2026, 10, 25, 21);
const NOON = Date.UTC(2026, 10, 25, 12);

const SETTINGS = { ...DEFAULT_NOTIFICATIONS, sound: true };
const QUIET = { ...SETTINGS, quiet: { ...SETTINGS.quiet, on: true } };
const QUIET_DIRECT = { ...QUIET, quiet: { ...QUIET.quiet, direct: false } };
const NO_THREADS = { ...SETTINGS, threads: false };
const SILENT = { ...SETTINGS, sound: false };

/** Somebody writes in a room that is at “mentions”, while its reader is away. */
const ROOM: Situation = {
  kind: "room",
  gone: false,
  own: false,
  shown: true,
  banned: false,
  inTimeline: true,
  level: "mentions",
  settings: SETTINGS,
  read: false,
  looking: "away",
  at: NOON,
};
const DIRECT: Situation = { ...ROOM, kind: "direct", level: "all" };
const NAMED: Situation = { ...ROOM, called: "name" };
const EVERY: Situation = { ...ROOM, level: "all" };
const REPLY: Situation = { ...ROOM, inTimeline: false, thread: "followed" };
const ASIDE: Situation = { ...ROOM, inTimeline: false, thread: "not-followed" };

const at = (looking: Situation["looking"]) => ({ looking });
const evening = (settings = QUIET) => ({ settings, at: EVENING });
const paused = { pausedUntil: NOON + 1 };

/** What a message does: **b**adge, **s**ound, **d**esktop, **p**ush; and what decided. */
const TABLE: [string, Situation, Partial<Situation>, string, string][] = [
  // Chatter, and what calls.
  ["chatter in a room", ROOM, {}, "----", "chatter"],
  ["chatter, read elsewhere in the chat", ROOM, at("elsewhere"), "----", "chatter"],
  ["by name", NAMED, {}, "bsdp", "name"],
  ["with who is here", ROOM, { called: "here" }, "bsdp", "here"],
  ["with everyone", ROOM, { called: "room" }, "bsdp", "room"],
  ["by a keyword", ROOM, { called: "keyword" }, "bsdp", "keyword"],
  ["a direct message", DIRECT, {}, "bsdp", "direct"],
  ["by name in a direct message", DIRECT, { called: "name" }, "bsdp", "name"],
  // Levels.
  ["a room at “all”", EVERY, {}, "bsdp", "every-message"],
  ["by name in a room at “all”", EVERY, { called: "name" }, "bsdp", "name"],
  ["chatter in a room at “nothing”", ROOM, { level: "nothing" }, "----", "level"],
  ["by name in a room at “nothing”", NAMED, { level: "nothing" }, "----", "level"],
  ["with everyone, at “nothing”", ROOM, { called: "room", level: "nothing" }, "----", "level"],
  ["by a keyword, at “nothing”", ROOM, { called: "keyword", level: "nothing" }, "----", "level"],
  ["a direct message at “mentions”", DIRECT, { level: "mentions" }, "----", "chatter"],
  [
    "named in a direct one at “mentions”",
    DIRECT,
    { level: "mentions", called: "name" },
    "bsdp",
    "name",
  ],
  ["a direct message at “nothing”", DIRECT, { level: "nothing" }, "----", "level"],
  [
    "named in a direct one at “nothing”",
    DIRECT,
    { level: "nothing", called: "name" },
    "----",
    "level",
  ],
  // Paused for a while.
  ["chatter, paused", ROOM, paused, "----", "paused"],
  ["by name, paused", NAMED, paused, "----", "paused"],
  ["a room at “all”, paused", EVERY, paused, "----", "paused"],
  ["a direct message, paused", DIRECT, paused, "----", "paused"],
  ["a followed thread, paused", REPLY, paused, "----", "paused"],
  ["by name, in the moment when the pause ends", NAMED, { pausedUntil: NOON }, "bsdp", "name"],
  ["by name, after a pause", NAMED, { pausedUntil: NOON - 1 }, "bsdp", "name"],
  ["chatter after a pause", ROOM, { pausedUntil: NOON - 1 }, "----", "chatter"],
  // Threads.
  ["a reply in a followed thread", REPLY, {}, "bsdp", "thread"],
  ["a reply in a followed thread, also in the room", REPLY, { inTimeline: true }, "bsdp", "thread"],
  ["a reply in another thread", ASIDE, {}, "----", "chatter"],
  ["a reply in another thread, at “all”", ASIDE, { level: "all" }, "----", "chatter"],
  [
    "a reply in another thread, also in a room at “all”",
    ASIDE,
    { level: "all", inTimeline: true },
    "bsdp",
    "every-message",
  ],
  ["by name in another thread", ASIDE, { called: "name" }, "bsdp", "name"],
  ["a followed thread, threads off", REPLY, { settings: NO_THREADS }, "----", "chatter"],
  [
    "a followed thread at “all”, threads off",
    REPLY,
    { settings: NO_THREADS, level: "all" },
    "----",
    "chatter",
  ],
  [
    "by name in a followed thread, threads off",
    REPLY,
    { settings: NO_THREADS, called: "name" },
    "bsdp",
    "name",
  ],
  ["a followed thread at “nothing”", REPLY, { level: "nothing" }, "----", "level"],
  [
    "a thread of a direct conversation",
    DIRECT,
    { inTimeline: false, thread: "not-followed" },
    "bsdp",
    "direct",
  ],
  // What was read.
  ["by name, read by now", NAMED, { read: true }, "----", "read"],
  ["a direct message, read by now", DIRECT, { read: true }, "----", "read"],
  ["a room at “all”, read by now", EVERY, { read: true }, "----", "read"],
  ["a followed thread, read by now", REPLY, { read: true }, "----", "read"],
  ["chatter, read by now", ROOM, { read: true }, "----", "chatter"],
  // Quiet hours.
  ["by name, in the evening without quiet hours", NAMED, { at: EVENING }, "bsdp", "name"],
  ["by name, in quiet hours", NAMED, evening(), "b---", "quiet"],
  ["with everyone, in quiet hours", ROOM, { called: "room", ...evening() }, "b---", "quiet"],
  ["by a keyword, in quiet hours", ROOM, { called: "keyword", ...evening() }, "b---", "quiet"],
  ["a room at “all”, in quiet hours", EVERY, evening(), "b---", "quiet"],
  ["a followed thread, in quiet hours", REPLY, evening(), "b---", "quiet"],
  ["chatter in quiet hours", ROOM, evening(), "----", "chatter"],
  ["a direct message, in quiet hours that let it through", DIRECT, evening(), "bsdp", "direct"],
  ["a direct message, in quiet hours", DIRECT, evening(QUIET_DIRECT), "b---", "quiet"],
  ["by name at noon, with quiet hours in the evening", NAMED, { settings: QUIET }, "bsdp", "name"],
  [
    "by name in quiet hours, looking there",
    NAMED,
    { ...evening(), ...at("here") },
    "b---",
    "quiet",
  ],
  [
    "by name in quiet hours, paused",
    NAMED,
    { ...evening(), pausedUntil: EVENING + 1 },
    "----",
    "paused",
  ],
  // Where the person looks.
  ["by name, looking there", NAMED, at("here"), "b---", "looking"],
  ["a direct message, looking there", DIRECT, at("here"), "b---", "looking"],
  ["a followed thread, looking there", REPLY, at("here"), "b---", "looking"],
  ["by name, looking at another room", NAMED, at("elsewhere"), "bs--", "name"],
  ["a direct message, looking at a room", DIRECT, at("elsewhere"), "bs--", "direct"],
  ["a room at “all”, looking at another", EVERY, at("elsewhere"), "bs--", "every-message"],
  // Sound.
  ["by name, without sound", NAMED, { settings: SILENT }, "b-dp", "name"],
  [
    "by name, looking elsewhere without sound",
    NAMED,
    { settings: SILENT, ...at("elsewhere") },
    "b---",
    "name",
  ],
  // What nobody is told of, however they chose.
  ["one’s own message", DIRECT, { own: true }, "----", "own"],
  ["one’s own message in a room at “all”", EVERY, { own: true }, "----", "own"],
  ["one’s own name in one’s own message", NAMED, { own: true }, "----", "own"],
  ["a deleted message", NAMED, { gone: true }, "----", "gone"],
  ["a vanished direct message", DIRECT, { gone: true }, "----", "gone"],
  ["a deleted message of one’s own", DIRECT, { gone: true, own: true }, "----", "gone"],
  ["by name, banned", NAMED, { banned: true }, "----", "banned"],
  ["a direct message, banned", DIRECT, { banned: true }, "----", "banned"],
  ["by name where one is not", NAMED, { shown: false }, "----", "hidden"],
  ["in a group, before one came", DIRECT, { shown: false }, "----", "hidden"],
];

/** In short, as in the table. */
function inShort({ badge, sound, desktop, push }: Decision): string {
  const signs = [[badge, "b"], [sound, "s"], [desktop, "d"], [push, "p"]] as const;
  return signs.map(([is, sign]) => is ? sign : "-").join("");
}

Deno.test("notifications - what a message does, by table (C1)", () => {
  assert(TABLE.length >= 60);
  assertEquals(new Set(TABLE.map(([name]) => name)).size, TABLE.length);
  for (const [name, base, change, does, decided] of TABLE) {
    const decision = decide({ ...base, ...change });
    assertEquals([name, inShort(decision)], [name, does]);
    assertEquals([name, decision.why[decision.decided]?.is], [name, decided]);
  }
});

Deno.test("notifications - the answers stand in the order in which they were asked", () => {
  const why = (situation: Situation) => decide(situation).why.map(({ is }) => is);
  assertEquals(why({ ...NAMED }), ["level", "name", "not-quiet", "looking"]);
  assertEquals(why({ ...NAMED, ...evening() }), ["level", "name", "quiet"]);
  assertEquals(why({ ...DIRECT, ...evening() }), ["level", "direct", "quiet-direct", "looking"]);
  assertEquals(why({ ...NAMED, ...paused }), ["paused"]);
  assertEquals(why({ ...ROOM }), ["level", "chatter"]);
});

Deno.test("notifications - a conversation counts what each of its messages would", () => {
  for (const kind of ["room", "direct"] as const) {
    for (const level of LEVELS) {
      for (const called of [undefined, ...MENTION_REASONS]) {
        const counts = { unread: 1, mentions: called ? 1 : 0 };
        const { badge } = decide({ ...ROOM, kind, level, called });
        assertEquals(callsAt(level, counts), Number(badge), `${kind} ${level} ${called}`);
      }
    }
  }
});

Deno.test("notifications - nothing is shown or sent that is not counted", () => {
  for (const [name, base, change] of TABLE) {
    const { badge, sound, desktop, push } = decide({ ...base, ...change });
    assert(badge || !(sound || desktop || push), name);
  }
});
