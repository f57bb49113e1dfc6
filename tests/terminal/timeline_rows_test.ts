import { assert, assertEquals } from "@std/assert";
import type { TimelineItem } from "../../lib/client/model.ts";
import type { ConversationSummary, MessageEvent } from "../../lib/protocol/events.ts";
import { personHue } from "../../lib/protocol/people.ts";
import { sidebarRows, type SideContext } from "../../lib/terminal/screen/sidebar_rows.ts";
import { offersAt } from "../../lib/terminal/screen/suggestions.ts";
import type { DrawContext } from "../../lib/terminal/screen/timeline_lines.ts";
import { type Row, RowCache } from "../../lib/terminal/screen/timeline_rows.ts";
import { widthOf } from "../../lib/terminal/screen/clusters.ts";
import { speechIn } from "../../lib/terminal/speech.ts";
import type { Look } from "../../lib/terminal/text/styled.ts";
import { nameMatcher } from "../../lib/text/mentions.ts";
import { timelineRows } from "../../lib/ui/room/timeline_rows.ts";

const AT = Date.parse("2026-11-28T08:52:00Z");
const speech = speechIn("en", "UTC");
const context: DrawContext = {
  blocked: [],
  speech,
  text: { isName: nameMatcher(["Awa"]), isMe: nameMatcher(["Awa"]), isRoom: () => false },
  me: { id: "awa", name: "Awa" },
  fileUrl: (id) => `https://chat/files/${id}`,
  made: false,
  turner: "own",
};

type MessageItem = Extract<TimelineItem, { is: "message" }>;

function message(event: Partial<MessageEvent>, more: Partial<MessageItem> = {}): MessageItem {
  const seq = event.seq ?? 1;
  return {
    is: "message",
    key: `at-${seq}`,
    own: false,
    author: { name: "Mei", role: "member" },
    event: { kind: "message", seq, at: AT, by: "mei", id: "x", text: "", ...event },
    ...more,
  };
}

function rowsOf(items: readonly TimelineItem[], columns: number): Row[] {
  const drawn = timelineRows(items, { dayKey: speech.times.dayKey });
  return new RowCache().rows(drawn, columns, context, AT);
}

function shown(rows: readonly Row[]): string[] {
  return rows.map(({ runs }) => runs.map(({ text }) => text).join("").trimEnd());
}

const side = " ".repeat(19);
const table: [string, MessageItem, string[]][] = [
  ["words", message({ text: "Hello **there**" }), ["08:52         Mei  Hello there"]],
  ["one's own, edited", message({ text: "Hello", editedAt: AT }, { own: true }), [
    "08:52         You  Hello (edited)",
  ]],
  ["words that are broken", message({ text: "one two three ".repeat(4).trim() }), [
    "08:52         Mei  one two three one two three one two",
    `${side}three one two three`,
  ]],
  ["code", message({ text: "So:\n```\nif (a) {\n```" }), [
    "08:52         Mei  So:",
    `${side}│ if (a) {`,
  ]],
  ["what is gone", message({ deletedAt: AT }), ["08:52         Mei  (deleted)"]],
  [
    "a quote in one row",
    message({ text: "Yes" }, {
      quote: {
        seq: 1,
        at: AT,
        by: "n",
        text: "a long story ".repeat(9),
        author: { name: "Noor", role: "guest" },
      },
    }),
    [
      "08:52         Mei  ┌ Noor: a long story a long story a lo…",
      `${side}Yes`,
    ],
  ],
  [
    "reactions and a thread",
    message({
      text: "Done",
      reactions: { "♥": { count: 2, by: ["awa"] } },
    }, { replies: { count: 4, at: AT, faces: [] } }),
    [
      "08:52         Mei  Done",
      `${side}[♥ 2]`,
      `${side}└ 4 replies, last 08:52 · t opens the`,
      `${side}thread`,
    ],
  ],
  [
    "a poll",
    message({
      text: "Tea?",
      poll: { voters: 2, options: [{ text: "yes", count: 1 }, { text: "no", count: 2 }] },
    }),
    [
      "08:52         Mei  Tea?",
      `${side}1. █████░░░░░ yes 1`,
      `${side}2. ██████████ no 2`,
      `${side}2 votes · v votes`,
    ],
  ],
  ["an action", message({ text: "/me waves" }), ["08:52         Mei  * Mei waves"]],
  [
    "a long name",
    message({ text: "Hi" }, {
      author: { name: "Bartholomew the Second", role: "guest" },
    }),
    ["08:52 Bartholome…  Hi"],
  ],
];
for (const [what, item, rows] of table) {
  Deno.test(`terminal - timeline: ${what}`, () => {
    assertEquals(shown(rowsOf([item], 58)).slice(1), rows);
  });
}

Deno.test("terminal - timeline: days, groups and notices; narrow, names stand above", () => {
  const items: TimelineItem[] = [
    message({ seq: 1, text: "one" }),
    message({ seq: 2, text: "two", at: AT + 1000 }),
    {
      is: "presence",
      key: "p",
      since: AT,
      at: AT,
      state: "online",
      people: [{ user: "z", name: "Zoltan" }],
    },
  ];
  const wide = shown(rowsOf(items, 60));
  assertEquals(wide[0]?.replaceAll("─", ""), " Today ");
  assertEquals(widthOf(wide[0] ?? ""), 60);
  assertEquals(wide.slice(1), [
    "08:52         Mei  one",
    `${side}two`,
    "* Zoltan is here · 08:52",
  ]);
  assertEquals(shown(rowsOf(items, 30)).slice(1), [
    "08:52 Mei",
    "  one",
    "  two",
    "* Zoltan is here · 08:52",
  ]);
});

Deno.test("terminal - timeline: looks say who calls, who wrote, and where a link leads", () => {
  const item = message({
    text: "@Awa see [it](https://x.org/a)",
    files: [{ id: "f", name: "a.pdf", type: "x/y", size: 10 }],
  });
  const runs = rowsOf([item], 60).flatMap((row) => row.runs);
  const lookOf = (text: string): Look | undefined => runs.find((one) => one.text === text)?.look;
  assertEquals(lookOf("@Awa"), { ground: "calls" });
  assertEquals(lookOf("Mei"), { ink: { hue: personHue("mei") } });
  assertEquals(lookOf("it"), { underline: true, link: "https://x.org/a" });
  assertEquals(lookOf("a.pdf"), { underline: true, link: "https://chat/files/f" });
});

Deno.test("terminal - timeline: what did not change is not made anew", () => {
  const cache = new RowCache();
  const [one, two] = [message({ seq: 1, text: "one" }), message({ seq: 2, text: "two" })];
  const draw = (items: TimelineItem[]) =>
    cache.rows(timelineRows(items, { dayKey: speech.times.dayKey }), 60, context, AT);
  const before = draw([one, two]);
  const after = draw([one, message({ seq: 2, text: "two!" })]);
  assert(before[1] === after[1], "the same row");
  assert(before[2] !== after[2]);
  assertEquals(shown(after)[2], `${side}two!`);
});

function summary(more: Partial<ConversationSummary>): ConversationSummary {
  return {
    id: "x",
    kind: "room",
    head: 1,
    read: 1,
    unread: 0,
    mentions: 0,
    lastAt: 1,
    ...more,
  };
}

Deno.test("terminal - the list has rooms and people, with what is unread and who is here", () => {
  const person = (id: string, name: string) => ({ with: { id, name, role: "member" as const } });
  const rows = sidebarRows(
    [
      summary({ id: "general", name: "general", unread: 3 }),
      summary({ id: "a-room", name: "a-room", unread: 2, mentions: 1 }),
      summary({ id: "d1", kind: "direct", ...person("m", "Mei"), unread: 1 }),
      summary({ id: "d2", kind: "direct", ...person("n", "Noor with a very long name") }),
      summary({ id: "z-room", name: "z-room", level: "nothing" }),
    ],
    {
      speech,
      here: "general",
      drafts: new Set(["d2"]),
      stateOf: (user) => user === "m" ? "online" : "offline",
      columns: 22,
      turner: "own",
      blocked: [],
    } satisfies SideContext,
  );
  const lines = rows.map(({ runs }) => runs.map(({ text }) => text).join(""));
  assertEquals(
    lines.map((line) => line.trimEnd()),
    [
      "Inbox               2",
      "",
      "Rooms",
      "# a-room            1",
      "# general           3",
      "# z-room         muted",
      "",
      "Direct messages",
      "● Mei               1",
      "· Noor with a v… draft",
      "",
    ].map((line) => line.replace("ve… draft", "v… draft")),
  );
  assert(lines.every((line) => widthOf(line) <= 22));
  assertEquals(rows.find(({ chosen }) => chosen)?.conversation, "general");
});

Deno.test("terminal - what is typed is completed: names, rooms, commands, durations", () => {
  const sources = {
    names: ["Mei", "Metal", "Ana María"],
    calls: (name: string) => name !== "Metal",
    rooms: ["garden"],
    emoji: [],
    role: "moderator" as const,
    botCommands: [{
      name: "weather",
      usage: "where",
      about: "12 hours",
      bot: { id: "b", name: "Sky", role: "member" as const, bot: true },
    }],
    speech,
  };
  const offered = (text: string) =>
    offersAt(text, text.length, sources)?.offers.map(({ insert }) => insert) ?? [];
  assertEquals(offered("hi @me"), ["@Mei"]);
  assertEquals(offered("/msg me"), ["@Mei", "@Metal"], "one writes to who is not called, too");
  assertEquals(offered("see #ga"), ["#garden"]);
  assertEquals(offered("/msg an"), ['@"Ana María"']);
  assertEquals(offered("/re"), ["/remind", "/reply", "/react", "/retry"]);
  assertEquals(offered("/we"), ["/weather"], "B3: of a bot");
  const [weather] = offersAt("/we", 3, sources)?.offers ?? [];
  assertEquals(weather?.hint, "where · 12 hours · Sky");
  assertEquals(offered("/kick @Mei 1"), ["1m", "1h", "1d"]);
  assertEquals(offered("nothing"), []);
});
